// What a database holds, in figures: for its maintenance.
import { count, isNull } from 'drizzle-orm';
import { deadLetters, runs } from '../../../drizzle/run-tables.ts';
import { tablesOfRecords } from '../write/record-columns.ts';
import { indexesThere, lateIndexes } from '../write/late-indexes.ts';
import type { Session } from '../store/session.ts';

/** A table and what it takes on disk, its indexes included. */
export interface TableSize {
  readonly table: string;
  readonly bytes: number;
  /** About, as the database last counted; null if it never has. */
  readonly rows: number | null;
}

/** What a database holds. */
export interface StoreFigures {
  readonly bytes: number;
  /** The largest first. */
  readonly tables: readonly TableSize[];
  /** How many runs there are in each state. */
  readonly runs: Readonly<Record<string, number>>;
  readonly deadLetters: number;
  /** The late indexes that exist, and those that do not. */
  readonly indexes: readonly string[];
  readonly missingIndexes: readonly string[];
}

/** Counts what a database holds; its schema is this engine's. */
export const figuresOf = async (session: Session): Promise<StoreFigures> => {
  const { database } = session;
  const names = [...tablesOfRecords.map(({ name }) => name), 'runs', 'words', 'checkpoints', 'dead_letters'];
  const [whole] = await session.query('select pg_database_size(current_database())::text as bytes');
  const sizes = await session.query(
    `select t as name, pg_total_relation_size(t::regclass)::text as bytes, c.reltuples::bigint::text as rows
     from unnest($1::text[]) t join pg_class c on c.oid = t::regclass
     order by pg_total_relation_size(t::regclass) desc, t`,
    [names],
  );
  const states = await database.select({ state: runs.state, runs: count() }).from(runs).groupBy(runs.state);
  const [letters] = await database.select({ letters: count() }).from(deadLetters).where(isNull(deadLetters.redrivenAt));
  const { whole: there } = await indexesThere(session);
  const indexNames = lateIndexes.map(({ name }) => name);
  return {
    bytes: Number(whole?.['bytes']),
    tables: sizes.map((row) => ({
      table: String(row['name']),
      bytes: Number(row['bytes']),
      rows: Number(row['rows']) < 0 ? null : Number(row['rows']),
    })),
    runs: Object.fromEntries(states.map((row) => [row.state, row.runs])),
    deadLetters: letters?.letters ?? 0,
    indexes: indexNames.filter((name) => there.has(name)),
    missingIndexes: indexNames.filter((name) => !there.has(name)),
  };
};
