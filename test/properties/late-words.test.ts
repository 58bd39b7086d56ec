// A venue may speak of an order long after it was given up, or have it and never speak of it. Whatever the latencies and
// however short the patience: both sides end with the same orders, trades, money and shares.
// `npm run test:thousand -- late` looks at a thousand pairs of latency and patience.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyLateness, lateScenarioOf } from './any-lateness.ts';
import { expectSound, recordsOf, toEnd, watched } from './whole-runs.ts';

describe('any latencies against any patience', () => {
  it('leaves no order at a venue that its client holds for dead, and nothing of it unaccounted for', () => {
    let revived = 0;
    fc.assert(
      fc.property(anyLateness, (late) => {
        const run = watched(lateScenarioOf(late, 20));
        expectSound(run, toEnd(run.run));
        revived += recordsOf(run.records, 'order.moved').filter(({ anomaly }) => anomaly === 'zombie').length;
      }),
      { numRuns: 30, unbiased: true, seed: 13 },
    );
    expect(revived).toBeGreaterThan(10);
  });
});
