// Records from rows: the other direction of the row writers.
import type { FieldKind, Optional, Rows, Schema } from '../../journal/fields.ts';
import { formerFields, upgraded } from '../../journal/format-1.ts';
import { recordSchemas, type JournalRecord } from '../../journal/records.ts';
import type { Dictionary } from '../write/dictionary.ts';
import type { RecordTable } from '../write/record-columns.ts';
import { textOfStored } from '../store/texts.ts';

/** A row as the schema reads it: by fields, absent ones null. */
export type Row = Readonly<Record<string, unknown>>;

/** The kind of a list's rows. */
export const kindOfRows = (kind: FieldKind | Optional<FieldKind>): Rows =>
  (typeof kind === 'object' && 'optional' in kind ? kind.optional : kind) as Rows;

/** The rows of a list, from the JSON that a column holds. */
export const listOf = (value: unknown, { rows: kinds }: Rows): unknown =>
  (value as readonly Row[]).map((row) =>
    Object.fromEntries(
      Object.entries(row).map(([name, field]) => [name, kinds[name] === 'micros' ? BigInt(field as string) : field]),
    ),
  );

/** The record of a row of a table, at its place. */
export const recordOfRow = (table: RecordTable, row: Row, dictionary: Dictionary): JournalRecord => {
  const { type, columns, former } = table;
  const schema: Schema = { ...recordSchemas[type], ...formerFields[type] };
  const record: Record<string, unknown> = { type };
  for (const { field, kind } of [...columns, ...former]) {
    const value = row[field];
    if (kind === 'run' || value === null || value === undefined) continue;
    if (kind === 'word') record[field] = dictionary.textOf(value as number);
    else if (kind === 'text') record[field] = textOfStored(value as string);
    else if (kind === 'list') record[field] = listOf(value, kindOfRows(schema[field]!));
    else record[field] = value;
  }
  return upgraded(record);
};
