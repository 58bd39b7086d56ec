// Gemini's facts as they stand in the venue facts, row by row: the expected side of the conformance test.
import type { ConformanceCard } from './text-of.ts';

/** What each fact of Gemini's must be. */
export const geminiCard: ConformanceCard = {
  'GEM-20 currency, sizes and grids': {
    currency: 'USD',
    'grids.cent': '0.01 from 0 to 1; 0.01 to 0.99',
    usualGrid: 'cent',
    'sizes.qtyStep': '1',
    'sizes.orderQtyMin': '–',
    'sizes.notionalMin': '–',
    'sizes.marketableNotionalMin': '–',
    'sizes.submitBatchMax': '–',
    'sizes.cancelBatchMax': '–',
  },
  'GEM-21 orders': {
    'orders.kinds.0':
      'kind limit, timesInForce (ours GTC, word good-til-cancel | ours IOC, word immediate-or-cancel | ours FOK, word fill-or-kill)',
    'orders.kinds.1': 'kind market, timesInForce (ours IOC, word MARKET)',
    'orders.postOnly': 'word maker-or-cancel, with (GTC)',
    'orders.reduceOnly': '–',
    'orders.expiry': '–',
    'orders.venueOrderId': 'onAck',
    'orders.duplicates': 'by clientOrderId, usedUp notKnown',
    'orders.amend': 'changes (none), keepsQueue (none)',
    'orders.cancel': 'notFoundCovers (unknown | cancelled | filled)',
    'orders.selfTrade': 'word SelfCrossPrevented, cancels taker',
    'orders.endings.fokUnfilled': 'cancelled',
    'orders.endings.iocUnmatched': 'cancelled',
    'orders.endings.postOnlyCross': 'cancelled',
    'orders.endings.selfTrade': 'cancelled',
  },
  'GEM-22 statuses': {
    'answers.statuses.0': 'word open, where REST, means (submitted | partial)',
    'answers.statuses.1': 'word NEW, where orders@account, means (submitted)',
    'answers.statuses.2': 'word OPEN, where orders@account, means (submitted | partial)',
    'answers.statuses.3': 'word PARTIALLY_FILLED, where orders@account, means (partial)',
    'answers.statuses.4': 'word FILLED, where orders@account, means (filled)',
    'answers.statuses.5': 'word CANCELED, where orders@account, means (cancelled)',
    'answers.statuses.6': 'word REJECTED, where orders@account, means (rejected)',
    'answers.statuses.7': 'word MODIFIED, where orders@account, means (submitted | partial)',
  },
  'GEM-23 refused orders': {
    'answers.rejects.0': 'reason marketNotOpen, http –, body {"error":"MarketNotOpen","message":"{message}"}',
    'answers.rejects.1': 'reason marketClosed, http –, body {"error":"MarketNotOpen","message":"{message}"}',
    'answers.rejects.2': 'reason marketResolved, http –, body {"error":"MarketNotOpen","message":"{message}"}',
    'answers.rejects.3': 'reason insufficientFunds, http –, body {"error":"InsufficientFunds","message":"{message}"}',
    'answers.rejects.4': 'reason priceOutOfBounds, http –, body {"error":"InvalidPrice","message":"{message}"}',
    'answers.rejects.5': 'reason priceOffTick, http –, body {"error":"LimitPriceOffTick","message":"{message}"}',
    'answers.rejects.6': 'reason quantityOffStep, http –, body {"error":"InvalidQuantity","message":"{message}"}',
    'answers.rejects.7': 'reason belowMinimumSize, http –, body {"error":"InvalidQuantity","message":"{message}"}',
    'answers.rejects.8':
      'reason belowMinimumNotional, http –, body {"error":"InvalidTotalSpend","message":"{message}"}',
    'answers.rejects.9': 'reason duplicate, http –, body {"error":"DuplicateOrder","message":"{message}"}',
    'answers.rejects.10': 'reason iocUnmatched, http –, body {"error":"InsufficientLiquidity","message":"{message}"}',
    'answers.rejects.11': 'reason unknownMarket, http –, body {"error":"UnknownInstrument","message":"{message}"}',
    'answers.rejects.12': 'reason accountRestricted, http –, body {"error":"TERMS_NOT_ACCEPTED","message":"{message}"}',
    'answers.rejects.13': 'reason invalidOrder, http –, body {"error":"InvalidInput","message":"{message}"}',
  },
  'GEM-25 cancels by the venue': {
    'answers.cancels.0': 'reason selfTrade, word SelfCrossPrevented',
    'answers.cancels.1': 'reason fokUnfilled, word FillOrKillWouldNotFill',
    'answers.cancels.2': 'reason iocRemainder, word ImmediateOrCancelWouldPost',
    'answers.cancels.3': 'reason postOnlyCross, word MakerOrCancelWouldTake',
    'answers.cancels.4': 'reason venue, word AuctionCancelled',
    'answers.cancels.5': 'reason venue, word ExceedsPriceLimits',
  },
  'GEM-26 when what is taken': {
    'trading.0': 'state unopened, words (approved), places none, amends false, cancels –, refusal marketNotOpen',
    'trading.1': 'state open, words (active), places all, amends false, cancels true, refusal –',
    'trading.2':
      'state closed, words (closed | under_review), places none, amends false, cancels –, refusal marketClosed',
    'trading.3':
      'state resolved, words (settled | invalid), places none, amends false, cancels –, refusal marketResolved',
  },
  'GEM-28 clocks': {
    'timing.visibilityUs': '–',
    'timing.heartbeat': '–',
  },
  'GEM-29 settlement, netting and the end of a market': {
    settlement: 'kind atMatch',
    netting: 'complementMatching –, pairs –',
    life: 'results (winner), disputes –, payout –, conversion –',
    escrow: 'worstCase',
  },
  'GEM-30 the numbers of the fees': {
    'fees.numbers.makerRate': '0.01',
    'fees.numbers.takerRate': '0.05',
  },
  'GEM-31 what else there is to know': {
    'remarks.0': 'Stop-limit orders exist and are not simulated.',
    'remarks.1': 'On the stream `Z` is the last fill’s quantity on a fill, but the cumulative quantity on a cancel.',
    'remarks.2': 'No rate limit is written down: the scenario says.',
  },
};
