// The journal of a run, from its rows: the records of all tables by sequence, and of those that the database had refused
// their dead letters.
import { and, between, eq, isNull } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import { deadLetters } from '../../drizzle/run-tables.ts';
import { recordTables } from '../../drizzle/record-tables.ts';
import { decodeRecord } from '../journal/encode.ts';
import type { JournalRecord } from '../journal/records.ts';
import type { Dictionary } from './dictionary.ts';
import { tablesOfRecords } from './record-columns.ts';
import { recordOfRow, type Row } from './rows.ts';
import type { Session } from './session.ts';

const rowsPerRead = 10_000;

/** The records from one sequence up to another, itself included; a sequence that no table has is left out. */
export const readRecords = async (
  session: Session,
  run: number,
  dictionary: Dictionary,
  firstSeq: number,
  lastSeq: number,
): Promise<readonly JournalRecord[]> => {
  const records: JournalRecord[] = [];
  for (const table of tablesOfRecords) {
    const source: (typeof recordTables)[keyof typeof recordTables] = recordTables[table.type];
    const rows = await session.database
      .select()
      .from(source as unknown as PgTable)
      .where(and(eq(source.run, run), between(source.seq, firstSeq, lastSeq)));
    for (const row of rows) records.push(recordOfRow(table, row as Row, dictionary));
  }
  const letters = await session.database
    .select({ line: deadLetters.line })
    .from(deadLetters)
    .where(and(eq(deadLetters.run, run), between(deadLetters.seq, firstSeq, lastSeq), isNull(deadLetters.redrivenAt)));
  for (const { line } of letters) records.push(decodeRecord(line));
  return records.toSorted((left, right) => left.seq - right.seq);
};

/** All records of a run up to its mark, in order. Read them before the run is written on, or up to the mark of then. */
export async function* readJournal(
  session: Session,
  run: number,
  dictionary: Dictionary,
  mark: number,
): AsyncGenerator<JournalRecord, void, undefined> {
  for (let first = 1; first <= mark; first += rowsPerRead)
    yield* await readRecords(session, run, dictionary, first, Math.min(mark, first + rowsPerRead - 1));
}
