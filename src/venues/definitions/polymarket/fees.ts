// Polymarket's fee: taker only, C × rate × (p × (1 − p))^e, rounded down to 5 decimals.
import { feeCurve } from '../fees.ts';
import type { Charge, FeeModel } from '../fees.ts';
import { polymarketFeeNumbers, polymarketFeeRates } from './rules.ts';
import type { PolymarketCategory } from './rules.ts';

/** The fee of a market: its category's, or what the market itself states. */
export type PolymarketFeeTerms =
  | { readonly category: PolymarketCategory }
  /** `rate` in micros (the market's `fd.r`), `exponent` a whole number (its `fd.e`). */
  | { readonly rate: bigint; readonly exponent: number };

/** The fees of a Polymarket market. Throws an assertion where the exponent is no whole number from 0 to 4. */
export const polymarketFees = (terms: PolymarketFeeTerms): FeeModel => {
  const rate = 'category' in terms ? polymarketFeeRates[terms.category].value : terms.rate;
  const exponent = 'category' in terms ? 1 : terms.exponent;
  const unit = polymarketFeeNumbers.feeUnit.value;
  const takerFee = feeCurve({ rates: [rate], exponent, unit, rounding: 'floor' });
  const makerFee = feeCurve({ rates: [polymarketFeeNumbers.makerRate.value], exponent, unit, rounding: 'floor' });
  // Fees that are rounded down add up to no more than the whole order's, rounded up to the micro.
  const boundOf = feeCurve({ rates: [rate], exponent, unit: 1n, rounding: 'ceil' });
  return {
    isFreeToMakers: () => polymarketFeeNumbers.makerRate.value === 0n,
    feeOf: ({ qty, px, liquidity }, state): Charge => ({
      fee: liquidity === 'taker' ? takerFee(qty, px) : makerFee(qty, px),
      state,
    }),
    worstFee: ({ qty, px }) => boundOf(qty, px),
  };
};
