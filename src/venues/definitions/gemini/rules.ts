// Gemini prediction markets: the dated configuration of the venue, every figure with its source. The sections are
// those of others.md, gathered on 2026-11-22. All of it is documentation: nothing was run or recorded.
import { factsFrom } from '../fact.ts';
import { uniformGrid } from '../grid.ts';
import { neverSimulated } from '../not-simulated.ts';
import { everything, nothingBut, rowsFrom } from '../rows.ts';
import type { VenueRules } from '../types.ts';

const book = factsFrom('others.md', '2026-05', '2026-05');
const { fact, notKnown } = book;
const { kind, status, reject, cancelled, trading } = rowsFrom(book);

const answerNotKnown = 'Whether cancels are taken in this state is not written down.';
const httpNotKnown = 'The reason is documented, its HTTP code is not.';
const promotional = 'Promotional rates change.';

const error = (reason: string): string => `{"error":"${reason}","message":"{message}"}`;

/** The figures of the fee, in micros. */
export const geminiFeeNumbers = {
  makerRate: fact(10_000n, 'DOC', '3.3', { doubtful: promotional }),
  takerRate: fact(50_000n, 'DOC', '3.3', { doubtful: promotional }),
};

/** Gemini as of the dates in it. */
export const geminiRules: VenueRules = {
  venue: 'gemini',
  title: 'Gemini',
  about: 'Gemini prediction markets (Gemini Titan), REST and WebSocket order entry.',
  currency: fact('USD', 'DOC', '3.3'),
  grids: {
    cent: fact(uniformGrid(10_000n), 'DOC', '3.3', {
      doubtful: 'The bounds are documented; that every cent between them is a price is taken from the examples.',
    }),
  },
  usualGrid: fact('cent', 'DOC', '3.3'),
  sizes: {
    qtyStep: fact(1_000_000n, 'INF', '3.3', { doubtful: 'The examples are whole contracts; no step is written down.' }),
    orderQtyMin: notKnown('No minimum is written down: a step is the least.'),
    notionalMin: notKnown('A reject reason InvalidTotalSpend exists; its bound is not written down.'),
    marketableNotionalMin: notKnown('No minimum is written down: none is applied.'),
    submitBatchMax: notKnown('No batch request is written down.'),
    cancelBatchMax: notKnown('No batch request is written down.'),
  },
  orders: {
    kinds: [
      kind(
        'limit',
        [
          { ours: 'GTC', word: 'good-til-cancel' },
          { ours: 'IOC', word: 'immediate-or-cancel' },
          { ours: 'FOK', word: 'fill-or-kill' },
        ],
        'DOC',
        '3.3',
      ),
      kind('market', [{ ours: 'IOC', word: 'MARKET' }], 'DOC', '3.3', {
        doubtful: 'Only the WebSocket takes it; what becomes of the rest is not written down: it is cancelled here.',
      }),
    ],
    postOnly: fact({ word: 'maker-or-cancel', with: ['GTC'] }, 'DOC', '3.3'),
    reduceOnly: notKnown('No reduce-only flag is written down: none is offered.'),
    expiry: notKnown('No good-till-date is written down: none is offered.'),
    venueOrderId: fact('onAck', 'DOC', '3.3'),
    duplicates: fact({ by: 'clientOrderId', usedUp: 'notKnown' }, 'DOC', '3.3', {
      doubtful: 'A reject reason DuplicateOrder exists; by what an order is known again is not written down.',
    }),
    amend: fact({ changes: [], keepsQueue: [] }, 'DOC', '3.3', {
      doubtful: 'No request to amend is written down, though the stream has a status MODIFIED.',
    }),
    cancel: fact({ notFoundCovers: ['unknown', 'cancelled', 'filled'] }, 'INF', '3.3', {
      doubtful: 'What a cancel in vain is answered is not written down: the worst is taken.',
    }),
    selfTrade: fact([{ word: 'SelfCrossPrevented', cancels: 'taker' }], 'DOC', '3.3', {
      doubtful: 'Which of the two orders is cancelled is not written down: the taker is taken.',
    }),
    endings: {
      fokUnfilled: fact('cancelled', 'DOC', '3.3'),
      iocUnmatched: fact('cancelled', 'DOC', '3.3'),
      postOnlyCross: fact('cancelled', 'DOC', '3.3'),
      selfTrade: fact('cancelled', 'DOC', '3.3'),
    },
  },
  answers: {
    statuses: [
      status('open', 'REST', ['submitted', 'partial'], 'DOC', '3.3'),
      status('NEW', 'orders@account', ['submitted'], 'DOC', '3.3'),
      status('OPEN', 'orders@account', ['submitted', 'partial'], 'DOC', '3.3'),
      status('PARTIALLY_FILLED', 'orders@account', ['partial'], 'DOC', '3.3'),
      status('FILLED', 'orders@account', ['filled'], 'DOC', '3.3'),
      status('CANCELED', 'orders@account', ['cancelled'], 'DOC', '3.3'),
      status('REJECTED', 'orders@account', ['rejected'], 'DOC', '3.3'),
      status('MODIFIED', 'orders@account', ['submitted', 'partial'], 'DOC', '3.3', {
        doubtful: 'When it is reported is not written down.',
      }),
    ],
    rejects: [
      reject('marketNotOpen', null, error('MarketNotOpen'), 'DOC', '3.3', { doubtful: httpNotKnown }),
      reject('marketClosed', null, error('MarketNotOpen'), 'DOC', '3.3', { doubtful: httpNotKnown }),
      reject('marketResolved', null, error('MarketNotOpen'), 'DOC', '3.3', { doubtful: httpNotKnown }),
      reject('insufficientFunds', null, error('InsufficientFunds'), 'DOC', '3.3', { doubtful: httpNotKnown }),
      reject('priceOutOfBounds', null, error('InvalidPrice'), 'DOC', '3.3', { doubtful: httpNotKnown }),
      reject('priceOffTick', null, error('LimitPriceOffTick'), 'DOC', '3.3', { doubtful: httpNotKnown }),
      reject('quantityOffStep', null, error('InvalidQuantity'), 'DOC', '3.3', { doubtful: httpNotKnown }),
      reject('belowMinimumSize', null, error('InvalidQuantity'), 'DOC', '3.3', { doubtful: httpNotKnown }),
      reject('belowMinimumNotional', null, error('InvalidTotalSpend'), 'DOC', '3.3', { doubtful: httpNotKnown }),
      reject('duplicate', null, error('DuplicateOrder'), 'DOC', '3.3', { doubtful: httpNotKnown }),
      reject('iocUnmatched', null, error('InsufficientLiquidity'), 'DOC', '3.3', {
        doubtful: 'To which orders it is answered is not written down.',
      }),
      reject('unknownMarket', null, error('UnknownInstrument'), 'DOC', '3.3', { doubtful: httpNotKnown }),
      reject('accountRestricted', null, error('TERMS_NOT_ACCEPTED'), 'DOC', '3.3', { doubtful: httpNotKnown }),
      reject('invalidOrder', null, error('InvalidInput'), 'DOC', '3.3', { doubtful: httpNotKnown }),
    ],
    cancelRejects: [],
    amendRejects: [],
    cancels: [
      cancelled('selfTrade', 'SelfCrossPrevented', 'DOC', '3.3'),
      cancelled('fokUnfilled', 'FillOrKillWouldNotFill', 'DOC', '3.3'),
      cancelled('iocRemainder', 'ImmediateOrCancelWouldPost', 'DOC', '3.3'),
      cancelled('postOnlyCross', 'MakerOrCancelWouldTake', 'DOC', '3.3'),
      cancelled('venue', 'AuctionCancelled', 'DOC', '3.3'),
      cancelled('venue', 'ExceedsPriceLimits', 'DOC', '3.3'),
    ],
  },
  trading: [
    trading('unopened', ['approved'], nothingBut(null, 'marketNotOpen'), 'DOC', '3.3', { doubtful: answerNotKnown }),
    trading('open', ['active'], everything(false), 'DOC', '3.3'),
    trading('closed', ['closed', 'under_review'], nothingBut(null, 'marketClosed'), 'DOC', '3.3', {
      doubtful: answerNotKnown,
    }),
    trading('resolved', ['settled', 'invalid'], nothingBut(null, 'marketResolved'), 'DOC', '3.3', {
      doubtful: answerNotKnown,
    }),
  ],
  pauses: [],
  rateLimits: [],
  timing: {
    visibilityUs: notKnown('How far reads lag behind writes is not written down: the scenario says.'),
    takerDelays: [],
    heartbeat: notKnown(
      'There is a request to cancel a session’s orders; whether a lost session cancels is not written down.',
    ),
    durationsUs: {},
  },
  settlement: fact({ kind: 'atMatch' }, 'INF', '3.3', { doubtful: 'No settlement status is documented.' }),
  netting: fact({ complementMatching: null, pairs: null }, 'INF', '3.3', {
    doubtful:
      'An order names its outcome; whether YES and NO are one book, and what a pair becomes, is not written down.',
  }),
  life: fact({ results: ['winner'], disputes: null, payout: null, conversion: null }, 'INF', '3.3', {
    doubtful:
      'A market is under review, and then settled or invalid; what a share of an invalid one is worth is not written down.',
  }),
  escrow: fact('worstCase', 'INF', '3.3', {
    doubtful:
      'A reason InsufficientFunds exists; what a resting order ties up is not written down: its worst case is taken.',
  }),
  fees: {
    formula: 'min(P, 1 − P) × contracts × rate, with a rate for makers and one for takers.',
    numbers: geminiFeeNumbers,
    doubts: [
      'To which decimal the fee is rounded is not written down: it is rounded up to the micro, which cents and whole contracts never need.',
      'Maker rebates and liquidity rewards exist and are not simulated.',
    ],
  },
  remarks: [
    fact('Stop-limit orders exist and are not simulated.', 'DOC', '3.3'),
    fact(
      'On the stream `Z` is the last fill’s quantity on a fill, but the cumulative quantity on a cancel.',
      'DOC',
      '3.3',
    ),
    fact('No rate limit is written down: the scenario says.', 'DOC', '3.3'),
  ],
  notSimulated: [...neverSimulated],
};
