// Where runs are kept: a Postgres server, a directory with a database inside this process, or memory. From here on one
// is used like the other.
import { existsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Client } from 'pg';
import { allowDatabase } from '../../isolation/targets.ts';
import { adoptRuns } from './adopt-runs.ts';
import { lockDirectory, type DirectoryLock } from './directory-lock.ts';
import { refuseNewIn } from './directory-room.ts';
import type { DirectoryUse } from './lock-holder.ts';
import { migrateSession, schemaOf, type SchemaState } from './migrations.ts';
import { Pool } from './pool.ts';
import { beginDatabase, contentOf, placeInRuns, versionIn, type PlaceInRuns } from './runs-folder.ts';
import { storeError, storeErrorOf } from './store-error.ts';
import type { Session } from './session.ts';
import { readTarget, type StoreTarget } from './store-target.ts';

export { StoreError, type StoreProblem } from './store-error.ts';

/** The oldest Postgres that is tested, as the server numbers itself. */
const versionMin = 140_000;
/** A run writes through one, reads its mark through another when the first is lost, and its owner looks on. */
const connectionsMax = 4;

/** A store that is open. */
export interface Store {
  readonly kind: 'postgres' | 'directory' | 'memory';
  /** Where the rows are, for a person; never with a password. */
  readonly where: string;
  /** Connections that are lent at this moment. */
  readonly borrowed: number;
  /** Lends a connection for as long as the work takes. What the driver throws comes as it is. */
  borrow<T>(work: (session: Session) => Promise<T>): Promise<T>;
  /** Where it stands in a `runs/` folder, which gives its runs their numbers; null where the database gives them. */
  readonly place: PlaceInRuns | null;
  /** Lets others know which run this process writes, where they would have to wait for it. */
  note(run: number): void;
  /** Brings the schema up to this engine's, one process at a time. Throws a `StoreError`. */
  migrate(): Promise<void>;
  /** Which migrations are there. Throws a `StoreError`. */
  schema(): Promise<SchemaState>;
  /** Gives the database up: every connection ends at once, and no other is lent. */
  cut(reason: Error): void;
  /** Closes it, once everything that is lent has come back. Throws a `StoreError`. */
  close(): Promise<void>;
}

/**
 * Opens a store: a `postgres://` URL, `memory`, or the path of a directory, which is made if it is not there and held by
 * this process until the store is closed; `use` says to others what for. The way to a server is opened in the isolation.
 * Throws a `StoreError`: `DirectoryHeld` where another process holds the directory.
 */
export const openStore = async (where: string | StoreTarget, use: DirectoryUse = 'write'): Promise<Store> => {
  const target = typeof where === 'string' ? readTarget(where) : where;
  switch (target.kind) {
    case 'server':
      return await openServer(target.url);
    case 'memory':
      return await openMemory();
    case 'directory':
      return await openDirectory(target.path, use);
    case 'wrong':
      throw storeError('notATarget', 'that was named', target.words);
  }
};

const openServer = async (url: string): Promise<Store> => {
  // Loaded only where it is used: the driver and the embedded database each take their time.
  const { connectPostgres, postgresClient } = await import('./postgres-session.ts');
  let client: Client;
  try {
    client = postgresClient(url);
  } catch (error) {
    throw storeErrorOf(error, 'of that URL');
  }
  const { host, port, database = '' } = client;
  const isLocal = host.startsWith('/');
  allowDatabase(isLocal ? { path: `${host}/.s.PGSQL.${port}` } : { host, port });
  const where = `${isLocal ? `${host}:` : `${host}:${port}/`}${database}`;
  return await checked(storeOf('postgres', where, new Pool(() => connectPostgres(url), connectionsMax)));
};

const openMemory = async (): Promise<Store> => {
  const { openPglite } = await import('./pglite-session.ts');
  return storeOf('memory', 'memory', new Pool(() => openPglite(null), 1));
};

const openDirectory = async (path: string, use: DirectoryUse): Promise<Store> => {
  let lock: DirectoryLock;
  try {
    refuseFile(path);
    lock = lockDirectory(path, use);
    refuseCramped(lock);
  } catch (error) {
    throw storeErrorOf(error, path);
  }
  const { directory } = lock;
  try {
    const place = placeInRuns(path, directory);
    const content = contentOf(directory);
    if (content === 'else') throw storeError('notADirectory', path, 'it holds something else');
    if (content === 'database') refuseVersion(path, directory);
    place?.folder.make();
    const isMade = content === 'database' ? () => undefined : beginDatabase(directory);
    // It has no runs yet. Others must not wait for it to say so.
    if (content !== 'database') place?.folder.numbers.adopt(place.name, []);
    // Loaded only here: a directory that another process holds, or that is none, needs no database.
    const { openPglite } = await import('./pglite-session.ts');
    const store = await checked(storeOf('directory', directory, new Pool(() => openPglite(directory), 1), lock, place));
    isMade();
    return store;
  } catch (error) {
    lock.release();
    throw storeErrorOf(error, path);
  }
};

/** The version of Postgres that is embedded: its directories are of no use to another. */
const embeddedVersion = '18';

const refuseFile = (path: string): void => {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() === false)
    throw storeError('notADirectory', path, 'it is a file');
};

const refuseVersion = (path: string, directory: string): void => {
  const version = versionIn(directory);
  if (version !== embeddedVersion)
    throw storeError('wrongVersion', path, `Postgres ${version}, where this engine has Postgres ${embeddedVersion}`);
};

/** A directory that is to become a database has room for one, or is given back. */
const refuseCramped = ({ directory, release }: DirectoryLock): void => {
  if (existsSync(join(directory, 'PG_VERSION'))) return;
  try {
    refuseNewIn(directory, dirname(directory));
  } catch (error) {
    release();
    throw error;
  }
};

const storeOf = (
  kind: Store['kind'],
  where: string,
  pool: Pool,
  lock: DirectoryLock | null = null,
  place: PlaceInRuns | null = null,
): Store => {
  const told = async <T>(work: (session: Session) => Promise<T>): Promise<T> => {
    try {
      return await pool.borrow(work);
    } catch (error) {
      throw storeErrorOf(error, where);
    }
  };
  return {
    kind,
    where,
    get borrowed() {
      return pool.borrowed;
    },
    borrow: (work) => pool.borrow(work),
    place,
    note: (run) => lock?.note(run),
    migrate: async () => {
      await told((session) => migrateSession(session, where));
      if (place !== null) await told((session) => adoptRuns(session, place));
    },
    schema: () => told(schemaOf),
    cut: (reason) => pool.cut(reason),
    close: async () => {
      try {
        await pool.close();
      } catch (error) {
        throw storeErrorOf(error, where);
      } finally {
        lock?.release();
      }
    },
  };
};

/** The store, if a first look finds nothing wrong with it; else it is closed again. */
const checked = async (store: Store): Promise<Store> => {
  try {
    await store.borrow((session) => check(session, store.where));
    return store;
  } catch (error) {
    await store.close().catch(() => undefined);
    throw storeErrorOf(error, store.where);
  }
};

const check = async (session: Session, where: string): Promise<void> => {
  const [row] = await session.query(
    `select current_setting('server_version_num')::int as version, current_setting('server_encoding') as encoding`,
  );
  const version = Number(row?.['version']);
  if (version < versionMin) throw storeError('wrongVersion', where, `${version}, and ${versionMin} is the least`);
  if (row?.['encoding'] !== 'UTF8') throw storeError('wrongEncoding', where, String(row?.['encoding']));
};
