// Goal: numbers of unlike scales that behave as the decimals they stand for. Method: each operation
// against decimal.js over all values and all scales, and every refusal by name.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { INT64_MAX, INT64_MIN, MICROS_DECIMALS } from '../../src/money/micros.ts';
import { SCALE_MAX } from '../../src/money/scale.ts';
import type { ResultScale, Scaled } from '../../src/money/scaled.ts';
import {
  addScaled,
  compareScaled,
  divideScaled,
  microsOfScaled,
  multiplyScaled,
  rescale,
  scaledOf,
  scaledOfMicros,
  subtractScaled,
} from '../../src/money/scaled.ts';
import { anyInt64, anyRounding, exactOf, expectInt64, expectMoneyError, wholeAt } from './oracle.ts';

const anyScale = fc.integer({ min: 0, max: SCALE_MAX });
const anyResult: fc.Arbitrary<ResultScale> = fc.record({ scale: anyScale, rounding: anyRounding });

// Small values among them, or most results would leave 64 bits.
const anyScaled: fc.Arbitrary<Scaled> = fc.record({
  value: fc.oneof(anyInt64, fc.bigInt({ min: -1_000n, max: 1_000n })),
  scale: anyScale,
});

const decimalOf = ({ value, scale }: Scaled): ReturnType<typeof exactOf> => exactOf(value, scale);

// The value of a result whose scale must be this one.
const valueAtScale = (scale: number, work: () => Scaled) => (): bigint => {
  const result = work();
  expect(result.scale).toBe(scale);
  return result.value;
};

describe('addScaled and subtractScaled', () => {
  it('are exact at the larger scale, or refuse what leaves 64 bits', () => {
    fc.assert(
      fc.property(anyScaled, anyScaled, (left, right) => {
        const scale = Math.max(left.scale, right.scale);
        const sum = decimalOf(left).plus(decimalOf(right));
        const difference = decimalOf(left).minus(decimalOf(right));
        expectInt64(
          valueAtScale(scale, () => addScaled(left, right)),
          wholeAt(sum, scale, 'floor'),
        );
        expectInt64(
          valueAtScale(scale, () => subtractScaled(left, right)),
          wholeAt(difference, scale, 'floor'),
        );
      }),
      { numRuns: 500 },
    );
  });
});

describe('multiplyScaled', () => {
  it('is exact at the sum of the scales, where that is 18 at most', () => {
    const anyHalfScale = fc.integer({ min: 0, max: SCALE_MAX / 2 });
    fc.assert(
      fc.property(anyScaled, anyScaled, anyHalfScale, anyHalfScale, (a, b, leftScale, rightScale) => {
        const left = { ...a, scale: leftScale };
        const right = { ...b, scale: rightScale };
        const scale = leftScale + rightScale;
        const product = decimalOf(left).times(decimalOf(right));
        expectInt64(
          valueAtScale(scale, () => multiplyScaled(left, right)),
          wholeAt(product, scale, 'floor'),
        );
      }),
      { numRuns: 500 },
    );
  });

  it('rounds once to the scale that is asked for, whatever the scales of the operands', () => {
    fc.assert(
      fc.property(anyScaled, anyScaled, anyResult, (left, right, result) => {
        const product = decimalOf(left).times(decimalOf(right));
        const work = valueAtScale(result.scale, () => multiplyScaled(left, right, result));
        expectInt64(work, wholeAt(product, result.scale, result.rounding));
      }),
      { numRuns: 1_000 },
    );
  });

  it('refuses an exact product of more than 18 decimals, and gives one of 18', () => {
    const left = scaledOf(3n, 10);
    expect(multiplyScaled(left, scaledOf(2n, 8))).toEqual({ value: 6n, scale: 18 });
    expectMoneyError(
      () => multiplyScaled(left, scaledOf(2n, 9)),
      'scaleOutOfRange',
      'ScaleOutOfRange',
      'The scale of the exact product, where no result scale is given, is 19, ' +
        'but it must be a whole number from 0 to 18.',
    );
  });
});

describe('divideScaled', () => {
  it('rounds once to the scale that is asked for, for every rounding and sign', () => {
    fc.assert(
      fc.property(anyScaled, anyScaled, anyResult, (left, right, result) => {
        fc.pre(right.value !== 0n);
        const quotient = decimalOf(left).div(decimalOf(right));
        const work = valueAtScale(result.scale, () => divideScaled(left, right, result));
        expectInt64(work, wholeAt(quotient, result.scale, result.rounding));
      }),
      { numRuns: 1_000 },
    );
  });

  it('refuses a zero divisor of any scale by name', () => {
    expectMoneyError(
      () => divideScaled(scaledOf(5n, 2), scaledOf(0n, 4), { scale: 2, rounding: 'floor' }),
      'divisionByZero',
      'DivisionByZero',
      '50000 cannot be divided by 0: the divisor must be another number.',
    );
  });
});

describe('compareScaled', () => {
  it('orders as decimal.js orders, and two spellings of one number are equal', () => {
    fc.assert(
      fc.property(anyScaled, anyScaled, (left, right) => {
        expect(compareScaled(left, right)).toBe(decimalOf(left).comparedTo(decimalOf(right)));
      }),
      { numRuns: 500 },
    );
    fc.assert(
      fc.property(fc.bigInt({ min: -9n, max: 9n }), anyScale, (value, scale) => {
        expect(compareScaled(scaledOf(value, 0), scaledOf(value * 10n ** BigInt(scale), scale))).toBe(0);
      }),
    );
  });

  it('sorts', () => {
    const sorted = [scaledOf(-1n, 0), scaledOf(-99n, 2), scaledOf(0n, 18), scaledOf(5n, 1), scaledOf(51n, 2)];
    expect(sorted.toReversed().toSorted(compareScaled)).toEqual(sorted);
  });
});

describe('rescale', () => {
  it('is decimal.js’s rounding at the new scale', () => {
    fc.assert(
      fc.property(anyScaled, anyResult, (number, result) => {
        const work = valueAtScale(result.scale, () => rescale(number, result));
        expectInt64(work, wholeAt(decimalOf(number), result.scale, result.rounding));
      }),
      { numRuns: 500 },
    );
  });

  it('loses nothing on the way to a larger scale and back', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -9n, max: 9n }), anyScale, anyScale, anyRounding, (value, a, b, rounding) => {
        const number = scaledOf(value, Math.min(a, b));
        const wider = rescale(number, { scale: Math.max(a, b), rounding });
        expect(compareScaled(wider, number)).toBe(0);
        expect(rescale(wider, { scale: number.scale, rounding })).toEqual(number);
      }),
    );
  });
});

describe('scaledOfMicros and microsOfScaled', () => {
  it('are each other’s inverse, and microsOfScaled rounds what has more decimals', () => {
    fc.assert(
      fc.property(anyInt64, anyScaled, anyRounding, (micros, number, rounding) => {
        expect(scaledOfMicros(micros)).toEqual({ value: micros, scale: MICROS_DECIMALS });
        expect(microsOfScaled(scaledOfMicros(micros), rounding)).toBe(micros);
        const expected = wholeAt(decimalOf(number), MICROS_DECIMALS, rounding);
        expectInt64(() => microsOfScaled(number, rounding), expected);
      }),
    );
  });
});

describe('every operation', () => {
  const one: Scaled = { value: 1n, scale: 0 };
  const result: ResultScale = { scale: 2, rounding: 'floor' };

  // Each operation with this operand in each place where it takes one.
  const callsWith = (bad: Scaled): (() => unknown)[] => [
    () => scaledOf(bad.value, bad.scale),
    () => addScaled(bad, one),
    () => addScaled(one, bad),
    () => subtractScaled(bad, one),
    () => subtractScaled(one, bad),
    () => multiplyScaled(bad, one, result),
    () => multiplyScaled(one, bad, result),
    () => divideScaled(bad, one, result),
    () => divideScaled(one, bad, result),
    () => compareScaled(bad, one),
    () => compareScaled(one, bad),
    () => rescale(bad, result),
    () => microsOfScaled(bad, 'floor'),
  ];

  it('refuses an operand whose scale is not a whole number from 0 to 18', () => {
    for (const scale of [-1, 19, 0.5, Number.NaN, Number.NEGATIVE_INFINITY]) {
      for (const call of callsWith({ value: 1n, scale })) {
        const sentence = `The scale is ${scale}, but it must be a whole number from 0 to 18.`;
        expectMoneyError(call, 'scaleOutOfRange', 'ScaleOutOfRange', sentence);
      }
    }
  });

  it('refuses an operand beyond 64 bits', () => {
    for (const call of callsWith({ value: INT64_MAX + 1n, scale: 0 })) {
      expect(call).toThrow(expect.objectContaining({ name: 'MoneyOverflow' }));
    }
    for (const call of callsWith({ value: INT64_MIN - 1n, scale: 0 })) {
      expect(call).toThrow(expect.objectContaining({ name: 'MoneyUnderflow' }));
    }
  });

  it('refuses a result scale that is not a whole number from 0 to 18', () => {
    for (const scale of [-1, 19, 0.5, Number.NaN]) {
      const bad: ResultScale = { scale, rounding: 'floor' };
      const calls = [() => multiplyScaled(one, one, bad), () => divideScaled(one, one, bad), () => rescale(one, bad)];
      for (const call of calls) {
        const sentence = `The result scale is ${scale}, but it must be a whole number from 0 to 18.`;
        expectMoneyError(call, 'scaleOutOfRange', 'ScaleOutOfRange', sentence);
      }
    }
  });
});
