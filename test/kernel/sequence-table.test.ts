// The table against a Map. Keys are neighbours, keys 2^32 apart, which share a cell, and keys at the upper end.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SequenceTable } from '../../src/kernel/sequence-table.ts';

const sequence = fc
  .tuple(fc.integer({ min: 1, max: 40 }), fc.constantFrom(0, 2 ** 32, 2 ** 33, 2 ** 40, 2 ** 53 - 64))
  .map(([offset, base]) => base + offset);

describe('SequenceTable', () => {
  test('answers like a Map however additions and removals are mixed', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.boolean(), sequence), { maxLength: 200, size: 'max' }), (steps) => {
        const table = new SequenceTable<string>();
        const twin = new Map<number, string>();
        for (const [isAddition, key] of steps) {
          expect(table.has(key)).toBe(twin.has(key));
          expect(table.get(key)).toBe(twin.get(key));
          if (!isAddition) {
            expect(table.take(key)).toBe(twin.get(key));
            twin.delete(key);
          } else if (!twin.has(key)) {
            table.add(key, `value ${key}`);
            twin.set(key, `value ${key}`);
          }
          expect(table.size).toBe(twin.size);
        }
        for (const [key, value] of twin) expect(table.take(key)).toBe(value);
        expect(table.size).toBe(0);
      }),
      { numRuns: 60 },
    );
  });

  test('keeps every value while it grows, and while a window of sequences moves through it', () => {
    const table = new SequenceTable<number>();
    for (let key = 1; key <= 9_000; key += 1) {
      table.add(key, -key);
      if (key % 3 === 0) expect(table.take(key / 3)).toBe(-key / 3);
    }
    expect(table.size).toBe(9_000 - 3_000);
    for (let key = 3_001; key <= 9_000; key += 1) expect(table.get(key)).toBe(-key);
  });

  test('holds nothing under what is not a sequence', () => {
    const table = new SequenceTable<string>();
    for (let key = 1; key <= 500; key += 1) table.add(key, 'value');
    for (const key of [0, -1, 0.5, Number.NaN, Infinity]) {
      expect(table.has(key)).toBe(false);
      expect(table.get(key)).toBeUndefined();
      expect(table.take(key)).toBeUndefined();
    }
    expect(table.size).toBe(500);
  });
});
