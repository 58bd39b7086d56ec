// A run that stopped before its end, restored from its last checkpoint, so that it ends as it would have ended.
import { JOURNAL_FORMAT } from '../../journal/format.ts';
import { foreignBuild } from '../../persistence/checkpoints/build.ts';
import { DeterminismFault } from '../../persistence/checkpoints/determinism-fault.ts';
import { NotResumable, overWords, recoverRun, type Recovered } from '../../persistence/checkpoints/recover.ts';
import type { RecorderOptions } from '../../persistence/write/recorder.ts';
import { RunIsLive } from '../../persistence/write/run-hold.ts';
import type { RunRow } from '../../persistence/read/run-list.ts';
import { storeErrorOf } from '../../persistence/store/store-error.ts';
import { RefusedCommand, type JournaledCommand } from '../../world/commands/command.ts';
import type { RunDependencies, SteppedRun } from '../execution/dependencies.ts';
import { prepareAgain, type FrozenRun, type PreparedRun } from '../execution/prepare.ts';
import { RunFailed } from '../run-failed.ts';
import { WrongInput } from '../wrong-input.ts';
import { inputsOfText, type FrozenInputs } from './frozen.ts';

/** A run at its checkpoint, taken over from the process that left it. */
export interface RestoredRun {
  readonly prepared: PreparedRun;
  readonly recovered: Recovered;
}

/** What the run was made from, if this engine is the one that ran it. */
const inputsOf = (row: RunRow, { build }: RecorderOptions): FrozenInputs => {
  const over = overWords(row);
  if (over !== null) throw new WrongInput(over);
  if (row.journalFormat !== JOURNAL_FORMAT)
    throw new WrongInput(
      `The run ${row.id} cannot be resumed: its journal is of format ${row.journalFormat}, and this engine writes format ` +
        `${JOURNAL_FORMAT}. Resume it with the engine that began it.`,
    );
  const frozen = inputsOfText(row.inputs, row.id);
  const foreign = foreignBuild(frozen.build, build);
  if (foreign !== null) throw new WrongInput(`The run ${row.id} cannot be resumed: ${foreign}.`);
  return frozen;
};

const recover = async (options: RecorderOptions, row: RunRow): Promise<Recovered> => {
  try {
    return await recoverRun(options, row);
  } catch (error) {
    if (error instanceof NotResumable || error instanceof RunIsLive) throw new WrongInput(error.message);
    if (error instanceof DeterminismFault) throw new RunFailed(error.message);
    throw storeErrorOf(error, options.store.where);
  }
};

/** The run as it was at its checkpoint, or at its beginning. */
const restored = (
  { prepared, begin }: FrozenRun,
  { state, digest, commands }: Recovered,
  { id, name }: RunRow,
): PreparedRun => {
  const run = state === null ? begin() : begin(state);
  if (run.runId !== name)
    throw new WrongInput(`The run ${id} is named ${name}, and this engine names it ${run.runId}.`);
  if (digest !== null && run.digest !== digest)
    throw new RunFailed(`The last checkpoint of the run ${id} holds another journal than its own.`);
  refuseUntaken(run, commands, id);
  return { ...prepared, run };
};

/** Refuses a run with a command that this engine cannot repeat, before anything of it is executed. */
const refuseUntaken = (run: SteppedRun, commands: readonly JournaledCommand[], id: number): void => {
  for (const command of commands)
    try {
      run.checkCommand(command);
    } catch (error) {
      if (!(error instanceof RefusedCommand)) throw error;
      throw new WrongInput(`The run ${id} cannot be resumed. ${error.message}`);
    }
};

/**
 * Restores the run of a row, in a store that is open and migrated, and takes it over. The caller executes it, or abandons its
 * recorder. Throws `WrongInput` for a run that this engine may not resume, `RunFailed` for rows that contradict each other,
 * and a `StoreError`.
 */
export const restoreRun = async (
  row: RunRow,
  recording: RecorderOptions,
  dependencies: RunDependencies,
): Promise<RestoredRun> => {
  const again = await prepareAgain(inputsOf(row, recording), row.id, dependencies);
  const recovered = await recover(recording, row);
  try {
    return { prepared: restored(again, recovered, row), recovered };
  } catch (error) {
    await recovered.recorder.abandon();
    throw error;
  }
};
