// Functions that read a record from its row in the binary format of COPY, made from its table's columns: the other
// direction of the row writers, for the same reason as they are made.
import { upgraded } from '../../journal/format-1.ts';
import { recordSchemas, type JournalRecord } from '../../journal/records.ts';
import { unreachable } from '../../kernel/assert.ts';
import { makeFunction } from '../../kernel/made-function.ts';
import type { CopyReader } from './copy-reader.ts';
import type { Dictionary } from '../write/dictionary.ts';
import { tablesOfRecords, type RecordColumn, type RecordTable } from '../write/record-columns.ts';
import { kindOfRows, listOf } from './rows.ts';
import type { Rows, Schema } from '../../journal/fields.ts';

/** Reads the record of the row whose first value the reader stands at. */
export type ReadRow = (reader: CopyReader, dictionary: Dictionary) => JournalRecord;

const expressionOf = ({ kind }: RecordColumn, list: number): string => {
  switch (kind) {
    case 'seq':
    case 'atUs':
    case 'whole':
      return 'reader.wide()';
    case 'run':
      return 'reader.skip()';
    case 'micros':
      return 'reader.micros()';
    case 'word':
      return 'dictionary.textOf(reader.narrow())';
    case 'text':
      return 'reader.text()';
    case 'flag':
      return 'reader.flag()';
    case 'list':
      return `listOf(reader.json(), lists[${list}])`;
  }
};

/** A function that reads the records of one table, from rows of these columns of it: those that are written, where none are given. */
export const createReadRow = (table: RecordTable, columns: readonly RecordColumn[] = table.columns): ReadRow => {
  const { type } = table;
  const lists: Rows[] = [];
  const fields: string[] = [];
  const statements = columns.map((column, index) => {
    if (column.kind === 'list') {
      const schema: Schema = recordSchemas[type];
      lists.push(kindOfRows(schema[column.field]!));
    }
    const read = expressionOf(column, lists.length - 1);
    if (column.kind === 'run') return `${read};`;
    fields.push(`${JSON.stringify(column.field)}: value${index}`);
    return `const value${index} = ${column.isOptional ? `reader.isAbsent() ? undefined : ` : ''}${read};`;
  });
  // The text is made of the schema's own names, quoted. An absent field is there and undefined: one shape for all.
  const record = `{ type: ${JSON.stringify(type)}, ${fields.join(', ')} }`;
  const made = `return ${columns === table.columns ? record : `upgraded(${record})`};`;
  return makeFunction<ReadRow>(
    `return (reader, dictionary) => {\n${statements.join('\n')}\n${made}\n};`,
    { lists, listOf, upgraded },
    () => createPlainReadRow(type, columns, lists),
  );
};

/** The same function without code that is made from strings: what the made one must equal, and its stand-in. */
const createPlainReadRow =
  (type: RecordTable['type'], columns: readonly RecordColumn[], lists: readonly Rows[]): ReadRow =>
  (reader, dictionary) => {
    const fields: Record<string, unknown> = { type };
    let list = 0;
    for (const { field, kind, isOptional } of columns) {
      const rows = kind === 'list' ? lists[list++] : undefined;
      if (kind === 'run') reader.skip();
      else if (isOptional && reader.isAbsent()) fields[field] = undefined;
      else fields[field] = rows === undefined ? readColumn(reader, kind, dictionary) : listOf(reader.json(), rows);
    }
    return upgraded(fields);
  };

const readColumn = (reader: CopyReader, kind: RecordColumn['kind'], dictionary: Dictionary): unknown => {
  switch (kind) {
    case 'seq':
    case 'atUs':
    case 'whole':
      return reader.wide();
    case 'micros':
      return reader.micros();
    case 'word':
      return dictionary.textOf(reader.narrow());
    case 'text':
      return reader.text();
    case 'flag':
      return reader.flag();
    case 'run':
    case 'list':
      return unreachable(kind as never);
  }
};

/** The readers of rows as they are written, by the tables' numbers. */
export const rowReaders: readonly ReadRow[] = tablesOfRecords.map((table) => createReadRow(table));

/** The columns of a table in which its rows hold something, in whatever format they were written. */
export const storedColumns = ({ columns, former }: RecordTable): readonly RecordColumn[] =>
  former.length === 0 ? columns : [...columns, ...former];

/** The readers of rows that a database holds, which may be of format 1. */
export const storedRowReaders: readonly ReadRow[] = tablesOfRecords.map((table) =>
  createReadRow(table, storedColumns(table)),
);
