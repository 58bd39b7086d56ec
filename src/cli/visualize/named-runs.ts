// The runs that were named: journal files, and runs of the database by number or name; all of the database's where none is.
import { existsSync } from 'node:fs';
import { openDatabaseSource } from '../../inspect/database-source.ts';
import { InspectedRun } from '../../inspect/inspected-run.ts';
import { listRuns, type ListedRun } from '../../persistence/list-runs.ts';
import { ask, databaseTarget, openDatabase, type DatabaseOptions } from '../database.ts';
import { wrongInput } from '../command-failed.ts';
import type { Terminal } from '../terminal.ts';
import { openJournals } from './journals.ts';

/** Runs that are open, and how to close them. */
export interface OpenRuns {
  readonly runs: readonly InspectedRun[];
  close(): Promise<void>;
}

const RUNS_MAX = 500;

const isFile = (named: string): boolean => /\.jsonl?$/i.test(named) || existsSync(named);

const picked = (listed: readonly ListedRun[], names: readonly string[]): readonly ListedRun[] => {
  if (names.length === 0) return listed.toReversed();
  return names.map((name) => {
    const run = listed.find(({ id, name: own }) => String(id) === name || own === name);
    if (run === undefined)
      throw wrongInput(
        `There is no run '${name}', neither in the database nor as a file: 'dte visualize' shows all there are.`,
      );
    return run;
  });
};

/** Opens what was named. What cannot be found or read is wrong input. */
export const openNamedRuns = async (
  names: readonly string[],
  options: DatabaseOptions,
  environment: Terminal['environment'],
): Promise<OpenRuns> => {
  const files = await openJournals(names.filter(isFile));
  const closeFiles = async (): Promise<void> => {
    for (const { source } of files) await source.close();
  };
  const others = names.filter((name) => !isFile(name));
  if (names.length > 0 && others.length === 0) return { runs: files, close: closeFiles };
  try {
    if (databaseTarget(options, environment) === null)
      throw wrongInput('Without a database a run is a journal file, as `dte run --out` writes it.');
    const store = await openDatabase(options, environment);
    try {
      const listed = picked(await ask(store, (session) => listRuns(session, RUNS_MAX)), others);
      const runs = listed.map(
        (run) =>
          new InspectedRun(
            String(run.id),
            openDatabaseSource(run, (work) => ask(store, work)),
          ),
      );
      return {
        runs: [...files, ...runs],
        close: async () => {
          await closeFiles();
          await store.close();
        },
      };
    } catch (error) {
      await store.close();
      throw error;
    }
  } catch (error) {
    await closeFiles();
    throw error;
  }
};
