// Manifold: the dated configuration of the venue, every figure with its source. The sections are those of others.md,
// gathered on 2026-11-22 from the venue's own source. Its market maker's formulas are no rules, and not here.
import { factsFrom } from '../fact.ts';
import { uniformGrid } from '../grid.ts';
import { limitsAreTheLanes, neverSimulated, noSuchMessage } from '../not-simulated.ts';
import { everything, nothingBut, rowsFrom } from '../rows.ts';
import type { VenueRules } from '../types.ts';

const book = factsFrom('others.md', '2026-11-22');
const { fact, notKnown } = book;
const { kind, status, reject, cancelReject, trading, tier } = rowsFrom(book);

const message = (sentence: string): string => `{"message":"${sentence}"}`;
const httpNotKnown = 'The text is the venue’s; under which code it comes is taken from where it stands in the source.';

/** The figures of the fee, in micros. */
export const manifoldFeeNumbers = {
  takerFee: fact(0n, 'SRC', '3.1'),
  flatTradeFee: fact(0n, 'SRC', '3.1'),
};

/** Manifold as of the dates in it. */
export const manifoldRules: VenueRules = {
  venue: 'manifold',
  title: 'Manifold',
  about: 'Play money, API v0: bets against an automated market maker, interleaved with limit orders.',
  currency: fact('mana', 'SRC', '3.1'),
  grids: {
    'whole percent': fact(uniformGrid(10_000n), 'SRC', '3.1', {
      doubtful: 'Limits are whole percent; what the market maker fills has any price between 0.01 and 0.99.',
    }),
  },
  usualGrid: fact('whole percent', 'SRC', '3.1'),
  sizes: {
    qtyStep: fact(1n, 'INF', '3.1', {
      doubtful: 'Shares are fractions of any fineness there; a micro is the finest here.',
    }),
    orderQtyMin: notKnown('A bet is measured in mana, not in shares: there is no minimum of shares.'),
    notionalMin: fact(1_000_000n, 'SRC', '3.1'),
    marketableNotionalMin: notKnown('No other minimum than that of every bet is written down.'),
    submitBatchMax: notKnown('Bets are placed one by one; a multi-bet is one bet on several answers.'),
    cancelBatchMax: notKnown('Bets are cancelled one by one.'),
  },
  orders: {
    kinds: [
      kind(
        'limit',
        [
          { ours: 'GTC', word: 'limitProb' },
          { ours: 'GTD', word: 'limitProb with expiresAt or expiresMillisAfter' },
        ],
        'SRC',
        '3.1',
      ),
      kind('market', [{ ours: 'IOC', word: 'no limitProb' }], 'SRC', '3.1'),
    ],
    postOnly: notKnown('No post-only flag is written down: none is offered.'),
    reduceOnly: notKnown('No reduce-only flag is written down: none is offered.'),
    expiry: fact({ field: 'expiresAt', leadUsMin: 0, earlyUs: 0 }, 'SRC', '3.1'),
    venueOrderId: fact('onAck', 'SRC', '3.1'),
    duplicates: fact({ by: 'nothing', usedUp: 'never' }, 'SRC', '3.1', {
      doubtful: 'The request has no id of the client’s: the same bet sent twice is two bets.',
    }),
    amend: fact({ changes: [], keepsQueue: [] }, 'SRC', '3.1'),
    cancel: fact({ notFoundCovers: ['unknown'] }, 'SRC', '3.1'),
    selfTrade: notKnown('What happens when an account meets its own limit order is not written down.'),
    endings: {
      fokUnfilled: notKnown('There is no fill-or-kill.'),
      iocUnmatched: notKnown('A bet without a limit meets the market maker, which always has a price.'),
      postOnlyCross: notKnown('There is no post-only.'),
      selfTrade: notKnown('What happens when an account meets its own limit order is not written down.'),
    },
  },
  answers: {
    statuses: [
      status('limitProb && !isFilled && !isCancelled && !expired', 'bet read', ['submitted', 'partial'], 'SRC', '3.1'),
      status('isFilled', 'bet read', ['filled'], 'SRC', '3.1'),
      status('isCancelled', 'bet read', ['cancelled'], 'SRC', '3.1'),
    ],
    rejects: [
      reject('insufficientFunds', 403, message('Insufficient balance.'), 'SRC', '3.1'),
      reject('marketClosed', 403, message('Trading is closed.'), 'SRC', '3.1'),
      reject('marketResolved', 403, message('Market is resolved.'), 'SRC', '3.1'),
      reject(
        'priceOffTick',
        400,
        message('limitProb must be in increments of 0.01 (i.e. whole percentage points)'),
        'SRC',
        '3.1',
      ),
      reject('priceOutOfBounds', 400, message('Betting allowed only between 1-99%.'), 'SRC', '3.1'),
      reject('expiryTooNear', 400, message('Bet cannot expire in the past.'), 'SRC', '3.1'),
      reject('insufficientShares', 400, message('You can only sell up to N shares.'), 'SRC', '3.1'),
      reject('invalidOrder', 400, message('answerId must be specified for multi bets'), 'SRC', '3.1'),
      reject('tryAgain', 503, message('Please try betting again.'), 'SRC', '3.1'),
    ],
    cancelRejects: [
      cancelReject('notFound', 404, message('Bet not found'), 'SRC', '3.1'),
      cancelReject('notYours', 403, message('You can only cancel your own bets'), 'SRC', '3.1', {
        doubtful: httpNotKnown,
      }),
      cancelReject('notCancellable', 403, message('Not a limit order. Cannot cancel.'), 'SRC', '3.1', {
        doubtful: httpNotKnown,
      }),
      cancelReject('alreadyCancelled', 403, message('Bet already cancelled'), 'SRC', '3.1', { doubtful: httpNotKnown }),
    ],
    amendRejects: [],
    cancels: [],
  },
  trading: [
    trading('open', [], everything(false), 'SRC', '3.1'),
    trading('closed', ['Trading is closed.'], nothingBut(null, 'marketClosed'), 'SRC', '3.1', {
      doubtful: 'Whether cancels are taken after the close is not written down.',
    }),
    trading('resolved', ['Market is resolved.'], nothingBut(null, 'marketResolved'), 'SRC', '3.1', {
      doubtful: 'Whether cancels are taken after the resolution is not written down.',
    }),
  ],
  pauses: [],
  rateLimits: [
    {
      name: 'requests',
      scope: 'address',
      costs: fact({ submit: 3, cancel: 3, query: 3, marketData: 3 }, 'SRC', '3.1', {
        doubtful: '500 requests a minute, counted as 3 tokens each so that a second brings a whole number of them.',
      }),
      whenEmpty: fact('refused', 'INF', '3.1', {
        doubtful: 'What a request too many is answered is not written down.',
      }),
      tiers: [tier('everyone', 1_500, 25, 'SRC', '3.1')],
    },
  ],
  timing: {
    visibilityUs: notKnown('How far reads lag behind writes is not written down: the scenario says.'),
    takerDelays: [],
    heartbeat: notKnown('No cancel on silence is written down: none is applied.'),
    durationsUs: { webSocketPingEvery: fact(60_000_000, 'SRC', '3.1') },
  },
  settlement: fact({ kind: 'atMatch' }, 'SRC', '3.1'),
  netting: fact({ complementMatching: true, pairs: 'redeemedAtOnce' }, 'SRC', '3.1'),
  life: fact({ results: ['winner'], disputes: null, payout: null, conversion: null }, 'INF', '3.1', {
    doubtful:
      'How a market resolves is not written down, but that pairs are redeemed at 1: one outcome is taken to pay 1.',
  }),
  escrow: fact('none', 'SRC', '3.1'),
  fees: {
    formula: 'None: all constants are zero today.',
    numbers: manifoldFeeNumbers,
    doubts: ['A bet reports creator, platform and liquidity fees; they are zero with these constants.'],
  },
  remarks: [
    fact(
      'A limit order reserves nothing: a maker whose balance is used up is cancelled while it is matched.',
      'SRC',
      '3.1',
    ),
    fact(
      'A YES taker meets the lowest limit first, and of equal limits the oldest, interleaved with the market maker.',
      'SRC',
      '3.1',
    ),
    fact('The venue has a dry run of its own, which answers with the bet id `dry-run`.', 'SRC', '3.1'),
  ],
  notSimulated: [...neverSimulated, limitsAreTheLanes, { facts: 'timing.durationsUs', why: noSuchMessage }],
};
