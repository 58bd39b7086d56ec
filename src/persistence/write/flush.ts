// What goes to the database in one transaction: the rows of a range of sequences, the words that they were the first to
// have, and the mark that moves over them.
import { getTableColumns, getTableName, type Table } from 'drizzle-orm';
import { deadLetters, words } from '../../../drizzle/run-tables.ts';
import { encodeRecord } from '../../journal/encode.ts';
import type { JournalRecord } from '../../journal/records.ts';
import { CopyWriter } from '../store/copy-writer.ts';
import type { Dictionary } from './dictionary.ts';
import { tablesOfRecords } from './record-columns.ts';
import type { Segment } from './segment.ts';
import type { Copy } from '../store/session.ts';
import { storedText } from '../store/texts.ts';

/** Whose rows they are. */
export interface RunOfRows {
  /** The key of its row in `runs`. */
  readonly run: number;
  readonly epoch: number;
}

/** Why the database refused a row. */
export interface Refusal {
  readonly sqlState: string;
  readonly reason: string;
}

const quoted = (names: readonly string[]): string => names.map((name) => `"${name}"`).join(', ');
const into = (table: string, columns: readonly string[]): string => `"${table}" (${quoted(columns)})`;

/** A table and some of its columns, by the schema's keys. */
const intoTable = <T extends Table>(table: T, keys: readonly (keyof T['_']['columns'] & string)[]): string => {
  const columns = getTableColumns(table);
  return into(
    getTableName(table),
    keys.map((key) => columns[key]!.name),
  );
};

/** Where the rows of each table go, by the tables' numbers: `table (column, …)`. */
export const intoRecords = tablesOfRecords.map(({ name, columns }) =>
  into(
    name,
    columns.map((column) => column.name),
  ),
);
const intoWords = intoTable(words, ['seq', 'run', 'word', 'text']);
const intoDeadLetters = intoTable(deadLetters, ['seq', 'atUs', 'run', 'type', 'line', 'sqlState', 'reason']);

const wordsBetween = (run: number, dictionary: Dictionary, firstSeq: number, lastSeq: number): readonly Copy[] => {
  const found = dictionary.between(firstSeq, lastSeq);
  if (found.length === 0) return [];
  const out = new CopyWriter();
  for (const { seq, word, text } of found) {
    out.row(4);
    out.wide(seq);
    out.narrow(run);
    out.narrow(word);
    out.text(text, storedText);
  }
  return [{ into: intoWords, rows: out.bytes.subarray(0, out.used) }];
};

/** The rows [from, to) of a segment. */
export const copiesOfRange = (
  segment: Segment,
  from: number,
  to: number,
  run: number,
  dictionary: Dictionary,
): readonly Copy[] => [
  ...wordsBetween(run, dictionary, segment.firstSeq + from, segment.firstSeq + to - 1),
  ...segment.range(from, to).map(({ table, bytes }) => ({ into: intoRecords[table]!, rows: bytes })),
];

/** A record that the database refused, put aside as its line; its words are written all the same, for others use them. */
export const copiesOfDeadLetter = (
  record: JournalRecord,
  { sqlState, reason }: Refusal,
  run: number,
  dictionary: Dictionary,
): readonly Copy[] => {
  const { seq, atUs, type } = record;
  const out = new CopyWriter();
  out.row(7);
  out.wide(seq);
  out.wide(atUs);
  out.narrow(run);
  out.utf8(type);
  out.utf8(encodeRecord(record, seq, atUs));
  out.text(sqlState, storedText);
  out.text(reason, storedText);
  return [...wordsBetween(run, dictionary, seq, seq), { into: intoDeadLetters, rows: out.bytes.subarray(0, out.used) }];
};

/** The statement that every flush begins with. All four are numbers of our own. */
export const advanceMark = ({ run, epoch }: RunOfRows, oldMark: number, newMark: number): string =>
  `select advance_mark(${run}, ${epoch}, ${oldMark}, ${newMark})`;
