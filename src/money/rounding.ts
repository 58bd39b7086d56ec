// Integer division that says where the lost digits go. It knows nothing of scales, limits or decimals.

import { DivisionByZero } from './errors.ts';

/**
 * Where a result goes that is not whole: towards minus infinity, towards plus infinity, or to the
 * nearest whole number, and from the middle to the even one.
 */
export type Rounding = 'floor' | 'ceil' | 'halfEven';

/**
 * `numerator / denominator` as a whole number, exact for every size and every combination of signs.
 * Throws `DivisionByZero`.
 *
 * For numerators that usually fit 64 bits: then it is compiled to a machine's division. `divideWide` is for the others.
 */
export const divideRounded = (numerator: bigint, denominator: bigint, rounding: Rounding): bigint => {
  if (denominator === 0n) throw new DivisionByZero(numerator);
  const quotient = numerator / denominator;
  return roundQuotient(quotient, numerator - quotient * denominator, denominator, rounding);
};

/**
 * The same, for products of three and more, which are beyond 64 bits. A text of its own, because one such number is
 * enough to make the engine give up machine integers wherever the code that met it is used.
 */
export const divideWide = (numerator: bigint, denominator: bigint, rounding: Rounding): bigint => {
  if (denominator === 0n) throw new DivisionByZero(numerator);
  const quotient = numerator / denominator;
  return roundQuotient(quotient, numerator - quotient * denominator, denominator, rounding);
};

/**
 * The second half of `divideRounded`, for a hot path that divides by itself: moves a `quotient` that
 * bigint division has cut towards zero to where `rounding` wants it. `remainder` is what was cut off,
 * `numerator - quotient * denominator`.
 */
export const roundQuotient = (quotient: bigint, remainder: bigint, denominator: bigint, rounding: Rounding): bigint => {
  if (remainder === 0n) return quotient;
  // The sign of the exact result: the quotient itself may be 0, which has none.
  const isNegative = remainder < 0n !== denominator < 0n;
  switch (rounding) {
    case 'floor':
      return isNegative ? quotient - 1n : quotient;
    case 'ceil':
      return isNegative ? quotient : quotient + 1n;
    case 'halfEven': {
      const twice = 2n * (remainder < 0n ? -remainder : remainder);
      const whole = denominator < 0n ? -denominator : denominator;
      const staysPut = twice < whole || (twice === whole && quotient % 2n === 0n);
      if (staysPut) return quotient;
      return isNegative ? quotient - 1n : quotient + 1n;
    }
    default:
      return refuseRounding(rounding);
  }
};

/** The default of every switch over `Rounding`: the compiler proves that only untyped code can get here. */
export const refuseRounding = (rounding: never): never => {
  throw new TypeError(`A rounding is 'floor', 'ceil' or 'halfEven', not '${String(rounding)}'.`);
};
