// A thousand markets in small: whatever the venues do, whatever is lost, late, doubled or halted, whatever the limits,
// a run ends, with nothing left alive, books that balance on both sides, and an audit without a word.
// `npm run test:thousand` looks at many more and longer runs.
import fc from 'fast-check';
import { describe, it } from 'vitest';
import { anyChoice, scenarioOf } from './any-scenario.ts';
import { expectSound, toEnd, watched } from './whole-runs.ts';

describe('any run under any faults', () => {
  it('ends with nothing alive, passes its audit, and both sides have the same money and shares', () => {
    fc.assert(
      fc.property(anyChoice, (choice) => {
        const run = watched(scenarioOf(choice, 60));
        expectSound(run, toEnd(run.run));
      }),
      { numRuns: 100, unbiased: true },
    );
  });
});
