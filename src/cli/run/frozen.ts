// What a run was made from, as its row in the database keeps it: with it, and the modules of the user's strategies as they
// were, the run can be made again.
import { parseFaultWish } from './fault-option.ts';
import type { Build } from '../../persistence/build.ts';
import { CommandFailed } from '../command-failed.ts';
import { exitCodes } from '../exit-codes.ts';
import type { RunInputs } from './inputs.ts';

/** A run's inputs, frozen. */
export interface FrozenInputs {
  /** The scenario's file as it was named, and the folder that its modules are looked for from. */
  readonly path: string;
  readonly directory: string;
  /** What stood in it. */
  readonly text: string;
  readonly seed: string | null;
  readonly intents: number | null;
  /** As they were typed. */
  readonly faults: readonly string[];
  /** The absolute path of the module that all strategies trade by; null for the scenario's own. */
  readonly strategy: string | null;
  /** The absolute path of the recording that was named, and its sha256; null where none was named, or none is replayed. */
  readonly data: string | null;
  readonly recording: string | null;
  /** The hash of each strategy's module and all that it imports, by the strategy's name. */
  readonly modules: Readonly<Record<string, string>>;
  /** Of all of these. */
  readonly scenarioHash: string;
  readonly pickStory: boolean;
  /** Which engine ran it. */
  readonly build: Build;
}

/** As text for the run's row. */
export const textOfInputs = (frozen: FrozenInputs): string => JSON.stringify(frozen);

/** The inputs of a run's row; a row that was not written by this command is refused. */
export const inputsOfText = (text: string, run: number): FrozenInputs => {
  try {
    return JSON.parse(text) as FrozenInputs;
  } catch {
    throw new CommandFailed(exitCodes.failed, `The row of the run ${run} does not say what the run was made from.`);
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
