// The canonical encoding: a record is its line, and the line is the record.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeRecord, encodeRecord } from '../../src/journal/encode.ts';
import { createWrite } from '../../src/journal/field-writers.ts';
import type { FieldKind, Optional, Schema } from '../../src/journal/fields.ts';
import { recordSchemas, type RecordBody, type RecordType } from '../../src/journal/records.ts';
import { ByteWriter } from '../../src/kernel/byte-writer.ts';
import { withoutMadeCode } from '../kernel/without-made-code.ts';

const anyValue = (kind: FieldKind): fc.Arbitrary<unknown> => {
  if (kind === 'int') return fc.maxSafeInteger();
  if (kind === 'micros') return fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });
  if (kind === 'text') return fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('a"b', '\\', '\n', 'FED:yes'));
  if (kind === 'flag') return fc.boolean();
  return fc.array(anyFields(kind.rows), { maxLength: 3 });
};

const isOptional = (kind: FieldKind | Optional<FieldKind>): kind is Optional<FieldKind> =>
  typeof kind === 'object' && 'optional' in kind;

const anyFields = (schema: Schema): fc.Arbitrary<Record<string, unknown>> => {
  const required = Object.entries(schema).filter(([, kind]) => !isOptional(kind));
  return fc.record(
    Object.fromEntries(
      Object.entries(schema).map(([name, kind]) => [name, anyValue(isOptional(kind) ? kind.optional : kind)]),
    ),
    { requiredKeys: required.map(([name]) => name) },
  );
};

/** An order of format 1 has no account, and is written back as it was read: test/journal/formats/ has those. */
const isOfFormat2 = (body: RecordBody): boolean => body.type !== 'order.created' || body.account !== '';
const anyRecord = fc
  .constantFrom(...(Object.keys(recordSchemas) as RecordType[]))
  .chain((type) => anyFields(recordSchemas[type]).map((fields) => ({ ...fields, type }) as unknown as RecordBody))
  .filter(isOfFormat2);
const anyPlace = fc.tuple(fc.integer({ min: 1 }), fc.nat());

describe('the canonical encoding', () => {
  it('gives back every record from its line', () => {
    fc.assert(
      fc.property(anyRecord, anyPlace, (body, [seq, atUs]) => {
        expect(decodeRecord(encodeRecord(body, seq, atUs))).toEqual({ ...body, seq, atUs });
      }),
    );
  });

  it('is the same line where code may not be made from strings', () => {
    const writer = new ByteWriter();
    const writes = withoutMadeCode(() =>
      Object.fromEntries(Object.entries(recordSchemas).map(([type, schema]) => [type, createWrite(schema, type)])),
    );
    fc.assert(
      fc.property(anyRecord, anyPlace, (body, [seq, atUs]) => {
        writer.used = 0;
        writes[body.type]?.(writer, body, seq, atUs);
        expect(writer.bytes.toString('utf8', 0, writer.used)).toBe(encodeRecord(body, seq, atUs));
      }),
    );
  });

  it('is JSON with sorted keys on one line, whatever order the fields were given in', () => {
    fc.assert(
      fc.property(anyRecord, anyPlace, (body, [seq, atUs]) => {
        const line = encodeRecord(body, seq, atUs);
        const keys = Object.keys(JSON.parse(line) as object);
        expect(keys).toEqual(keys.toSorted());
        expect(line).not.toMatch(/[\n\r]/);
        const shuffled = Object.fromEntries(Object.entries(body).toReversed()) as unknown as RecordBody;
        expect(encodeRecord(shuffled, seq, atUs)).toBe(line);
      }),
    );
  });

  it('is what a naive encoder writes: the sorted fields of the record, micros as text', () => {
    const naive = (value: unknown): unknown => {
      if (typeof value === 'bigint') return value.toString();
      if (Array.isArray(value)) return value.map(naive);
      if (typeof value !== 'object' || value === null) return value;
      const present = Object.entries(value).filter(([, field]) => field !== undefined);
      return Object.fromEntries(
        present.toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([key, field]) => [key, naive(field)]),
      );
    };
    fc.assert(
      fc.property(anyRecord, anyPlace, (body, [seq, atUs]) => {
        expect(encodeRecord(body, seq, atUs)).toBe(JSON.stringify(naive({ ...body, seq, atUs })));
      }),
      { numRuns: 300 },
    );
  });

  it('writes a word the same way the first time, the next time, and after it has met too many to remember', () => {
    const lineOf = (name: string) => encodeRecord({ type: 'command.received', command: name }, 1, 0);
    const names = [
      'stop',
      'stöp',
      'st"op',
      'a'.repeat(65),
      ...Array.from({ length: 100 }, (_, index) => `word ${index}`),
    ];
    for (const name of [...names, ...names])
      expect(lineOf(name)).toBe(`{"atUs":0,"command":${JSON.stringify(name)},"seq":1,"type":"command.received"}`);
  });

  it('does not write a field that is undefined', () => {
    const cause = undefined;
    const body: RecordBody = { type: 'arbitrage.moved', arbitrage: 1, event: 'e', from: 'a', to: 'b', cause };
    expect(encodeRecord(body, 1, 0)).toBe(
      '{"arbitrage":1,"atUs":0,"event":"e","from":"a","seq":1,"to":"b","type":"arbitrage.moved"}',
    );
  });

  it('refuses a line of a type that no journal has', () => {
    expect(() => decodeRecord('{"type":"no.such"}')).toThrow(/no record of the type 'no.such'/);
    expect(() => decodeRecord('no JSON at all')).toThrow(SyntaxError);
  });
});
