// The runs of databases that are looked at. A directory is held only while something is read from it, so that others can run.
import { realpathSync } from 'node:fs';
import { openDatabaseSource } from '../../inspect/sources/database-source.ts';
import { InspectedRun, type Runs } from '../../inspect/sources/inspected-run.ts';
import { whoHoldsDirectory, type DirectoryHeld } from '../../persistence/store/directory-lock.ts';
import { verdictOfRow } from '../../persistence/read/run-facts.ts';
import { listRuns, type ListedRun, type RunRow } from '../../persistence/read/run-list.ts';
import { StoreError } from '../../persistence/store/store-error.ts';
import { directoryTarget, type StoreTarget } from '../../persistence/store/store-target.ts';
import type { Store } from '../../persistence/store/store.ts';
import type { ToldVerdict } from '../../report/summary-types.ts';
import { ask, isUnnamed, type DatabaseOptions } from '../database.ts';
import { databasesOf, readable, usualFolder, type Databases, type FoundRow } from '../runs/databases.ts';
import { heldWords, openWhenFree, type Said } from '../runs/when-free.ts';
import { programIn } from '../run/inputs.ts';
import { RestingStore } from './resting-store.ts';

const RUNS_MAX = 500;
const LOOK_AGAIN_MS = 2_000;

/** Runs of databases that are open. */
export interface StoredRuns extends Runs {
  /** The run of that name or number, in its database. Else wrong input. */
  find(named: string): Promise<FoundRow>;
  close(): Promise<void>;
}

/** How a database is opened here: one of a server stays open. */
const openerOf =
  (said: Said) =>
  async (target: StoreTarget): Promise<Store> =>
    target.kind === 'directory'
      ? new RestingStore(realpathSync(target.path), (refuse) => openWhenFree(target, 'read', said, refuse))
      : await openWhenFree(target, 'read', said);

/** What was said of a run when it ended: a list has it already, and a row among its facts. */
const verdictOf = (run: RunRow | ListedRun): ToldVerdict | null => ('verdict' in run ? run.verdict : verdictOfRow(run));

class ListedRuns implements StoredRuns {
  private readonly runs = new Map<number, InspectedRun>();
  private readonly databases: Databases;
  private readonly maker: string;

  constructor(databases: Databases, maker: string) {
    this.databases = databases;
    this.maker = maker;
  }

  list(): readonly InspectedRun[] {
    return [...this.runs].toSorted(([left], [right]) => left - right).map(([, run]) => run);
  }

  get(id: string): InspectedRun | undefined {
    return this.list().find((run) => run.id === id);
  }

  async find(named: string): Promise<FoundRow> {
    const [found] = await this.databases.find([named]);
    return found!;
  }

  async addNamed(names: readonly string[]): Promise<void> {
    for (const { store, run } of await this.databases.find(names)) this.add(store, run);
  }

  async addAll(): Promise<void> {
    await this.databases.each((store) => this.addAllOf(store));
  }

  async addAllOf(store: Store): Promise<void> {
    for (const run of await ask(store, (session) => listRuns(session, RUNS_MAX))) this.add(store, run);
  }

  async close(): Promise<void> {
    for (const run of this.runs.values()) await run.close();
    await this.databases.close();
  }

  private add(store: Store, run: RunRow | ListedRun): void {
    if (this.runs.has(run.id)) return;
    const source = openDatabaseSource(run, (work) => ask(store, work), this.maker);
    const shown = new InspectedRun(String(run.id), source);
    shown.verdict = verdictOf(run);
    this.runs.set(run.id, shown);
  }
}

/** The databases of the folder `runs/`, each listed once it is free. */
class FreeOnes {
  private readonly folder = usualFolder();
  private readonly stores = new Map<string, Store>();
  private readonly said: Said;
  private readonly add: (store: Store) => Promise<void>;
  private timer: NodeJS.Timeout | null = null;
  private isClosed = false;

  constructor(said: Said, add: (store: Store) => Promise<void>) {
    this.said = said;
    this.add = add;
  }

  /** Lists those that are free, and the others later. */
  async listFree(isFirst: boolean): Promise<void> {
    let isAnyHeld = false;
    for (const name of this.folder.databases()) {
      const path = this.folder.pathOf(name);
      if (this.isClosed || this.stores.has(name)) continue;
      const held = whoHoldsDirectory(path);
      isAnyHeld ||= held !== null;
      if (held === null) await this.listOne(name, path);
      else if (isFirst) this.said.err(this.wordsOf(path, held));
    }
    if (!isAnyHeld || this.isClosed) return;
    this.timer = setTimeout(() => {
      // One that cannot be read now is tried again.
      void this.listFree(false).catch(() => undefined);
    }, LOOK_AGAIN_MS);
  }

  async close(): Promise<void> {
    this.isClosed = true;
    if (this.timer !== null) clearTimeout(this.timer);
    for (const store of this.stores.values()) await store.close();
  }

  private async listOne(name: string, path: string): Promise<void> {
    const store = await openerOf(this.said)(directoryTarget(path));
    this.stores.set(name, store);
    try {
      await this.add(await readable(store));
    } catch (error) {
      // The process that created it was killed before it had tables.
      if (!(error instanceof StoreError && error.problem === 'noSchema')) throw error;
    }
  }

  private wordsOf(path: string, { holder, isSeen, message }: DirectoryHeld): string {
    if (holder === null || !isSeen) return `dte: ${message}\n`;
    return (
      `${path} ${heldWords(holder)}: its runs are listed when it is free. To watch a run live, start it ` +
      `with '${programIn(this.said.environment)} run --inspect'.\n`
    );
  }
}

/** Opens the runs of those names, or all. What cannot be found or read is wrong input. */
export const openStoredRuns = async (
  names: readonly string[],
  options: DatabaseOptions,
  said: Said,
  maker: string,
): Promise<StoredRuns> => {
  const databases = databasesOf(options, said, { open: openerOf(said) });
  const listed = new ListedRuns(databases, maker);
  const free = new FreeOnes(said, (store) => listed.addAllOf(store));
  const close = async (): Promise<void> => {
    await free.close();
    await listed.close();
  };
  try {
    if (names.length > 0) await listed.addNamed(names);
    else if (isUnnamed(options, said.environment)) await free.listFree(true);
    else await listed.addAll();
    return { list: () => listed.list(), get: (id) => listed.get(id), find: (named) => listed.find(named), close };
  } catch (error) {
    await close();
    throw error;
  }
};
