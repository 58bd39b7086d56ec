// A recorded run at its beginning once more, from what its row says it was made from.
import type { ActorObserver } from '../../xstate/inspection.ts';
import type { RunDependencies, SteppedRun } from '../execution/dependencies.ts';
import { prepareAgain } from '../execution/prepare.ts';
import { inputsOfText } from './frozen.ts';

/**
 * Prepares the re-execution of a run from the inputs of its row. Throws `WrongInput` where something has changed since, such as
 * a strategy's module, and `RunFailed` for inputs that cannot be read.
 */
export const reExecute = async (
  inputs: string,
  run: number,
  dependencies: RunDependencies,
  inspect?: ActorObserver,
): Promise<SteppedRun> => (await prepareAgain(inputsOfText(inputs, run), run, dependencies, inspect)).begin();
