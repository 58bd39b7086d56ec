// A run that is saved between any two steps and resumed in another one ends as if nothing had been, whatever was under
// way: orders in doubt, settlements, outages, a stop, a strategy's state. What is saved is plain data.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyChoice, scenarioOf } from './any-scenario.ts';
import { step, toEnd, watched } from './whole-runs.ts';

describe('a whole run that is saved and restored', () => {
  it('ends with the same digest, summary and story, wherever it was interrupted, twice', () => {
    fc.assert(
      fc.property(
        anyChoice,
        fc.tuple(fc.nat({ max: 1_500 }), fc.nat({ max: 1_500 })),
        fc.option(fc.nat({ max: 1_500 }), { nil: null }),
        (choice, cuts, stopAfter) => {
          const scenario = scenarioOf(choice, 40);
          const whole = watched(scenario);
          if (stopAfter !== null) {
            step(whole.run, cuts[0]);
            whole.run.stop('enough');
          }
          const summary = toEnd(whole.run);

          let part = watched(scenario);
          const records = part.records;
          cuts.forEach((steps, index) => {
            step(part.run, steps);
            if (index === 0 && stopAfter !== null) part.run.stop('enough');
            const state = structuredClone(part.run.save());
            part = watched(scenario, {}, state);
            expect(part.run.save()).toEqual(state);
          });
          expect(toEnd(part.run)).toEqual(summary);
          expect(part.run.digest).toBe(whole.run.digest);
          expect(part.run.story()).toEqual(whole.run.story());
          expect(part.run.save()).toEqual(whole.run.save());
          expect([records[0], part.run.lastSeq]).toEqual([whole.records[0], whole.run.lastSeq]);
        },
      ),
      { numRuns: 40, unbiased: true },
    );
  });
});
