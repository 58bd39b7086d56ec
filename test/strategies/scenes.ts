// What the tests of strategies are played in: two venues, a market at each, pairs over them, and scenarios at random.
import fc from 'fast-check';
import type { Pair } from '../../src/arbitrage/pair.ts';
import { MICROS_PER_UNIT } from '../../src/money/micros.ts';
import type { QuoteOptions, ScenarioMarket, ScenarioPair, ScenarioStrategy } from '../../src/scenario/types.ts';
import type { FeedParts } from '../../src/strategies/feed.ts';
import type { MarketEvent, StrategySetup } from '../../src/strategies/types.ts';
import { uniformGrid } from '../../src/venues/definitions/grid.ts';
import type { Market } from '../../src/venues/definitions/market.ts';

/** A market with the outcomes yes and no, on a grid of cents unless said otherwise. */
export const marketAt = (venue: string, market: string, other: Partial<Market> = {}): Market => ({
  venue,
  market,
  outcomes: ['yes', 'no'],
  grid: uniformGrid(10_000n),
  qtyStep: 10_000n,
  orderQtyMin: 10_000n,
  fees: { venue: 'other' },
  state: 'open',
  closesAtUs: null,
  ...other,
});

/** YES here and NO there. */
export const pairOf = (name: string, here: Market, there: Market): Pair => ({
  pair: name,
  outcomes: ['it happens', 'it does not'],
  legs: [
    { venue: here.venue, market: here.market, outcome: 'yes', paysIn: 0b01 },
    { venue: there.venue, market: there.market, outcome: 'no', paysIn: 0b10 },
  ],
  verified: 'the rules of both were compared on 2026-11-22',
});

/** A strategy's options. */
export const optionsOf = (strategy: string, other: Partial<ScenarioStrategy> = {}): ScenarioStrategy => ({
  strategy,
  module: null,
  pairs: ['fed'],
  minEdgeBps: 0,
  setsMin: 5_000_000n,
  setsMax: 20_000_000n,
  notionalMax: null,
  stalenessUs: 1_000_000,
  deadlineUs: 10_000_000,
  mode: 'parallel',
  policy: 'unwind',
  timeInForce: 'GTC',
  unwindAttemptsMax: 3,
  ...other,
});

const here = marketAt('polymarket', 'FED-CUT');
const there = marketAt('kalshi', 'KXFED', { qtyStep: 1_000_000n, orderQtyMin: 1_000_000n });

/** What a strategy of that name receives when it trades the pair `fed`. */
export const setupOf = (strategy: string): StrategySetup => ({
  options: optionsOf(strategy, { module: 'mine.ts' }),
  pairs: [pairOf('fed', here, there)],
  markets: [here, there],
});

/** Quotes of the pair `fed` with these asks, a cent above the bids. */
export const quotesAt = (asks: readonly (bigint | null)[], atUs = 0, pair = 'fed'): MarketEvent => ({
  type: 'quotes',
  pair,
  atUs,
  quotes: asks.map((askPx, index) => {
    const { venue, market } = index === 0 ? here : there;
    const bidPx = askPx === null ? 980_000n : askPx - 10_000n;
    const outcome = index === 0 ? 'yes' : 'no';
    return { venue, market, outcome, bidPx, bidQty: 50_000_000n, askPx, askQty: askPx === null ? 0n : 50_000_000n };
  }),
});

const anyQuotes: fc.Arbitrary<QuoteOptions> = fc.record({
  spreadPx: fc.bigInt({ min: 0n, max: 100_000n }),
  noisePx: fc.bigInt({ min: 0n, max: 100_000n }),
  depthQty: fc.bigInt({ min: 0n, max: 100_000_000n }),
});

/** Prices of `outcomes` outcomes, each above 0, together 1. */
export const anyFairPx = (outcomes: number): fc.Arbitrary<readonly bigint[]> =>
  fc
    .uniqueArray(fc.bigInt({ min: 1n, max: MICROS_PER_UNIT - 1n }), {
      minLength: outcomes - 1,
      maxLength: outcomes - 1,
    })
    .map((cuts) => {
      const ends = [...cuts, MICROS_PER_UNIT].toSorted((left, right) => (left < right ? -1 : 1));
      return ends.map((end, index) => end - (ends[index - 1] ?? 0n));
    });

/** A pair of an event with so many outcomes: one leg pays in the first, others in the rest. */
const anyScenarioPair = (index: number): fc.Arbitrary<readonly [ScenarioPair, readonly ScenarioMarket[]]> =>
  fc.integer({ min: 2, max: 5 }).chain((outcomes) =>
    fc
      .record({
        fairPx: anyFairPx(outcomes),
        walkPx: fc.bigInt({ min: 0n, max: 300_000n }),
        mispricingPx: fc.bigInt({ min: 0n, max: 200_000n }),
        quotes: fc.tuple(anyQuotes, anyQuotes),
        tick: fc.constantFrom(1_000n, 10_000n, 100_000n),
        inFirst: fc.integer({ min: 1, max: 2 ** outcomes - 2 }),
      })
      .map(({ fairPx, walkPx, mispricingPx, quotes, tick, inFirst }) => {
        const markets = quotes.map((each, leg) => ({
          terms: marketAt(`venue-${leg}`, `M${index}`, { grid: uniformGrid(tick) }),
          quotes: each,
        }));
        const paysIn = [inFirst, 2 ** outcomes - 1 - inFirst];
        const pair: Pair = {
          pair: `pair-${index}`,
          outcomes: fairPx.map((_, outcome) => `outcome ${outcome}`),
          legs: paysIn.map((bits, leg) => ({
            venue: `venue-${leg}`,
            market: `M${index}`,
            outcome: 'yes',
            paysIn: bits,
          })),
          verified: 'by construction',
        };
        return [{ pair, fairPx, walkPx, mispricingPx }, markets] as const;
      }),
  );

/** The parts of any feed, of at most 40 moments. */
export const anyFeedParts: fc.Arbitrary<FeedParts> = fc
  .record({
    made: fc
      .integer({ min: 1, max: 3 })
      .chain((count) => fc.tuple(...Array.from({ length: count }, (_, index) => anyScenarioPair(index)))),
    arrivals: fc.oneof(
      fc.record({ kind: fc.constant('constant' as const), everyUs: fc.integer({ min: 1, max: 5_000 }) }),
      fc.record({ kind: fc.constant('poisson' as const), perSecond: fc.integer({ min: 1, max: 100_000 }) }),
      fc.record({
        kind: fc.constant('bursts' as const),
        size: fc.integer({ min: 1, max: 5 }),
        everyUs: fc.integer({ min: 0, max: 100 }),
        pauseUs: fc.integer({ min: 1, max: 5_000 }),
      }),
    ),
    intentsMax: fc.integer({ min: 1, max: 40 }),
    durationUs: fc.option(fc.integer({ min: 1, max: 100_000 })),
  })
  .map(({ made, arrivals, intentsMax, durationUs }) => ({
    pairs: made.map(([pair]) => pair),
    markets: made.flatMap(([, markets]) => markets),
    arrivals,
    length: { intentsMax, durationUs },
  }));
