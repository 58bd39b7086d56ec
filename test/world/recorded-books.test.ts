// The replay of a recording in a world. Goal: items come at their times, one in the calendar at a time; books move, faults are
// noted, the end counts what was met; and a replay that was saved in the middle resumes as itself.
import { describe, expect, it } from 'vitest';
import type { MarketUpdate } from '../../src/market-data/types.ts';
import type { ReplayItem } from '../../src/market-data/replay/types.ts';
import type { Market } from '../../src/venues/definitions/market.ts';
import type { VenueMarketBooks } from '../../src/venues/simulation/types.ts';
import { RecordedBooks, type RecordedBooksState, type RecordedEntry } from '../../src/world/recorded-books.ts';
import { World } from '../../src/world/world.ts';

const update = (market: string, seq: number): MarketUpdate =>
  ({ kind: 'gap', venue: 'kalshi', market, atUs: seq }) as unknown as MarketUpdate;

const items: readonly ReplayItem[] = [
  { what: 'update', atUs: 0, update: update('FED', 1) },
  { what: 'update', atUs: 10, update: update('OTHER', 2) },
  { what: 'fault', atUs: 10, kind: 'broken', count: 2, sentence: 'line 3: it is no JSON' },
  { what: 'update', atUs: 30, update: update('FED', 3) },
  { what: 'end', atUs: 30 },
];

const replayOf = (from: number, untilUs: number | null, state?: RecordedBooksState) => {
  const world = new World<RecordedEntry>('7');
  const moves: string[] = [];
  const noted: string[] = [];
  let next = from;
  let isTradable = true;
  const book = {
    isTradable: () => isTradable,
    apply: ({ market }: MarketUpdate) => {
      moves.push(`${world.nowUs} ${market}`);
      isTradable = false;
    },
  } as unknown as VenueMarketBooks;
  world.journal.consume((body, _seq, atUs) => {
    if (body.type === 'recording.noted') noted.push(`${atUs} ${body.event} ${body.count} ${body.detail ?? ''}`.trim());
  });
  const books = new RecordedBooks(
    world,
    {
      items: { needsInput: false, peek: () => items[next] ?? null, take: () => items[next++]! },
      bookOf: (_venue, market) =>
        market === 'FED' ? { terms: { market: 'FED-HERE' } as unknown as Market, book } : undefined,
      untilUs,
    },
    state,
  );
  const toEnd = (): void => {
    for (books.prepare(); world.calendar.next() !== undefined; books.prepare()) books.take();
  };
  return { world, books, moves, noted, toEnd };
};

describe('recorded books', () => {
  it('move at their times, by the names that they have here, and the end counts what was met', () => {
    const { books, moves, noted, toEnd } = replayOf(0, null);
    toEnd();
    expect(moves).toEqual(['0 FED-HERE', '30 FED-HERE']);
    expect(noted).toEqual(['10 broken 2 line 3: it is no JSON', '30 elsewhere 1', '30 untradable 1', '30 ended 3']);
    expect(books.isOver).toBe(true);
  });

  it('have one item in the calendar at a time, and none behind the end', () => {
    const { books, world, toEnd } = replayOf(0, null);
    books.prepare();
    books.prepare();
    expect([books.dueUs, world.calendar.size]).toEqual([0, 1]);
    toEnd();
    books.prepare();
    expect([books.dueUs, world.calendar.size]).toEqual([null, 0]);
  });

  it('end where the scenario is shorter', () => {
    const { moves, noted, toEnd } = replayOf(0, 20);
    toEnd();
    expect(moves).toEqual(['0 FED-HERE']);
    expect(noted.at(-1)).toBe('30 ended 2 the scenario is shorter');
  });

  it('are found as the recording begins, where that is asked for', () => {
    const { books, moves, world } = replayOf(0, null);
    books.takeUntilNow();
    expect([moves, world.calendar.size]).toEqual([['0 FED-HERE'], 0]);
  });

  it('resume from what was saved', () => {
    const first = replayOf(0, null);
    first.books.prepare();
    first.world.calendar.next();
    first.books.take();
    const resumed = replayOf(1, null, structuredClone(first.books.save()));
    resumed.toEnd();
    expect(resumed.noted.at(-1)).toBe('30 ended 3');
    expect(resumed.noted).toContain('30 elsewhere 1');
  });
});
