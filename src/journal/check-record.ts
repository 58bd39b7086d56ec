// Whether something that was read has all that a record of its type has: whoever reads a journal after this may rely on
// its types. Knows the journal's schemas alone.
import type { FieldKind, Optional, Schema } from './fields.ts';
import { recordSchemas, type JournalRecord } from './records.ts';

const isOf = (kind: FieldKind, value: unknown): boolean => {
  switch (kind) {
    case 'int':
      return Number.isSafeInteger(value);
    case 'micros':
      return typeof value === 'bigint';
    case 'text':
      return typeof value === 'string';
    case 'flag':
      return typeof value === 'boolean';
    default:
      return (
        Array.isArray(value) &&
        value.every((row: unknown) => typeof row === 'object' && row !== null && hasAll(kind.rows, row))
      );
  }
};

const isOptional = (kind: FieldKind | Optional<FieldKind>): kind is Optional<FieldKind> =>
  typeof kind === 'object' && 'optional' in kind;

const hasAll = (schema: Schema, fields: object): boolean => {
  const values = new Map<string, unknown>(Object.entries(fields));
  return Object.entries(schema).every(([name, kind]) =>
    isOptional(kind) ? !values.has(name) || isOf(kind.optional, values.get(name)) : isOf(kind, values.get(name)),
  );
};

/** Whether a decoded record has its place and every field that its type must have, each of its kind. */
export const isWholeRecord = (record: JournalRecord): boolean =>
  Number.isSafeInteger(record.seq) &&
  Number.isSafeInteger(record.atUs) &&
  hasAll(recordSchemas[record.type] satisfies Schema, record);
