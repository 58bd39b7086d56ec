// The runs that a list shows: from the rows of a database, or from the numbers of its folder where another process holds it,
// because a list does not wait for a run to end.
import { DirectoryHeld } from '../../persistence/store/directory-lock.ts';
import { listRuns, type ListedRun } from '../../persistence/read/run-list.ts';
import { StoreError } from '../../persistence/store/store-error.ts';
import { directoryTarget } from '../../persistence/store/store-target.ts';
import { openStore, type Store } from '../../persistence/store/store.ts';
import { ask, isUnnamed, usualDirectory, type DatabaseOptions } from '../database.ts';
import { databasesOf, readable, usualFolder } from './databases.ts';
import { heldWords, holderToWaitFor, sleep, type Said } from './when-free.ts';

type Unknowable = 'state' | 'journalFormat' | 'mark' | 'deadLetters' | 'scenarioHash' | 'engineVersion' | 'startedAt';

/** A run in a list; null is what cannot be known while another process holds its database. */
export type KnownRun = Omit<ListedRun, Unknowable | 'uuidTail' | 'epoch'> & {
  readonly [key in Unknowable]: ListedRun[key] | null;
};

/** Runs, and where they are. */
export interface KnownRuns {
  readonly runs: readonly KnownRun[];
  readonly where: string;
}

/** Who reads is through soon. */
const READERS_WAIT_MS = 5_000;
const POLL_MS = 100;

/** A database to read from, or the error that says who holds it: a reader is waited for, a run is not. */
const openUnlessWritten = async (path: string): Promise<Store | DirectoryHeld> => {
  for (let waitedMs = 0; ; waitedMs += POLL_MS) {
    try {
      return await openStore(directoryTarget(path), 'read');
    } catch (error) {
      if (!(error instanceof DirectoryHeld)) throw error;
      if (holderToWaitFor(error)?.use !== 'read' || waitedMs >= READERS_WAIT_MS) return error;
    }
    await sleep(POLL_MS);
  }
};

const listOf = async (path: string, most: number): Promise<readonly KnownRun[] | DirectoryHeld> => {
  const opened = await openUnlessWritten(path);
  if (opened instanceof DirectoryHeld) return opened;
  try {
    const store = await readable(opened);
    return await ask(store, (session) => listRuns(session, most));
  } catch (error) {
    // The process that created it was killed before it had tables.
    if (error instanceof StoreError && error.problem === 'noSchema') return [];
    throw error;
  } finally {
    await opened.close();
  }
};

const ofFolder = async (most: number, said: Said): Promise<KnownRuns> => {
  const folder = usualFolder();
  const databases = folder.databases();
  const runs: KnownRun[] = [];
  for (const directory of databases) {
    const path = folder.pathOf(directory);
    const listed = await listOf(path, most);
    if (!(listed instanceof DirectoryHeld)) {
      runs.push(...listed);
      continue;
    }
    const { holder, isSeen, message } = listed;
    said.err(
      holder === null || !isSeen
        ? `dte: ${message}\n`
        : `${path} ${heldWords(holder)}: of its runs only what is known without it is listed.\n`,
    );
    const writes = holder?.use === 'write' ? holder.run : null;
    runs.push(
      ...folder.numbers
        .list()
        .filter((run) => run.directory === directory)
        .map(({ number, name, seed, scenario }): KnownRun => ({
          id: number,
          name,
          seed,
          scenario,
          state: number === writes ? 'running' : null,
          mark: null,
          deadLetters: null,
          digest: null,
          journalFormat: null,
          scenarioHash: null,
          engineVersion: null,
          startedAt: null,
          endedAt: null,
          verdict: null,
        })),
    );
  }
  const newest = runs.toSorted((left, right) => right.id - left.id).slice(0, most);
  return { runs: newest, where: databases.length === 1 ? usualDirectory : folder.path };
};

/** The last so many runs, the newest first: of the database that is named, or of all in the folder `runs/`. */
export const knownRuns = async (options: DatabaseOptions, most: number, said: Said): Promise<KnownRuns> => {
  // Without any there is nothing to list, and that is wrong input.
  const databases = databasesOf(options, said);
  if (isUnnamed(options, said.environment)) return await ofFolder(most, said);
  try {
    const [listed] = await databases.each(async (store) => ({
      runs: await ask(store, (session) => listRuns(session, most)),
      where: store.where,
    }));
    return listed ?? { runs: [], where: databases.where };
  } finally {
    await databases.close();
  }
};
