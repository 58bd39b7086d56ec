// Goal: what a run takes from a recording, and when, is a function of the recording. Oracle: all of it sorted at once.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ReorderWindow } from '../../../src/market-data/replay/reorder-window.ts';
import { ReplayInput } from '../../../src/market-data/replay/replay-input.ts';
import type { ReplayItem } from '../../../src/market-data/replay/types.ts';
import { ReadTally } from '../../../src/market-data/read/tally.ts';
import type { MarketUpdate } from '../../../src/market-data/types.ts';

const updateAt = (atUs: number, number: number): MarketUpdate => ({
  atUs,
  venue: 'kalshi',
  market: 'FED',
  what: 'tick',
  tickPx: BigInt(number),
});

/** Updates by the steps from one time to the next, back or forth. */
const updatesBy = (steps: readonly number[]): readonly MarketUpdate[] => {
  let atUs = 10_000_000;
  return steps.map((step, number) => updateAt((atUs = Math.max(0, atUs + step)), number));
};

const recordingOf = (updates: readonly MarketUpdate[], atOnce: number, brokenAfter: readonly number[] = []) => {
  const report = new ReadTally();
  return {
    report,
    async *batches() {
      for (let start = 0; start < updates.length; start += atOnce) {
        for (const after of brokenAfter)
          if (after >= start && after < start + atOnce) report.fault('broken', () => `broken after ${after}`);
        yield updates.slice(start, start + atOnce);
      }
    },
  };
};

const allOf = async (input: ReplayInput): Promise<readonly ReplayItem[]> => {
  const items: ReplayItem[] = [];
  for (;;) {
    if (input.needsInput) await input.read();
    if (input.peek() === null) return items;
    items.push(input.take());
  }
};

const anySteps = fc.array(fc.oneof(fc.integer({ min: -60, max: 100 }), fc.constantFrom(0, 5_000, -5_000, 9e14)), {
  minLength: 1,
  maxLength: 80,
});
const sha256 = 'f'.repeat(64);

describe('a recording that is replayed', () => {
  it('comes in the order of time, then of position, as far as its window reaches; nothing is lost, late ones are counted', () => {
    fc.assert(
      fc.property(
        anySteps,
        fc.integer({ min: 0, max: 300 }),
        fc.integer({ min: 1, max: 20 }),
        (steps, heldUs, heldMax) => {
          const updates = updatesBy(steps);
          const window = new ReorderWindow({ heldUs, heldMax });
          const given: (readonly [MarketUpdate, number])[] = [];
          for (const update of updates) window.add(update, (each, atUs) => given.push([each, atUs]));
          window.end((each, atUs) => given.push([each, atUs]));
          expect(given.map(([update]) => update).toSorted((a, b) => Number(tick(a) - tick(b)))).toEqual(updates);
          given.forEach(([, atUs], index) => expect(atUs).toBeGreaterThanOrEqual(given[index - 1]?.[1] ?? 0));
          expect(given.filter(([update, atUs]) => update.atUs < atUs)).toHaveLength(window.lateCount);
          for (const [update, atUs] of given) expect(update.atUs).toBeLessThanOrEqual(atUs);
          if (window.lateCount > 0) return;
          const sorted = updates.toSorted((a, b) => a.atUs - b.atUs || Number(tick(a) - tick(b)));
          expect(given.map(([update]) => update)).toEqual(sorted);
        },
      ),
    );
  });

  it('is the same however much is read ahead, and from wherever it is resumed', async () => {
    await fc.assert(
      fc.asyncProperty(
        anySteps,
        fc.integer({ min: 1, max: 50 }),
        fc.integer({ min: 1, max: 50 }),
        fc.nat(80),
        fc.array(fc.nat(80), { maxLength: 4 }),
        async (steps, readAhead, atOnce, position, broken) => {
          const open = (ahead: number) =>
            new ReplayInput({ sha256, recording: recordingOf(updatesBy(steps), atOnce, broken), readAhead: ahead });
          const items = await allOf(open(1_000));
          expect(await allOf(open(readAhead))).toEqual(items);
          const from = Math.min(position, items.length);
          const gone = open(readAhead);
          gone.goTo(from);
          expect(await allOf(gone)).toEqual(items.slice(from));
          expect(gone.position).toBe(items.length);
        },
      ),
    );
  });

  it('begins at 0, ends with its end, and tells its faults behind what came with them', async () => {
    const recording = recordingOf(updatesBy([0, 10, 10, 10]), 2, [1, 3]);
    const items = await allOf(new ReplayInput({ sha256, recording, reorder: { heldUs: 0, heldMax: 1 } }));
    expect(items.map((item) => [item.what, item.atUs])).toEqual([
      ['update', 0],
      ['update', 10],
      ['fault', 10],
      ['update', 20],
      ['update', 30],
      ['fault', 30],
      ['end', 30],
    ]);
    expect(items[2]).toMatchObject({ kind: 'broken', count: 1, sentence: 'line 0: broken after 1' });
  });
});

const tick = (update: MarketUpdate): bigint => (update.what === 'tick' ? update.tickPx : 0n);
