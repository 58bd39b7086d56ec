// The database that a run is written to where nobody names one: the first in `runs/` that no process holds, or a new one
// beside those that are held.
import { DirectoryHeld, whoHoldsDirectory } from '../../persistence/store/directory-lock.ts';
import type { Holder } from '../../persistence/store/lock-holder.ts';
import { databaseAt, type RunsFolder } from '../../persistence/store/runs-folder.ts';
import { StoreError, storeErrorOf } from '../../persistence/store/store-error.ts';
import { directoryTarget } from '../../persistence/store/store-target.ts';
import { openStore, type Store } from '../../persistence/store/store.ts';
import { heldWords, openWhenFree, sleep, Unneeded, type Said } from './when-free.ts';

/** Who reads is through sooner than a new database is made. */
const READERS_WAIT_MS = 3_000;
const POLL_MS = 100;

/** A store that is open, or who holds its directory; null for a holder that nobody can see from here. */
type Tried = { readonly store: Store } | { readonly holder: Holder | null };

const tryOpen = async (path: string): Promise<Tried> => {
  try {
    return { store: await openStore(directoryTarget(path)) };
  } catch (error) {
    if (error instanceof DirectoryHeld) return { holder: error.isSeen ? error.holder : null };
    throw error;
  }
};

/** What was found while a free database was looked for. */
interface Looked {
  readonly store: Store | null;
  /** The first that is held, and by whom. */
  readonly held: { readonly path: string; readonly holder: Holder | null } | null;
}

/** Returns the first existing database that is free. Waits a little where only readers hold one. */
const firstFree = async (folder: RunsFolder): Promise<Looked> => {
  for (let waitedMs = 0; ; waitedMs += POLL_MS) {
    let held: Looked['held'] = null;
    let isAnyRead = false;
    for (const name of folder.names()) {
      const path = folder.pathOf(name);
      const tried = await tryOpen(path);
      if ('store' in tried) return { store: tried.store, held };
      held ??= { path, holder: tried.holder };
      isAnyRead ||= tried.holder?.use === 'read';
    }
    if (!isAnyRead || waitedMs >= READERS_WAIT_MS) return { store: null, held };
    await sleep(POLL_MS);
  }
};

/** A new database, at the first place where there is none, and that nobody else takes at the same time. */
const newBeside = async (folder: RunsFolder, say: (text: string) => void): Promise<Store> => {
  for (let place = 1; ; place += 1) {
    const name = databaseAt(place);
    const path = folder.pathOf(name);
    if (folder.names().includes(name) || whoHoldsDirectory(path) !== null) continue;
    say(`Making a database in ${path}, which takes some seconds, once.\n`);
    const tried = await tryOpen(path);
    if ('store' in tried) return tried.store;
  }
};

/** Makes the runs of the other databases known, where none but a former build has ever opened one: numbers follow on theirs. */
const listOthers = async (folder: RunsFolder, own: Store, said: Said): Promise<void> => {
  for (const name of folder.databases()) {
    const path = folder.pathOf(name);
    const isListed = (): boolean => folder.numbers.isListed(name);
    if (name === own.place?.name || isListed()) continue;
    const other = await openWhenFree(directoryTarget(path), 'read', said, () => {
      if (isListed()) throw new Unneeded();
    }).catch((error: unknown) => {
      // One that cannot be opened hinders no run in another.
      if (error instanceof Unneeded || error instanceof StoreError) return null;
      throw error;
    });
    try {
      await other?.migrate();
    } finally {
      await other?.close();
    }
  }
};

/** Opens a database of the folder for a run that begins; its schema is this engine's. Throws a `StoreError`. */
export const takeDatabase = async (folder: RunsFolder, isQuiet: boolean, said: Said): Promise<Store> => {
  const say = (text: string): void => {
    if (!isQuiet) said.err(text);
  };
  let store: Store;
  try {
    const { store: free, held } = await firstFree(folder);
    if (held !== null)
      say(
        `${held.path} ${held.holder === null ? 'is held' : heldWords(held.holder)}: this run takes a database beside it.\n`,
      );
    store = free ?? (await newBeside(folder, say));
  } catch (error) {
    throw storeErrorOf(error, folder.path);
  }
  try {
    await store.migrate();
    await listOthers(folder, store, said);
    return store;
  } catch (error) {
    await store.close();
    throw error;
  }
};
