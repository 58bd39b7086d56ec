// Goal: the scanner wants as many sets as the books, the account and the limits have room for, and each with an edge after
// fees. Oracle: a naive scanner that tries every size, one step at a time.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { legCost } from '../../src/arbitrage/plan.ts';
import { RandomStreams } from '../../src/kernel/random/streams.ts';
import type { BookLevel } from '../../src/market-data/types.ts';
import type { Pair } from '../../src/arbitrage/pair.ts';
import { createRunner } from '../../src/strategies/runner.ts';
import { createScanner } from '../../src/strategies/scanner.ts';
import type { IntentDraft, MarketEvent, Quote } from '../../src/strategies/types.ts';
import { feesOf } from '../../src/venues/definitions/catalogue.ts';
import type { Market } from '../../src/venues/definitions/market.ts';
import { marketAt, optionsOf } from './scenes.ts';

const UNIT = 1_000_000n;
const markets: readonly Market[] = [
  marketAt('polymarket', 'A', { fees: { venue: 'polymarket', category: 'economics' } }),
  marketAt('kalshi', 'B', { fees: { venue: 'kalshi' }, qtyStep: UNIT, orderQtyMin: UNIT }),
  marketAt('gemini', 'C', { fees: { venue: 'gemini' } }),
];

const pairOver = (legs: number): Pair => ({
  pair: 'fed',
  verified: 'compared',
  outcomes: Array.from({ length: legs }, (_, index) => `outcome ${index}`),
  legs: markets
    .slice(0, legs)
    .map(({ venue, market }, index) => ({ venue, market, outcome: 'yes', paysIn: 1 << index })),
});

interface Limits {
  readonly minEdgeBps: number;
  readonly setsMin: bigint;
  readonly setsMax: bigint;
  readonly notionalMax: bigint | null;
}

const usual: Limits = { minEdgeBps: 10, setsMin: 5n * UNIT, setsMax: 500n * UNIT, notionalMax: null };

const runnerOver = (legs: number, limits: Limits, coolDownUs = 1_000_000) =>
  createRunner({
    strategy: createScanner('scanner', { coolDownUs }),
    setup: { options: optionsOf('scanner', { ...limits, stalenessUs: 500_000 }), pairs: [pairOver(legs)], markets },
    streams: new RandomStreams(1),
    checks: { first: 100, every: 1 },
  });

const quoteOf = (index: number, asks: readonly BookLevel[], more: Partial<Quote> = {}): Quote => {
  const { venue, market } = markets[index] as Market;
  const [best] = asks;
  const ask = { askPx: best?.px ?? null, askQty: best?.qty ?? 0n, asks };
  return { venue, market, outcome: 'yes', bidPx: null, bidQty: 0n, ...ask, ...more };
};

const eventAt = (atUs: number, quotes: readonly Quote[]): MarketEvent => ({
  type: 'quotes',
  pair: 'fed',
  quotes,
  atUs,
});
const level = (cents: number, shares: number): BookLevel => ({
  px: BigInt(cents) * 10_000n,
  qty: BigInt(shares) * UNIT,
});
const draftsOf = (legs: number, limits: Limits, quotes: readonly Quote[]): readonly IntentDraft[] => {
  const outcome = runnerOver(legs, limits).step(eventAt(0, quotes));
  expect(outcome.fault).toBeNull();
  return outcome.drafts;
};

/** The prices of the last share of each leg. */
const pricesAt = (quotes: readonly Quote[], sets: bigint): readonly bigint[] | null => {
  const prices = quotes.map(({ asks = [] }) => {
    let sum = 0n;
    return asks.find(({ qty }) => (sum += qty) >= sets)?.px ?? null;
  });
  return prices.every((px) => px !== null) ? prices : null;
};

const costOf = (prices: readonly bigint[], sets: bigint): readonly bigint[] =>
  prices.map((px, index) => {
    const { fees } = markets[index] as Market;
    return legCost(px, sets, feesOf(fees).worstFee({ qty: sets, px }));
  });

const anyLadder = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 12 })), { minLength: 0, maxLength: 4 })
  .chain((rungs) =>
    fc.integer({ min: 15, max: 60 }).map((first) => {
      let cents = first;
      return rungs.map(([step, shares]) => level((cents += step), shares));
    }),
  );

describe('the scanner', () => {
  it('wants what every leg offers, can be paid for and keeps its edge to the last share, and never more', () => {
    let wanted = 0;
    fc.assert(
      fc.property(
        fc.array(anyLadder, { minLength: 2, maxLength: 3 }),
        fc.array(fc.option(fc.bigInt({ min: 0n, max: 15n * UNIT }), { nil: undefined }), {
          minLength: 3,
          maxLength: 3,
        }),
        fc.array(fc.option(fc.bigInt({ min: -UNIT, max: 30n * UNIT }), { nil: null }), { minLength: 3, maxLength: 3 }),
        fc.option(fc.bigInt({ min: 0n, max: 30n * UNIT }), { nil: null }),
        (ladders, funds, rooms, notionalMax) => {
          const limits = { ...usual, setsMin: UNIT, setsMax: 25n * UNIT, notionalMax };
          const quotes = ladders.map((asks, index) => {
            const purse = funds[index];
            return quoteOf(index, asks, {
              roomQty: rooms[index] ?? null,
              ...(purse === undefined ? {} : { funds: purse }),
            });
          });
          const drafts = draftsOf(ladders.length, limits, quotes);
          const isRight = (sets: bigint): boolean => {
            const prices = pricesAt(quotes, sets);
            if (prices === null || sets > limits.setsMax) return false;
            const costs = costOf(prices, sets);
            const total = costs.reduce((sum, cost) => sum + cost, 0n);
            return (
              quotes.every(({ funds: purse, roomQty }, index) => {
                return (purse === undefined || costs[index]! <= purse) && (roomQty ?? sets) >= sets;
              }) &&
              (notionalMax === null || total <= notionalMax)
            );
          };
          for (const { sets, prices } of drafts) {
            wanted += 1;
            expect(isRight(sets)).toBe(true);
            expect(prices).toEqual(pricesAt(quotes, sets));
            const edge = sets - costOf(prices, sets).reduce((sum, cost) => sum + cost, 0n);
            expect(edge > 0n).toBe(true);
          }
          if (drafts.length > 0) return;
          // Where it wants nothing, the first share of each leg leaves nothing after fees, or nothing fits.
          const prices = pricesAt(quotes, UNIT);
          const isOffered = prices !== null && isRight(UNIT);
          const first = quotes.reduce((least, { askQty }) => (askQty < least ? askQty : least), 25n * UNIT);
          if (!isOffered) return;
          const cost = costOf(prices, first).reduce((sum, each) => sum + each, 0n);
          expect((first - cost) * 10_000n < cost * 10n || first - cost <= 0n).toBe(true);
        },
      ),
      { numRuns: 400 },
    );
    expect(wanted).toBeGreaterThan(30);
  });

  it('takes the deeper levels of both books as long as they are worth their fees, and no further', () => {
    const quotes = [
      quoteOf(0, [level(40, 10), level(41, 10), level(45, 50)]),
      quoteOf(1, [level(52, 15), level(54, 100)]),
    ];
    const [draft] = draftsOf(2, { ...usual, minEdgeBps: 1 }, quotes);
    expect(draft).toEqual({ pair: 'fed', sets: 20n * UNIT, prices: [410_000n, 540_000n] });
  });

  it('does not go for a pair again before it has cooled down, nor on a book that is too old', () => {
    const runner = runnerOver(2, usual);
    const at = (atUs: number, shownAtUs = atUs) =>
      runner.step(eventAt(atUs, [quoteOf(0, [level(40, 50)], { shownAtUs }), quoteOf(1, [level(50, 50)])])).drafts
        .length;
    expect([at(0, -500_000), at(0, -499_999), at(999_999), at(1_000_000), at(1_000_001)]).toEqual([0, 1, 0, 1, 0]);
  });

  it('wants nothing of a book on which nobody may trade', () => {
    expect(draftsOf(2, usual, [quoteOf(0, [level(10, 50)]), quoteOf(1, [])])).toEqual([]);
  });
});
