// The journal of a run in pieces, for readers of all of it: the rows of each table as COPY gives them, put in their order
// by their sequence. It takes a row for what it was when it was written, and judges none.
import { setImmediate as nextTurn } from 'node:timers/promises';
import { and, between, eq, isNull, sql } from 'drizzle-orm';
import { deadLetters } from '../../../drizzle/run-tables.ts';
import { decodeRecord } from '../../journal/encode.ts';
import type { JournalRecord } from '../../journal/records.ts';
import { CopyReader } from './copy-reader.ts';
import type { Dictionary } from '../write/dictionary.ts';
import { tablesOfRecords, type RecordTable } from '../write/record-columns.ts';
import { storedColumns, storedRowReaders } from './row-readers.ts';
import type { Session } from '../store/session.ts';

const columnsBytes = 2;
/** Behind the last row stands this in place of a number of columns. */
const trailer = -1;

const quoted = (name: string): string => `"${name}"`;

const queryOf = (table: RecordTable, run: number, firstSeq: number, lastSeq: number): string => {
  const columns = storedColumns(table).map((column) => quoted(column.name));
  return `select ${columns.join(', ')} from ${quoted(table.name)} where run = ${run} and seq between ${firstSeq} and ${lastSeq}`;
};

/** The numbers of the tables in which a run has rows: of the others nobody needs to ask, piece by piece. */
export const tablesOf = async (session: Session, run: number): Promise<readonly number[]> => {
  const asked = tablesOfRecords.map(
    ({ name }, table) => `select ${table} as "table" where exists (select from ${quoted(name)} where run = ${run})`,
  );
  return (await session.query(asked.join(' union all '))).map((row) => Number(row['table']));
};

/** Reads pieces of one run; it remembers texts from one to the next. */
export class PieceReader {
  private readonly reader = new CopyReader();
  private readonly run: number;
  private readonly tables: readonly number[];
  private readonly dictionary: Dictionary;

  constructor(run: number, tables: readonly number[], dictionary: Dictionary) {
    this.run = run;
    this.tables = tables;
    this.dictionary = dictionary;
  }

  /** The records from one sequence up to another, itself included, in order; a sequence that no table has is left out. */
  async read(session: Session, firstSeq: number, lastSeq: number): Promise<readonly JournalRecord[]> {
    const { run } = this;
    const found: JournalRecord[] = [];
    for (const table of this.tables) {
      this.take(await session.readCopy(queryOf(tablesOfRecords[table]!, run, firstSeq, lastSeq)), table, found);
      // An embedded database answers without a turn of the event loop, in which others are served.
      await nextTurn();
    }
    const letters = await session.database
      .select({ line: deadLetters.line })
      .from(deadLetters)
      .where(and(eq(deadLetters.run, run), between(deadLetters.seq, firstSeq, lastSeq), isNull(deadLetters.redrivenAt)))
      .orderBy(sql`seq`);
    for (const { line } of letters) found.push(decodeRecord(line));
    return found.toSorted((left, right) => left.seq - right.seq);
  }

  private take(bytes: Buffer, table: number, found: JournalRecord[]): void {
    const { reader, dictionary } = this;
    const read = storedRowReaders[table]!;
    for (let at = 0; bytes.readInt16BE(at) !== trailer; at = reader.at) {
      reader.begin(bytes, at + columnsBytes);
      found.push(read(reader, dictionary));
    }
  }
}
