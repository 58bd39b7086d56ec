// The oracle of the money tests: decimal.js, with so many digits that it is exact, or so near to it that
// no rounding can tell the difference. A quotient of two integers of at most 80 digits is either a
// multiple of a half or at least 10^-81 away from one; 400 digits see that.

import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import { expect } from 'vitest';
import type { MoneyErrorKind } from '../../src/money/errors.ts';
import { MoneyError, MoneyOverflow, MoneyUnderflow } from '../../src/money/errors.ts';
import type { Rounding } from '../../src/money/rounding.ts';

export const INT64_MAX_TEXT = '9223372036854775807';
export const INT64_MIN_TEXT = '-9223372036854775808';

export const ExactDecimal = Decimal.clone({ defaults: true, precision: 400, toExpNeg: -400, toExpPos: 400 });

const MODES: Record<Rounding, Decimal.Rounding> = { floor: 3, ceil: 2, halfEven: 6 };

/** A decimal as the whole number of its units of 10^-scale, by the oracle's own rounding. */
export const wholeAt = (exact: Decimal, scale: number, rounding: Rounding): bigint =>
  BigInt(exact.times(`1e${scale}`).toDecimalPlaces(0, MODES[rounding]).toFixed(0));

/** `value × 10^-scale`, exact. */
export const exactOf = (value: bigint, scale = 0): Decimal => new ExactDecimal(`${value}e-${scale}`);

/** What `work` must do where the exact result is `whole`: give it, or throw the error of its side of int64. */
export const expectInt64 = (work: () => bigint, whole: bigint): void => {
  if (whole > BigInt(INT64_MAX_TEXT)) expect(work).toThrow(MoneyOverflow);
  else if (whole < BigInt(INT64_MIN_TEXT)) expect(work).toThrow(MoneyUnderflow);
  else expect(work()).toBe(whole);
};

/** `work` throws a money error of this kind and name, told in exactly this sentence. */
export const expectMoneyError = (work: () => unknown, kind: MoneyErrorKind, name: string, message: string): void => {
  let thrown: unknown;
  try {
    work();
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toBeInstanceOf(MoneyError);
  expect(thrown).toBeInstanceOf(Error);
  expect(thrown).toMatchObject({ kind, name, message });
};

export const anyRounding: fc.Arbitrary<Rounding> = fc.constantFrom('floor', 'ceil', 'halfEven');

/** Any 64-bit integer: the small, the large and the bounds alike. */
export const anyInt64: fc.Arbitrary<bigint> = fc.oneof(
  fc.bigInt({ min: BigInt(INT64_MIN_TEXT), max: BigInt(INT64_MAX_TEXT) }),
  fc.bigInt({ min: -5_000_000n, max: 5_000_000n }),
  fc.constantFrom(BigInt(INT64_MIN_TEXT), BigInt(INT64_MAX_TEXT), -1n, 0n, 1n),
);
