// The fee of the generic venue: basis points of price × quantity, rounded up to the micro.
import { assert } from '../../../kernel/assert.ts';
import { checkedMicros, MICROS_PER_UNIT } from '../../../money/micros.ts';
import { divideRounded, divideWide } from '../../../money/rounding.ts';
import { assertFill } from '../fees.ts';
import type { FeeModel } from '../fees.ts';
import { otherVenueDefaults } from './rules.ts';
import type { OtherVenueOptions } from './rules.ts';

/** What the fees of a generic venue depend on. */
export type OtherFeeTerms = Partial<Pick<OtherVenueOptions, 'makerFeeBps' | 'takerFeeBps' | 'qtyStep'>>;

const bpsPerWhole = 10_000n;
const bpsScale = MICROS_PER_UNIT * bpsPerWhole;

/** The fees of a generic venue. */
export const otherFees = (terms: OtherFeeTerms = {}): FeeModel => {
  const { makerFeeBps, takerFeeBps, qtyStep } = { ...otherVenueDefaults, ...terms };
  for (const bps of [makerFeeBps, takerFeeBps])
    assert(bps >= 0n && bps <= bpsPerWhole, () => `a fee of ${bps} basis points is none: 0 to ${bpsPerWhole}`);
  const worstBps = makerFeeBps > takerFeeBps ? makerFeeBps : takerFeeBps;
  return {
    isFreeToMakers: () => makerFeeBps === 0n,
    feeOf: ({ qty, px, liquidity }, state) => ({
      fee: feeAt(liquidity === 'taker' ? takerFeeBps : makerFeeBps, qty, px),
      state,
    }),
    // Each fill may be rounded up by less than a micro.
    worstFee: ({ qty, px, fillsMax }) => feeAt(worstBps, qty, px) + (fillsMax ?? divideRounded(qty, qtyStep, 'ceil')),
  };
};

const feeAt = (bps: bigint, qty: bigint, px: bigint): bigint => {
  assertFill(qty, px);
  return checkedMicros(divideWide(px * qty * bps, bpsScale, 'ceil'));
};
