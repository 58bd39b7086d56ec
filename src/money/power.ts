// The one formula with a fractional power: the price curve of a market maker. It knows no markets.
import { EdgeDecimal, microsOfDecimal, wholeOfDecimal } from './decimal.ts';
import { DivisionByZero, NotADecimal } from './errors.ts';
import { MICROS_DECIMALS, type Micros } from './micros.ts';
import type { Rounding } from './rounding.ts';

/** Of a power that is worked out to 40 digits, those after this many decimals say nothing. */
const DECIMALS = 18;

/** A number as a fraction of two whole ones. */
export interface Fraction {
  readonly over: bigint;
  readonly under: bigint;
}

/**
 * `value × base^exponent`, with one rounding, back to micros: it is worked out to 40 digits, what lies within 10⁻¹⁸ of a
 * number of 18 decimals is that number, and that is rounded as `rounding` says. So where the power is exact, so is the
 * result. Throws `DivisionByZero`, `NotADecimal` for a base that is not above 0, and `MoneyOverflow`.
 */
export const scaledPower = (value: Micros, base: Fraction, exponent: Fraction, rounding: Rounding): Micros => {
  const exact = decimalOf(base).pow(decimalOf(exponent)).times(`${value}e-${MICROS_DECIMALS}`);
  if (base.over > 0n !== base.under > 0n || base.over === 0n) throw new NotADecimal(`${base.over} / ${base.under}`);
  return microsOfDecimal(exact.toDecimalPlaces(DECIMALS, EdgeDecimal.ROUND_HALF_EVEN), rounding);
};

/** Of a power as a multiple: what is 1 here. */
export const POWER_UNIT = 10n ** 24n;

/**
 * Returns `base^exponent` in units of `POWER_UNIT`, rounded down, for callers that multiply powers before the product
 * becomes money. Throws `DivisionByZero`, and `NotADecimal` for a base that is not above 0.
 */
export const powerOf = (base: Fraction, exponent: Fraction): bigint => {
  const power = decimalOf(base).pow(decimalOf(exponent));
  if (base.over > 0n !== base.under > 0n || base.over === 0n) throw new NotADecimal(`${base.over} / ${base.under}`);
  return wholeOfDecimal(power.times(String(POWER_UNIT)));
};

const decimalOf = ({ over, under }: Fraction) => {
  if (under === 0n) throw new DivisionByZero(over);
  return new EdgeDecimal(String(over)).div(String(under));
};
