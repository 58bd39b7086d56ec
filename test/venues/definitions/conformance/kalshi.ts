// Kalshi's facts as they stand in the venue facts, row by row: the expected side of the conformance test.
import type { ConformanceCard } from './text-of.ts';

/** What each fact of Kalshi's must be. */
export const kalshiCard: ConformanceCard = {
  'KAL-20 currency, sizes and grids': {
    currency: 'USD',
    'grids.linear_cent': '0.01 from 0 to 1; 0.01 to 0.99',
    'grids.deci_cent': '0.001 from 0 to 1; 0.001 to 0.999',
    'grids.tapered_deci_cent': '0.001 from 0 to 0.1, 0.01 from 0.1 to 0.9, 0.001 from 0.9 to 1; 0.001 to 0.999',
    'grids.center_whole_edge_half_cent':
      '0.005 from 0 to 0.1, 0.01 from 0.1 to 0.9, 0.005 from 0.9 to 1; 0.005 to 0.995',
    'grids.center_whole_edge_quint_cent':
      '0.002 from 0 to 0.1, 0.01 from 0.1 to 0.9, 0.002 from 0.9 to 1; 0.002 to 0.998',
    'grids.center_half_edge_half_cent': '0.005 from 0 to 1; 0.005 to 0.995',
    'grids.center_half_edge_quint_cent':
      '0.002 from 0 to 0.1, 0.005 from 0.1 to 0.9, 0.002 from 0.9 to 1; 0.002 to 0.998',
    'grids.center_half_edge_deci_cent':
      '0.001 from 0 to 0.1, 0.005 from 0.1 to 0.9, 0.001 from 0.9 to 1; 0.001 to 0.999',
    'grids.center_quint_edge_quint_cent': '0.002 from 0 to 1; 0.002 to 0.998',
    'grids.center_quint_edge_deci_cent':
      '0.001 from 0 to 0.1, 0.002 from 0.1 to 0.9, 0.001 from 0.9 to 1; 0.001 to 0.999',
    'grids.center_centi_edge_centi_cent': '0.0001 from 0 to 1; 0.0001 to 0.9999',
    'grids.center_deci_edge_centi_cent':
      '0.0001 from 0 to 0.01, 0.001 from 0.01 to 0.99, 0.0001 from 0.99 to 1; 0.0001 to 0.9999',
    usualGrid: 'linear_cent',
    'sizes.qtyStep': '0.01',
    'sizes.orderQtyMin': '0.01',
    'sizes.notionalMin': '–',
    'sizes.marketableNotionalMin': '–',
    'sizes.submitBatchMax': '–',
    'sizes.cancelBatchMax': '–',
  },
  'KAL-21 orders': {
    'orders.kinds.0':
      'kind limit, timesInForce (ours GTC, word good_till_canceled | ours GTD, word good_till_canceled ' +
      'with expiration_time | ours IOC, word immediate_or_cancel | ours FOK, word fill_or_kill)',
    'orders.postOnly': 'word post_only, with (GTC | GTD)',
    'orders.reduceOnly': 'IOC | FOK',
    'orders.expiry': 'field expiration_time, leadUsMin 0, earlyUs 0',
    'orders.venueOrderId': 'onAck',
    'orders.duplicates': 'by clientOrderId, usedUp forever',
    'orders.amend': 'changes (price | quantityUp | quantityDown), keepsQueue (quantityDown)',
    'orders.cancel': 'notFoundCovers (unknown | cancelled | filled)',
    'orders.selfTrade': 'word taker_at_cross, cancels taker | word maker, cancels maker',
    'orders.endings.fokUnfilled': 'rejected',
    'orders.endings.iocUnmatched': 'cancelled',
    'orders.endings.postOnlyCross': 'rejected',
    'orders.endings.selfTrade': 'cancelled',
  },
  'KAL-22 statuses': {
    'answers.statuses.0': 'word resting, where order read, user_orders, means (submitted | partial)',
    'answers.statuses.1': 'word canceled, where order read, user_orders, means (cancelled)',
    'answers.statuses.2': 'word executed, where order read, user_orders, means (filled)',
  },
  'KAL-23 refused orders': {
    'answers.rejects.0':
      'reason priceOffTick, http 400, body {"error":{"code":"invalid_price","message":"invalid price","service":"exchange"}}',
    'answers.rejects.1':
      'reason priceOutOfBounds, http 400, body {"error":{"code":"invalid_price","message":"invalid price","service":"exchange"}}',
    'answers.rejects.2': 'reason quantityOffStep, http –, body invalid_order_size',
    'answers.rejects.3': 'reason belowMinimumSize, http –, body invalid_order_size',
    'answers.rejects.4':
      'reason insufficientFunds, http 400, body {"error":{"code":"insufficient_balance","message":"insufficient balance","service":"exchange"}}',
    'answers.rejects.5': 'reason insufficientFunds, http –, body available_balance_too_low',
    'answers.rejects.6':
      'reason postOnlyCross, http 400, body {"error":{"code":"invalid_order","message":"invalid order","details":"post only cross"}}',
    'answers.rejects.7':
      'reason unsupportedReduceOnly, http 400, body {"error":{"code":"invalid_order","message":"invalid ' +
      'order","details":"reduce_only can only be used with IoC or FoK…"}}',
    'answers.rejects.8':
      'reason unsupportedPostOnly, http 400, body {"error":{"code":"invalid_order","message":"invalid order","service":"exchange"}}',
    'answers.rejects.9':
      'reason duplicate, http 409, body {"error":{"code":"order_already_exists","message":"order already exists","service":"exchange"}}',
    'answers.rejects.10':
      'reason fokUnfilled, http 409, body ' +
      '{"error":{"code":"fill_or_kill_insufficient_resting_volume","message":"fill or kill insufficient resting volume"}}',
    'answers.rejects.11':
      'reason invalidOrder, http 400, body {"code":"bad_request","message":"bad request","details":"json: ' +
      'cannot unmarshal {a} into Go struct field {field} of type {b}"}',
    'answers.rejects.12':
      'reason invalidOrder, http 400, body {"msg":"Parameter validation failed for {call}: {details}"}',
    'answers.rejects.13': 'reason invalidOrder, http –, body INVALID_ORDER',
    'answers.rejects.14': 'reason unknownMarket, http –, body MARKET_NOT_FOUND',
    'answers.rejects.15': 'reason marketNotOpen, http –, body MARKET_INACTIVE',
    'answers.rejects.16': 'reason marketClosed, http –, body MARKET_INACTIVE',
    'answers.rejects.17': 'reason marketClosed, http –, body MARKET_ALREADY_CLOSED',
    'answers.rejects.18': 'reason marketResolved, http –, body MARKET_ALREADY_CLOSED',
    'answers.rejects.19': 'reason marketPaused, http –, body TRADING_PAUSED',
    'answers.rejects.20': 'reason venueHalted, http –, body EXCHANGE_PAUSED',
    'answers.rejects.21': 'reason selfTrade, http –, body SELF_CROSS_ATTEMPT',
    'answers.rejects.22': 'reason selfTrade, http –, body SELF_CROSS_ATTEMPT_PARTIALLY_FILLED',
    'answers.rejects.23': 'reason invalidOrder, http –, body ORDER_GROUP_NOT_FOUND',
    'answers.rejects.24': 'reason riskLimit, http –, body EXCEEDED_PER_MARKET_RISK_LIMIT',
    'answers.rejects.25': 'reason riskLimit, http –, body EXCEEDED_ORDER_GROUP_RISK_LIMIT',
    'answers.rejects.26': 'reason unavailable, http 503, body {"error":{"code":"service_unavailable",…}}',
    'answers.rejects.27': 'reason unavailable, http –, body EXCHANGE_UNAVAILABLE',
    'answers.rejects.28': 'reason internalError, http –, body INTERNAL_ERROR',
    'answers.rejects.29': 'reason rateLimited, http 429, body {"error":"too many requests"}',
    'answers.rejects.30':
      'reason unauthorized, http 401, body ' +
      '{"error":{"code":"authentication_error","message":"authentication_error","details":"INCORRECT_API_KEY_SIGNATURE"}}',
    'answers.rejects.31':
      'reason unauthorized, http 401, body {"error":{"code":"authentication_error","message":"authentication_error","details":"NOT_FOUND"}}',
    'answers.rejects.32':
      'reason unauthorized, http 401, body {"error":{"code":"signature_is_missing_from_headers","message":"signature is missing from headers"}}',
    'answers.rejects.33':
      'reason unauthorized, http 401, body {"error":{"code":"header_timestamp_expired","message":"header timestamp expired"}}',
  },
  'KAL-24 refused cancels and amendments': {
    'answers.cancelRejects.0':
      'reason notFound, http 404, body {"error":{"code":"not_found","message":"not found","service":"exchange"}}',
    'answers.cancelRejects.1':
      'reason alreadyCancelled, http 404, body {"error":{"code":"not_found","message":"not found","service":"exchange"}}',
    'answers.cancelRejects.2':
      'reason alreadyFilled, http 404, body {"error":{"code":"not_found","message":"not found","service":"exchange"}}',
    'answers.cancelRejects.3': 'reason marketClosed, http –, body MARKET_INACTIVE',
    'answers.cancelRejects.4': 'reason venueHalted, http –, body EXCHANGE_PAUSED',
    'answers.amendRejects.0':
      'reason notFound, http 404, body {"error":{"code":"not_found","message":"not found","service":"exchange"}}',
    'answers.amendRejects.1': 'reason mismatch, http –, body order_id_and_client_order_id_mismatch',
    'answers.amendRejects.2': 'reason mismatch, http –, body order_side_mismatch',
    'answers.amendRejects.3': 'reason mismatch, http –, body order_ticker_mismatch',
    'answers.amendRejects.4': 'reason invalidQuantity, http –, body INVALID_AMEND_QTY_FOR_ORDER',
    'answers.amendRejects.5': 'reason alreadyFilled, http –, body CANNOT_UPDATE_FILLED_ORDER',
  },
  'KAL-25 cancels by the venue': {
    'answers.cancels.0': 'reason expired, word EXPIRED',
    'answers.cancels.1': 'reason iocRemainder, word IMMEDIATE_OR_CANCELLED',
    'answers.cancels.2': 'reason selfTrade, word TAKER_CANCEL_FOR_SELF_TRADE_PREVENTION',
    'answers.cancels.3': 'reason selfTrade, word MAKER_CANCEL_FOR_SELF_TRADE_PREVENTION',
    'answers.cancels.4': 'reason venue, word ORDER_GROUP_CANCEL',
  },
  'KAL-26 when what is taken': {
    'trading.0':
      'state unopened, words (initialized | inactive), places none, amends false, cancels –, refusal marketNotOpen',
    'trading.1': 'state open, words (active), places all, amends true, cancels true, refusal –',
    'trading.2': 'state paused, words (TRADING_PAUSED), places none, amends false, cancels true, refusal marketPaused',
    'trading.3': 'state halted, words (EXCHANGE_PAUSED), places none, amends false, cancels false, refusal venueHalted',
    'trading.4':
      'state closed, words (closed | determined | disputed | amended), places none, amends false, cancels false, refusal marketClosed',
    'trading.5': 'state resolved, words (finalized), places none, amends false, cancels false, refusal marketResolved',
    'pauses.0': 'weekday Thursday, from 03:00, to 05:00, zone America/New_York, state paused',
  },
  'KAL-27 rate limits': {
    'rateLimits.0.costs': 'query 2, marketData 10',
    'rateLimits.0.whenEmpty': 'refused',
    'rateLimits.0.tiers.0.size': 'capacity 200, refillPerSecond 200',
    'rateLimits.0.tiers.1.size': 'capacity 600, refillPerSecond 300',
    'rateLimits.0.tiers.2.size': 'capacity 600, refillPerSecond 600',
    'rateLimits.0.tiers.3.size': 'capacity 1000, refillPerSecond 1000',
    'rateLimits.0.tiers.4.size': 'capacity 2000, refillPerSecond 2000',
    'rateLimits.0.tiers.5.size': 'capacity 4000, refillPerSecond 4000',
    'rateLimits.0.tiers.6.size': 'capacity 10000, refillPerSecond 10000',
    'rateLimits.1.costs':
      'submit 10, cancel 2, replace 10, decrease 10, submitInBatch 10, cancelInBatch 2, cancelAll 10',
    'rateLimits.1.whenEmpty': 'refused',
    'rateLimits.1.tiers.0.size': 'capacity 100, refillPerSecond 100',
    'rateLimits.1.tiers.1.size': 'capacity 600, refillPerSecond 300',
    'rateLimits.1.tiers.2.size': 'capacity 1200, refillPerSecond 600',
    'rateLimits.1.tiers.3.size': 'capacity 2000, refillPerSecond 1000',
    'rateLimits.1.tiers.4.size': 'capacity 4000, refillPerSecond 2000',
    'rateLimits.1.tiers.5.size': 'capacity 8000, refillPerSecond 4000',
    'rateLimits.1.tiers.6.size': 'capacity 16000, refillPerSecond 8000',
  },
  'KAL-28 clocks': {
    'timing.visibilityUs': '360000',
    'timing.heartbeat': '–',
    'timing.durationsUs.cancelAllLingers': '60000000',
    'timing.durationsUs.orderGroupWindow': '15000000',
    'timing.durationsUs.webSocketPingEvery': '10000000',
    'timing.durationsUs.clockSkewMax': '5000000',
  },
  'KAL-29 settlement, netting and the end of a market': {
    settlement: 'kind atMatch',
    netting: 'complementMatching true, pairs netted',
    life: 'results (winner | scalar), disputes true, payout paidByVenue, conversion –',
    escrow: 'worstCase',
  },
  'KAL-30 the numbers of the fees': {
    'fees.numbers.takerRate': '0.07',
    'fees.numbers.makerShareQuadratic': '0',
    'fees.numbers.makerShareQuadraticWithMakerFees': '0.25',
    'fees.numbers.makerShareQuadraticWithComboMakerFees': '0.5',
    'fees.numbers.tradeFeeUnit': '0.0001',
    'fees.numbers.precisionDirectMember': '0.0001',
    'fees.numbers.precisionNonDirectMember': '0.01',
    'fees.numbers.rebate': '0.01',
  },
  'KAL-31 what else there is to know': {
    'remarks.0': 'Orders rest through a trading pause, but for those with `cancel_order_on_pause`.',
    'remarks.1':
      'After the close resting orders are cancelled shortly; a market that is reactivated has lost all its orders.',
    'remarks.2':
      'An order group whose fills in its window pass its limit is cancelled whole, and refuses orders until it is reset.',
    'remarks.3':
      'Collateral is kept per `exchange_index` (0, combos 1, crypto 2, tennis and baseball 3): an account ' +
      'can be short of funds on one shard and rich on another.',
    'remarks.4': 'A fill-or-kill order that would trade with its own account behaves as immediate-or-cancel.',
    'remarks.5': 'A series has a fee type and a fee multiplier, and an event may override both.',
    'remarks.6': '`balance` in cents is cut off, `balance_dollars` is exact.',
  },
};
