// The indexes that no run needs while it writes: the hot tables carry their primary key only, and these are built when a run
// has ended. The tables are shared by all runs, so that they are dropped again where a run begins for which that is worth it.
import { runLocks } from './run-hold.ts';
import { wordsOf, stateOf } from '../store/store-error.ts';
import type { Session } from '../store/session.ts';

interface LateIndex {
  readonly name: string;
  readonly table: string;
  readonly columns: string;
  readonly isUnique?: true;
}

/** Which they are. A venue gives each trade its id once. */
export const lateIndexes: readonly LateIndex[] = [
  { name: 'fills_of_trade', table: 'fills', columns: 'run, venue, trade_id', isUnique: true },
  { name: 'fills_of_order', table: 'fills', columns: 'run, cl_ord_id' },
  { name: 'orders_of_id', table: 'orders', columns: 'run, cl_ord_id' },
  { name: 'orders_of_owner', table: 'orders', columns: 'run, owner_id' },
  { name: 'events_of_order', table: 'order_events', columns: 'run, cl_ord_id, seq' },
  { name: 'events_of_arbitrage', table: 'arbitrage_events', columns: 'run, arbitrage, seq' },
  { name: 'intents_of_number', table: 'intents', columns: 'run, intent' },
];

/** A process that builds or drops them holds this lock of Postgres; any number that nobody else uses. */
const indexLock = 7_283_645_112;

/** What was done, or found done. */
export interface IndexReport {
  readonly built: readonly string[];
  /** Another process is at it at this moment: nothing was done here. */
  readonly isBusy: boolean;
  /** A sentence for each that cannot be built. */
  readonly failures: readonly string[];
}

/** Does it under the lock; null if another process has it. Nobody waits: a session that waits would hold up the builder. */
const alone = async <T>(session: Session, work: () => Promise<T>): Promise<T | null> => {
  const [row] = await session.query('select pg_try_advisory_lock($1) as mine', [indexLock]);
  if (row?.['mine'] !== true) return null;
  try {
    return await work();
  } finally {
    if (!session.isBroken) await session.query('select pg_advisory_unlock($1)', [indexLock]);
  }
};

/** Which of them are there. One whose building was cut short is not, and is dropped before it is built again. */
export const indexesThere = async (
  session: Session,
): Promise<{ readonly whole: ReadonlySet<string>; readonly broken: ReadonlySet<string> }> => {
  const rows = await session.query(
    `select c.relname as name, i.indisvalid as is_valid from pg_index i join pg_class c on c.oid = i.indexrelid
     where c.relname = any($1) and c.relnamespace = current_schema()::regnamespace`,
    [lateIndexes.map(({ name }) => name)],
  );
  const named = (isValid: boolean): ReadonlySet<string> =>
    new Set(rows.filter((row) => row['is_valid'] === isValid).map((row) => String(row['name'])));
  return { whole: named(true), broken: named(false) };
};

/** Whether a run is being written by a process that lives. */
const isAnyRunLive = async (session: Session): Promise<boolean> => {
  const [row] = await session.query(
    `select 1 as live from pg_locks l join pg_database d on d.oid = l.database
     where d.datname = current_database() and l.locktype = 'advisory' and l.granted and l.classid = $1 and l.objsubid = 2
     limit 1`,
    [runLocks],
  );
  return row !== undefined;
};

/** The trade that a run has twice, as a sentence. */
const duplicateIn = async (session: Session): Promise<string | null> => {
  const [row] = await session.query(
    `select f.run, w."text" as venue, f.trade_id, min(f.seq)::text as first, max(f.seq)::text as last
     from fills f join words w on w.run = f.run and w.word = f.venue
     group by f.run, w."text", f.trade_id having count(*) > 1 order by f.run limit 1`,
  );
  if (row === undefined) return null;
  const { run, venue, trade_id: trade, first, last } = row;
  return `The run ${String(run)} has the trade ${String(trade)} of ${String(venue)} twice, as its records ${String(first)} and ${String(last)}.`;
};

const uniqueViolation = '23505';

/**
 * Builds those that are not there. While another run is written, they are built beside its writes and slower; otherwise at
 * once. Safe to be done by two, or again after it was cut short. Throws what the database throws.
 */
export const buildIndexes = async (session: Session): Promise<IndexReport> => {
  const report = await alone(session, async (): Promise<IndexReport> => {
    const { whole, broken } = await indexesThere(session);
    for (const name of broken) await session.query(`drop index if exists "${name}"`);
    const beside = (await isAnyRunLive(session)) ? 'concurrently ' : '';
    const built: string[] = [];
    const failures: string[] = [];
    for (const { name, table, columns, isUnique } of lateIndexes) {
      if (whole.has(name)) continue;
      session.beforeWrite();
      const kind = isUnique ? 'unique index' : 'index';
      try {
        await session.query(`create ${kind} ${beside}if not exists "${name}" on "${table}" (${columns})`);
        built.push(name);
      } catch (error) {
        if (stateOf(error) !== uniqueViolation) throw error;
        await session.query(`drop index if exists "${name}"`);
        const why = (await duplicateIn(session)) ?? wordsOf(error);
        failures.push(`The index ${name} cannot be built. ${why}`);
      }
    }
    return { built, isBusy: false, failures };
  });
  return report ?? { built: [], isBusy: true, failures: [] };
};

/** What a row weighs in its table and its primary key, about: the rows of a table are estimated by its size. */
const bytesPerRow = 130;

/** What a new row costs more where the indexes are, and what each row costs when they are built: see docs/decisions/late-indexes.md. */
const maintainedRowUs = 1.75;
const builtRowUs = 1.06;

/** Rows of a run whose length nobody knows. */
const usualRows = 1_000_000;

/**
 * Before a run writes its first row: drops the indexes if to write without them and to build them anew takes less than to
 * keep them while so many rows are written, null for nobody knows how many. Says whether they are gone. Throws what the
 * database throws.
 */
export const dropIndexesFor = async (session: Session, rowsExpected: number | null): Promise<boolean> => {
  const tables = [...new Set(lateIndexes.map(({ table }) => table))];
  const [row] = await session.query(
    `select sum(pg_relation_size(t::regclass))::text as bytes from unnest($1::text[]) t`,
    [tables],
  );
  const existing = Number(row?.['bytes'] ?? 0) / bytesPerRow;
  const expected = rowsExpected ?? usualRows;
  if (expected * maintainedRowUs < (existing + expected) * builtRowUs) return false;
  const names = lateIndexes.map(({ name }) => `"${name}"`).join(', ');
  return (await alone(session, async () => void (await session.query(`drop index if exists ${names}`)))) !== null;
};
