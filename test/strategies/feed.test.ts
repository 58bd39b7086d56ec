// The feed is a function of its parts and its seed, can be taken up anywhere, and shows prices that a venue could.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RandomStreams } from '../../src/kernel/random/streams.ts';
import { MICROS_PER_UNIT } from '../../src/money/micros.ts';
import { createFeed, quoteOf } from '../../src/strategies/feed.ts';
import type { Feed, FeedMoment, FeedParts } from '../../src/strategies/feed.ts';
import { isOnGrid } from '../../src/venues/definitions/grid.ts';
import { anyFeedParts, marketAt } from './scenes.ts';

/** The moments of a feed from now on, each when it is due, at most so many. */
const momentsOf = (feed: Feed, fromUs = 0, countMax = Infinity): { moments: FeedMoment[]; atUs: number } => {
  const moments: FeedMoment[] = [];
  let atUs = fromUs;
  while (moments.length < countMax) {
    const moment = feed.next(atUs);
    if (moment === null) break;
    moments.push(moment);
    if (moment.nextInUs === null) break;
    atUs += moment.nextInUs;
  }
  return { moments, atUs };
};

const allOf = (parts: FeedParts, seed: number): FeedMoment[] =>
  momentsOf(createFeed(parts, new RandomStreams(seed))).moments;

const anySeed = fc.integer({ min: 0 });

describe('the feed', () => {
  it('is the same for the same parts and seed, and another for another seed', () => {
    fc.assert(
      fc.property(anyFeedParts, anySeed, (parts, seed) => {
        expect(allOf(parts, seed)).toEqual(allOf(parts, seed));
      }),
      { numRuns: 50 },
    );
    const [parts] = fc.sample(anyFeedParts, { numRuns: 1, seed: 3 }) as [FeedParts];
    const long = { ...parts, length: { intentsMax: 40, durationUs: null } };
    expect(allOf(long, 1)).not.toEqual(allOf(long, 2));
  });

  it('continues exactly as it would have, from wherever it was saved', () => {
    fc.assert(
      fc.property(anyFeedParts, anySeed, fc.nat({ max: 39 }), (parts, seed, cut) => {
        const streams = new RandomStreams(seed);
        const feed = createFeed(parts, streams);
        const { moments, atUs } = momentsOf(feed, 0, cut);
        const saved = structuredClone({ feed: feed.save(), streams: streams.save() });
        const rest = momentsOf(feed, atUs).moments;
        const restored = createFeed(parts, RandomStreams.restore(saved.streams), saved.feed);
        expect(momentsOf(restored, atUs).moments).toEqual(rest);
        expect([...moments, ...rest]).toEqual(allOf(parts, seed));
      }),
      { numRuns: 50 },
    );
  });

  it('has so many moments, and none at its end or after', () => {
    fc.assert(
      fc.property(anyFeedParts, anySeed, (parts, seed) => {
        const { intentsMax, durationUs } = parts.length;
        const feed = createFeed(parts, new RandomStreams(seed));
        const { moments, atUs } = momentsOf(feed);
        const last = moments.at(-1);
        expect(last?.nextInUs).toBe(null);
        expect(moments.length).toBeLessThanOrEqual(intentsMax ?? Infinity);
        for (const { event } of moments) expect(event.atUs).toBeLessThan(durationUs ?? Infinity);
        if (durationUs === null) expect(moments.length).toBe(intentsMax);
        expect(feed.next(durationUs === null ? atUs : Math.max(atUs, durationUs))).toBe(null);
      }),
      { numRuns: 50 },
    );
  });

  it('keeps fair prices above 0 and together exactly 1, and moves none by more than its walk', () => {
    fc.assert(
      fc.property(anyFeedParts, anySeed, (parts, seed) => {
        const feed = createFeed(parts, new RandomStreams(seed));
        let before = feed.save().fairPx;
        let atUs = 0;
        for (;;) {
          const moment = feed.next(atUs);
          if (moment === null || moment.nextInUs === null) break;
          const after = feed.save().fairPx;
          for (const [index, prices] of after.entries()) {
            expect(prices.reduce((sum, px) => sum + px, 0n)).toBe(MICROS_PER_UNIT);
            for (const [outcome, px] of prices.entries()) {
              expect(px > 0n && px < MICROS_PER_UNIT).toBe(true);
              const moved = px - (before[index]?.[outcome] ?? 0n);
              const { walkPx } = parts.pairs[index] ?? { walkPx: 0n };
              expect(moved <= walkPx && moved >= -walkPx).toBe(true);
            }
          }
          before = after;
          atUs += moment.nextInUs;
        }
      }),
      { numRuns: 50 },
    );
  });

  it('lets no fair price stray farther than fifteen walks from where it began, however long it is', () => {
    const [some] = fc.sample(anyFeedParts, { numRuns: 1, seed: 3 }) as [FeedParts];
    const [first] = some.pairs;
    if (first === undefined) throw new Error('a feed has a pair');
    const feed = createFeed(
      { ...some, pairs: [{ ...first, walkPx: 4_000n }], length: { intentsMax: 3_000, durationUs: null } },
      new RandomStreams(1),
    );
    let strayed = 0n;
    for (let atUs = 0, moment = feed.next(0); moment !== null; moment = feed.next(atUs)) {
      atUs += moment.nextInUs ?? 0;
      for (const [outcome, px] of (feed.save().fairPx[0] ?? []).entries()) {
        const away = px - (first.fairPx[outcome] ?? 0n);
        const size = away < 0n ? -away : away;
        expect(size <= 60_000n).toBe(true);
        if (size > strayed) strayed = size;
      }
    }
    expect(strayed).toBe(60_000n);
  });

  it('quotes every leg on its grid, bid under ask, around the fair price of the outcomes in which it pays, less its part of the mispricing', () => {
    fc.assert(
      fc.property(anyFeedParts, anySeed, (parts, seed) => {
        const feed = createFeed(parts, new RandomStreams(seed));
        let atUs = 0;
        for (;;) {
          const moment = feed.next(atUs);
          if (moment === null) break;
          const index = parts.pairs.findIndex(({ pair }) => pair.pair === moment.event.pair);
          const fairPx = feed.save().fairPx[index] ?? [];
          const { legs } = parts.pairs[index]?.pair ?? { legs: [] };
          const discount = (parts.pairs[index]?.mispricingPx ?? 0n) / 2n;
          expect(moment.event.quotes.length).toBe(legs.length);
          for (const [leg, quote] of moment.event.quotes.entries()) {
            const { venue, market, paysIn } = legs[leg] ?? { venue: '', market: '', paysIn: 0 };
            expect(quote).toMatchObject({ venue, market });
            const found = parts.markets.find(({ terms }) => terms.venue === venue && terms.market === market);
            if (found === undefined) throw new Error('a quote of a market that is none');
            const { grid } = found.terms;
            const { noisePx, spreadPx } = found.quotes;
            const fair = fairPx.reduce(
              (sum, px, bit) => (Math.floor(paysIn / 2 ** bit) % 2 === 1 ? sum + px : sum),
              -discount,
            );
            const tick = grid.min;
            const { bidPx, askPx } = quote;
            if (bidPx !== null) {
              expect(isOnGrid(grid, bidPx)).toBe(true);
              expect(bidPx <= fair + noisePx).toBe(true);
              expect(bidPx > fair - noisePx - spreadPx - tick || bidPx === grid.max).toBe(true);
            }
            if (askPx !== null) {
              expect(isOnGrid(grid, askPx)).toBe(true);
              expect(askPx >= fair - noisePx).toBe(true);
              expect(askPx < fair + noisePx + spreadPx + 2n * tick || askPx === grid.min).toBe(true);
            }
            if (bidPx !== null && askPx !== null) expect(askPx > bidPx).toBe(true);
          }
          if (moment.nextInUs === null) break;
          atUs += moment.nextInUs;
        }
      }),
      { numRuns: 50 },
    );
  });

  it('comes in bursts: so many apart, then a pause', () => {
    const [parts] = fc.sample(anyFeedParts, { numRuns: 1, seed: 3 }) as [FeedParts];
    const arrivals = { kind: 'bursts', size: 3, everyUs: 2, pauseUs: 100 } as const;
    const moments = allOf({ ...parts, arrivals, length: { intentsMax: 7, durationUs: null } }, 1);
    expect(moments.map(({ event }) => event.atUs)).toEqual([0, 2, 4, 104, 106, 108, 208]);
  });

  it('comes as a Poisson process does: on average so often, in whole microseconds, each pair as often', () => {
    const [parts] = fc.sample(
      anyFeedParts.filter(({ pairs }) => pairs.length === 3),
      { numRuns: 1, seed: 3 },
    ) as [FeedParts];
    const arrivals = { kind: 'poisson', perSecond: 1_000 } as const;
    const moments = allOf({ ...parts, arrivals, length: { intentsMax: 6_000, durationUs: null } }, 1);
    const last = moments.at(-1)?.event.atUs ?? 0;
    expect(moments.every(({ event }) => Number.isSafeInteger(event.atUs))).toBe(true);
    // Gaps of 1 ms with a standard deviation of as much: the mean of 6,000 is within 5 of its own.
    expect(Math.abs(last / 6_000 - 1_000)).toBeLessThan(5 * (1_000 / Math.sqrt(6_000)));
    const shares = [0, 1, 2].map((index) => moments.filter(({ event }) => event.pair === `pair-${index}`).length);
    for (const share of shares) expect(Math.abs(share - 2_000)).toBeLessThan(5 * Math.sqrt(6_000 * (1 / 3) * (2 / 3)));
  });

  it('shows nobody bidding or asking where the price leaves the grid', () => {
    const noise = new RandomStreams(1).stream('noise');
    const at = (fairPx: bigint) =>
      quoteOf(
        { terms: marketAt('a', 'A'), quotes: { spreadPx: 20_000n, noisePx: 0n, depthQty: 7_654_321n } },
        'yes',
        fairPx,
        noise,
      );
    expect(at(1_000n)).toMatchObject({ bidPx: null, bidQty: 0n, askPx: 20_000n, askQty: 7_650_000n });
    expect(at(999_000n)).toMatchObject({ bidPx: 980_000n, bidQty: 7_650_000n, askPx: null, askQty: 0n });
  });

  it('never shows bid and ask at one price, even without a spread', () => {
    const noise = new RandomStreams(1).stream('noise');
    const market = { terms: marketAt('a', 'A'), quotes: { spreadPx: 0n, noisePx: 0n, depthQty: 10_000n } };
    expect(quoteOf(market, 'yes', 400_000n, noise)).toMatchObject({ bidPx: 400_000n, askPx: 410_000n });
    expect(quoteOf(market, 'yes', 405_000n, noise)).toMatchObject({ bidPx: 400_000n, askPx: 410_000n });
  });

  it('refuses parts without an end, and prices that are not of one event', () => {
    const [parts] = fc.sample(anyFeedParts, { numRuns: 1, seed: 3 }) as [FeedParts];
    const streams = new RandomStreams(1);
    expect(() => createFeed({ ...parts, length: { intentsMax: null, durationUs: null } }, streams)).toThrow(/an end/);
    const still = { ...parts, arrivals: { kind: 'constant', everyUs: 0 } as const };
    expect(() => createFeed({ ...still, length: { intentsMax: null, durationUs: 5 } }, streams)).toThrow(
      /time to advance/,
    );
    const odd = parts.pairs.map((pair) => ({ ...pair, fairPx: [400_000n, 500_000n] }));
    expect(() => createFeed({ ...parts, pairs: odd }, streams)).toThrow(/not of one event/);
  });
});
