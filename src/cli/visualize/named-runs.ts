// The runs that were named: journal files, and runs of the database by number or name; all of the database's where none is.
import { openDatabaseSource } from '../../inspect/database-source.ts';
import { InspectedRun } from '../../inspect/inspected-run.ts';
import type { RunAsRead } from '../../persistence/run-indexes.ts';
import { listRuns, type RunRow } from '../../persistence/run-list.ts';
import type { Store } from '../../persistence/store.ts';
import { ask, databaseTarget, type DatabaseOptions } from '../database.ts';
import { wrongInput } from '../command-failed.ts';
import { indexMaker } from '../run/build.ts';
import { isFile, openRuns, runNamed } from '../runs/journals.ts';
import type { Terminal } from '../terminal.ts';
import { openJournals } from './journals.ts';

/** Runs that are open, and how to close them. */
export interface OpenRuns {
  readonly runs: readonly InspectedRun[];
  /** Where the runs of a database are; null where there are only files. */
  readonly store: Store | null;
  close(): Promise<void>;
}

const RUNS_MAX = 500;

const picked = async (store: Store, names: readonly string[]): Promise<readonly RunAsRead[]> => {
  if (names.length === 0) return (await ask(store, (session) => listRuns(session, RUNS_MAX))).toReversed();
  const rows: RunRow[] = [];
  for (const name of names) rows.push(await runNamed(store, name));
  return rows;
};

/** Opens what was named. What cannot be found or read is wrong input. */
export const openNamedRuns = async (
  names: readonly string[],
  options: DatabaseOptions,
  environment: Terminal['environment'],
): Promise<OpenRuns> => {
  const maker = indexMaker();
  const files = await openJournals(names.filter(isFile), maker);
  const closeFiles = async (): Promise<void> => {
    for (const file of files) await file.close();
  };
  const others = names.filter((name) => !isFile(name));
  if (names.length > 0 && others.length === 0) return { runs: files, store: null, close: closeFiles };
  try {
    if (databaseTarget(options, environment) === null)
      throw wrongInput('Without a database a run is a journal file, as `dte run --out` writes it.');
    const store = await openRuns(options, environment);
    try {
      const listed = await picked(store, others);
      const runs = listed.map(
        (run) =>
          new InspectedRun(
            String(run.id),
            openDatabaseSource(run, (work) => ask(store, work), maker),
          ),
      );
      return {
        runs: [...files, ...runs],
        store,
        close: async () => {
          await closeFiles();
          for (const run of runs) await run.close();
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
