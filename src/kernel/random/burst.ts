// Bursts: slow answers follow slow answers. Neighbouring samples are tied together by a Gaussian copula: their
// normal scores form a first-order autoregression, which is stationary from its first value on, so each sample by
// itself is distributed exactly as without bursts. Of the methods that correlate latencies this one leaves every
// distribution's quantiles alone, takes one parameter and one uniform a sample, and remembers one number.
// (A two-state regime, calm and busy, would turn every distribution into a mixture that its user did not write.)
//
// Neighbours are samples in the order in which they are drawn, however far apart they are in time. The rank
// correlation between a sample and the k-th after it is 6/π · asin(rho^k / 2).

import { inverseNormalCdf, normalCdf } from '../distributions/normal-functions.ts';

/** How strongly a sample follows the one before it: `rho` from 0, not at all, to below 1. */
export interface BurstSpec {
  readonly rho: number;
}

/** The score of the next sample, from the score of the one before it (null for the first) and one uniform. */
export const burstScore = (rho: number, previousScore: number | null, unit: number): number => {
  const innovation = inverseNormalCdf(unit);
  return previousScore === null ? innovation : rho * previousScore + Math.sqrt(1 - rho * rho) * innovation;
};

/** A score as a uniform of the open interval (0, 1); the few scores that would round to an end are moved inside. */
export const unitOfScore = (score: number): number => Math.min(1 - 2 ** -53, Math.max(2 ** -54, normalCdf(score)));
