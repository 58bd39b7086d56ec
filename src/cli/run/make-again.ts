// A run made once more, at its beginning, from what its row says it was made from.
import type { ActorObserver } from '../../xstate/inspection.ts';
import type { EnginePort, Run } from './engine-port.ts';
import { inputsOfText } from './frozen.ts';
import { prepareAgain } from './prepare.ts';

/** Makes a run again. What has changed since, such as a strategy's module, is wrong input. */
export const makeAgain = async (inputs: string, run: number, port: EnginePort, inspect?: ActorObserver): Promise<Run> =>
  (await prepareAgain(inputsOfText(inputs, run), run, port, inspect)).begin();
