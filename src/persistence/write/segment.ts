// The rows of one batch as they are buffered: one buffer a table, and where each record's row ends in its table's. Records
// come by sequence without a gap, so that a part of a batch is a range of sequences.
import type { JournalRecord, RecordBody } from '../../journal/records.ts';
import { assert } from '../../kernel/assert.ts';
import { CopyReader } from '../read/copy-reader.ts';
import { CopyWriter } from '../store/copy-writer.ts';
import type { Dictionary } from './dictionary.ts';
import { tableNumbers, tablesOfRecords } from './record-columns.ts';
import { rowReaders } from '../read/row-readers.ts';
import { rowWriters } from './row-writers.ts';

/** The rows of one table within a range: bytes that stay as they are until the segment is cleared. */
export interface TableRows {
  readonly table: number;
  readonly bytes: Buffer;
}

/** Before its values a row has their number. */
const columnsBytes = 2;

/** Rows that go to the database together. */
export class Segment {
  readonly rowsMax: number;
  /** How many rows there are. */
  rows = 0;
  /** The sequence of the first. */
  firstSeq = 0;
  private readonly writers = tablesOfRecords.map(() => new CopyWriter());
  private readonly tables: Uint8Array;
  private readonly ends: Uint32Array;

  constructor(rowsMax: number) {
    this.rowsMax = rowsMax;
    this.tables = new Uint8Array(rowsMax);
    this.ends = new Uint32Array(rowsMax);
  }

  /** Writes the record's row behind the others. */
  append(body: RecordBody, seq: number, atUs: number, run: number, dictionary: Dictionary): void {
    const { rows } = this;
    if (rows === 0) this.firstSeq = seq;
    assert(seq === this.firstSeq + rows, () => `the record ${seq} does not follow the one before it`);
    const table = tableNumbers[body.type];
    const writer = this.writers[table]!;
    rowWriters[table]!(writer, body, seq, atUs, run, dictionary);
    this.tables[rows] = table;
    this.ends[rows] = writer.used;
    this.rows = rows + 1;
  }

  /** The rows [from, to) by table, those of tables without any left out. */
  range(from: number, to: number): readonly TableRows[] {
    const starts = this.endsBefore(from);
    const ends = to === this.rows ? this.writers.map(({ used }) => used) : this.endsBefore(to);
    return this.writers.flatMap(({ bytes }, table) => {
      const [start, end] = [starts[table]!, ends[table]!];
      return start === end ? [] : [{ table, bytes: bytes.subarray(start, end) }];
    });
  }

  /** The record of one row. */
  recordAt(row: number, dictionary: Dictionary): JournalRecord {
    assert(row >= 0 && row < this.rows, () => `there is no row ${row}`);
    const table = this.tables[row]!;
    const start = this.endsBefore(row)[table]!;
    const reader = new CopyReader();
    reader.begin(this.writers[table]!.bytes, start + columnsBytes);
    return rowReaders[table]!(reader, dictionary);
  }

  /** Forgets the rows, and keeps the room that they took. */
  clear(): void {
    this.rows = 0;
    for (const writer of this.writers) writer.used = 0;
  }

  private endsBefore(row: number): readonly number[] {
    const ends = tablesOfRecords.map(() => 0);
    for (let index = 0; index < row; index += 1) ends[this.tables[index]!] = this.ends[index]!;
    return ends;
  }
}
