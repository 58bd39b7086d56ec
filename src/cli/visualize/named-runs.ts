// The runs that were named: journal files, and runs of the database by number or name; all of the database's where none is.
// What reads a database is loaded where one is read.
import { runsOf, type Runs } from '../../inspect/sources/inspected-run.ts';
import { databaseTarget, type DatabaseOptions } from '../database.ts';
import { wrongInput } from '../command-failed.ts';
import { indexMaker } from '../../inspect/index-maker.ts';
import { isFile } from '../runs/named-file.ts';
import type { Said } from '../runs/when-free.ts';
import { openJournals } from './journals.ts';
import type { StoredRuns } from './stored-runs.ts';

/** Runs that are open, and how to close them. */
export interface OpenRuns extends Runs {
  /** The runs of databases; null where there are only files. */
  readonly stored: StoredRuns | null;
  close(): Promise<void>;
}

/** Opens what was named. What cannot be found or read is wrong input. */
export const openNamedRuns = async (
  names: readonly string[],
  options: DatabaseOptions,
  said: Said,
): Promise<OpenRuns> => {
  const maker = indexMaker();
  const files = await openJournals(names.filter(isFile), maker);
  const closeFiles = async (): Promise<void> => {
    for (const file of files) await file.close();
  };
  const others = names.filter((name) => !isFile(name));
  if (names.length > 0 && others.length === 0) return { ...runsOf(files), stored: null, close: closeFiles };
  try {
    if (databaseTarget(options, said.environment) === null)
      throw wrongInput('Without a database a run is a journal file, as `dte run --out` writes it.');
    const { openStoredRuns } = await import('./stored-runs.ts');
    const stored = await openStoredRuns(others, options, said, maker);
    return {
      list: () => [...files, ...stored.list()],
      get: (id) => runsOf(files).get(id) ?? stored.get(id),
      stored,
      close: async () => {
        await closeFiles();
        await stored.close();
      },
    };
  } catch (error) {
    await closeFiles();
    throw error;
  }
};
