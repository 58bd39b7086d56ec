// Goal: micros that are exact, or rounded as told, or refused; never wrapped. Method: each function
// against decimal.js over all 64-bit integers, with the bounds on both sides.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  absMicros,
  addMicros,
  checkedMicros,
  divideMicros,
  INT64_MAX,
  INT64_MIN,
  maxMicros,
  MICROS_DECIMALS,
  MICROS_PER_UNIT,
  minMicros,
  mulDiv,
  multiplyMicros,
  subtractMicros,
} from '../../src/money/micros.ts';
import {
  anyInt64,
  anyRounding,
  exactOf,
  expectInt64,
  expectMoneyError,
  INT64_MAX_TEXT,
  INT64_MIN_TEXT,
  wholeAt,
} from './oracle.ts';

const anyDivisor = anyInt64.filter((value) => value !== 0n);

// Prices and quantities of every day, whose products fit: most pairs of int64 overflow.
const anyAmount = fc.oneof(anyInt64, fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }));

describe('the bounds', () => {
  it('are those of a signed 64-bit integer, and a unit is a million micros', () => {
    expect(INT64_MAX.toString()).toBe(INT64_MAX_TEXT);
    expect(INT64_MIN.toString()).toBe(INT64_MIN_TEXT);
    expect(MICROS_PER_UNIT).toBe(10n ** BigInt(MICROS_DECIMALS));
    expect(MICROS_PER_UNIT).toBe(1_000_000n);
  });

  it('let every 64-bit integer pass unchanged, and nothing else', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(2n ** 66n), max: 2n ** 66n }), (value) => {
        expectInt64(() => checkedMicros(value), value);
      }),
    );
    expect(checkedMicros(INT64_MAX)).toBe(INT64_MAX);
    expect(checkedMicros(INT64_MIN)).toBe(INT64_MIN);
  });

  it('are overstepped with a named error and a sentence', () => {
    expectMoneyError(
      () => checkedMicros(INT64_MAX + 1n),
      'overflow',
      'MoneyOverflow',
      '9223372036854775808 is too large: it must be at most 9223372036854775807 to fit 64 bits.',
    );
    expectMoneyError(
      () => checkedMicros(INT64_MIN - 1n),
      'underflow',
      'MoneyUnderflow',
      '-9223372036854775809 is too small: it must be at least -9223372036854775808 to fit 64 bits.',
    );
  });
});

describe('addMicros and subtractMicros', () => {
  it('are exact, or refuse what leaves 64 bits', () => {
    fc.assert(
      fc.property(anyInt64, anyInt64, (left, right) => {
        const sum = wholeAt(exactOf(left).plus(exactOf(right)), 0, 'floor');
        const difference = wholeAt(exactOf(left).minus(exactOf(right)), 0, 'floor');
        expectInt64(() => addMicros(left, right), sum);
        expectInt64(() => subtractMicros(left, right), difference);
      }),
    );
  });
});

describe('multiplyMicros', () => {
  it('brings price × quantity back from 10^-12 to 10^-6 as decimal.js does, for every rounding and sign', () => {
    fc.assert(
      fc.property(anyAmount, anyAmount, anyRounding, (price, quantity, rounding) => {
        const exact = exactOf(price, MICROS_DECIMALS).times(exactOf(quantity, MICROS_DECIMALS));
        expectInt64(() => multiplyMicros(price, quantity, rounding), wholeAt(exact, MICROS_DECIMALS, rounding));
      }),
      { numRuns: 1_000 },
    );
  });

  it('keeps a quantity at the price of a certain outcome', () => {
    fc.assert(
      fc.property(anyInt64, anyRounding, (quantity, rounding) => {
        expect(multiplyMicros(MICROS_PER_UNIT, quantity, rounding)).toBe(quantity);
      }),
    );
  });

  it('refuses a product that leaves 64 bits only after it is rounded', () => {
    // 1.000001 × this is the largest integer of micros and 962316 millionths of one more.
    const quantity = 9_223_362_813_491_962_316n;
    expect(multiplyMicros(1_000_001n, quantity, 'floor')).toBe(INT64_MAX);
    expectInt64(() => multiplyMicros(1_000_001n, quantity, 'ceil'), INT64_MAX + 1n);
  });
});

describe('mulDiv and divideMicros', () => {
  it('round a × b / divisor once, at the end, as decimal.js does', () => {
    fc.assert(
      fc.property(anyAmount, anyAmount, anyDivisor, anyRounding, (a, b, divisor, rounding) => {
        const exact = exactOf(a).times(exactOf(b)).div(exactOf(divisor));
        expectInt64(() => mulDiv(a, b, divisor, rounding), wholeAt(exact, 0, rounding));
      }),
      { numRuns: 1_000 },
    );
  });

  it('divide micros by micros into micros as decimal.js does', () => {
    fc.assert(
      fc.property(anyAmount, anyDivisor, anyRounding, (left, right, rounding) => {
        const exact = exactOf(left, MICROS_DECIMALS).div(exactOf(right, MICROS_DECIMALS));
        expectInt64(() => divideMicros(left, right, rounding), wholeAt(exact, MICROS_DECIMALS, rounding));
      }),
      { numRuns: 1_000 },
    );
  });

  it('refuse a zero divisor by name', () => {
    const sentence = (numerator: string): string =>
      `${numerator} cannot be divided by 0: the divisor must be another number.`;
    expectMoneyError(() => mulDiv(2n, 3n, 0n, 'floor'), 'divisionByZero', 'DivisionByZero', sentence('6'));
    expectMoneyError(() => divideMicros(0n, 0n, 'ceil'), 'divisionByZero', 'DivisionByZero', sentence('0'));
  });
});

describe('minMicros, maxMicros and absMicros', () => {
  it('order as decimal.js orders', () => {
    fc.assert(
      fc.property(anyInt64, anyInt64, (left, right) => {
        const [smaller, larger] = exactOf(left).lessThan(exactOf(right)) ? [left, right] : [right, left];
        expect(minMicros(left, right)).toBe(smaller);
        expect(maxMicros(left, right)).toBe(larger);
      }),
    );
  });

  it('take the sign away, and refuse the one value that has no opposite', () => {
    fc.assert(
      fc.property(anyInt64, (value) => {
        expectInt64(() => absMicros(value), wholeAt(exactOf(value).abs(), 0, 'floor'));
      }),
    );
    expectInt64(() => absMicros(INT64_MIN), INT64_MAX + 1n);
  });
});
