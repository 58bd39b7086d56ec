// Whether two runs of a database are one and the same, row by row: every table that is written while a run is under way, all
// columns but its number, wall time, and how it was written.
import { tablesOfRecords } from '../../src/persistence/record-columns.ts';
import type { Session } from '../../src/persistence/session.ts';

const bookkeeping = new Set(['run', 'id', 'epoch', 'written_at', 'started_at', 'ended_at', 'redriven_at']);
const tables = [...tablesOfRecords.map(({ name }) => name), 'words', 'dead_letters', 'runs'];

/** What is not the same, by table; and the rows that were compared. */
export const differencesOf = async (
  session: Session,
  run: number,
  other: number,
): Promise<{ readonly found: readonly string[]; readonly rows: number }> => {
  const found: string[] = [];
  let rows = 0;
  for (const table of tables) {
    const columns = await session.query(
      `select column_name as name from information_schema.columns where table_schema = 'public' and table_name = $1`,
      [table],
    );
    const names = columns.map(({ name }) => String(name)).filter((name) => !bookkeeping.has(name));
    const key = table === 'runs' ? 'id' : 'run';
    const of = (each: number): string =>
      `select ${names.map((name) => `"${name}"::text`).join(', ')} from "${table}" where "${key}" = ${each}`;
    const [row] = await session.query(
      `select (select count(*) from (${of(run)}) a) as here, (select count(*) from (${of(other)}) b) as there,
        (select count(*) from ((${of(run)}) except all (${of(other)})) c) as only_here`,
    );
    const [here, there, onlyHere] = ['here', 'there', 'only_here'].map((name) => Number(row?.[name]));
    rows += here ?? 0;
    if (here !== there || onlyHere !== 0)
      found.push(`${table}: ${here} rows of run ${run}, ${there} of run ${other}, ${onlyHere} only in the first`);
  }
  return { found, rows };
};
