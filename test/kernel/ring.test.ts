import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AssertionFailed } from '../../src/kernel/assert.ts';
import { Ring } from '../../src/kernel/ring.ts';

describe('Ring', () => {
  test('is a first-in, first-out queue at every capacity, and refuses to hold more', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9 }),
        fc.array(fc.boolean(), { maxLength: 50, size: 'max' }),
        (capacity, steps) => {
          const ring = new Ring<number>(capacity);
          const twin: number[] = [];
          steps.forEach((isPush, index) => {
            if (!isPush) expect(ring.take()).toBe(twin.shift());
            else if (twin.length === capacity) expect(() => ring.push(index)).toThrow(AssertionFailed);
            else {
              ring.push(index);
              twin.push(index);
            }
            expect(ring.size).toBe(twin.length);
            expect(ring.peek()).toBe(twin[0]);
            expect(ring.toArray()).toEqual(twin);
          });
        },
      ),
    );
  });

  test('refuses a capacity that is not a positive integer within its bound', () => {
    for (const capacity of [0, -1, 1.5, Number.NaN, 2 ** 24 + 1]) {
      expect(() => new Ring(capacity)).toThrow(AssertionFailed);
    }
  });
});
