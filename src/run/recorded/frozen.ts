// What a run was made from, as its row in the database keeps it: with it, and the modules of the user's strategies as they
// were, the run can be re-executed.
import type { Build } from '../../persistence/checkpoints/build.ts';
import { parseFaultWish } from '../fault-wish.ts';
import type { MadeFrom, RunInputs } from '../make-run.ts';
import { RunFailed } from '../run-failed.ts';

/** A run's inputs, frozen. */
export interface FrozenInputs extends MadeFrom {
  /** Which engine ran it. */
  readonly build: Build;
}

/** As text for the run's row. */
export const textOfInputs = (frozen: FrozenInputs): string => JSON.stringify(frozen);

/** The inputs of a run's row; throws `RunFailed` for a row that holds none. */
export const inputsOfText = (text: string, run: number): FrozenInputs => {
  try {
    return JSON.parse(text) as FrozenInputs;
  } catch {
    throw new RunFailed(`The row of the run ${run} does not say what the run was made from.`);
  }
};

/** The inputs as they were typed. */
export const typedInputs = ({ seed, intents, faults, strategy, data }: FrozenInputs): RunInputs => ({
  ...(seed === null ? {} : { seed }),
  ...(intents === null ? {} : { intents }),
  ...(faults.length === 0 ? {} : { fault: faults.map(parseFaultWish) }),
  ...(strategy === null ? {} : { strategy }),
  ...(data === null ? {} : { data }),
});
