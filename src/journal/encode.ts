// The canonical encoding: one JSON line a record, keys sorted, micros as strings of digits, absent fields not
// written. Two records are equal exactly if their lines are.
import type { FieldKind, Optional, Schema } from './fields.ts';
import { recordSchemas, type JournalRecord, type RecordBody, type RecordType } from './records.ts';

type Encode = (value: unknown) => string;

// Nearly all text in a journal is plain: names, statuses, ids.
const plain = /^[\w .:/+@#-]*$/;
const encodeText: Encode = (value) => (plain.test(value as string) ? `"${value as string}"` : JSON.stringify(value));
const encodeMicros: Encode = (value) => `"${(value as bigint).toString()}"`;
const encodeNumber: Encode = (value) => String(value);

const isOptional = (kind: FieldKind | Optional<FieldKind>): kind is Optional<FieldKind> =>
  typeof kind === 'object' && 'optional' in kind;

const encoderOf = (kind: FieldKind): Encode => {
  if (kind === 'text') return encodeText;
  if (kind === 'micros') return encodeMicros;
  if (kind === 'int' || kind === 'flag') return encodeNumber;
  const encodeRow = fieldsEncoder(kind.rows);
  return (value) => {
    const rows = value as readonly Readonly<Record<string, unknown>>[];
    return `[${rows.map((row) => encodeRow(row, 0, 0)).join(',')}]`;
  };
};

type EncodeFields = (fields: Readonly<Record<string, unknown>>, seq: number, atUs: number) => string;

/**
 * An encoder of a schema's fields, with its keys sorted once. With a type it is a record's: its place and type stand
 * among its own fields, without a copy of either.
 */
const fieldsEncoder = (schema: Schema, type?: string): EncodeFields => {
  const place = type === undefined ? [] : ['atUs', 'seq', 'type'];
  const parts = [...Object.keys(schema), ...place].toSorted().map((name) => {
    const kind = schema[name];
    const key = `${JSON.stringify(name)}:`;
    if (kind === undefined) {
      const prefix = name === 'type' ? key + JSON.stringify(type) : key;
      return { name, prefix, isRequired: true, encode: null };
    }
    const encode = encoderOf(isOptional(kind) ? kind.optional : kind);
    return { name, prefix: key, isRequired: !isOptional(kind), encode };
  });
  return (fields, seq, atUs) => {
    let text = '{';
    for (const { name, prefix, isRequired, encode } of parts) {
      const field = fields[name];
      if (field === undefined && !isRequired) continue;
      text += text.length === 1 ? prefix : `,${prefix}`;
      if (encode !== null) text += encode(field);
      else if (name !== 'type') text += String(name === 'seq' ? seq : atUs);
    }
    return `${text}}`;
  };
};

const encoders = Object.fromEntries(
  Object.entries(recordSchemas).map(([type, schema]) => [type, fieldsEncoder(schema, type)]),
) as Record<RecordType, EncodeFields>;

/** The canonical line of a record at its place, without a line break. */
export const encodeRecord = (body: RecordBody, seq: number, atUs: number): string =>
  encoders[body.type](body as unknown as Readonly<Record<string, unknown>>, seq, atUs);

const decodeField = (kind: FieldKind, value: unknown): unknown => {
  if (kind === 'micros') return BigInt(value as string);
  if (typeof kind !== 'object') return value;
  return (value as readonly Record<string, unknown>[]).map((row) =>
    Object.fromEntries(
      Object.entries(row).map(([name, field]) => [name, decodeField(kind.rows[name] ?? 'text', field)]),
    ),
  );
};

/** The record of a canonical line. Throws a SyntaxError if the line is none. */
export const decodeRecord = (line: string): JournalRecord => {
  const parsed = JSON.parse(line) as Record<string, unknown>;
  const schema: Schema | undefined = recordSchemas[parsed['type'] as RecordType];
  if (schema === undefined) throw new SyntaxError(`a journal has no record of the type '${String(parsed['type'])}'`);
  const fields = Object.entries(parsed).map(([name, value]) => {
    const kind = schema[name];
    return [name, kind === undefined ? value : decodeField(isOptional(kind) ? kind.optional : kind, value)];
  });
  return Object.fromEntries(fields) as JournalRecord;
};
