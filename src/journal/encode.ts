// The canonical encoding: one JSON line a record, keys sorted, micros as strings of digits, absent fields not
// written. Two records are equal exactly if their lines are.
import { ByteWriter } from '../kernel/byte-writer.ts';
import { createWrite, isOptional, type Write } from './field-writers.ts';
import type { FieldKind, Schema } from './fields.ts';
import { recordSchemas, type JournalRecord, type RecordBody, type RecordType } from './records.ts';

const writes = Object.fromEntries(
  Object.entries(recordSchemas).map(([type, schema]) => [type, createWrite(schema, type)]),
) as Record<RecordType, Write>;

/** Writes the canonical line of a record at its place, without a line break. */
export const writeRecord = (writer: ByteWriter, body: RecordBody, seq: number, atUs: number): void =>
  writes[body.type](writer, body, seq, atUs);

const ownWriter = new ByteWriter();

/** The canonical line of a record at its place, without a line break. */
export const encodeRecord = (body: RecordBody, seq: number, atUs: number): string => {
  ownWriter.used = 0;
  writeRecord(ownWriter, body, seq, atUs);
  return ownWriter.bytes.toString('utf8', 0, ownWriter.used);
};

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
