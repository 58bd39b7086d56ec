// Where money meets text, and the rare formula with a fractional power. The only file that knows
// decimal.js: it costs tens of times what bigint costs, so nothing behind the edges uses it.

import { Decimal } from 'decimal.js';
import { MoneyOverflow, MoneyUnderflow, NotADecimal, TooPrecise } from './errors.ts';
import { INT64_MAX, INT64_MIN, MICROS_DECIMALS } from './micros.ts';
import type { Micros } from './micros.ts';
import { refuseRounding } from './rounding.ts';
import type { Rounding } from './rounding.ts';
import { checkedScale } from './scale.ts';

/**
 * decimal.js with 40 digits and no exponent in print between 10^-40 and 10^40. A constructor of its own:
 * settings made elsewhere on the shared one do not reach it.
 */
export const EdgeDecimal: Decimal.Constructor = Decimal.clone({
  defaults: true,
  precision: 40,
  toExpNeg: -40,
  toExpPos: 40,
});

/** How `printMicros` prints. */
export interface PrintOptions {
  /** Zeros are added up to this many decimals, 0 to 18; digits are never cut. Default 0. */
  readonly minDecimals?: number;
}

/** The exact decimal number of `value` micros, for any size. */
export const decimalOfMicros = (value: Micros): Decimal => new EdgeDecimal(`${value}e-${MICROS_DECIMALS}`);

const LARGEST = decimalOfMicros(INT64_MAX);
const SMALLEST = decimalOfMicros(INT64_MIN);

/**
 * A decimal in micros, rounded where it has more than 6 decimals. Throws `NotADecimal` for NaN and the
 * infinities, `MoneyOverflow` or `MoneyUnderflow` where the rounded number does not fit 64 bits.
 */
export const microsOfDecimal = (decimal: Decimal, rounding: Rounding): Micros => {
  if (!decimal.isFinite()) throw new NotADecimal(decimal.toString());
  const rounded = decimal.toDecimalPlaces(MICROS_DECIMALS, decimalRounding(rounding));
  // Checked before it is written out: 1e9000000 would be a text of nine million digits.
  if (rounded.greaterThan(LARGEST)) throw new MoneyOverflow(decimal.toString(), LARGEST.toString());
  if (rounded.lessThan(SMALLEST)) throw new MoneyUnderflow(decimal.toString(), SMALLEST.toString());
  return BigInt(rounded.toFixed(MICROS_DECIMALS).replace('.', ''));
};

// One spelling a number, but for zeros in front and behind, which FIX and the venues' feeds both write.
const PLAIN_DECIMAL = /^-?\d+(?:\.\d+)?$/;

/**
 * Reads a plain decimal number: digits, a minus sign where it is negative, a point between two digits
 * where it has decimals. `0.5`, `-1`, `007` and `0.5000000` are read; `.5`, `5.`, `+1`, `1e3`, `1,000`,
 * blanks, NaN and Infinity are `NotADecimal`, and so is whatever is not a text, a floating-point number
 * first of all. Digits after the sixth decimal that are not zeros are `TooPrecise`: nothing is rounded
 * silently. Beyond 64 bits it is `MoneyOverflow` or `MoneyUnderflow`.
 */
export const parseMicros = (text: string): Micros => {
  if (typeof text !== 'string' || !PLAIN_DECIMAL.test(text)) throw new NotADecimal(String(text));
  const decimal = new EdgeDecimal(text);
  if (decimal.decimalPlaces() > MICROS_DECIMALS) throw new TooPrecise(text, MICROS_DECIMALS);
  return microsOfDecimal(decimal, 'halfEven');
};

/**
 * Prints every digit and no more, without exponent, and zero without a sign: `0.5`, `-12`, `0.000001`.
 * `parseMicros` reads it back to the same value. Throws `ScaleOutOfRange` for an impossible `minDecimals`.
 */
export const printMicros = (value: Micros, options: PrintOptions = {}): string => {
  const decimal = decimalOfMicros(value);
  const minDecimals = checkedScale(options.minDecimals ?? 0, 'minDecimals');
  return decimal.toFixed(Math.max(minDecimals, decimal.decimalPlaces()));
};

const decimalRounding = (rounding: Rounding): Decimal.Rounding => {
  switch (rounding) {
    case 'floor':
      return Decimal.ROUND_FLOOR;
    case 'ceil':
      return Decimal.ROUND_CEIL;
    case 'halfEven':
      return Decimal.ROUND_HALF_EVEN;
    default:
      return refuseRounding(rounding);
  }
};
