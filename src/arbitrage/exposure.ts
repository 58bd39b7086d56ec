// What a set of holdings is worth in each outcome of its event. Hedged means the same payout in every outcome;
// what one outcome pays less than another is exposed. Integers, exact.
import { assert } from '../kernel/assert.ts';

/** How many outcomes an event may have: a share's payouts are the bits of one integer. */
export const OUTCOMES_MAX = 30;

/** A holding: `qty` shares (micros, negative when sold short), each paying 1 in the outcomes whose bits are set. */
export interface Holding {
  readonly paysIn: number;
  readonly qty: bigint;
}

/** The payoff matrix, summed up. Micros. */
export interface Exposure {
  /** Shares' worth of payout that is certain, whatever the outcome. */
  readonly hedgedQty: bigint;
  /** What the best outcome pays more than the worst. 0: hedged, or nothing held. */
  readonly residueQty: bigint;
  /** The first outcome that pays the least. */
  readonly worstOutcome: number;
}

/** The exposure of the holdings over an event of so many outcomes. */
export const exposureOf = (holdings: readonly Holding[], outcomes: number): Exposure => {
  assert(
    outcomes >= 2 && outcomes <= OUTCOMES_MAX,
    () => `an event has 2 to ${OUTCOMES_MAX} outcomes, not ${outcomes}`,
  );
  let least: bigint | null = null;
  let most = 0n;
  let worstOutcome = 0;
  for (let outcome = 0; outcome < outcomes; outcome += 1) {
    let payout = 0n;
    for (const { paysIn, qty } of holdings) if ((paysIn & (1 << outcome)) !== 0) payout += qty;
    if (least === null || payout < least) {
      least = payout;
      worstOutcome = outcome;
    }
    if (outcome === 0 || payout > most) most = payout;
  }
  const hedgedQty = least ?? 0n;
  return { hedgedQty, residueQty: most - hedgedQty, worstOutcome };
};
