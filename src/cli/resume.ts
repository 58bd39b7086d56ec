// `dte resume`: goes on with a run that stopped before its end, from its last checkpoint, and comes to where it would have
// come. Knows the engine by its port alone.
import { Option, type Command } from 'commander';
import { foreignBuild } from '../persistence/checkpoints/build.ts';
import type { Holder } from '../persistence/store/lock-holder.ts';
import { NotResumable, overWords, recoverRun, type Recovered } from '../persistence/checkpoints/recover.ts';
import type { RunRow } from '../persistence/read/run-list.ts';
import type { RecorderOptions } from '../persistence/write/recorder.ts';
import { RunIsLive } from '../persistence/write/run-hold.ts';
import { storeErrorOf } from '../persistence/store/store-error.ts';
import { DeterminismFault } from '../persistence/checkpoints/determinism-fault.ts';
import type { StoreTarget } from '../persistence/store/store-target.ts';
import type { Store } from '../persistence/store/store.ts';
import { countText, manyText } from '../text/units.ts';
import { CommandFailed, wrongInput } from './command-failed.ts';
import { addDatabaseOption, type DatabaseOptions } from './database.ts';
import { exitCodes } from './exit-codes.ts';
import { carryOut, type CarryOutOptions } from './run/carry-out.ts';
import type { EnginePort } from './run/engine-port.ts';
import { inputsOfText, type FrozenInputs } from './run/frozen.ts';
import { prepareAgain, type FrozenRun, type PreparedRun } from './run/prepare.ts';
import { addCheckpointOption, recorderOptions, type CheckpointOptions } from './run/recording.ts';
import { databasesOf, runNamed } from './runs/databases.ts';
import { openWhenFree } from './runs/when-free.ts';
import type { Terminal } from './terminal.ts';

type Options = Pick<CarryOutOptions, 'quiet' | 'json'> & DatabaseOptions & CheckpointOptions;

/** What the run was made from, if this engine is the one that ran it. */
const inputsOf = (row: RunRow, { build }: RecorderOptions): FrozenInputs => {
  const over = overWords(row);
  if (over !== null) throw wrongInput(over);
  const frozen = inputsOfText(row.inputs, row.id);
  const foreign = foreignBuild(frozen.build, build);
  if (foreign !== null) throw wrongInput(`The run ${row.id} cannot be gone on with: ${foreign}.`);
  return frozen;
};

const recovered = async (options: RecorderOptions, row: RunRow): Promise<Recovered> => {
  try {
    return await recoverRun(options, row);
  } catch (error) {
    if (error instanceof NotResumable || error instanceof RunIsLive) throw wrongInput(error.message);
    if (error instanceof DeterminismFault) throw new CommandFailed(exitCodes.failed, error.message);
    throw storeErrorOf(error, options.store.where);
  }
};

/** The run as it was at its checkpoint, or at its beginning. */
const restored = ({ prepared, begin }: FrozenRun, { state, digest }: Recovered, { id, name }: RunRow): PreparedRun => {
  const run = state === null ? begin() : begin(state);
  if (run.runId !== name) throw wrongInput(`The run ${id} is named ${name}, and this engine names it ${run.runId}.`);
  if (digest !== null && run.digest !== digest)
    throw new CommandFailed(
      exitCodes.failed,
      `The last checkpoint of the run ${id} holds another journal than its own.`,
    );
  return { ...prepared, run };
};

const words = ({ recorder }: Recovered, { run }: PreparedRun, { id }: RunRow): string => {
  const from = run.lastSeq === 0 ? 'its beginning' : `its checkpoint at record ${countText(run.lastSeq)}`;
  return `Going on with run ${id} from ${from}; ${manyText(recorder.mark - run.lastSeq, 'record')} behind it are compared.\n`;
};

/** Goes on with a run of a store that is open and migrated. Throws `CommandFailed`, or a `StoreError` for exit code 3. */
export const resumeRun = async (
  named: string,
  options: CarryOutOptions,
  recording: RecorderOptions,
  port: EnginePort,
  terminal: Terminal,
): Promise<void> => {
  await resumeRow(await runNamed(recording.store, named), options, recording, port, terminal);
};

const resumeRow = async (
  row: RunRow,
  options: CarryOutOptions,
  recording: RecorderOptions,
  port: EnginePort,
  terminal: Terminal,
): Promise<void> => {
  const again = await prepareAgain(inputsOf(row, recording), row.id, port);
  const found = await recovered(recording, row);
  try {
    const prepared = restored(again, found, row);
    if (options.quiet !== true) terminal.err(words(found, prepared, row));
    await carryOut(prepared, options, found, port, terminal);
  } catch (error) {
    // A second time it does nothing.
    await found.recorder.abandon();
    throw error;
  }
};

const resume = async (named: string, options: Options, port: EnginePort, terminal: Terminal): Promise<void> => {
  const open = async (target: StoreTarget, refuse: (holder: Holder) => void): Promise<Store> => {
    const store = await openWhenFree(target, 'write', terminal, refuse);
    await store.migrate();
    return store;
  };
  const databases = databasesOf(options, terminal, { use: 'write', isSchemaWanted: false, open });
  try {
    const [found] = await databases.find([named]);
    if (found === undefined) return;
    await resumeRow(found.run, options, recorderOptions(found.store, port, options, terminal), port, terminal);
  } finally {
    await databases.close();
  }
};

/** Adds `resume` to the program. */
export const addResume = (program: Command, terminal: Terminal, port: EnginePort): void => {
  const command = program
    .command('resume')
    .description(
      'Goes on with a run that stopped before its end, by a crash or because it was killed: from its last checkpoint, ' +
        'comparing what comes again with the rows that are there. It ends with the digest that it would have had.',
    )
    .argument('<run>', "the run's number in its database, or how its name begins: then the last of that name");
  addCheckpointOption(addDatabaseOption(command))
    .addOption(new Option('--json', 'one JSON object on stdout; what is for people goes to stderr'))
    .addOption(new Option('--quiet', 'no progress, and one line instead of the summary'))
    .action((named: string, options: Options) => resume(named, options, port, terminal));
};
