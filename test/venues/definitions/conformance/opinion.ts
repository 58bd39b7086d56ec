// Opinion's facts as they stand in the venue facts, row by row: the expected side of the conformance test.
import type { ConformanceCard } from './text-of.ts';

/** What each fact of Opinion's must be. */
export const opinionCard: ConformanceCard = {
  'OPN-20 currency, sizes and grids': {
    currency: 'USDT',
    'grids.6 decimals': '0.000001 from 0 to 1; 0.000001 to 0.999999',
    usualGrid: '6 decimals',
    'sizes.qtyStep': '0.000001',
    'sizes.orderQtyMin': '–',
    'sizes.notionalMin': '5',
    'sizes.marketableNotionalMin': '–',
    'sizes.submitBatchMax': '–',
    'sizes.cancelBatchMax': '–',
  },
  'OPN-21 orders': {
    'orders.kinds.0': 'kind limit, timesInForce (ours GTC, word tradingMethod 2)',
    'orders.kinds.1': 'kind market, timesInForce (ours IOC, word tradingMethod 1)',
    'orders.postOnly': 'word postOnly, with (GTC)',
    'orders.reduceOnly': '–',
    'orders.expiry': '–',
    'orders.venueOrderId': 'onAck',
    'orders.duplicates': 'by nothing, usedUp notKnown',
    'orders.amend': 'changes (none), keepsQueue (none)',
    'orders.cancel': 'notFoundCovers (unknown | cancelled | filled)',
    'orders.selfTrade': '–',
    'orders.endings.fokUnfilled': '–',
    'orders.endings.iocUnmatched': '–',
    'orders.endings.postOnlyCross': '–',
    'orders.endings.selfTrade': '–',
  },
  'OPN-22 statuses': {
    'answers.statuses.0': 'word 1, where order read: pending, means (submitted | partial)',
    'answers.statuses.1': 'word 2, where order read: finished, means (filled)',
    'answers.statuses.2': 'word 3, where order read: canceled, means (cancelled)',
    'answers.statuses.3': 'word 4, where order read: expired, means (cancelled)',
    'answers.statuses.4': 'word 5, where order read: failed, means (rejected)',
    'answers.statuses.5': 'word orderNew, where trade.order.update, means (submitted)',
    'answers.statuses.6': 'word orderFill, where trade.order.update, means (partial | filled)',
    'answers.statuses.7': 'word orderCancel, where trade.order.update, means (cancelled)',
    'answers.statuses.8': 'word orderConfirm, where trade.order.update, means (partial | filled)',
  },
  'OPN-26 when what is taken': {
    'trading.0': 'state unopened, words (1 created), places none, amends false, cancels –, refusal marketNotOpen',
    'trading.1': 'state open, words (2 activated), places all, amends false, cancels true, refusal –',
    'trading.2': 'state closed, words (3 resolving), places none, amends false, cancels –, refusal marketClosed',
    'trading.3':
      'state resolved, words (4 resolved | 5 failed | 6 deleted), places none, amends false, cancels –, refusal marketResolved',
  },
  'OPN-28 clocks': {
    'timing.visibilityUs': '–',
    'timing.heartbeat': '–',
  },
  'OPN-29 settlement, netting and the end of a market': {
    settlement:
      'kind onChain, statuses (word 2 finished, means confirmed | word 3 canceled, means failed | word 5 ' +
      'failed, means failed | word 6 on-chain failed, means failed)',
    netting: 'complementMatching –, pairs –',
    life: 'results (winner), disputes –, payout –, conversion –',
    escrow: 'worstCase',
  },
  'OPN-30 the numbers of the fees': {
    'fees.numbers.topicRateMax': '0.04',
    'fees.numbers.feeMin': '0.25',
    'fees.numbers.makerRate': '0',
  },
  'OPN-31 what else there is to know': {
    'remarks.0':
      'A reply has `errno` and `errmsg`, and the client does not throw on a refusal; the texts are not written down.',
    'remarks.1': 'Requests say side 0 or 1, replies say 1 buy or 2 sell.',
    'remarks.2': 'No rate limit is written down: the scenario says.',
  },
};
