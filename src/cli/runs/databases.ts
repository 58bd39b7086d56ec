// The databases that a command looks into: the one that is named, or all that stand in the folder `runs/`, in which a run is
// found by the number that the folder gave it. A database is opened when something in it is wanted.
import { existsSync } from 'node:fs';
import { adoptRuns } from '../../persistence/store/adopt-runs.ts';
import { whoHoldsDirectory } from '../../persistence/store/directory-lock.ts';
import type { DirectoryUse, Holder } from '../../persistence/store/lock-holder.ts';
import { JOURNAL_FORMAT, UnknownFormat } from '../../journal/format.ts';
import { findRunBy, type RunRow } from '../../persistence/read/run-list.ts';
import type { NumberedRun } from '../../persistence/store/run-numbers.ts';
import { RunsFolder } from '../../persistence/store/runs-folder.ts';
import { directoryTarget, shownTarget, type StoreTarget } from '../../persistence/store/store-target.ts';
import { StoreError, storeError, storeErrorOf } from '../../persistence/store/store-error.ts';
import type { Store } from '../../persistence/store/store.ts';
import { wrongInput, type CommandFailed } from '../command-failed.ts';
import { ask, databaseTarget, isUnnamed, usualDirectory, type DatabaseOptions } from '../database.ts';
import { findNumbered } from './find-numbered.ts';
import { openWhenFree, Unneeded, type Said } from './when-free.ts';

/** A run, and the database that has it. */
export interface FoundRow {
  readonly store: Store;
  readonly run: RunRow;
}

/** The databases of a command. */
export interface Databases {
  /** Where they are, for a person. */
  readonly where: string;
  /** The runs of those names or numbers, each in its database, which is open until all are closed. Else wrong input. */
  find(names: readonly string[]): Promise<readonly FoundRow[]>;
  /** Does something with each database, one after the other. */
  each<T>(work: (store: Store) => Promise<T>): Promise<readonly T[]>;
  /** Closes whatever is open. */
  close(): Promise<void>;
}

/** How databases are opened. */
export interface OpenOptions {
  /** What for: `write` where a run is resumed, which a live process may be writing. */
  readonly use?: DirectoryUse;
  /** Whether the schema is looked at, and those with another one are refused. */
  readonly isSchemaWanted?: boolean;
  /** Opens one, and waits where another process holds it; `refuse` throws where it is not to be waited for. */
  readonly open?: (target: StoreTarget, refuse: (holder: Holder) => void) => Promise<Store>;
}

/** The folder of the databases that nobody named. */
export const usualFolder = (): RunsFolder => new RunsFolder('runs');

/** Refuses a store whose schema is not this engine's, and makes its runs known in its folder. Closes it then. */
export const readable = async (store: Store): Promise<Store> => {
  try {
    const { applied, known, isNewer } = await store.schema();
    if (isNewer) throw storeError('newerSchema', store.where);
    if (applied === 0) throw storeError('noSchema', store.where);
    if (applied < known) throw storeError('olderSchema', store.where);
    const { place } = store;
    if (place !== null) await ask(store, (session) => adoptRuns(session, place));
    return store;
  } catch (error) {
    await store.close();
    throw storeErrorOf(error, store.where);
  }
};

const ambiguousWords = (named: string, found: { readonly names: readonly string[]; readonly hasMore: boolean }) => {
  const names = [...found.names, ...(found.hasMore ? ['one of others'] : [])];
  return wrongInput(`'${named}' may be ${names.join(' or ')}: say more of the run's name, or its number.`);
};

const unknownWords = (named: string, where: string): CommandFailed =>
  wrongInput(`There is no run '${named}' in ${where}: 'dte runs' lists them.`);

/** Refuses a run whose journal a later engine wrote. */
const ofKnownFormat = (run: RunRow): RunRow => {
  if (run.journalFormat <= JOURNAL_FORMAT) return run;
  throw wrongInput(new UnknownFormat(`The run ${run.id}`, run.journalFormat).message);
};

/** The run that is meant in one database; one that is not there, or not clear, is wrong input. */
export const runNamed = async (store: Store, named: string): Promise<RunRow> => {
  const found = await ask(store, (session) => findRunBy(session, named));
  if (found.kind === 'found') return ofKnownFormat(found.run);
  throw found.kind === 'unknown' ? unknownWords(named, store.where) : ambiguousWords(named, found);
};

const noDatabase = (target: string): CommandFailed =>
  wrongInput(`There is no database in ${target}: 'dte run' makes one, and --db names another.`);

/** Refuses to resume a run that another process is writing. */
const refuseLive =
  (use: DirectoryUse, where: string, isMeant: (run: number) => boolean) =>
  ({ pid, run }: Holder): void => {
    if (use === 'write' && run !== null && isMeant(run))
      throw wrongInput(
        `The run ${run} of ${where} is being written by a process that lives (${pid}): wait until it ends.`,
      );
  };

type Opener = (target: StoreTarget, refuse: (holder: Holder) => void) => Promise<Store>;

/** One database, that was named. */
class OneDatabase implements Databases {
  readonly where: string;
  private readonly target: StoreTarget;
  private readonly open: Opener;
  private readonly use: DirectoryUse;
  private store: Promise<Store> | null = null;

  constructor(target: StoreTarget, open: Opener, use: DirectoryUse) {
    this.target = target;
    this.where = shownTarget(target);
    this.open = open;
    this.use = use;
  }

  async find(names: readonly string[]): Promise<readonly FoundRow[]> {
    this.store ??= this.open(
      this.target,
      refuseLive(this.use, this.where, (run) => names.includes(String(run))),
    );
    const store = await this.store;
    const found: FoundRow[] = [];
    for (const named of names) found.push({ store, run: await runNamed(store, named) });
    return found;
  }

  async each<T>(work: (store: Store) => Promise<T>): Promise<readonly T[]> {
    this.store ??= this.open(this.target, () => undefined);
    return [await work(await this.store)];
  }

  async close(): Promise<void> {
    await (await this.store?.catch(() => null))?.close();
  }
}

/** All databases of a `runs/` folder. */
class DatabasesOfRuns implements Databases {
  private readonly folder: RunsFolder;
  private readonly open: Opener;
  private readonly use: DirectoryUse;
  private readonly stores = new Map<string, Store>();

  constructor(folder: RunsFolder, open: Opener, use: DirectoryUse) {
    this.folder = folder;
    this.open = open;
    this.use = use;
  }

  get where(): string {
    return this.folder.path;
  }

  async find(names: readonly string[]): Promise<readonly FoundRow[]> {
    await this.list((name) => !this.folder.numbers.isListed(name));
    const isUnknown = (named: string): boolean => findNumbered(this.folder.numbers.list(), named).kind === 'unknown';
    // A former build gives numbers that no file knows; a process that holds a directory now has made its runs known.
    if (names.some(isUnknown)) await this.list((name) => whoHoldsDirectory(this.folder.pathOf(name)) === null);
    const meant = names.map((named) => this.meant(named));
    // Always in the same order: two processes that want two databases never wait for each other.
    for (const name of this.folder.databases())
      if (meant.some(({ directory }) => directory === name))
        await this.opened(
          name,
          refuseLive(this.use, this.folder.pathOf(name), (run) => meant.some(({ number }) => number === run)),
        );
    const found: FoundRow[] = [];
    for (const { number, directory } of meant) found.push(await this.rowOf(number, directory));
    return found;
  }

  async each<T>(work: (store: Store) => Promise<T>): Promise<readonly T[]> {
    const done: T[] = [];
    for (const name of this.folder.databases()) {
      const store = await this.openedUnless(name, () => undefined);
      if (store !== null) done.push(await work(store));
      await this.closeOne(name);
    }
    return done;
  }

  async close(): Promise<void> {
    for (const name of this.stores.keys()) await this.closeOne(name);
  }

  /** Opens those databases, so that their runs are known. Only one that stands alone stays open. */
  private async list(isWanted: (name: string) => boolean): Promise<void> {
    const names = this.folder.databases();
    for (const name of names.filter((each) => !this.stores.has(each) && isWanted(each))) {
      const store = await this.openedUnless(name, () => {
        if (!isWanted(name)) throw new Unneeded();
      });
      if (store !== null && names.length > 1) await this.closeOne(name);
    }
  }

  private meant(named: string): NumberedRun {
    const found = findNumbered(this.folder.numbers.list(), named);
    if (found.kind === 'found') return found.run;
    throw found.kind === 'unknown' ? unknownWords(named, this.where) : ambiguousWords(named, found);
  }

  private async opened(name: string, refuse: (holder: Holder) => void): Promise<Store> {
    const store = this.stores.get(name) ?? (await this.open(directoryTarget(this.folder.pathOf(name)), refuse));
    this.stores.set(name, store);
    return store;
  }

  /** Null where it need not be opened: `refuse` says so, or it has no tables, because its creator was killed. */
  private async openedUnless(name: string, refuse: (holder: Holder) => void): Promise<Store | null> {
    try {
      return await this.opened(name, refuse);
    } catch (error) {
      const isEmpty = error instanceof StoreError && error.problem === 'noSchema';
      if (isEmpty || error instanceof Unneeded) return null;
      throw error;
    }
  }

  private async closeOne(name: string): Promise<void> {
    const store = this.stores.get(name);
    this.stores.delete(name);
    await store?.close();
  }

  private async rowOf(number: number, directory: string): Promise<FoundRow> {
    const store = this.stores.get(directory);
    if (store === undefined)
      throw wrongInput(`The run ${number} was in ${this.folder.pathOf(directory)}, which is there no more.`);
    const found = await ask(store, (session) => findRunBy(session, String(number)));
    if (found.kind === 'found') return { store, run: ofKnownFormat(found.run) };
    throw wrongInput(`The run ${number} was killed before its first row was written: there is nothing of it.`);
  }
}

/** The databases that a command may look into. None at all is wrong input. */
export const databasesOf = (
  options: DatabaseOptions,
  said: Said,
  { use = 'read', isSchemaWanted = true, open }: OpenOptions = {},
): Databases => {
  const target = databaseTarget(options, said.environment);
  if (target === null) throw wrongInput('Without a database there is nothing to look into: --db names one.');
  const openOne: Opener = async (one, refuse) => {
    const store = await (open?.(one, refuse) ?? openWhenFree(one, use, said, refuse));
    return isSchemaWanted ? await readable(store) : store;
  };
  if (!isUnnamed(options, said.environment)) {
    if (target.kind === 'directory' && !existsSync(target.path)) throw noDatabase(target.path);
    return new OneDatabase(target, openOne, use);
  }
  const folder = usualFolder();
  if (folder.databases().length === 0) throw noDatabase(usualDirectory);
  return new DatabasesOfRuns(folder, openOne, use);
};
