// Functions that write a record as a row of COPY, made from its table's columns. This is what the core pays for
// durability: nothing is kept of the record, and nothing is made for the garbage collector.
import { recordSchemas, type RecordBody } from '../../journal/records.ts';
import { createWrite, isOptional } from '../../journal/field-writers.ts';
import { unreachable } from '../../kernel/assert.ts';
import { ByteWriter } from '../../kernel/byte-writer.ts';
import { makeFunction } from '../../kernel/made-function.ts';
import type { Rows, Schema } from '../../journal/fields.ts';
import type { CopyWriter } from '../store/copy-writer.ts';
import type { Dictionary } from './dictionary.ts';
import { tablesOfRecords, type RecordColumn, type RecordTable } from './record-columns.ts';
import { storedText } from '../store/texts.ts';

/** Writes a record of one type behind the rows of its table. */
export type WriteRow = (
  out: CopyWriter,
  fields: RecordBody,
  seq: number,
  atUs: number,
  run: number,
  dictionary: Dictionary,
) => void;

const listWriter = new ByteWriter();

/** A list of rows as canonical JSON, which escapes what a column could not hold. */
type ListText = (rows: readonly object[]) => string;

const createListText = (kind: Rows): ListText => {
  const writeOne = createWrite(kind.rows, null);
  return (rows) => {
    listWriter.used = 0;
    for (let index = 0; index < rows.length; index += 1) {
      listWriter.text(index === 0 ? '[' : ',');
      writeOne(listWriter, rows[index]!, 0, 0);
    }
    listWriter.text(rows.length === 0 ? '[]' : ']');
    return listWriter.bytes.toString('utf8', 0, listWriter.used);
  };
};

const statementOf = ({ kind }: RecordColumn, value: string, list: number): string => {
  switch (kind) {
    case 'seq':
    case 'atUs':
      return `out.wide(${kind});`;
    case 'run':
      return 'out.narrow(run);';
    case 'whole':
      return `out.wide(${value});`;
    case 'micros':
      return `out.micros(${value});`;
    case 'word':
      return `out.narrow(dictionary.numberOf(${value}, seq));`;
    case 'text':
      return `out.text(${value}, storedText);`;
    case 'flag':
      return `out.flag(${value});`;
    case 'list':
      return `out.utf8(lists[${list}](${value}));`;
  }
};

// Each type has a function of its own, because one for all would meet records of every shape, and to read a field of a
// record of any shape costs ten times what it costs where the shape is known.
/** A function that writes the records of one table. */
export const createWriteRow = ({ type, columns }: RecordTable): WriteRow => {
  const lists: ListText[] = [];
  const statements = columns.map((column, index) => {
    if (column.kind === 'list') {
      const schema: Schema = recordSchemas[type];
      const kind = schema[column.field]!;
      lists.push(createListText((isOptional(kind) ? kind.optional : kind) as Rows));
    }
    const value = `value${index}`;
    const write = statementOf(column, value, lists.length - 1);
    if (column.kind === 'seq' || column.kind === 'atUs' || column.kind === 'run') return write;
    const read = `const ${value} = fields[${JSON.stringify(column.field)}];`;
    return column.isOptional ? `${read} if (${value} === undefined) out.absent(); else ${write}` : `${read} ${write}`;
  });
  // The text is made of the schema's own names, quoted.
  const text = `out.row(${columns.length});\n${statements.join('\n')}`;
  return makeFunction<WriteRow>(
    `return (out, fields, seq, atUs, run, dictionary) => {\n${text}\n};`,
    { lists, storedText },
    () => createPlainWriteRow(columns, lists),
  );
};

/** The same function without code that is made from strings: what the made one must equal, and its stand-in. */
const createPlainWriteRow =
  (columns: readonly RecordColumn[], lists: readonly ListText[]): WriteRow =>
  (out, fields, seq, atUs, run, dictionary) => {
    out.row(columns.length);
    const whole = { ...fields, seq, atUs, run } as Readonly<Record<string, unknown>>;
    let list = 0;
    for (const { field, kind } of columns) {
      const value = whole[field];
      const listText = kind === 'list' ? lists[list++] : undefined;
      if (value === undefined) out.absent();
      else if (listText !== undefined) out.utf8(listText(value as readonly object[]));
      else putColumn(out, kind, value, seq, dictionary);
    }
  };

const putColumn = (
  out: CopyWriter,
  kind: RecordColumn['kind'],
  value: unknown,
  seq: number,
  dictionary: Dictionary,
) => {
  switch (kind) {
    case 'seq':
    case 'atUs':
    case 'whole':
      return out.wide(value as number);
    case 'run':
      return out.narrow(value as number);
    case 'micros':
      return out.micros(value as bigint);
    case 'word':
      return out.narrow(dictionary.numberOf(value as string, seq));
    case 'text':
      return out.text(value as string, storedText);
    case 'flag':
      return out.flag(value as boolean);
    case 'list':
      return unreachable(kind as never);
  }
};

/** The writers of all tables, by the tables' numbers. */
export const rowWriters: readonly WriteRow[] = tablesOfRecords.map(createWriteRow);
