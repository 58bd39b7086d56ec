// `dte resume`: resumes a run that stopped before its end, from its last checkpoint, and reaches the end that it would
// have had. Knows the engine by its arguments alone.
import { Option, type Command } from 'commander';
import type { Holder } from '../persistence/store/lock-holder.ts';
import type { RunRow } from '../persistence/read/run-list.ts';
import type { RecorderOptions } from '../persistence/write/recorder.ts';
import type { StoreTarget } from '../persistence/store/store-target.ts';
import type { Store } from '../persistence/store/store.ts';
import { countText, manyText } from '../text/units.ts';
import { commandFailureOf } from './command-failed.ts';
import { addDatabaseOption, type DatabaseOptions } from './database.ts';
import { runAndReport, type ReportOptions } from './run/run-and-report.ts';
import type { CommandDependencies } from './run/command-dependencies.ts';
import { restoreRun, type RestoredRun } from '../run/recorded/restore-run.ts';
import { addCheckpointOption, recorderOptions, type CheckpointOptions } from './run/recording.ts';
import { databasesOf, runNamed } from './runs/databases.ts';
import { openWhenFree } from './runs/when-free.ts';
import type { Terminal } from './terminal.ts';

type Options = Pick<ReportOptions, 'quiet' | 'json'> & DatabaseOptions & CheckpointOptions;

const words = ({ prepared: { run }, recovered: { recorder } }: RestoredRun, { id }: RunRow): string => {
  const from = run.lastSeq === 0 ? 'its beginning' : `its checkpoint at record ${countText(run.lastSeq)}`;
  return `Resuming run ${id} from ${from}; ${manyText(recorder.mark - run.lastSeq, 'record')} behind it are compared.\n`;
};

/** Resumes a run of a store that is open and migrated. Throws `CommandFailed`, or a `StoreError` for exit code 3. */
export const resumeRun = async (
  named: string,
  options: ReportOptions,
  recording: RecorderOptions,
  dependencies: CommandDependencies,
  terminal: Terminal,
): Promise<void> => {
  await resumeRow(await runNamed(recording.store, named), options, recording, dependencies, terminal);
};

const resumeRow = async (
  row: RunRow,
  options: ReportOptions,
  recording: RecorderOptions,
  dependencies: CommandDependencies,
  terminal: Terminal,
): Promise<void> => {
  const restored = await restoreRun(row, recording, dependencies).catch((error: unknown) => {
    throw commandFailureOf(error);
  });
  const { prepared, recovered } = restored;
  try {
    if (options.quiet !== true) terminal.err(words(restored, row));
    await runAndReport(prepared, options, recovered, dependencies.shell, terminal);
  } catch (error) {
    // A second time it does nothing.
    await recovered.recorder.abandon();
    throw error;
  }
};

const resume = async (
  named: string,
  options: Options,
  dependencies: CommandDependencies,
  terminal: Terminal,
): Promise<void> => {
  const open = async (target: StoreTarget, refuse: (holder: Holder) => void): Promise<Store> => {
    const store = await openWhenFree(target, 'write', terminal, refuse);
    await store.migrate();
    return store;
  };
  const databases = databasesOf(options, terminal, { use: 'write', isSchemaWanted: false, open });
  try {
    const [found] = await databases.find([named]);
    if (found === undefined) return;
    await resumeRow(
      found.run,
      options,
      recorderOptions(found.store, dependencies, options, terminal),
      dependencies,
      terminal,
    );
  } finally {
    await databases.close();
  }
};

/** Adds `resume` to the program. */
export const addResume = (program: Command, terminal: Terminal, dependencies: CommandDependencies): void => {
  const command = program
    .command('resume')
    .description(
      'Resumes a run that stopped before its end, by a crash or because it was killed: from its last checkpoint, ' +
        'comparing what is re-executed with the existing rows. It ends with the digest that it would have had.',
    )
    .argument('<run>', "the run's number in its database, or how its name begins: then the last of that name");
  addCheckpointOption(addDatabaseOption(command))
    .addOption(new Option('--json', 'one JSON object on stdout; what is for people goes to stderr'))
    .addOption(new Option('--quiet', 'no progress, and one line instead of the summary'))
    .action((named: string, options: Options) => resume(named, options, dependencies, terminal));
};
