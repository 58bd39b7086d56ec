// The one scale of the engine: 10^-6, in bigint, for prices, quantities and money. Nothing here reads
// or prints text, and nothing rounds unless the caller names a rounding.
//
// Every result is a signed 64-bit integer or an error (`MoneyOverflow`, `MoneyUnderflow`); what lies
// between operands and result may be larger, and is exact.

import { checkedInt64 } from './int64.ts';
import { divideWide, roundQuotient } from './rounding.ts';
import type { Rounding } from './rounding.ts';

export { INT64_MAX, INT64_MIN } from './int64.ts';

/** Millionths: of a currency unit, of a share or contract, or of a price (0 to 1,000,000). */
export type Micros = bigint;

/** How many decimals a `Micros` holds. */
export const MICROS_DECIMALS = 6;

/** One whole dollar, share or contract, and the price of a certain outcome. */
export const MICROS_PER_UNIT: Micros = 1_000_000n;

/** `value` itself, where it fits 64 bits. Throws `MoneyOverflow` or `MoneyUnderflow`. */
export const checkedMicros = (value: bigint): Micros => checkedInt64(value);

/** `left + right`. */
export const addMicros = (left: Micros, right: Micros): Micros => checkedInt64(left + right);

/** `left - right`. */
export const subtractMicros = (left: Micros, right: Micros): Micros => checkedInt64(left - right);

/** `price × quantity`: the product is 10^-12 and comes back to 10^-6 by `rounding`. */
export const multiplyMicros = (price: Micros, quantity: Micros, rounding: Rounding): Micros => {
  // The division stands here, and not in `divideRounded`: there it would share its compiled code with whatever a venue
  // or a rate brings, and one numerator beyond 64 bits is enough to make the engine give up machine integers.
  const product = price * quantity;
  const quotient = product / MICROS_PER_UNIT;
  if (rounding === 'floor' && product >= 0n) return checkedInt64(quotient);
  return checkedInt64(roundQuotient(quotient, product - quotient * MICROS_PER_UNIT, MICROS_PER_UNIT, rounding));
};

/** `left / right`, in micros again: a cost by a quantity is a price. Throws `DivisionByZero`. */
export const divideMicros = (left: Micros, right: Micros, rounding: Rounding): Micros =>
  mulDiv(left, MICROS_PER_UNIT, right, rounding);

/**
 * `a × b / divisor`, rounded once, at the end: shares of a whole, ratios, rates. The unit is that of
 * `a` where `b` and `divisor` are of one unit. Throws `DivisionByZero`.
 */
export const mulDiv = (a: bigint, b: bigint, divisor: bigint, rounding: Rounding): bigint =>
  checkedInt64(divideWide(a * b, divisor, rounding));

/** The smaller of two. */
export const minMicros = (left: Micros, right: Micros): Micros => (left < right ? left : right);

/** The larger of two. */
export const maxMicros = (left: Micros, right: Micros): Micros => (left > right ? left : right);

/** The size without the sign. Throws `MoneyOverflow` for the smallest 64-bit integer, which has no opposite. */
export const absMicros = (value: Micros): Micros => checkedInt64(value < 0n ? -value : value);
