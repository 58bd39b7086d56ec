// Goal: integer division that loses digits only where a rounding is named. Method: the same quotient from
// decimal.js, for every rounding and sign, with the exact middles asked for by name.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Rounding } from '../../src/money/rounding.ts';
import { divideRounded, divideWide } from '../../src/money/rounding.ts';
import { anyRounding, exactOf, expectMoneyError, wholeAt } from './oracle.ts';

const anyInteger = fc.oneof(fc.bigInt({ min: -(10n ** 40n), max: 10n ** 40n }), fc.bigInt({ min: -100n, max: 100n }));
const anyDivisor = anyInteger.filter((value) => value !== 0n);

describe.each([
  ['divideRounded', divideRounded],
  ['divideWide', divideWide],
])('%s', (_name, divide) => {
  it('gives the whole number that decimal.js gives, for every rounding and every sign', () => {
    fc.assert(
      fc.property(anyInteger, anyDivisor, anyRounding, (numerator, denominator, rounding) => {
        const exact = exactOf(numerator).div(exactOf(denominator));
        expect(divide(numerator, denominator, rounding)).toBe(wholeAt(exact, 0, rounding));
      }),
      { numRuns: 1_000 },
    );
  });

  it('sends an exact middle to the even neighbour, whatever the signs', () => {
    fc.assert(
      fc.property(anyInteger, anyDivisor, (below, half) => {
        // (2 × below + 1) × half / (2 × half) = below + 1/2
        const expected = below % 2n === 0n ? below : below + 1n;
        expect(divide((2n * below + 1n) * half, 2n * half, 'halfEven')).toBe(expected);
      }),
    );
  });

  it('sends what is one unit off the middle to the nearest, not to the even one', () => {
    fc.assert(
      fc.property(anyInteger, fc.bigInt({ min: 2n, max: 10n ** 30n }), (below, half) => {
        const middle = (2n * below + 1n) * half;
        expect(divide(middle - 1n, 2n * half, 'halfEven')).toBe(below);
        expect(divide(middle + 1n, 2n * half, 'halfEven')).toBe(below + 1n);
      }),
    );
  });

  it('changes nothing where nothing is lost', () => {
    fc.assert(
      fc.property(anyInteger, anyDivisor, anyRounding, (quotient, denominator, rounding) => {
        expect(divide(quotient * denominator, denominator, rounding)).toBe(quotient);
      }),
    );
  });

  it('brackets the exact quotient: floor and ceil are at most one apart, and halfEven is one of them', () => {
    fc.assert(
      fc.property(anyInteger, anyDivisor, (numerator, denominator) => {
        const floor = divide(numerator, denominator, 'floor');
        const ceil = divide(numerator, denominator, 'ceil');
        expect(ceil - floor).toBe(numerator % denominator === 0n ? 0n : 1n);
        expect([floor, ceil]).toContain(divide(numerator, denominator, 'halfEven'));
      }),
    );
  });

  it.each<[bigint, bigint, bigint, bigint, bigint]>([
    // numerator, denominator, floor, ceil, halfEven
    [7n, 2n, 3n, 4n, 4n],
    [-7n, 2n, -4n, -3n, -4n],
    [7n, -2n, -4n, -3n, -4n],
    [-7n, -2n, 3n, 4n, 4n],
    [5n, 2n, 2n, 3n, 2n],
    [-5n, 2n, -3n, -2n, -2n],
    [1n, 2n, 0n, 1n, 0n],
    [-1n, 2n, -1n, 0n, 0n],
    [-1n, 3n, -1n, 0n, 0n],
    [1n, -3n, -1n, 0n, 0n],
    [0n, -3n, 0n, 0n, 0n],
  ])('rounds %s / %s to %s, %s, %s', (numerator, denominator, floor, ceil, halfEven) => {
    expect(divide(numerator, denominator, 'floor')).toBe(floor);
    expect(divide(numerator, denominator, 'ceil')).toBe(ceil);
    expect(divide(numerator, denominator, 'halfEven')).toBe(halfEven);
  });

  it('refuses a zero divisor by name, for every rounding', () => {
    for (const rounding of ['floor', 'ceil', 'halfEven'] as const) {
      expectMoneyError(
        () => divide(-7n, 0n, rounding),
        'divisionByZero',
        'DivisionByZero',
        '-7 cannot be divided by 0: the divisor must be another number.',
      );
    }
  });

  it('refuses a rounding that untyped code made up', () => {
    expect(() => divide(7n, 2n, 'up' as unknown as Rounding)).toThrow(
      new TypeError("A rounding is 'floor', 'ceil' or 'halfEven', not 'up'."),
    );
  });
});
