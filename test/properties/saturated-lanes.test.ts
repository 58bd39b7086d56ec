// A lane of sixteen places under a burst of ten thousand intents: what is refused is opportunities, whole ones and before
// anything of them exists; whatever takes risk away has its room; and nothing is lost.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyChoice, scenarioOf } from './any-scenario.ts';
import { expectSound, recordsOf, toEnd, watched } from './whole-runs.ts';

const CAPACITY = 16;

describe('a flooded lane of 16', () => {
  it('refuses opportunities, never what takes risk away, never holds more than 16, and loses nothing', () => {
    fc.assert(
      fc.property(anyChoice, fc.constantFrom(0, 20), (choice, everyUs) => {
        const scenario = scenarioOf(
          {
            ...choice,
            arrivals: { kind: 'bursts', size: 10_000, everyUs, pauseUs: 1_000_000 },
            durationMs: null,
            mispricingPx: 150_000n,
            noisePx: 30_000n,
            // What a market of a venue's own shows is not always an opportunity.
            venues: choice.venues.map((venue) => ({
              ...venue,
              lane: 'tiny' as const,
              openingUnits: 1_000_000,
              book: null,
              hasPool: false,
            })),
            pairs: choice.pairs.map((pair) => ({
              ...pair,
              closesAtMs: null,
              // A result closes its market: the burst is over by then, and what came of it is paid out.
              resolution: pair.resolution === null ? null : { ...pair.resolution, atMs: 40_000 },
              strategy: { ...pair.strategy, notionalUnits: null, stalenessMs: 2_000 },
            })),
            risk: {
              marketPositionMax: null,
              venuePositionMax: null,
              openExposureMax: null,
              liveArbitragesMax: null,
              drawdownMax: null,
            },
          },
          10_000,
        );
        const { run, records } = watched(scenario);
        const summary = toEnd(run);
        expectSound({ run, records }, summary);

        const { intents, arbitrages, lanes } = summary;
        const refused = recordsOf(records, 'intent.refused');
        const saturated = refused.filter(({ reason }) => reason === 'laneSaturated');
        expect(intents.total).toBe(10_000);
        expect(arbitrages.total + refused.length).toBe(10_000);
        expect(arbitrages.total).toBeGreaterThan(0);
        expect(saturated.length).toBeGreaterThan(5_000);
        expect(saturated.every(({ by, venue }) => by === 'lane' && venue !== undefined)).toBe(true);

        // What was refused does not exist.
        const names = new Set(saturated.map(({ intent }) => intent));
        expect(recordsOf(records, 'order.created').filter(({ ownerId }) => names.has(ownerId))).toEqual([]);
        expect(recordsOf(records, 'arbitrage.moved').filter(({ arbitrage }) => names.has(arbitrage))).toEqual([]);
        // And what exists was never refused by its lane.
        const turnedAway = recordsOf(records, 'order.moved').filter(({ reason }) => reason === 'laneSaturated');
        expect(turnedAway).toEqual([]);

        for (const { depth, reserved, capacity } of recordsOf(records, 'lane.moved')) {
          expect(capacity).toBe(CAPACITY);
          expect(depth + reserved).toBeLessThanOrEqual(CAPACITY);
        }
        for (const { depthMax } of Object.values(lanes)) expect(depthMax).toBeLessThanOrEqual(CAPACITY);
      }),
      { numRuns: 12, unbiased: true },
    );
  });
});
