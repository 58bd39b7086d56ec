// Plain data comes out of its columns as it went in: any data at all, and rows that are alike in every respect.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromColumns, toColumns } from '../../../src/persistence/checkpoints/columns.ts';

const anyLeaf = fc.oneof(
  fc.constantFrom(
    null,
    undefined,
    true,
    false,
    Number.NaN,
    -0,
    2 ** 31,
    -(2 ** 31),
    2n ** 63n,
    -(2n ** 63n),
    '',
    {},
    [],
  ),
  fc.integer(),
  fc.double(),
  fc.bigInt(),
  fc.string({ maxLength: 3 }),
);

/** Rows of a few shapes, some of whose fields never change, and which hold rows themselves. */
const anyRows = fc
  .uniqueArray(fc.constantFrom('id', 'qty', '__proto__', '1', 'legs', 'kind'), { minLength: 1 })
  .chain((keys) =>
    fc.array(
      fc.oneof(
        { weight: 5, arbitrary: rowOf(keys) },
        { weight: 1, arbitrary: rowOf(keys.slice(1)) },
        { weight: 1, arbitrary: anyLeaf },
      ),
      { maxLength: 12 },
    ),
  );

const rowOf = (keys: readonly string[]) =>
  fc
    .tuple(
      ...keys.map((_, index) => {
        if (index % 3 === 0) return fc.constant('the same');
        return index % 3 === 1 ? fc.oneof(fc.integer(), fc.bigInt(), fc.constant(null)) : fc.array(anyLeaf);
      }),
    )
    .map((values) => Object.fromEntries(keys.map((key, index) => [key, values[index]])));

describe('columns', () => {
  it('give back what they were made of, to the last bit', () => {
    fc.assert(
      fc.property(fc.record({ live: anyRows, records: fc.array(anyRows, { maxLength: 3 }), one: anyLeaf }), (data) => {
        expect(fromColumns(toColumns(data))).toStrictEqual(data);
      }),
      { numRuns: 500 },
    );
  });

  it('share no object between two places, so that what changes in the one is not seen in the other', () => {
    const shared = { timers: { ack: null }, trades: [] as string[] };
    const [left, right] = fromColumns(toColumns([shared, shared])) as [typeof shared, typeof shared];
    left.trades.push('1');
    expect(left.timers).not.toBe(right.timers);
    expect(right).toStrictEqual({ timers: { ack: null }, trades: [] });
  });

  it('take objects of very many keys, and rows of very many shapes, as they are', () => {
    const wide = Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`key${index}`, index]));
    const shapes = Array.from({ length: 200 }, (_, index) => ({ [`key${index}`]: index }));
    const data = { wide: [wide, { ...wide, key7: 'other' }], shapes };
    expect(fromColumns(toColumns(data))).toStrictEqual(data);
  });

  it('hold a text once, however often it stands in the data', () => {
    const rows = Array.from({ length: 100 }, (_, index) => ({
      order: `order ${index % 10}`,
      of: `order ${index % 10}`,
    }));
    expect(toColumns(rows).texts).toHaveLength(10);
  });
});
