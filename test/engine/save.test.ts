// A run that was saved between any two steps and resumed in another core ends as if nothing had been: every record, the
// digest, the books. What is saved is plain data: it survives a structured clone.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CoreState } from '../../src/engine/state.ts';
import { anyFaults } from './fault-plans.ts';
import { anyPlan, observed, setupOf, toEnd } from './plans.ts';

describe('a run that is saved and restored', () => {
  it('ends with the same digest, wherever it was interrupted, also twice', () => {
    fc.assert(
      fc.property(
        anyPlan,
        anyFaults,
        fc.array(fc.integer({ min: 0, max: 2_000 }), { maxLength: 2 }),
        (plan, faults, cuts) => {
          const setup = { ...setupOf(plan), faults };
          const whole = observed(setup);
          toEnd(whole.core);
          let part = observed(setup);
          for (const steps of cuts) {
            for (let step = 0; step < steps; step += 1) if (!part.core.step()) break;
            const state: CoreState = structuredClone(part.save());
            part = observed(setup, state);
            expect(part.save()).toEqual(state);
          }
          toEnd(part.core);
          expect(part.records.at(-1)).toEqual(whole.records.at(-1));
          expect(part.core.world.journal.digestHex()).toBe(whole.core.world.journal.digestHex());
          expect(part.core.portfolio.results()).toEqual(whole.core.portfolio.results());
        },
      ),
      { numRuns: 100 },
    );
  });
});
