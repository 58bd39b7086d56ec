// A run of a scenario, from what it is given; a recording, a strategy or an option that does not fit is refused first.
import { inOrder } from '../scenario/order.ts';
import type { Scenario } from '../scenario/types.ts';
import { refuseMisplaced } from './misplaced.ts';
import { Run, type RunState } from './run.ts';
import type { RunOptions } from './run-options.ts';

/**
 * Creates a run at its beginning, or restores one from a saved state of the same scenario and options. Throws
 * `MisplacedInput` and `MisplacedStrategy` where a recording or a strategy is missing or of no use, `UnknownOption`, and
 * `OtherRecording` where it was saved over another recording.
 */
export const createRun = (scenario: Scenario, options: RunOptions, state?: RunState): Run => {
  refuseMisplaced(scenario, options);
  return new Run(withOptions(scenario, options), options, state);
};

const withOptions = (scenario: Scenario, { seed, intentsMax, faults }: RunOptions): Scenario =>
  inOrder({
    ...scenario,
    seed: seed ?? scenario.seed,
    length: intentsMax === undefined ? scenario.length : { ...scenario.length, intentsMax },
    faults: faults === undefined ? scenario.faults : [...scenario.faults, ...faults],
  });
