// Fixed-point numbers of any scale from 0 to 18, for what does not come in micros: a venue's cents or
// 18-decimal tokens, a rate, an exchange rate. Digits are lost only where a rounding is given.
//
// Every operand and result has a whole scale from 0 to 18 (`ScaleOutOfRange`) and a signed 64-bit value
// (`MoneyOverflow`, `MoneyUnderflow`).

import { checkedInt64 } from './int64.ts';
import { MICROS_DECIMALS } from './micros.ts';
import type { Micros } from './micros.ts';
import { divideWide } from './rounding.ts';
import type { Rounding } from './rounding.ts';
import { checkedScale, SCALE_MAX } from './scale.ts';

/** The number `value × 10^-scale`. */
export interface Scaled {
  readonly value: bigint;
  readonly scale: number;
}

/** How many decimals a result keeps, and where the digits behind them go. */
export interface ResultScale {
  readonly scale: number;
  readonly rounding: Rounding;
}

/** The number `value × 10^-scale`, checked. */
export const scaledOf = (value: bigint, scale: number): Scaled => ({
  value: checkedInt64(value),
  scale: checkedScale(scale),
});

/** `left + right`, exact, at the larger of the two scales. */
export const addScaled = (left: Scaled, right: Scaled): Scaled => {
  const scale = commonScale(left, right);
  return scaledOf(valueAt(left, scale) + valueAt(right, scale), scale);
};

/** `left - right`, exact, at the larger of the two scales. */
export const subtractScaled = (left: Scaled, right: Scaled): Scaled => {
  const scale = commonScale(left, right);
  return scaledOf(valueAt(left, scale) - valueAt(right, scale), scale);
};

/**
 * `left × right`. Without `result` it is exact, at the sum of the two scales, and throws
 * `ScaleOutOfRange` where that sum passes 18; with `result` it is rounded once, to that scale.
 */
export const multiplyScaled = (left: Scaled, right: Scaled, result?: ResultScale): Scaled => {
  assertScaled(left);
  assertScaled(right);
  const product = left.value * right.value;
  const scale = left.scale + right.scale;
  if (result !== undefined) return quotientAt(product, 1n, scale, result);
  checkedScale(scale, 'The scale of the exact product, where no result scale is given,');
  return scaledOf(product, scale);
};

/** `left / right`, rounded once, to the scale of `result`. Throws `DivisionByZero`. */
export const divideScaled = (left: Scaled, right: Scaled, result: ResultScale): Scaled => {
  assertScaled(left);
  assertScaled(right);
  return quotientAt(left.value, right.value, left.scale - right.scale, result);
};

/** Below, equal or above, as numbers: 1.50 and 1.5 are equal. In the form that `sort` wants. */
export const compareScaled = (left: Scaled, right: Scaled): -1 | 0 | 1 => {
  const scale = commonScale(left, right);
  const leftValue = valueAt(left, scale);
  const rightValue = valueAt(right, scale);
  if (leftValue === rightValue) return 0;
  return leftValue < rightValue ? -1 : 1;
};

/** The same number with other decimals: exact where there are more of them, rounded where there are fewer. */
export const rescale = (number: Scaled, result: ResultScale): Scaled => {
  assertScaled(number);
  return quotientAt(number.value, 1n, number.scale, result);
};

/** Micros as a number of scale 6. */
export const scaledOfMicros = (micros: Micros): Scaled => scaledOf(micros, MICROS_DECIMALS);

/** A number in micros, rounded where it has more than 6 decimals. */
export const microsOfScaled = (number: Scaled, rounding: Rounding): Micros =>
  rescale(number, { scale: MICROS_DECIMALS, rounding }).value;

const assertScaled = (number: Scaled): void => {
  checkedScale(number.scale);
  checkedInt64(number.value);
};

const commonScale = (left: Scaled, right: Scaled): number => {
  assertScaled(left);
  assertScaled(right);
  return Math.max(left.scale, right.scale);
};

// 10^0 to 10^36: two operands and a result are at most 36 decimals apart.
const POWERS_OF_TEN: readonly bigint[] = Array.from({ length: 2 * SCALE_MAX + 1 }, (_, power) => 10n ** BigInt(power));

const powerOfTen = (power: number): bigint => {
  const value = POWERS_OF_TEN[power];
  if (value === undefined) throw new RangeError(`The power of ten must be from 0 to ${2 * SCALE_MAX}, not ${power}.`);
  return value;
};

// Only ever to a larger scale, so that nothing is lost; unbounded, so that nothing overflows on the way.
const valueAt = (number: Scaled, scale: number): bigint => number.value * powerOfTen(scale - number.scale);

// numerator / denominator × 10^-scale, rounded once to the scale of the result.
const quotientAt = (numerator: bigint, denominator: bigint, scale: number, result: ResultScale): Scaled => {
  const shift = checkedScale(result.scale, 'The result scale') - scale;
  const value =
    shift >= 0
      ? divideWide(numerator * powerOfTen(shift), denominator, result.rounding)
      : divideWide(numerator, denominator * powerOfTen(-shift), result.rounding);
  return scaledOf(value, result.scale);
};
