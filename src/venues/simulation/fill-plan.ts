// What chance has in store for an order: drawn at its arrival, the same numbers whatever becomes of it.
import type { RandomStream } from '../../kernel/random/stream.ts';
import type { StochasticProfile } from './stochastic-profile.ts';

/** The smallest and the largest share of an order that a first partial fill takes. */
const PARTIAL_BPS_MIN = 1_000;
const PARTIAL_BPS_SPAN = 8_001;

/** The fills that chance has in store for an order. */
export interface FillPlan {
  readonly isRejected: boolean;
  readonly isNeverFilled: boolean;
  readonly isPartial: boolean;
  /** The share that a first partial fill takes, in basis points. */
  readonly firstBps: number;
}

/** Draws the fill plan of an order. */
export const drawFillPlan = (stream: RandomStream, profile: StochasticProfile): FillPlan => ({
  isRejected: stream.chance(profile.rejectBps),
  isNeverFilled: stream.chance(profile.noFillBps),
  isPartial: stream.chance(profile.partialBps),
  firstBps: PARTIAL_BPS_MIN + stream.nextBelow(PARTIAL_BPS_SPAN),
});
