// A venue may speak of an order long after it was given up, or have it and never speak of it. Whatever the latencies and
// however short the timeouts: both sides end with the same orders, trades, money and shares.
// `npm run test:thousand -- late` looks at a thousand pairs of latencies and timeouts.
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseScenario } from '../../src/scenario/parse.ts';
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

  it('is remembered by engine and audit beyond every record, where one submit in ten takes half a minute', () => {
    const path = 'scenarios/quiet.yaml';
    const parsed = parseScenario(readFileSync(path, 'utf8'), path);
    if (!parsed.ok) throw new Error('the quiet scenario is wrong');
    const { scenario } = parsed;
    const ackLatency = {
      kind: 'empirical',
      points: [
        { quantile: 0, valueUs: 1_000 },
        { quantile: 0.9, valueUs: 80_000 },
        { quantile: 0.901, valueUs: 60_000_000 },
        { quantile: 1, valueUs: 60_000_000 },
      ],
    } as const;
    const venues = scenario.venues.map((venue) => ({ ...venue, profile: { ...venue.profile, ackLatency } }));
    const faults = scenario.venues.map(({ venue }) => ({ fault: 'ackLost', venue, chanceBps: 5_000 }) as const);
    const run = watched({ ...scenario, venues, faults, recordUs: 0 }, { intentsMax: 250 });
    expectSound(run, toEnd(run.run));
    const turnedUp = recordsOf(run.records, 'order.moved').filter(({ anomaly }) => anomaly === 'zombie');
    expect(turnedUp.length).toBeGreaterThan(10);
  });
});
