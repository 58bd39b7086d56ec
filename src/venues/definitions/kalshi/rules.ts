// Kalshi: the dated configuration of the venue, every figure with its source. The sections are those of
// kalshi.md, gathered on 2026-11-22. Fees are worked out in fees.ts, by the figures at the end of this file.
import { factsFrom } from '../fact.ts';
import { taperedGrid, uniformGrid } from '../grid.ts';
import type { PriceGrid } from '../grid.ts';
import { everything, nothingBut, rowsFrom } from '../rows.ts';
import type { FeeRules, VenueRules } from '../types.ts';
import { kalshiAnswers } from './answers.ts';
import { kalshiNotSimulated } from './not-simulated.ts';
import { kalshiRateLimits } from './rate-limits.ts';

const book = factsFrom('kalshi.md', '2026-06');
const { fact, notKnown } = book;
const { kind, trading } = rowsFrom(book);

/** The figures of the fee, in micros. */
export const kalshiFeeNumbers = {
  takerRate: fact(70_000n, 'REC', '2.7'),
  makerShareQuadratic: fact(0n, 'DOC', '2.7'),
  makerShareQuadraticWithMakerFees: fact(250_000n, 'DOC', '2.7'),
  makerShareQuadraticWithComboMakerFees: fact(500_000n, 'DOC', '2.7'),
  tradeFeeUnit: fact(100n, 'REC', '2.7', {
    doubtful:
      'The published fee schedule says whole cents and is older; both recorded fees are whole hundredths of a cent.',
  }),
  precisionDirectMember: fact(100n, 'DOC', '2.7'),
  precisionNonDirectMember: fact(10_000n, 'DOC', '2.7'),
  rebate: fact(10_000n, 'DOC', '2.7', {
    doubtful:
      'By the written rule a rebate may exceed the fee of its own fill, though the same page says a net fee is never below 0.',
  }),
};

const fees: FeeRules = {
  formula:
    'Taker: 0.07 × fee_multiplier × C × P × (1 − P), up to the trade fee unit. Maker: that times the maker share of the fee type. ' +
    'Then each fill’s balance change is rounded down to the member’s precision, what that took is added up over the order, ' +
    'and the rebate is given back each time the sum is above it.',
  numbers: kalshiFeeNumbers,
  doubts: [
    'The fee type `flat` is a special table that the documentation does not give: it is not offered.',
    'The documentation’s worked examples use trade fees that are not those of the formula; the rounding is tested with theirs.',
    'The recorded account was rounded to a hundredth of a cent, as a direct member is; that is the default.',
  ],
};

const cent = 10_000n;
const tenth = 100_000n;
const grids: Readonly<Record<string, PriceGrid>> = {
  linear_cent: uniformGrid(cent),
  deci_cent: uniformGrid(1_000n),
  tapered_deci_cent: taperedGrid(1_000n, cent, tenth),
  center_whole_edge_half_cent: taperedGrid(5_000n, cent, tenth),
  center_whole_edge_quint_cent: taperedGrid(2_000n, cent, tenth),
  center_half_edge_half_cent: uniformGrid(5_000n),
  center_half_edge_quint_cent: taperedGrid(2_000n, 5_000n, tenth),
  center_half_edge_deci_cent: taperedGrid(1_000n, 5_000n, tenth),
  center_quint_edge_quint_cent: uniformGrid(2_000n),
  center_quint_edge_deci_cent: taperedGrid(1_000n, 2_000n, tenth),
  center_centi_edge_centi_cent: uniformGrid(100n),
  center_deci_edge_centi_cent: taperedGrid(100n, 1_000n, cent),
};

const boundsInferred =
  'The ranges run from 0 to 1; that 0 and 1 themselves are no prices is taken from the old interface, which takes 1 to 99 cents.';

/** Kalshi as of the dates in it. */
export const kalshiRules: VenueRules = {
  venue: 'kalshi',
  title: 'Kalshi',
  about: 'Trade API v2, order entry by `/portfolio/events/orders`: bids and asks on the YES leg, prices in dollars.',
  currency: fact('USD', 'REC', '2.5'),
  grids: Object.fromEntries(
    Object.entries(grids).map(([name, grid]) => [name, fact(grid, 'DOC', '2.8', { doubtful: boundsInferred })]),
  ),
  usualGrid: fact('linear_cent', 'SRC', '2.5', {
    doubtful: 'Each market states its own `price_ranges`, and that is the truth.',
  }),
  sizes: {
    qtyStep: fact(cent, 'SRC', '2.4', {
      doubtful: 'Where a market has no `fractional_trading_enabled`, the step is a whole contract.',
    }),
    orderQtyMin: fact(cent, 'SRC', '2.4', { doubtful: 'No minimum beside the step is written down.' }),
    notionalMin: notKnown('No minimum is written down: none is applied.'),
    marketableNotionalMin: notKnown('No minimum is written down: none is applied.'),
    submitBatchMax: notKnown('A batch must fit the rate limit as a whole; no other bound is written down.'),
    cancelBatchMax: notKnown('A batch must fit the rate limit as a whole; no other bound is written down.'),
  },
  orders: {
    kinds: [
      kind(
        'limit',
        [
          { ours: 'GTC', word: 'good_till_canceled' },
          { ours: 'GTD', word: 'good_till_canceled with expiration_time' },
          { ours: 'IOC', word: 'immediate_or_cancel' },
          { ours: 'FOK', word: 'fill_or_kill' },
        ],
        'SRC',
        '2.4',
      ),
    ],
    postOnly: fact({ word: 'post_only', with: ['GTC', 'GTD'] }, 'SRC', '2.4', {
      doubtful: 'What a post-only order with IOC or FOK is answered is not written down: it is refused here.',
    }),
    reduceOnly: fact(['IOC', 'FOK'], '3P', '2.4'),
    expiry: fact({ field: 'expiration_time', leadUsMin: 0, earlyUs: 0 }, 'SRC', '2.4', {
      doubtful: 'How far ahead an expiry must be is not written down: any that is not in the past is taken.',
    }),
    venueOrderId: fact('onAck', 'SRC', '2.4'),
    duplicates: fact({ by: 'clientOrderId', usedUp: 'forever' }, 'REC', '2.6'),
    amend: fact({ changes: ['price', 'quantityUp', 'quantityDown'], keepsQueue: ['quantityDown'] }, 'DOC', '2.4', {
      doubtful:
        'The documentation says it of decrease; that an amendment to less keeps its place too is taken from that.',
    }),
    cancel: fact({ notFoundCovers: ['unknown', 'cancelled', 'filled'] }, 'REC', '2.6'),
    selfTrade: fact(
      [
        { word: 'taker_at_cross', cancels: 'taker' },
        { word: 'maker', cancels: 'maker' },
      ],
      'REC',
      '2.4',
    ),
    endings: {
      fokUnfilled: fact('rejected', '3P', '2.4'),
      iocUnmatched: fact('cancelled', 'SRC', '2.4'),
      postOnlyCross: fact('rejected', 'REC', '2.6'),
      selfTrade: fact('cancelled', 'REC', '2.4'),
    },
  },
  answers: kalshiAnswers,
  trading: [
    trading('unopened', ['initialized', 'inactive'], nothingBut(null, 'marketNotOpen'), 'DOC', '2.8', {
      doubtful: 'Which of the refusals an unopened market gives is not certain; reactivation cancels what rests.',
    }),
    trading('open', ['active'], everything(true), 'SRC', '2.5'),
    trading('paused', ['TRADING_PAUSED'], nothingBut(true, 'marketPaused'), 'DOC', '2.8'),
    trading('halted', ['EXCHANGE_PAUSED'], nothingBut(false, 'venueHalted'), 'DOC', '2.8'),
    trading('closed', ['closed', 'determined', 'disputed', 'amended'], nothingBut(false, 'marketClosed'), 'DOC', '2.8'),
    trading('resolved', ['finalized'], nothingBut(false, 'marketResolved'), 'DOC', '2.8'),
  ],
  pauses: [
    fact({ weekday: 'Thursday', from: '03:00', to: '05:00', zone: 'America/New_York', state: 'paused' }, 'DOC', '2.8'),
  ],
  rateLimits: kalshiRateLimits,
  timing: {
    visibilityUs: fact(360_000, 'REC', '2.6', {
      doubtful:
        'One observation: a read 360 ms after a cancel still showed the order resting; how long it can take is not known.',
    }),
    takerDelays: [],
    heartbeat: notKnown('No cancel on silence is written down: none is applied.'),
    durationsUs: {
      cancelAllLingers: fact(60_000_000, 'SRC', '2.3', {
        doubtful:
          'Orders placed within this after a cancel-all may be cancelled too; which of them is not written down.',
      }),
      orderGroupWindow: fact(15_000_000, 'DOC', '2.8'),
      webSocketPingEvery: fact(10_000_000, 'DOC', '2.10'),
      clockSkewMax: fact(5_000_000, 'REC', '2.2', {
        doubtful: '5 s were taken and 30 s refused; the bound lies between.',
      }),
    },
  },
  settlement: fact({ kind: 'atMatch' }, 'INF', '2.5', {
    doubtful: 'Fills carry no settlement status, so they are final at the match.',
  }),
  netting: fact({ complementMatching: true, pairs: 'netted' }, 'SRC', '2.5', {
    doubtful: 'A position is one signed number, negative for NO, and buying NO is selling YES.',
  }),
  life: fact({ results: ['winner', 'scalar'], disputes: true, payout: 'paidByVenue', conversion: null }, 'DOC', '2.8', {
    doubtful:
      'How long a determined market waits for a dispute is its own `settlement_timer_seconds`; sets of several outcomes are markets of their own.',
  }),
  escrow: fact('worstCase', 'REC', '2.6', {
    doubtful:
      'An order beyond the balance is refused; that resting orders tie up their worst fee too is taken from that.',
  }),
  fees,
  remarks: [
    fact('Orders rest through a trading pause, but for those with `cancel_order_on_pause`.', 'DOC', '2.8'),
    fact(
      'After the close resting orders are cancelled shortly; a market that is reactivated has lost all its orders.',
      'DOC',
      '2.8',
    ),
    fact(
      'An order group whose fills in its window pass its limit is cancelled whole, and refuses orders until it is reset.',
      'DOC',
      '2.8',
    ),
    fact(
      'Collateral is kept per `exchange_index` (0, combos 1, crypto 2, tennis and baseball 3): an account can be short of ' +
        'funds on one shard and rich on another.',
      'DOC',
      '2.8',
      { since: '2026-08' },
    ),
    fact('A fill-or-kill order that would trade with its own account behaves as immediate-or-cancel.', 'DOC', '2.4'),
    fact('A series has a fee type and a fee multiplier, and an event may override both.', 'SRC', '2.5'),
    fact('`balance` in cents is cut off, `balance_dollars` is exact.', 'REC', '2.5'),
  ],
  notSimulated: kalshiNotSimulated,
};
