// What each column of a record's table holds, from the two that know it: the record's schema and the table.
import { getTableColumns, getTableName } from 'drizzle-orm';
import { recordTables } from '../../../drizzle/record-tables.ts';
import { assert } from '../../kernel/assert.ts';
import type { FieldKind, Optional, Schema } from '../../journal/fields.ts';
import { formerFields, newFields } from '../../journal/format-1.ts';
import { recordSchemas, type RecordType } from '../../journal/records.ts';
import { columnsMax } from '../store/copy-writer.ts';

/** How a column holds its field: the place of the record, or one of the kinds of `drizzle/columns.ts`. */
export type ColumnKind = 'seq' | 'atUs' | 'run' | 'whole' | 'micros' | 'word' | 'text' | 'flag' | 'list';

/** A column of a record's table. */
export interface RecordColumn {
  /** The field of the record, and the key of the table in the schema. */
  readonly field: string;
  /** Its name in the database. */
  readonly name: string;
  readonly kind: ColumnKind;
  readonly isOptional: boolean;
}

/** A table of records. */
export interface RecordTable {
  readonly type: RecordType;
  readonly name: string;
  /** In the order in which they are written. */
  readonly columns: readonly RecordColumn[];
  /** What rows of format 1 have besides: read, and never written. */
  readonly former: readonly RecordColumn[];
}

const kindByPlace: Readonly<Record<string, ColumnKind>> = { seq: 'seq', atUs: 'atUs', run: 'run' };

const kindOf = (kind: FieldKind, sqlType: string): ColumnKind | null => {
  if (typeof kind === 'object') return sqlType === 'json' ? 'list' : null;
  if (kind === 'int') return sqlType === 'bigint' ? 'whole' : null;
  if (kind === 'micros') return sqlType === 'bigint' ? 'micros' : null;
  if (kind === 'flag') return sqlType === 'boolean' ? 'flag' : null;
  if (sqlType === 'integer') return 'word';
  return sqlType === 'text' ? 'text' : null;
};

const plainKind = (kind: FieldKind | Optional<FieldKind>): FieldKind =>
  typeof kind === 'object' && 'optional' in kind ? kind.optional : kind;

const tableOf = (type: RecordType): RecordTable => {
  const schema: Schema = recordSchemas[type];
  const former: Schema = formerFields[type] ?? {};
  const lacked = newFields[type] ?? [];
  const table = recordTables[type];
  const every = Object.entries(getTableColumns(table)).map(([field, column]): RecordColumn => {
    const place = kindByPlace[field];
    const given = schema[field] ?? former[field];
    const kind = place ?? (given === undefined ? null : kindOf(plainKind(given), column.getSQLType()));
    assert(kind !== null, () => `the column ${getTableName(table)}.${field} cannot hold a field of '${type}'`);
    return { field, name: column.name, kind, isOptional: !column.notNull };
  });
  const columns = every.filter(({ field }) => former[field] === undefined);
  const byField = new Map(every.map((column) => [column.field, column]));
  for (const [field, kind] of Object.entries({ ...schema, ...former })) {
    const column = byField.get(field);
    assert(column !== undefined, () => `the table ${getTableName(table)} has no column for '${type}'.${field}`);
    // What one of the two formats lacks, its rows lack.
    const isOptional = typeof kind === 'object' && 'optional' in kind;
    const mayLack = isOptional || former[field] !== undefined || lacked.includes(field);
    assert(column.isOptional === mayLack, () => `'${type}'.${field} may be absent in one of record and table only`);
  }
  assert(columns.length <= columnsMax, () => `the table ${getTableName(table)} has too many columns`);
  return { type, name: getTableName(table), columns, former: every.filter((column) => !columns.includes(column)) };
};

/** The tables of records, in the order in which a flush writes them. */
export const tablesOfRecords: readonly RecordTable[] = (Object.keys(recordSchemas) as RecordType[]).map(tableOf);

/** The number of a type's table in that order. */
export const tableNumbers: Readonly<Record<RecordType, number>> = Object.fromEntries(
  tablesOfRecords.map(({ type }, number) => [type, number]),
) as Record<RecordType, number>;
