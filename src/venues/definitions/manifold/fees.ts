// Manifold's fee: none.
import { NO_FEE_STATE } from '../fees.ts';
import type { Charge, FeeModel } from '../fees.ts';

const nothing: Charge = { fee: 0n, state: NO_FEE_STATE };

/** The fees of a Manifold market. */
export const manifoldFees = (): FeeModel => ({
  isFreeToMakers: () => true,
  feeOf: () => nothing,
  worstFee: () => 0n,
});
