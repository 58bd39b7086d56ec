// Functions that read a record from its row in the binary format of COPY, made from its table's columns: the other
// direction of the row writers, for the same reason as they are made.
import { recordSchemas, type JournalRecord } from '../journal/records.ts';
import type { CopyReader } from './copy-reader.ts';
import type { Dictionary } from './dictionary.ts';
import { tablesOfRecords, type RecordColumn, type RecordTable } from './record-columns.ts';
import { kindOfRows, listOf } from './rows.ts';
import type { Rows, Schema } from '../journal/fields.ts';

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

const createReadRow = ({ type, columns }: RecordTable): ReadRow => {
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
  const made = `return { type: ${JSON.stringify(type)}, ${fields.join(', ')} };`;
  const make = new Function(
    'lists',
    'listOf',
    `return (reader, dictionary) => {\n${statements.join('\n')}\n${made}\n};`,
  );
  return make(lists, listOf) as ReadRow;
};

/** The readers of all tables, by the tables' numbers. */
export const rowReaders: readonly ReadRow[] = tablesOfRecords.map(createReadRow);
