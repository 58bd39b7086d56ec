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
  const encodeRow = objectEncoder(kind.rows);
  return (value) => `[${(value as readonly Readonly<Record<string, unknown>>[]).map(encodeRow).join(',')}]`;
};

type EncodeObject = (value: Readonly<Record<string, unknown>>) => string;

/** An encoder of flat objects of a schema, with its keys sorted once. */
const objectEncoder = (schema: Schema): EncodeObject => {
  const fields = Object.entries(schema)
    .toSorted(([left], [right]) => (left < right ? -1 : 1))
    .map(([name, kind]) => ({
      name,
      prefix: `${JSON.stringify(name)}:`,
      isRequired: !isOptional(kind),
      encode: encoderOf(isOptional(kind) ? kind.optional : kind),
    }));
  return (value) => {
    let text = '{';
    for (const { name, prefix, isRequired, encode } of fields) {
      const field = value[name];
      if (field === undefined && !isRequired) continue;
      text += text.length === 1 ? prefix + encode(field) : `,${prefix}${encode(field)}`;
    }
    return `${text}}`;
  };
};

/** An encoder of a record's own fields and its place, without a copy of either. */
const recordEncoder = (type: string, schema: Schema): ((body: RecordBody, seq: number, atUs: number) => string) => {
  const typeText = `"type":${JSON.stringify(type)}`;
  const names = [...Object.keys(schema), 'atUs', 'seq', 'type'].toSorted();
  const parts = names.map((name) => {
    const kind = schema[name];
    if (kind === undefined)
      return { name, prefix: name === 'type' ? typeText : `"${name}":`, isRequired: true, encode: null };
    return {
      name,
      prefix: `${JSON.stringify(name)}:`,
      isRequired: !isOptional(kind),
      encode: encoderOf(isOptional(kind) ? kind.optional : kind),
    };
  });
  return (body, seq, atUs) => {
    let text = '{';
    for (const { name, prefix, isRequired, encode } of parts) {
      if (encode === null) {
        const place = name === 'type' ? '' : String(name === 'seq' ? seq : atUs);
        text += text.length === 1 ? prefix + place : `,${prefix}${place}`;
        continue;
      }
      const field = (body as unknown as Readonly<Record<string, unknown>>)[name];
      if (field === undefined && !isRequired) continue;
      text += text.length === 1 ? prefix + encode(field) : `,${prefix}${encode(field)}`;
    }
    return `${text}}`;
  };
};

const encoders = Object.fromEntries(
  Object.entries(recordSchemas).map(([type, schema]) => [type, recordEncoder(type, schema)]),
) as Record<RecordType, ReturnType<typeof recordEncoder>>;

/** The canonical line of a record at its place, without a line break. */
export const encodeRecord = (body: RecordBody, seq: number, atUs: number): string =>
  encoders[body.type](body, seq, atUs);

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
