// Between a command and the recorder of its run: how often checkpoints are taken, what the recorder is given of this
// process, and the sentence that says where the rows go.
import { existsSync } from 'node:fs';
import { Option, type Command } from 'commander';
import type { RecorderOptions } from '../../persistence/write/recorder.ts';
import type { StoreTarget } from '../../persistence/store/store-target.ts';
import type { Store } from '../../persistence/store/store.ts';
import { usualCheckpointEveryRecords } from '../../persistence/write/writer-types.ts';
import type { Terminal } from '../terminal.ts';
import { isUnnamed, resumeCommand, type DatabaseOptions } from '../database-setting.ts';
import { parseCount } from './inputs.ts';
import type { CommandDependencies } from './command-dependencies.ts';
import { shownPath } from '../../run/shown-path.ts';

/** How often a run is saved whole. */
export interface CheckpointOptions {
  readonly checkpointEvery?: number;
}

/** Which database, and how much is said of it. */
interface RunsOptions extends DatabaseOptions {
  readonly quiet?: true;
}

/** Adds `--checkpoint-every`. */
export const addCheckpointOption = (command: Command): Command =>
  command.addOption(
    new Option(
      '--checkpoint-every <records>',
      `save the whole run so often, which bounds what a resume does again (${usualCheckpointEveryRecords})`,
    ).argParser(parseCount),
  );

/**
 * Opens the database of a run that begins, and makes it one where there is none. A directory that was named is that one: it
 * is waited for where another process holds it; else the run takes one that is free. Throws a `StoreError`.
 */
export const openForRun = async (target: StoreTarget, options: RunsOptions, terminal: Terminal): Promise<Store> => {
  const isQuiet = options.quiet === true;
  // Loaded only where a run is written down.
  if (isUnnamed(options, terminal.environment)) {
    const { usualFolder } = await import('../runs/databases.ts');
    const { takeDatabase } = await import('../runs/take-database.ts');
    return await takeDatabase(usualFolder(), isQuiet, terminal);
  }
  const { openWhenFree } = await import('../runs/when-free.ts');
  const isNew = target.kind === 'directory' && !existsSync(target.path);
  if (isNew && !isQuiet) terminal.err(`Making a database in ${target.path}, which takes some seconds, once.\n`);
  const store = await openWhenFree(target, 'write', terminal);
  try {
    await store.migrate();
    return store;
  } catch (error) {
    await store.close();
    throw error;
  }
};

/** What a recorder is given of this process. */
export const recorderOptions = (
  store: Store,
  dependencies: CommandDependencies,
  options: CheckpointOptions,
  terminal: Terminal,
): RecorderOptions => ({
  store,
  build: dependencies.build(),
  clock: dependencies.shell.timer,
  random: dependencies.shell.random,
  checkpointEveryRecords: options.checkpointEvery ?? usualCheckpointEveryRecords,
  // Over a bar that is drawn there.
  say: (sentence) => terminal.err(`${dependencies.shell.isErrTty ? '\r\u001B[K' : ''}${sentence}\n`),
});

/** Where the rows are, for a person. */
export const whereRowsAre = ({ kind, where }: Store): string => (kind === 'directory' ? shownPath(where) : where);

/** What is said when a run begins to be written down. */
export const recordingWords = (
  store: Store,
  run: number,
  options: DatabaseOptions,
  { environment }: Terminal,
): string =>
  store.kind === 'memory'
    ? 'Its rows are in memory, and gone with it.\n'
    : `Its rows go to ${whereRowsAre(store)}, where it is run ${run}; after a crash: ` +
      `${resumeCommand(run, options, environment)}\n`;
