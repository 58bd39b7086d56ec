// Polymarket: the dated configuration of the venue, every figure with its source. The sections are those of
// polymarket.md, gathered on 2026-11-22. Fees are worked out in fees.ts, by the figures at the end of this file.
import { factsFrom } from '../fact.ts';
import { uniformGrid } from '../grid.ts';
import { everything, nothingBut, rowsFrom } from '../rows.ts';
import type { FeeRules, VenueRules } from '../types.ts';
import { polymarketAnswers } from './answers.ts';
import { polymarketNotSimulated } from './not-simulated.ts';
import { polymarketRateLimits } from './rate-limits.ts';

const book = factsFrom('polymarket.md', '2026-05');
const { fact, notKnown } = book;
const { kind, trading } = rowsFrom(book);

/** The categories that have a fee rate of their own. */
export type PolymarketCategory =
  | 'crypto'
  | 'sports'
  | 'finance'
  | 'politics'
  | 'mentions'
  | 'tech'
  | 'economics'
  | 'culture'
  | 'weather'
  | 'other'
  | 'geopolitics';

const rate = (micros: bigint) => fact(micros, 'DOC', '1.10');

/** The taker's fee rate by category, in micros. */
export const polymarketFeeRates = {
  crypto: rate(70_000n),
  sports: rate(50_000n),
  finance: rate(40_000n),
  politics: rate(40_000n),
  mentions: rate(40_000n),
  tech: rate(40_000n),
  economics: rate(50_000n),
  culture: rate(50_000n),
  weather: rate(50_000n),
  other: rate(50_000n),
  geopolitics: rate(0n),
} satisfies Record<PolymarketCategory, unknown>;

/** The other figures of the fee, in micros. */
export const polymarketFeeNumbers = {
  makerRate: fact(0n, 'DOC', '1.10'),
  feeUnit: fact(10n, 'DOC', '1.10', {
    doubtful:
      'The documentation says "rounded to 5 decimals" and that less than 0.00001 is nothing; rounding down is taken, ' +
      'which makes both true and is what nautilus_trader does.',
  }),
  makerRebateShareCrypto: fact(200_000n, 'DOC', '1.10', {
    doubtful: 'Paid daily out of fees, not with the fill: not simulated.',
  }),
  makerRebateShareSports: fact(150_000n, 'DOC', '1.10', {
    doubtful: 'Paid daily out of fees, not with the fill: not simulated.',
  }),
  makerRebateShareOther: fact(250_000n, 'DOC', '1.10', {
    doubtful: 'Paid daily out of fees, not with the fill: not simulated.',
  }),
};

const fees: FeeRules = {
  formula: 'Taker: C × rate × (p × (1 − p))^e, down to 5 decimals; e is 1 unless the market says otherwise. Maker: 0.',
  numbers: { ...polymarketFeeRates, ...polymarketFeeNumbers },
  doubts: [
    'A market states its own rate and exponent (`fd.r`, `fd.e`); the rates by category are for a market that does not.',
    'Rebates to takers by tier, and a builder’s own fee, are not simulated.',
  ],
};

const ticks = { '0.1': 100_000n, '0.01': 10_000n, '0.005': 5_000n, '0.0025': 2_500n, '0.001': 1_000n, '0.0001': 100n };

/** Polymarket as of the dates in it. */
export const polymarketRules: VenueRules = {
  venue: 'polymarket',
  title: 'Polymarket',
  about: 'The CLOB, version 2: orders signed off chain, matched by the venue, settled on Polygon.',
  currency: fact('pUSD', 'DOC', '1.4', { since: '2026-04-28' }),
  grids: Object.fromEntries(Object.entries(ticks).map(([name, step]) => [name, fact(uniformGrid(step), 'SRC', '1.4')])),
  usualGrid: fact('0.01', 'REC', '1.6', {
    doubtful:
      'By far the most frequent in a recorded page of old markets; each market states its own, and it may change while it trades.',
  }),
  sizes: {
    qtyStep: fact(10_000n, 'SRC', '1.4', {
      doubtful:
        'The client rounds sizes down to 2 decimals; whether the venue refuses finer ones is not known, and fills are finer.',
    }),
    orderQtyMin: fact(5_000_000n, 'DOC', '1.5', {
      doubtful: 'Typical: each market states its own `min_order_size`, and old markets say 15.',
    }),
    notionalMin: notKnown('No minimum for orders that rest is written down: none is applied.'),
    marketableNotionalMin: fact(1_000_000n, 'DOC', '1.5', {
      doubtful: 'Documentation and third parties say so; no recorded answer shows it.',
    }),
    submitBatchMax: fact(15, 'DOC', '1.6'),
    cancelBatchMax: fact(1_000, 'DOC', '1.6'),
  },
  orders: {
    kinds: [
      kind(
        'limit',
        [
          { ours: 'GTC', word: 'GTC' },
          { ours: 'GTD', word: 'GTD' },
          { ours: 'IOC', word: 'FAK' },
          { ours: 'FOK', word: 'FOK' },
        ],
        'DOC',
        '1.5',
      ),
      kind(
        'market',
        [
          { ours: 'IOC', word: 'FAK' },
          { ours: 'FOK', word: 'FOK' },
        ],
        'RUN',
        '1.2',
      ),
    ],
    postOnly: fact({ word: 'postOnly', with: ['GTC', 'GTD'] }, 'SRC', '1.5'),
    reduceOnly: notKnown('No reduce-only flag is written down: none is offered.'),
    expiry: fact({ field: 'expiration', leadUsMin: 180_000_000, earlyUs: 60_000_000 }, 'DOC', '1.5'),
    venueOrderId: fact('beforeSubmit', 'RUN', '1.4'),
    duplicates: fact({ by: 'orderHash', usedUp: 'notKnown' }, 'DOC', '1.8', {
      doubtful: 'Whether the hash of an order that has ended may come again is not written down.',
    }),
    amend: fact({ changes: [], keepsQueue: [] }, 'SRC', '1.6'),
    cancel: fact({ notFoundCovers: ['unknown', 'cancelled'] }, 'DOC', '1.8'),
    selfTrade: notKnown('What happens when an account meets its own order is not written down.'),
    endings: {
      fokUnfilled: fact('rejected', 'DOC', '1.8', {
        doubtful:
          'The answer to the submit is a reject, and the user channel has been recorded with a cancellation as well.',
      }),
      iocUnmatched: fact('rejected', 'DOC', '1.8'),
      postOnlyCross: fact('rejected', 'DOC', '1.8'),
      selfTrade: notKnown('What happens when an account meets its own order is not written down.'),
    },
  },
  answers: polymarketAnswers,
  trading: [
    trading('unopened', [], nothingBut(null, 'marketNotOpen'), 'DOC', '1.8', {
      doubtful: 'Whether cancels are taken before a market opens is not written down.',
    }),
    trading('open', ['accepting_orders'], everything(false), 'REC', '1.6'),
    trading(
      'postOnly',
      ['post_only_mode'],
      { places: 'postOnly', amends: false, cancels: true, refusal: 'postOnlyMode' },
      'DOC',
      '1.8',
    ),
    trading('cancelOnly', ['cancel-only'], nothingBut(true, 'cancelOnly'), 'DOC', '1.8'),
    trading('halted', ['Trading is currently disabled'], nothingBut(false, 'venueHalted'), 'DOC', '1.8'),
    trading('restarting', ['425'], nothingBut(null, 'venueRestarting'), 'DOC', '1.8', {
      doubtful: 'Whether cancels are taken while the matching engine restarts is not written down.',
    }),
    trading('closed', ['closed'], nothingBut(null, 'marketClosed'), 'REC', '1.6', {
      doubtful: 'The answer to an order or a cancel in a closed market is not written down.',
    }),
    trading('resolved', ['market_resolved'], nothingBut(null, 'marketResolved'), 'DOC', '1.12', {
      doubtful: 'The answer to an order or a cancel in a resolved market is not written down.',
    }),
  ],
  pauses: [],
  rateLimits: polymarketRateLimits,
  timing: {
    visibilityUs: notKnown('How far reads lag behind writes is not written down: the scenario says.'),
    takerDelays: [
      fact(
        { markets: 'with a taker delay (`itode`), crypto', delayUs: 50_000, answer: 'waits', cancellable: false },
        'DOC',
        '1.9',
        {
          since: '2026-08-17',
        },
      ),
      fact(
        { markets: 'with a taker delay (`itode`), others', delayUs: 250_000, answer: 'waits', cancellable: false },
        'DOC',
        '1.9',
      ),
      fact(
        { markets: 'sports with a delay (`sd`)', delayUs: 3_000_000, answer: 'atOnce', cancellable: false },
        'REC',
        '1.6',
        {
          asOf: '2026-03-25',
          doubtful: 'Each market states its own seconds; 3 is the most frequent in a recorded page of old markets.',
        },
      ),
    ],
    heartbeat: fact({ silenceUsMax: 10_000_000, checkUs: 5_000_000 }, 'DOC', '1.9'),
    durationsUs: {
      postOnlyAfterRestart: fact(120_000_000, 'DOC', '1.8'),
      webSocketPingEvery: fact(10_000_000, 'DOC', '1.12'),
    },
  },
  settlement: fact(
    {
      kind: 'onChain',
      statuses: [
        { word: 'MATCHED', means: 'matched' },
        { word: 'MATCHED_NOT_BROADCASTED', means: 'matched' },
        { word: 'MINED', means: 'mined' },
        { word: 'RETRYING', means: 'retrying' },
        { word: 'CONFIRMED', means: 'confirmed' },
        { word: 'FAILED', means: 'failed' },
      ],
    },
    'DOC',
    '1.9',
    { doubtful: 'How long each step takes is not written down: the scenario says.' },
  ),
  netting: fact({ complementMatching: true, pairs: 'keptUntilMerged' }, 'REC', '1.9'),
  life: fact(
    { results: ['winner', 'even'], disputes: null, payout: 'redeemedByOwner', conversion: true },
    'DOC',
    '1.9',
    {
      doubtful:
        'Whether and how a result is disputed is not written down: a scenario may have one disputed. Only the events that are called neg-risk convert.',
    },
  ),
  escrow: fact('worstCase', 'DOC', '1.5'),
  fees,
  remarks: [
    fact(
      'A batch that finds too few tokens of its signer is refused as a whole; a cancel-all may make the bucket negative.',
      'DOC',
      '1.11',
    ),
    fact(
      'The heartbeat counts from the first beat that the venue has accepted; an account that sends none is not watched.',
      'DOC',
      '1.9',
    ),
    fact(
      'Buys reserve pUSD and sells reserve tokens; the balance is checked again when a taker delay ends.',
      'DOC',
      '1.9',
    ),
    fact('In a neg-risk event one NO of an outcome converts to one YES of every other outcome.', 'DOC', '1.9'),
    fact('Sports markets may clear the whole book when the game starts (`cbos`).', 'DOC', '1.9'),
    fact('A winning token redeems at 1; a market may resolve 50/50.', 'DOC', '1.9'),
    fact('Makers fill at their own price; a better price goes to the taker.', 'DOC', '1.9'),
    fact(
      'The client rounds before it signs: by the tick, prices to 1 to 4 decimals, sizes down to 2 and amounts to 3 to 6.',
      'RUN',
      '1.4',
    ),
    fact(
      'An answer `matched` may come without the hash of its transaction: the client then asks every 250 ms for up to 30 s.',
      'RUN',
      '1.7',
      { since: '2026-07-24' },
    ),
  ],
  notSimulated: polymarketNotSimulated,
};
