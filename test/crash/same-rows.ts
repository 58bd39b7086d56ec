// Whether runs of a database are one and the same, row by row: every table that is written while a run is under way, all
// columns but its number, wall time, and how it was written.
import { tablesOfRecords } from '../../src/persistence/write/record-columns.ts';
import type { Session } from '../../src/persistence/store/session.ts';

const bookkeeping = new Set(['run', 'id', 'epoch', 'written_at', 'started_at', 'ended_at', 'redriven_at']);
const tables = [...tablesOfRecords.map(({ name }) => name), 'words', 'dead_letters', 'runs'];

interface Rows {
  readonly count: number;
  /** Of all of them, in whatever order they lie. */
  readonly digest: string;
}

const none: Rows = { count: 0, digest: '' };

/** The rows of all runs by table and run: the database counts and digests them, one statement a table. */
const rowsByTable = async (session: Session): Promise<ReadonlyMap<string, ReadonlyMap<number, Rows>>> => {
  const found = new Map<string, ReadonlyMap<number, Rows>>();
  for (const table of tables) {
    const columns = await session.query(
      `select column_name as name from information_schema.columns where table_schema = 'public' and table_name = $1`,
      [table],
    );
    const names = columns.map(({ name }) => String(name)).filter((name) => !bookkeeping.has(name));
    const rows = await session.query(
      `select run, count(*) as count, md5(string_agg(line, ',' order by line)) as digest
        from (select "${table === 'runs' ? 'id' : 'run'}" as run,
          md5(row(${names.map((name) => `"${name}"`).join(', ')})::text) as line from "${table}") lines group by run`,
    );
    const byRun = rows.map(
      ({ run, count, digest }) => [Number(run), { count: Number(count), digest: String(digest) }] as const,
    );
    found.set(table, new Map(byRun));
  }
  return found;
};

/** What is not the same, by table, of each pair of runs; and the rows that were compared. */
export const differencesOf = async (
  session: Session,
  pairs: readonly (readonly [run: number, other: number])[],
): Promise<{ readonly found: readonly string[]; readonly rows: number }> => {
  const found: string[] = [];
  let rows = 0;
  for (const [table, byRun] of await rowsByTable(session))
    for (const [run, other] of pairs) {
      const here = byRun.get(run) ?? none;
      const there = byRun.get(other) ?? none;
      rows += here.count;
      if (here.count !== there.count || here.digest !== there.digest)
        found.push(`${table}: the ${here.count} rows of run ${run} are not the ${there.count} of run ${other}`);
    }
  return { found, rows };
};
