// Kalshi's fee: a quadratic curve, up to a hundredth of a cent, and then the rounding of each fill's balance change,
// which an order adds up and gets back by the cent.
//
// A price here has at most 4 decimals and a quantity at most 2, so their product is exact in micros.
import type { Side } from '../../../../machines/order/types.ts';
import { assert } from '../../../kernel/assert.ts';
import { MICROS_PER_UNIT } from '../../../money/micros.ts';
import { divideRounded } from '../../../money/rounding.ts';
import { feeCurve } from '../fees.ts';
import type { Charge, FeeModel, FeeState } from '../fees.ts';
import { kalshiFeeNumbers, kalshiRules } from './rules.ts';

/** The fee types of a series that have a formula. */
export type KalshiFeeType = 'quadratic' | 'quadratic_with_maker_fees' | 'quadratic_with_combo_maker_fees';

/** To what the venue rounds the balance of an account. */
export type KalshiMembership = 'directMember' | 'nonDirectMember';

/** What the fees of a market depend on. */
export interface KalshiFeeTerms {
  /** Default `quadratic`. */
  readonly feeType?: KalshiFeeType;
  /** Micros: 1,000,000 for a multiplier of 1, which is the default. */
  readonly feeMultiplier?: bigint;
  /** Default `directMember`. */
  readonly membership?: KalshiMembership;
  /** The market's quantity step, which bounds the number of fills. Default 0.01 of a contract. */
  readonly qtyStep?: bigint;
}

/** How one fill is settled with the account. */
export interface KalshiRounding extends Charge {
  /** What rounding the balance change down took. */
  readonly roundingFee: bigint;
  /** What was given back out of the roundings of this fill and those before. */
  readonly rebate: bigint;
  /** What the balance changes by. */
  readonly balanceDelta: bigint;
}

const rebateUnit = kalshiFeeNumbers.rebate.value;

/**
 * Rounds the balance change of a fill. `revenue` is what the fill brings, negative for a buy, `tradeFee` its fee by the
 * curve, `precision` the smallest unit of the balance, `state` what the order has overpaid so far, at most a cent.
 */
export const roundKalshiFill = (
  revenue: bigint,
  tradeFee: bigint,
  precision: bigint,
  state: FeeState,
): KalshiRounding => {
  assert(state >= 0n && state <= rebateUnit, () => `an order cannot have overpaid ${state} micros: it is given back`);
  const change = revenue - tradeFee;
  const rounded = divideRounded(change, precision, 'floor') * precision;
  const roundingFee = change - rounded;
  const overpaid = state + roundingFee;
  const rebate = overpaid > rebateUnit ? rebateUnit : 0n;
  return {
    fee: tradeFee + roundingFee - rebate,
    state: overpaid - rebate,
    roundingFee,
    rebate,
    balanceDelta: rounded + rebate,
  };
};

/** The fees of a Kalshi market, for one kind of account. */
export const kalshiFees = (terms: KalshiFeeTerms = {}): FeeModel => {
  const feeMultiplier = terms.feeMultiplier ?? MICROS_PER_UNIT;
  const qtyStep = terms.qtyStep ?? kalshiRules.sizes.qtyStep.value;
  const precision = precisionOf(terms.membership ?? 'directMember');
  const unit = kalshiFeeNumbers.tradeFeeUnit.value;
  const takerRates = [kalshiFeeNumbers.takerRate.value, feeMultiplier];
  const makerRates = [...takerRates, makerShareOf(terms.feeType ?? 'quadratic')];
  const takerFee = feeCurve({ rates: takerRates, exponent: 1, unit, rounding: 'ceil' });
  const makerFee = feeCurve({ rates: makerRates, exponent: 1, unit, rounding: 'ceil' });
  const exactFee = feeCurve({ rates: takerRates, exponent: 1, unit: 1n, rounding: 'ceil' });
  return {
    // What is no whole number of the precision is rounded against the maker too.
    isFreeToMakers: (valueUnit) => makerRates.includes(0n) && valueUnit % precision === 0n,
    feeOf: ({ qty, px, side, liquidity }, state) => {
      const tradeFee = liquidity === 'taker' ? takerFee(qty, px) : makerFee(qty, px);
      const { fee, state: carried } = roundKalshiFill(revenueOf(side, qty, px), tradeFee, precision, state);
      return { fee, state: carried };
    },
    worstFee: ({ qty, px, fillsMax }) => {
      const fills = fillsMax ?? divideRounded(qty, qtyStep, 'ceil');
      // Each fill may round its trade fee up by a unit, and its balance change by less than the precision; of
      // the latter an order never keeps more than what is given back at once.
      const kept = fills * (precision - 1n);
      return exactFee(qty, px) + fills * unit + (kept < rebateUnit ? kept : rebateUnit);
    },
  };
};

const revenueOf = (side: Side, qty: bigint, px: bigint): bigint => {
  const product = px * qty;
  const value = product / MICROS_PER_UNIT;
  assert(
    value * MICROS_PER_UNIT === product,
    () => `${qty} at ${px} is no fill of Kalshi: its value has over 6 decimals`,
  );
  return side === 'buy' ? -value : value;
};

const precisionOf = (membership: KalshiMembership): bigint => {
  switch (membership) {
    case 'directMember':
      return kalshiFeeNumbers.precisionDirectMember.value;
    case 'nonDirectMember':
      return kalshiFeeNumbers.precisionNonDirectMember.value;
  }
};

const makerShareOf = (feeType: KalshiFeeType): bigint => {
  switch (feeType) {
    case 'quadratic':
      return kalshiFeeNumbers.makerShareQuadratic.value;
    case 'quadratic_with_maker_fees':
      return kalshiFeeNumbers.makerShareQuadraticWithMakerFees.value;
    case 'quadratic_with_combo_maker_fees':
      return kalshiFeeNumbers.makerShareQuadraticWithComboMakerFees.value;
  }
};
