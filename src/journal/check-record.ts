// Whether something that was read has all that a record of its type has: readers of a journal behind this check may rely
// on its types. Knows the journal's schemas alone.
import type { FieldKind, Optional, Schema } from './fields.ts';
import { isOfItsFormat } from './format.ts';
import { recordSchemas, type JournalRecord } from './records.ts';

interface Check {
  readonly name: string;
  readonly kind: FieldKind;
  readonly isOptional: boolean;
  /** Of a list of rows, what each of them has. */
  readonly rows: readonly Check[];
}

const isOptional = (kind: FieldKind | Optional<FieldKind>): kind is Optional<FieldKind> =>
  typeof kind === 'object' && 'optional' in kind;

const checksOf = (schema: Schema): readonly Check[] =>
  Object.entries(schema).map(([name, declared]) => {
    const kind = isOptional(declared) ? declared.optional : declared;
    return { name, kind, isOptional: isOptional(declared), rows: typeof kind === 'object' ? checksOf(kind.rows) : [] };
  });

const checks = new Map(Object.entries(recordSchemas).map(([type, schema]) => [type, checksOf(schema)]));

const isOf = ({ kind, rows }: Check, value: unknown): boolean => {
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
        value.every((row: unknown) => typeof row === 'object' && row !== null && hasAll(rows, row))
      );
  }
};

const hasAll = (wanted: readonly Check[], fields: object): boolean => {
  for (let index = 0; index < wanted.length; index += 1) {
    const check = wanted[index]!;
    const value = Object.hasOwn(fields, check.name) ? (fields as Record<string, unknown>)[check.name] : undefined;
    if (value === undefined ? !check.isOptional : !isOf(check, value)) return false;
  }
  return true;
};

/** Whether a decoded record has its place and every field that its type must have, each of its kind. */
export const isWholeRecord = (record: JournalRecord): boolean =>
  Number.isSafeInteger(record.seq) &&
  Number.isSafeInteger(record.atUs) &&
  hasAll(checks.get(record.type) ?? [], record) &&
  (record.type !== 'run.started' || isOfItsFormat(record));
