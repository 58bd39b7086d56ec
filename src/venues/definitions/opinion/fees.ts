// Opinion's fee: taker only, notional × topic rate × p × (1 − p), and at least a minimum for the whole order. The
// state of an order is what the curve has come to so far, in 10⁻¹²: each fill costs what the total grows by.
import { assert } from '../../../kernel/assert.ts';
import { checkedMicros, MICROS_PER_UNIT } from '../../../money/micros.ts';
import { divideRounded, divideWide } from '../../../money/rounding.ts';
import { assertFill } from '../fees.ts';
import type { FeeModel, FeeState } from '../fees.ts';
import { opinionFeeNumbers } from './rules.ts';

/** What the fees of a topic depend on, in micros. */
export interface OpinionFeeTerms {
  /** Default: the largest there is. */
  readonly topicRate?: bigint;
  /** What the account's discounts leave of the curve: 1,000,000 without any, which is the default. */
  readonly discountLeaves?: bigint;
}

const picosPerMicro = 1_000_000n;
/** The product of the curve is 10⁻³⁶, and comes back to 10⁻¹². */
const productPerPico = MICROS_PER_UNIT ** 4n;

/** The fees of an Opinion topic, for an account. */
export const opinionFees = (terms: OpinionFeeTerms = {}): FeeModel => {
  const topicRate = terms.topicRate ?? opinionFeeNumbers.topicRateMax.value;
  const discountLeaves = terms.discountLeaves ?? MICROS_PER_UNIT;
  for (const share of [topicRate, discountLeaves])
    assert(share >= 0n && share <= MICROS_PER_UNIT, () => `${share} micros are no share of a whole`);
  const feeMin = opinionFeeNumbers.feeMin.value;
  const rate = topicRate * discountLeaves;

  const curvePicos = (qty: bigint, px: bigint): bigint => {
    assertFill(qty, px);
    const product = rate * qty * px * px * (MICROS_PER_UNIT - px);
    return checkedMicros(divideWide(product, productPerPico, 'ceil'));
  };
  const totalOf = (picos: FeeState): bigint => {
    const curve = divideRounded(picos, picosPerMicro, 'ceil');
    return curve > feeMin ? curve : feeMin;
  };
  const chargedFor = (picos: FeeState): bigint => (picos === 0n ? 0n : totalOf(picos));

  return {
    isFreeToMakers: () => true,
    feeOf: ({ qty, px, liquidity }, state) => {
      if (liquidity === 'maker' || topicRate === 0n) return { fee: 0n, state };
      // A pico at least, so that an order that has paid its minimum is known by its state.
      const picos = curvePicos(qty, px);
      const grown = checkedMicros(state + (picos > 0n ? picos : 1n));
      return { fee: totalOf(grown) - chargedFor(state), state: grown };
    },
    worstFee: ({ qty, px, fillsMax }) => {
      if (topicRate === 0n) return 0n;
      // Each fill may be rounded up by a pico; without a step, a fill is a micro of a share at least.
      return totalOf(curvePicos(qty, px) + (fillsMax ?? qty));
    },
  };
};
