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

/** The whole part of a number, of any size; what stands behind its point is cut off. */
export const wholeOfDecimal = (decimal: Decimal): bigint => BigInt(decimal.toFixed(0, EdgeDecimal.ROUND_DOWN));

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
  const short = typeof text === 'string' ? shortMicros(text) : null;
  if (short !== null) return short;
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
  const minDecimals = checkedScale(options.minDecimals ?? 0, 'minDecimals');
  const number = Number(value);
  if (minDecimals <= MICROS_DECIMALS && Number.isSafeInteger(number)) return shortText(number, minDecimals);
  const decimal = decimalOfMicros(value);
  return decimal.toFixed(Math.max(minDecimals, decimal.decimalPlaces()));
};

const SHORT_LENGTH_MAX = 16;
const POINT = 0x2e;
const ZERO = 0x30;

// A recording has millions of numbers, nearly all of them of a few digits: those are read digit by digit, in integers
// that a double holds exactly, 30 times as fast as through decimal.js. Null for whatever is not as plain as that.
const shortMicros = (text: string): Micros | null => {
  const { length } = text;
  if (length === 0 || length > SHORT_LENGTH_MAX) return null;
  let number = 0;
  let decimals = -1;
  for (let index = 0; index < length; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit === POINT && decimals < 0 && index > 0 && index < length - 1) {
      decimals = 0;
      continue;
    }
    const digit = unit - ZERO;
    if (digit < 0 || digit > 9 || decimals === MICROS_DECIMALS) return null;
    number = number * 10 + digit;
    if (decimals >= 0) decimals += 1;
  }
  for (let missing = MICROS_DECIMALS - Math.max(decimals, 0); missing > 0; missing -= 1) number *= 10;
  // It only ever grew: where it is safe now, every step before was exact.
  return Number.isSafeInteger(number) ? BigInt(number) : null;
};

// The same, the other way: `micros` is a safe integer.
const shortText = (micros: number, minDecimals: number): string => {
  const size = Math.abs(micros);
  const whole = Math.floor(size / 1_000_000);
  let rest = String(size - whole * 1_000_000).padStart(MICROS_DECIMALS, '0');
  let { length } = rest;
  while (length > minDecimals && rest.charCodeAt(length - 1) === ZERO) length -= 1;
  rest = rest.slice(0, length);
  return `${micros < 0 ? '-' : ''}${whole}${rest === '' ? '' : '.'}${rest}`;
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
