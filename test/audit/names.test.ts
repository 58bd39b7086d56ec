// Goal: a name is held against the numbers that it is to be made of as if it had been made of them.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isMadeOf, numberIn } from '../../src/audit/names.ts';

const anyNumber = fc.oneof(fc.nat(30), fc.maxSafeNat());
const anyMark = fc.constantFrom('.', '.u', '');

describe('a name', () => {
  it('is made of two numbers and a mark where it is the same text, and nowhere else', () => {
    fc.assert(
      fc.property(anyNumber, anyMark, anyNumber, (number, mark, count) => {
        expect(isMadeOf(`${number}${mark}${count}`, number, mark, count)).toBe(true);
      }),
    );
    const anyName = fc.oneof(
      fc.string({ unit: fc.constantFrom('0', '1', '2', '.', 'u'), maxLength: 6 }),
      fc.tuple(fc.nat(30), anyMark, fc.nat(30)).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(anyName, fc.nat(30), anyMark, fc.nat(30), (name, number, mark, count) => {
        expect(isMadeOf(name, number, mark, count)).toBe(name === `${number}${mark}${count}`);
      }),
      { numRuns: 2_000 },
    );
  });

  it('holds the number that is written plainly in it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1 }), (number) => {
        expect(numberIn(`k-${number}`, 2, `k-${number}`.length)).toBe(number);
        expect(numberIn(`0${number}`, 0, `0${number}`.length)).toBe(0);
      }),
    );
  });
});
