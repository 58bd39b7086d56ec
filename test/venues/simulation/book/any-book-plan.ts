// Any plan of a venue with books: its markets are moved by a synthetic market and by what a recording might say, gaps,
// crossed books and prices between the levels among it.
import fc from 'fast-check';
import type { MarketChange, MarketUpdate } from '../../../../src/market-data/types.ts';
import type { BookProfile } from '../../../../src/venues/simulation/book/book-profile.ts';
import { queueModels, type QueueModelName } from '../../../../src/venues/simulation/book/queue-models.ts';
import type { Refill } from '../../../../src/venues/simulation/book/refill-models.ts';
import type { SimulatedVenueProfile } from '../../../../src/venues/simulation/stochastic-profile.ts';
import { anyPlan, VENUE, type Plan, type Sending } from '../world.ts';

const side = fc.constantFrom('bid' as const, 'ask' as const);
const px = fc.integer({ min: 1, max: 99 }).map((cents) => BigInt(cents) * 10_000n);
const qty = fc.integer({ min: 0, max: 60 }).map((shares) => BigInt(shares) * 1_000_000n);

const ladder = (from: number, to: number) =>
  fc
    .uniqueArray(fc.integer({ min: from, max: to }), { minLength: 1, maxLength: 6 })
    .chain((cents) =>
      fc
        .array(qty, { minLength: cents.length, maxLength: cents.length })
        .map((sizes) => cents.map((cent, index) => ({ px: BigInt(cent) * 10_000n, qty: sizes[index] ?? 0n }))),
    );

/** What a recording may say. */
export const anyChange: fc.Arbitrary<MarketChange> = fc.oneof(
  {
    arbitrary: fc.record({ what: fc.constant('snapshot' as const), bids: ladder(20, 50), asks: ladder(51, 80) }),
    weight: 4,
  },
  { arbitrary: fc.record({ what: fc.constant('level' as const), side, px, qty }), weight: 6 },
  {
    arbitrary: fc.record({
      what: fc.constant('trade' as const),
      px,
      qty,
      takerSide: fc.constantFrom('buy' as const, 'sell' as const, null),
    }),
    weight: 4,
  },
  { arbitrary: fc.constant({ what: 'gap' as const, missed: null }), weight: 1 },
  { arbitrary: fc.constant({ what: 'level' as const, side: 'bid' as const, px: 500_050n, qty: 1n }), weight: 1 },
);

const anyMove: fc.Arbitrary<Sending> = fc
  .record({ atUs: fc.integer({ min: 0, max: 1_500_000 }), market: fc.constantFrom('FED', 'GAME'), change: anyChange })
  .map(({ atUs, market, change }): Sending => {
    const update: MarketUpdate = { ...change, atUs, venue: VENUE, market };
    return { atUs, what: 'move', update };
  });

const anyBook: fc.Arbitrary<Omit<BookProfile, keyof SimulatedVenueProfile>> = fc.record({
  queue: fc.constantFrom(...(Object.keys(queueModels) as QueueModelName[])),
  refill: fc.constantFrom<Refill[]>('whenGrown', 'whenShown', { halfLifeUs: 70_000 }),
  printWithinUs: fc.constantFrom(0, 100_000),
  levelPx: fc.constant(100n),
  takerDelay: fc.constantFrom(
    null,
    { delayUs: 50_000, answer: 'waits' as const },
    { delayUs: 300_000, answer: 'atOnce' as const },
  ),
  flow: fc.constantFrom(null, {
    middlePx: 500_000n,
    tickPx: 10_000n,
    bandTicks: 8,
    lotQty: 2_000_000n,
    lotsMax: 10,
    gapUs: 15_000,
    marketBps: 3_000,
    cancelBps: 2_000,
    endsAtUs: 1_500_000,
  }),
});

/** Any plan of a venue with books. */
export const anyBookPlan = (faultsMax: number): fc.Arbitrary<Plan> =>
  fc
    .record({ plan: anyPlan(faultsMax), book: anyBook, moves: fc.array(anyMove, { maxLength: 60, size: 'max' }) })
    .map(({ plan, book, moves }) => ({ ...plan, book, sendings: [...plan.sendings, ...moves] }));
