// The runs that were named: journal files, and runs of the database by number or name; all of the database's where none is.
// What reads a database is loaded where one is read.
import type { InspectedRun } from '../../inspect/inspected-run.ts';
import type { Store } from '../../persistence/store.ts';
import { databaseTarget, type DatabaseOptions } from '../database.ts';
import { wrongInput } from '../command-failed.ts';
import { indexMaker } from '../run/build.ts';
import { isFile } from '../runs/named-file.ts';
import type { Terminal } from '../terminal.ts';
import { openJournals } from './journals.ts';

/** Runs that are open, and how to close them. */
export interface OpenRuns {
  readonly runs: readonly InspectedRun[];
  /** Where the runs of a database are; null where there are only files. */
  readonly store: Store | null;
  close(): Promise<void>;
}

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
    const { openStoredRuns } = await import('./stored-runs.ts');
    const { runs, store, close } = await openStoredRuns(others, options, environment, maker);
    return {
      runs: [...files, ...runs],
      store,
      close: async () => {
        await closeFiles();
        await close();
      },
    };
  } catch (error) {
    await closeFiles();
    throw error;
  }
};
