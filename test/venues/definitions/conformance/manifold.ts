// Manifold's facts as they stand in the venue facts, row by row: the expected side of the conformance test.
import type { ConformanceCard } from './text-of.ts';

/** What each fact of Manifold's must be. */
export const manifoldCard: ConformanceCard = {
  'MAN-20 currency, sizes and grids': {
    currency: 'mana',
    'grids.whole percent': '0.01 from 0 to 1; 0.01 to 0.99',
    usualGrid: 'whole percent',
    'sizes.qtyStep': '0.000001',
    'sizes.orderQtyMin': '–',
    'sizes.notionalMin': '1',
    'sizes.marketableNotionalMin': '–',
    'sizes.submitBatchMax': '–',
    'sizes.cancelBatchMax': '–',
  },
  'MAN-21 orders': {
    'orders.kinds.0':
      'kind limit, timesInForce (ours GTC, word limitProb | ours GTD, word limitProb with expiresAt or expiresMillisAfter)',
    'orders.kinds.1': 'kind market, timesInForce (ours IOC, word no limitProb)',
    'orders.postOnly': '–',
    'orders.reduceOnly': '–',
    'orders.expiry': 'field expiresAt, leadUsMin 0, earlyUs 0',
    'orders.venueOrderId': 'onAck',
    'orders.duplicates': 'by nothing, usedUp never',
    'orders.amend': 'changes (none), keepsQueue (none)',
    'orders.cancel': 'notFoundCovers (unknown)',
    'orders.selfTrade': '–',
    'orders.endings.fokUnfilled': '–',
    'orders.endings.iocUnmatched': '–',
    'orders.endings.postOnlyCross': '–',
    'orders.endings.selfTrade': '–',
  },
  'MAN-22 statuses': {
    'answers.statuses.0':
      'word limitProb && !isFilled && !isCancelled && !expired, where bet read, means (submitted | partial)',
    'answers.statuses.1': 'word isFilled, where bet read, means (filled)',
    'answers.statuses.2': 'word isCancelled, where bet read, means (cancelled)',
  },
  'MAN-23 refused orders': {
    'answers.rejects.0': 'reason insufficientFunds, http 403, body {"message":"Insufficient balance."}',
    'answers.rejects.1': 'reason marketClosed, http 403, body {"message":"Trading is closed."}',
    'answers.rejects.2': 'reason marketResolved, http 403, body {"message":"Market is resolved."}',
    'answers.rejects.3':
      'reason priceOffTick, http 400, body {"message":"limitProb must be in increments of 0.01 (i.e. whole percentage points)"}',
    'answers.rejects.4': 'reason priceOutOfBounds, http 400, body {"message":"Betting allowed only between 1-99%."}',
    'answers.rejects.5': 'reason expiryTooNear, http 400, body {"message":"Bet cannot expire in the past."}',
    'answers.rejects.6': 'reason insufficientShares, http 400, body {"message":"You can only sell up to N shares."}',
    'answers.rejects.7': 'reason invalidOrder, http 400, body {"message":"answerId must be specified for multi bets"}',
    'answers.rejects.8': 'reason tryAgain, http 503, body {"message":"Please try betting again."}',
  },
  'MAN-24 refused cancels and amendments': {
    'answers.cancelRejects.0': 'reason notFound, http 404, body {"message":"Bet not found"}',
    'answers.cancelRejects.1': 'reason notYours, http 403, body {"message":"You can only cancel your own bets"}',
    'answers.cancelRejects.2': 'reason notCancellable, http 403, body {"message":"Not a limit order. Cannot cancel."}',
    'answers.cancelRejects.3': 'reason alreadyCancelled, http 403, body {"message":"Bet already cancelled"}',
  },
  'MAN-26 when what is taken': {
    'trading.0': 'state open, words (none), places all, amends false, cancels true, refusal –',
    'trading.1': 'state closed, words (Trading is closed.), places none, amends false, cancels –, refusal marketClosed',
    'trading.2':
      'state resolved, words (Market is resolved.), places none, amends false, cancels –, refusal marketResolved',
  },
  'MAN-27 rate limits': {
    'rateLimits.0.costs': 'submit 3, cancel 3, query 3, marketData 3',
    'rateLimits.0.whenEmpty': 'refused',
    'rateLimits.0.tiers.0.size': 'capacity 1500, refillPerSecond 25',
  },
  'MAN-28 clocks': {
    'timing.visibilityUs': '–',
    'timing.heartbeat': '–',
    'timing.durationsUs.webSocketPingEvery': '60000000',
  },
  'MAN-29 settlement, netting and the end of a market': {
    settlement: 'kind atMatch',
    netting: 'complementMatching true, pairs redeemedAtOnce',
    life: 'results (winner), disputes –, payout –, conversion –',
    escrow: 'none',
  },
  'MAN-30 the numbers of the fees': {
    'fees.numbers.takerFee': '0',
    'fees.numbers.flatTradeFee': '0',
  },
  'MAN-31 what else there is to know': {
    'remarks.0': 'A limit order reserves nothing: a maker whose balance is used up is cancelled while it is matched.',
    'remarks.1':
      'A YES taker meets the lowest limit first, and of equal limits the oldest, interleaved with the market maker.',
    'remarks.2': 'The venue has a dry run of its own, which answers with the bet id `dry-run`.',
  },
};
