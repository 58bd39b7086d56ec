// The made-up recording: the same for the same seed, sound where nothing is lost, and with edges that open and close.
import { describe, expect, it } from 'vitest';
import { RecordedBooks } from '../../../src/market-data/recorded-book.ts';
import { readLinesOf } from '../../../src/market-data/recording.ts';
import { syntheticRecording } from '../../../src/market-data/synthetic/recording.ts';

const seeds = [1, 2, 3, 4, 5];

describe('a made-up recording', () => {
  it('is the same for the same seed, and another for another', () => {
    const [one, again, other] = [1, 1, 2].map((seed) => syntheticRecording({ seed, durationMs: 5_000 }).lines.join());
    expect(again).toBe(one);
    expect(other).not.toBe(one);
  });

  it.each(seeds)(
    'is read without a fault, never crosses a book, and opens edges that close within a second (seed %i)',
    (seed) => {
      const made = syntheticRecording({ seed, durationMs: 30_000 });
      const { updates, report } = readLinesOf(made.lines, made.options);
      expect(Object.values(report.faults).every((count) => count === 0)).toBe(true);
      const books = new RecordedBooks();
      let openedUs: number | null = null;
      let opened = 0;
      for (const update of updates) {
        books.apply(update);
        const [one, two] = [books.of('polymarket', made.market), books.of('kalshi', made.market)];
        const edges = [
          [one, two],
          [two, one],
        ].map(([buy, sell]) => (sell?.bids.bestPx ?? 0n) - (buy?.asks.bestPx ?? 1_000_000n));
        const isOpen = !one.isStale && !two.isStale && edges.some((edge) => edge >= 20_000n);
        if (isOpen && openedUs === null) opened += 1;
        if (isOpen) expect(update.atUs - (openedUs ??= update.atUs)).toBeLessThan(1_000_000);
        else openedUs = null;
      }
      expect([...books].map(({ crossings }) => crossings)).toEqual([0, 0]);
      expect(made.windows).toBeGreaterThan(5);
      expect(opened).toBeGreaterThanOrEqual(made.windows - 1);
    },
  );

  it.each(seeds)('loses frames where it is asked to, and each loss of a numbered frame shows (seed %i)', (seed) => {
    const made = syntheticRecording({ seed, durationMs: 20_000, gapEveryMs: 1_000 });
    const { report, updates } = readLinesOf(made.lines, made.options);
    expect(made.missed.polymarket + made.missed.kalshi).toBeGreaterThan(0);
    expect(report.faults.gap > 0).toBe(made.missed.kalshi > 0);
    expect(updates.filter(({ what, venue }) => what === 'snapshot' && venue === 'kalshi').length).toBeGreaterThan(1);
  });
});
