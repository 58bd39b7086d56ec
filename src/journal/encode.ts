// The canonical encoding: one JSON line a record, keys sorted, micros as strings of digits, absent fields not
// written. Two records are equal exactly if their lines are.
import { ByteWriter } from '../kernel/byte-writer.ts';
import { isOptional } from './field-writers.ts';
import type { FieldKind, Schema } from './fields.ts';
import { upgraded } from './format-1.ts';
import { recordSchemas, type JournalRecord, type RecordBody } from './records.ts';
import { writeRecord } from './write-record.ts';

const ownWriter = new ByteWriter();

/** The canonical line of a record at its place, without a line break. */
export const encodeRecord = (body: RecordBody, seq: number, atUs: number): string => {
  ownWriter.used = 0;
  writeRecord(ownWriter, body, seq, atUs);
  return ownWriter.bytes.toString('utf8', 0, ownWriter.used);
};

type Parsed = Record<string, unknown>;

/** Which fields of a record stand in a line as digits, and which as rows of such. */
const decodings = Object.fromEntries(
  Object.entries(recordSchemas).map(([type, schema]) => {
    const kinds = Object.entries<Schema[string]>(schema).map(([name, kind]): readonly [string, FieldKind] => [
      name,
      isOptional(kind) ? kind.optional : kind,
    ]);
    const micros = kinds.filter(([, kind]) => kind === 'micros').map(([name]) => name);
    const rows = kinds.flatMap(([name, kind]): readonly (readonly [string, readonly string[]])[] =>
      typeof kind === 'object' ? [[name, Object.keys(kind.rows).filter((field) => kind.rows[field] === 'micros')]] : [],
    );
    return [type, { micros, rows }];
  }),
) as Partial<
  Record<
    string,
    { readonly micros: readonly string[]; readonly rows: readonly (readonly [string, readonly string[]])[] }
  >
>;

// What was parsed has no other owner: it is changed in place, which is three times as fast as a copy.
const toBigint = (parsed: Parsed, names: readonly string[]): void => {
  for (let index = 0; index < names.length; index += 1) {
    const name = names[index]!;
    const digits = parsed[name];
    if (digits !== undefined) parsed[name] = BigInt(digits as string);
  }
};

/** The record of a canonical line, of either format, as one of format 2. Throws a SyntaxError if the line is none. */
export const decodeRecord = (line: string): JournalRecord => {
  const parsed = JSON.parse(line) as Parsed;
  const type = String(parsed['type']);
  const decoding = Object.hasOwn(decodings, type) ? decodings[type] : undefined;
  if (decoding === undefined) throw new SyntaxError(`a journal has no record of the type '${type}'`);
  toBigint(parsed, decoding.micros);
  for (const [name, micros] of decoding.rows)
    for (const row of (parsed[name] ?? []) as readonly Parsed[]) toBigint(row, micros);
  return upgraded(parsed);
};
