// Opinion: the dated configuration of the venue, every figure with its source. The sections are those of others.md,
// gathered on 2026-11-22. Little of it is official: the client's source, and what third parties wrote down.
import { factsFrom } from '../fact.ts';
import { uniformGrid } from '../grid.ts';
import { neverSimulated } from '../not-simulated.ts';
import { everything, nothingBut, rowsFrom } from '../rows.ts';
import type { VenueRules } from '../types.ts';

const book = factsFrom('others.md', '2026-11-22');
const { fact, notKnown } = book;
const { kind, status, trading } = rowsFrom(book);

const answerNotKnown = 'What is answered in this state, to an order or to a cancel, is not written down.';

/** The figures of the fee, in micros. */
export const opinionFeeNumbers = {
  topicRateMax: fact(40_000n, '3P', '3.2', {
    doubtful:
      'From an effective fee of at most 1 %; older documentation says 2 %, which is 0.08. Read `/token/fee-rates` for each token.',
  }),
  feeMin: fact(250_000n, '3P', '3.2', {
    doubtful:
      'Older documentation says 0.50. Whether it is for a fill or for an order is not written down: for an order is taken.',
  }),
  makerRate: fact(0n, '3P', '3.2'),
};

/** Opinion as of the dates in it. */
export const opinionRules: VenueRules = {
  venue: 'opinion',
  title: 'Opinion',
  about: 'The CLOB on BNB chain: orders signed off chain, matched by the venue, settled on chain.',
  currency: fact('USDT', 'RUN', '3.2', {
    doubtful: 'A market states its quote token; this is the one of the recorded orders.',
  }),
  grids: {
    '6 decimals': fact(uniformGrid(1n), 'SRC', '3.2', {
      doubtful: 'No tick is written down: the client takes prices of up to 6 decimals, and a market may be coarser.',
    }),
  },
  usualGrid: fact('6 decimals', 'SRC', '3.2'),
  sizes: {
    qtyStep: fact(1n, 'INF', '3.2', { doubtful: 'Amounts have 18 decimals there; a micro is the finest here.' }),
    orderQtyMin: notKnown('The minimum is one of money, not of shares.'),
    notionalMin: fact(5_000_000n, '3P', '3.2', {
      doubtful: 'Third parties quote the documentation; no recorded answer shows it.',
    }),
    marketableNotionalMin: notKnown('No other minimum than that of every order is written down.'),
    submitBatchMax: notKnown('No batch request is written down.'),
    cancelBatchMax: notKnown('No batch request is written down.'),
  },
  orders: {
    kinds: [
      kind('limit', [{ ours: 'GTC', word: 'tradingMethod 2' }], 'RUN', '3.2', {
        doubtful:
          'There is an `orderExpTime` and a status for expired orders, but how an order asks for it is not written down.',
      }),
      kind('market', [{ ours: 'IOC', word: 'tradingMethod 1' }], 'SRC', '3.2', {
        doubtful: 'What becomes of the rest of a market order is not written down: it is cancelled here.',
      }),
    ],
    postOnly: fact({ word: 'postOnly', with: ['GTC'] }, 'RUN', '3.2'),
    reduceOnly: notKnown('No reduce-only flag is written down: none is offered.'),
    expiry: notKnown('How an order asks to expire is not written down: it cannot here.'),
    venueOrderId: fact('onAck', 'RUN', '3.2'),
    duplicates: fact({ by: 'nothing', usedUp: 'notKnown' }, 'SRC', '3.2', {
      doubtful:
        'The request has no id of the client’s; whether the same signed order is taken twice is not written down.',
    }),
    amend: fact({ changes: [], keepsQueue: [] }, 'SRC', '3.2'),
    cancel: fact({ notFoundCovers: ['unknown', 'cancelled', 'filled'] }, 'INF', '3.2', {
      doubtful: 'What a cancel in vain is answered is not written down: the worst is taken.',
    }),
    selfTrade: notKnown('What happens when an account meets its own order is not written down.'),
    endings: {
      fokUnfilled: notKnown('There is no fill-or-kill.'),
      iocUnmatched: notKnown('What a market order is answered that meets nothing is not written down.'),
      postOnlyCross: notKnown('What a post-only order is answered that would cross is not written down.'),
      selfTrade: notKnown('What happens when an account meets its own order is not written down.'),
    },
  },
  answers: {
    statuses: [
      status('1', 'order read: pending', ['submitted', 'partial'], 'SRC', '3.2'),
      status('2', 'order read: finished', ['filled'], 'SRC', '3.2'),
      status('3', 'order read: canceled', ['cancelled'], 'SRC', '3.2'),
      status('4', 'order read: expired', ['cancelled'], 'SRC', '3.2'),
      status('5', 'order read: failed', ['rejected'], 'SRC', '3.2', {
        doubtful: 'Whether an order may fail after it was partly filled is not written down.',
      }),
      status('orderNew', 'trade.order.update', ['submitted'], 'SRC', '3.2'),
      status('orderFill', 'trade.order.update', ['partial', 'filled'], 'SRC', '3.2'),
      status('orderCancel', 'trade.order.update', ['cancelled'], 'SRC', '3.2'),
      status('orderConfirm', 'trade.order.update', ['partial', 'filled'], 'SRC', '3.2', {
        doubtful: 'What is confirmed by it is not written down: that a fill is on chain is taken.',
      }),
    ],
    rejects: [],
    cancelRejects: [],
    amendRejects: [],
    cancels: [],
  },
  trading: [
    trading('unopened', ['1 created'], nothingBut(null, 'marketNotOpen'), 'SRC', '3.2', { doubtful: answerNotKnown }),
    trading('open', ['2 activated'], everything(false), 'SRC', '3.2'),
    trading('closed', ['3 resolving'], nothingBut(null, 'marketClosed'), 'SRC', '3.2', { doubtful: answerNotKnown }),
    trading('resolved', ['4 resolved', '5 failed', '6 deleted'], nothingBut(null, 'marketResolved'), 'SRC', '3.2', {
      doubtful: answerNotKnown,
    }),
  ],
  pauses: [],
  rateLimits: [],
  timing: {
    visibilityUs: notKnown('How far reads lag behind writes is not written down: the scenario says.'),
    takerDelays: [],
    heartbeat: notKnown('No cancel on silence is written down: none is applied.'),
    durationsUs: {},
  },
  settlement: fact(
    {
      kind: 'onChain',
      statuses: [
        { word: '2 finished', means: 'confirmed' },
        { word: '3 canceled', means: 'failed' },
        { word: '5 failed', means: 'failed' },
        { word: '6 on-chain failed', means: 'failed' },
      ],
    },
    'SRC',
    '3.2',
    { doubtful: 'Only how a trade ends is written down: neither its status before, nor how long it takes.' },
  ),
  netting: fact({ complementMatching: null, pairs: null }, 'INF', '3.2', {
    doubtful: 'YES and NO are two tokens; whether they share one book, and how pairs are merged, is not written down.',
  }),
  life: fact({ results: ['winner'], disputes: null, payout: null, conversion: null }, 'INF', '3.2', {
    doubtful:
      'A topic is resolving and then resolved, failed or deleted; what its shares are worth in each case is not written down.',
  }),
  escrow: fact('worstCase', 'INF', '3.2', {
    doubtful: 'What a resting order ties up is not written down: its worst case is taken.',
  }),
  fees: {
    formula: 'Taker: notional × topic rate × p × (1 − p) × what the discounts leave, at least the minimum. Maker: 0.',
    numbers: opinionFeeNumbers,
    doubts: [
      'To which decimal the fee is rounded is not written down: it is rounded up to the micro, over the whole order.',
      'A topic with a rate of 0 is taken to have no minimum fee either.',
    ],
  },
  remarks: [
    fact(
      'A reply has `errno` and `errmsg`, and the client does not throw on a refusal; the texts are not written down.',
      'SRC',
      '3.2',
    ),
    fact('Requests say side 0 or 1, replies say 1 buy or 2 sell.', 'SRC', '3.2'),
    fact('No rate limit is written down: the scenario says.', 'SRC', '3.2'),
  ],
  notSimulated: [
    ...neverSimulated,
    {
      facts: 'settlement',
      why: 'Which trades fail is the scenario’s; the numbers of their statuses are not reported.',
    },
  ],
};
