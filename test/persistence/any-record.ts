// Any record of any type: what the schemas allow, far beyond what a run would write.
import fc from 'fast-check';
import type { FieldKind, Optional, Schema } from '../../src/journal/fields.ts';
import { recordSchemas, type RecordBody, type RecordType } from '../../src/journal/records.ts';

const words = ['polymarket', 'filled', 'FED:yes', '', 'wörd', '😀'];
const awkward = ['a"b', '"', '"quoted"', '\\', '\n', '\t', '\0', 'a\0b', '\ud800', '\udc00x', '\\N', '\\.', ' ', 'ÿ'];

const anyValue = (kind: FieldKind): fc.Arbitrary<unknown> => {
  if (kind === 'int') return fc.oneof(fc.maxSafeInteger(), fc.integer({ min: -3, max: 3 }));
  if (kind === 'micros')
    return fc.oneof(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), fc.bigInt({ min: -2n, max: 1_000_000n }));
  if (kind === 'text')
    return fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom(...awkward), fc.constantFrom(...words));
  if (kind === 'flag') return fc.boolean();
  return fc.array(anyFields(kind.rows), { maxLength: 3 });
};

const isOptional = (kind: FieldKind | Optional<FieldKind>): kind is Optional<FieldKind> =>
  typeof kind === 'object' && 'optional' in kind;

const anyFields = (schema: Schema): fc.Arbitrary<Record<string, unknown>> =>
  fc.record(
    Object.fromEntries(
      Object.entries(schema).map(([name, kind]) => [name, anyValue(isOptional(kind) ? kind.optional : kind)]),
    ),
    {
      requiredKeys: Object.entries(schema)
        .filter(([, kind]) => !isOptional(kind))
        .map(([name]) => name),
    },
  );

/** The types of records. */
export const recordTypes = Object.keys(recordSchemas) as readonly RecordType[];

/** A record of that type. */
export const anyRecordOf = (type: RecordType): fc.Arbitrary<RecordBody> =>
  anyFields(recordSchemas[type]).map((fields) => ({ ...fields, type }) as unknown as RecordBody);

/** A record of any type. */
export const anyRecord: fc.Arbitrary<RecordBody> = fc.constantFrom(...recordTypes).chain(anyRecordOf);
