// What a venue shows comes to be seen some time later, in the order in which it was shown.
import { describe, expect, it } from 'vitest';
import { LEVELS_SHOWN } from '../../../src/engine/intents/shown-quotes.ts';
import { SeenBooks, type SeenBooksState } from '../../../src/engine/intents/seen-books.ts';
import type { DistributionSpec } from '../../../src/kernel/distributions/spec.ts';
import type { VenueMarketBooks } from '../../../src/venues/simulation/types.ts';
import { marketOf, quietWorld } from '../fakes.ts';

const constant = (valueUs: number): DistributionSpec => ({ kind: 'constant', valueUs });
const market = marketOf().terms;

const seenOf = (latency = constant(100), state?: SeenBooksState) => {
  const quiet = quietWorld();
  const asked: string[] = [];
  const book = { isTradable: true, px: 400_000n };
  const books = {
    isTradable: () => book.isTradable,
    depthOf: (name: string, outcome: string, side: 'bid' | 'ask', levelsMax: number) => {
      asked.push(`${name} ${outcome} ${side} ${levelsMax}`);
      return [{ px: book.px + (side === 'bid' ? 0n : 20_000n), qty: side === 'bid' ? 5n : 7n }];
    },
  } as unknown as VenueMarketBooks;
  const seen = new SeenBooks(quiet.world, ['kalshi', 'polymarket'], latency, state);
  const show = (px: bigint, name = 'FED', venue = 'kalshi'): void => {
    book.px = px;
    seen.show(venue, { ...market, venue, market: name }, books);
  };
  return { ...quiet, asked, book, seen, show };
};

describe('a book that is shown', () => {
  it('is seen after the latency, as it was then', () => {
    const { seen, show, due, until, asked } = seenOf();
    until(50);
    show(400_000n);
    expect([due(), seen.quoteOf(market, 'yes'), seen.isAnyOnTheWay]).toEqual([['150 seen'], null, true]);
    expect(asked).toEqual([`FED yes bid ${LEVELS_SHOWN}`, `FED yes ask ${LEVELS_SHOWN}`]);
    expect(until(150)).toEqual([{ kind: 'seen', venue: 'kalshi' }]);
    expect(seen.isMoreDue).toBe(true);
    expect(seen.arrive('kalshi')).toBe('FED');
    expect([seen.isMoreDue, seen.isAnyOnTheWay]).toEqual([false, false]);
    const yes = { askPx: 420_000n, askQty: 7n, bidPx: 400_000n, bidQty: 5n, shownAtUs: 50 };
    expect(seen.quoteOf(market, 'yes')).toMatchObject({ venue: 'kalshi', market: 'FED', outcome: 'yes', ...yes });
    // The second outcome is the mirror of the first.
    const no = { askPx: 600_000n, askQty: 5n, bidPx: 580_000n, bidQty: 7n, shownAtUs: 50 };
    expect(seen.quoteOf(market, 'no')).toMatchObject({ outcome: 'no', ...no });
  });

  it('does not overtake one that was shown before it', () => {
    const { seen, show, until, due, world } = seenOf({ kind: 'uniform', minUs: 0, maxUs: 1_000 });
    for (let index = 0; index < 20; index += 1) {
      until(index * 10);
      show(BigInt(index) * 10_000n);
    }
    const times = due().map((each) => Number(each.split(' ')[0]));
    expect(times).toHaveLength(20);
    expect(new Set(times).size).toBeGreaterThan(1);
    until(times.at(-1)!);
    for (let index = 0; index < 20; index += 1) {
      seen.arrive('kalshi');
      expect(seen.quoteOf(market, 'yes')?.bidPx).toBe(BigInt(index) * 10_000n);
    }
    expect(world.nowUs).toBeLessThanOrEqual(1_190);
  });

  it('is empty while nobody may trade on it', () => {
    const { seen, show, book, asked, until } = seenOf();
    book.isTradable = false;
    show(400_000n);
    until(100);
    seen.arrive('kalshi');
    expect(seen.quoteOf(market, 'yes')).toMatchObject({ askPx: null, bidPx: null, bids: [], asks: [] });
    expect(asked).toEqual([]);
  });

  it('is of its own market and venue', () => {
    const { seen, show, until } = seenOf();
    show(400_000n, 'CPI');
    show(300_000n, 'FED', 'polymarket');
    until(100);
    expect([seen.arrive('kalshi'), seen.isAnyOnTheWay, seen.isMoreDue]).toEqual(['CPI', true, true]);
    expect(seen.quoteOf(market, 'yes')).toBeNull();
    expect(seen.quoteOf({ ...market, venue: 'nowhere' }, 'yes')).toBeNull();
    expect(seen.arrive('polymarket')).toBe('FED');
    expect(seen.quoteOf({ ...market, venue: 'polymarket' }, 'yes')?.bidPx).toBe(300_000n);
  });

  it('is more to see only at the instant at which it comes', () => {
    const { seen, show, until } = seenOf();
    show(400_000n);
    until(10);
    show(500_000n);
    until(100);
    seen.arrive('kalshi');
    expect([seen.isMoreDue, seen.isAnyOnTheWay]).toEqual([false, true]);
  });

  it('is there after the views were saved: what is seen, and what is on its way', () => {
    const { seen, show, until } = seenOf();
    show(400_000n);
    show(500_000n);
    until(100);
    seen.arrive('kalshi');
    const saved = structuredClone(seen.save());
    expect(
      saved.map(({ venue, dueUs, onTheWay, seen: books }) => [venue, dueUs, onTheWay.length, books.length]),
    ).toEqual([
      ['kalshi', 100, 1, 1],
      ['polymarket', 0, 0, 0],
    ]);
    const other = seenOf(constant(0), saved);
    expect(other.seen.save()).toEqual(saved);
    expect(other.seen.quoteOf(market, 'yes')?.bidPx).toBe(400_000n);
    other.seen.arrive('kalshi');
    expect(other.seen.quoteOf(market, 'yes')?.bidPx).toBe(500_000n);
    // What was on its way keeps what follows behind it.
    other.show(600_000n);
    expect(other.due()).toEqual(['100 seen']);
  });
});
