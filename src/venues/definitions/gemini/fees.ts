// Gemini's fee: min(P, 1 − P) × contracts × rate, for makers and takers.
import { checkedMicros, MICROS_PER_UNIT, minMicros } from '../../../money/micros.ts';
import { divideRounded, divideWide } from '../../../money/rounding.ts';
import { assertFill } from '../fees.ts';
import type { FeeModel } from '../fees.ts';
import { geminiFeeNumbers, geminiRules } from './rules.ts';

/** The fees of every Gemini market. */
export const geminiFees = (): FeeModel => {
  const makerRate = geminiFeeNumbers.makerRate.value;
  const takerRate = geminiFeeNumbers.takerRate.value;
  const qtyStep = geminiRules.sizes.qtyStep.value;
  return {
    isFreeToMakers: () => makerRate === 0n,
    feeOf: ({ qty, px, liquidity }, state) => ({
      fee: feeAt(liquidity === 'taker' ? takerRate : makerRate, qty, px),
      state,
    }),
    // Each fill may be rounded up by less than a micro.
    worstFee: ({ qty, px, fillsMax }) => feeAt(takerRate, qty, px) + (fillsMax ?? divideRounded(qty, qtyStep, 'ceil')),
  };
};

const rateScale = MICROS_PER_UNIT ** 2n;

const feeAt = (rate: bigint, qty: bigint, px: bigint): bigint => {
  assertFill(qty, px);
  const atRisk = minMicros(px, MICROS_PER_UNIT - px);
  return checkedMicros(divideWide(atRisk * qty * rate, rateScale, 'ceil'));
};
