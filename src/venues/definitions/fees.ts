// What every venue's fee formula looks like from outside, and the curve that two of them share. Pure functions
// over bigint micros; whatever an order must remember between its fills is handed in and out.
import type { Side } from '../../../machines/order/types.ts';
import { assert } from '../../kernel/assert.ts';
import { INT64_MAX } from '../../money/int64.ts';
import { divideRounded, divideWide } from '../../money/rounding.ts';
import type { Rounding } from '../../money/rounding.ts';
import { checkedMicros, MICROS_PER_UNIT } from '../../money/micros.ts';

/** Whether the order rested when it was hit, or hit another that rested. */
export type Liquidity = 'maker' | 'taker';

/** One fill of an order, in the outcome that the order is for: micros of a share, micros of the currency. */
export interface FeeFill {
  readonly qty: bigint;
  readonly px: bigint;
  readonly side: Side;
  readonly liquidity: Liquidity;
}

/**
 * What an order carries from fill to fill for the sake of its fees: at Kalshi the rounding that it has overpaid so
 * far, in micros; at Opinion what the curve has come to so far, in 10⁻¹². Elsewhere it stays 0.
 */
export type FeeState = bigint;

/** Every order starts with nothing carried. */
export const NO_FEE_STATE: FeeState = 0n;

/** What a fill costs, in micros of the venue's currency, and what the order carries on. */
export interface Charge {
  /** Negative where the venue gives back more of what earlier fills overpaid than this fill costs. */
  readonly fee: bigint;
  readonly state: FeeState;
}

/** What the fees of an order are bounded for. */
export interface FeeBound {
  readonly qty: bigint;
  /** The order's limit price. */
  readonly px: bigint;
  /** The most fills there can be; without it, as many as the quantity has steps. */
  readonly fillsMax?: bigint;
}

/** The fees of one market at one venue. */
export interface FeeModel {
  /** Whether an order that rests pays nothing, where the value of each fill is a whole number of so many micros. */
  isFreeToMakers(valueUnit: bigint): boolean;
  /** The fee of one fill. The state is that of the fill before, `NO_FEE_STATE` for an order's first. */
  feeOf(fill: FeeFill, state: FeeState): Charge;
  /**
   * The most that an order can cost in fees, whatever the split into fills. Fills at a better price than
   * `px` may have a higher fee, but then price and fee together are not worse than `px` and this.
   */
  worstFee(bound: FeeBound): bigint;
}

/** A fee in micros for a quantity at a price, both micros. */
export type FeeCurve = (qty: bigint, px: bigint) => bigint;

/** What makes a curve `rate × quantity × (p × (1 − p))^exponent`. */
export interface CurveTerms {
  /** The rate as the product of these, each in micros. */
  readonly rates: readonly bigint[];
  /** A whole number of at least 0. */
  readonly exponent: number;
  /** The fee is a whole number of these micros. */
  readonly unit: bigint;
  readonly rounding: Rounding;
}

/** The largest exponent of a curve: enough for every venue, and a bound on the size of the numbers. */
export const CURVE_EXPONENT_MAX = 4;

// What nearly every price and quantity is a multiple of: a hundredth of a cent and a hundredth of a share.
const PX_GRAIN = 100n;
const QTY_GRAIN = 10_000n;
const PX_GRAINS_PER_UNIT = MICROS_PER_UNIT / PX_GRAIN;
/** The curve's numbers come in these, once for the quantity and twice for the price. */
const CURVE_GRAIN = QTY_GRAIN * PX_GRAIN * PX_GRAIN;
const VARIANCE_MAX = (PX_GRAINS_PER_UNIT * PX_GRAINS_PER_UNIT) / 4n;

/** The curve of these terms, exact but for its one rounding. */
export const feeCurve = ({ rates, exponent, unit, rounding }: CurveTerms): FeeCurve => {
  assert(
    Number.isInteger(exponent) && exponent >= 0 && exponent <= CURVE_EXPONENT_MAX,
    () => `the exponent of a fee curve is a whole number from 0 to ${CURVE_EXPONENT_MAX}, not ${exponent}`,
  );
  assert(unit > 0n, 'a fee is rounded to a unit above 0');
  const rate = rates.reduce((product, factor) => product * factor, 1n);
  const whole = MICROS_PER_UNIT ** BigInt(rates.length);
  // Above 1 a better price could cost more, fee included, and `worstFee` would bound nothing.
  assert(rate >= 0n && rate <= whole, () => `the rate of a fee curve is from 0 to 1, not ${rate} / ${whole}`);
  if (rate === 0n) return () => 0n;
  const scale = whole * MICROS_PER_UNIT ** BigInt(2 * exponent) * unit;
  // Reduced once, here: smaller numbers on the hot path, the same fee.
  const common = greatestCommonDivisor(rate, scale);
  const numerator = rate / common;
  const denominator = scale / common;
  const power = BigInt(exponent);
  // An arbitrage asks for five fees. Counted in grains the product fits 64 bits, and a fee takes a quarter of the time.
  const isGrained = exponent === 1 && denominator % CURVE_GRAIN === 0n;
  const grainsMax = isGrained ? INT64_MAX / (numerator * VARIANCE_MAX) : -1n;
  const grainedDenominator = denominator / CURVE_GRAIN;
  return (qty, px) => {
    assertFill(qty, px);
    const qtyGrains = qty / QTY_GRAIN;
    const pxGrains = px / PX_GRAIN;
    if (qtyGrains <= grainsMax && qtyGrains * QTY_GRAIN === qty && pxGrains * PX_GRAIN === px) {
      const grains = numerator * qtyGrains * (pxGrains * (PX_GRAINS_PER_UNIT - pxGrains));
      return checkedMicros(divideRounded(grains, grainedDenominator, rounding) * unit);
    }
    const variance = px * (MICROS_PER_UNIT - px);
    const shape = exponent === 1 ? variance : variance ** power;
    return checkedMicros(divideWide(numerator * qty * shape, denominator, rounding) * unit);
  };
};

/** A fill has a quantity of at least 0 and a price from 0 to 1. */
export const assertFill = (qty: bigint, px: bigint): void => {
  assert(qty >= 0n && px >= 0n && px <= MICROS_PER_UNIT, () => `${qty} at ${px} is no fill`);
};

const greatestCommonDivisor = (left: bigint, right: bigint): bigint =>
  right === 0n ? left : greatestCommonDivisor(right, left % right);
