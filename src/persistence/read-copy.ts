// A row of COPY read back: what a buffered record was, once its row turns out to be one that the database refuses.
import type { JournalRecord } from '../journal/records.ts';
import { unreachable } from '../kernel/assert.ts';
import type { Dictionary } from './dictionary.ts';
import type { RecordColumn, RecordTable } from './record-columns.ts';
import { recordOfRow } from './rows.ts';

const valueOf = ({ kind }: RecordColumn, bytes: Buffer, at: number, length: number): unknown => {
  switch (kind) {
    case 'seq':
    case 'atUs':
    case 'whole':
      return Number(bytes.readBigInt64BE(at));
    case 'micros':
      return bytes.readBigInt64BE(at);
    case 'run':
    case 'word':
      return bytes.readInt32BE(at);
    case 'flag':
      return bytes[at] === 1;
    case 'text':
      return bytes.toString('utf8', at, at + length);
    case 'list':
      return JSON.parse(bytes.toString('utf8', at, at + length));
    default:
      return unreachable(kind);
  }
};

/** The record of the row that begins at that byte. */
export const recordOfCopy = (table: RecordTable, bytes: Buffer, at: number, dictionary: Dictionary): JournalRecord => {
  const row: Record<string, unknown> = {};
  let next = at + 2;
  for (const column of table.columns) {
    const length = bytes.readInt32BE(next);
    next += 4;
    if (length < 0) continue;
    row[column.field] = valueOf(column, bytes, next, length);
    next += length;
  }
  return recordOfRow(table, row, dictionary);
};
