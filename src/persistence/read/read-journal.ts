// The journal of a run, from its rows: the records of all tables by sequence, and of those that the database had refused
// their dead letters.
import { and, between, eq, gt, isNull, lt, or } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import { deadLetters } from '../../../drizzle/run-tables.ts';
import { recordTables } from '../../../drizzle/record-tables.ts';
import { decodeRecord } from '../../journal/encode.ts';
import type { JournalRecord } from '../../journal/records.ts';
import type { Dictionary } from '../write/dictionary.ts';
import { tablesOfRecords } from '../write/record-columns.ts';
import { recordOfRow, type Row } from './rows.ts';
import type { Session } from '../store/session.ts';

/** So many sequences are read at once. */
export const rowsPerRead = 10_000;

/** A row at its place, which is not a record before it is asked for. */
export interface PlacedRow {
  readonly seq: number;
  /** The table that it stands in. */
  readonly table: string;
  /** The record that it holds. Throws where the row holds none: somebody has changed it. */
  record(): JournalRecord;
}

const lettersOf = { seq: deadLetters.seq, line: deadLetters.line };

/** The rows from one sequence up to another, itself included, in order; a sequence that no table has is left out. */
export const readRows = async (
  session: Session,
  run: number,
  dictionary: Dictionary,
  firstSeq: number,
  lastSeq: number,
): Promise<readonly PlacedRow[]> => {
  const found: PlacedRow[] = [];
  for (const table of tablesOfRecords) {
    const source: (typeof recordTables)[keyof typeof recordTables] = recordTables[table.type];
    const rows = await session.database
      .select()
      .from(source as unknown as PgTable)
      .where(and(eq(source.run, run), between(source.seq, firstSeq, lastSeq)));
    for (const row of rows as Row[])
      found.push({ seq: row['seq'] as number, table: table.name, record: () => recordOfRow(table, row, dictionary) });
  }
  const letters = await session.database
    .select(lettersOf)
    .from(deadLetters)
    .where(and(eq(deadLetters.run, run), between(deadLetters.seq, firstSeq, lastSeq), isNull(deadLetters.redrivenAt)));
  for (const { seq, line } of letters) found.push({ seq, table: 'dead_letters', record: () => decodeRecord(line) });
  return found.toSorted((left, right) => left.seq - right.seq);
};

/** The records from one sequence up to another, itself included; a sequence that no table has is left out. */
export const readRecords = async (
  session: Session,
  run: number,
  dictionary: Dictionary,
  firstSeq: number,
  lastSeq: number,
): Promise<readonly JournalRecord[]> =>
  (await readRows(session, run, dictionary, firstSeq, lastSeq)).map((row) => row.record());

/** Where a run has rows that it should not have: before its first record, or beyond its mark. At most one a table. */
export const rowsBeyond = async (
  session: Session,
  run: number,
  mark: number,
): Promise<readonly Pick<PlacedRow, 'seq' | 'table'>[]> => {
  const found: Pick<PlacedRow, 'seq' | 'table'>[] = [];
  const tables = [...tablesOfRecords.map(({ type, name }) => ({ name, source: recordTables[type] as SequenceTable }))];
  for (const { name, source } of [
    ...tables,
    { name: 'dead_letters', source: deadLetters as unknown as SequenceTable },
  ]) {
    const [row] = await session.database
      .select({ seq: source.seq })
      .from(source as unknown as PgTable)
      .where(and(eq(source.run, run), or(lt(source.seq, 1), gt(source.seq, mark))))
      .orderBy(source.seq)
      .limit(1);
    if (row !== undefined) found.push({ seq: row.seq, table: name });
  }
  return found;
};

type SequenceTable = (typeof recordTables)['run.started'];
