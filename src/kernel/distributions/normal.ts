// The normal distribution, truncated: what lies under the minimum is cut off and the rest scaled up, rather than
// piled up at the minimum. By inverse CDF, so that a sample takes one uniform and nothing is cached.

import { latencyUsMax } from './distribution.ts';
import type { Distribution } from './distribution.ts';
import { InvalidDistribution, requireKnownKeys, requireNumber } from './invalid-distribution.ts';
import { inverseNormalCdf, normalCdf, normalDensity } from './normal-functions.ts';

/** A normal distribution, cut off under `minUs` (0 if left out). `meanUs` is its mean before the cut. */
export interface NormalSpec {
  readonly kind: 'normal';
  readonly meanUs: number;
  readonly standardDeviationUs: number;
  readonly minUs?: number;
}

// Beyond this not one value in 10^15 is left over the cut, and a description that asks for it is a mistake.
const cutScoreMax = 8;

/** The truncated normal distribution; throws `InvalidDistribution`. */
export const createNormal = (spec: NormalSpec): Distribution => {
  const owner = 'a normal distribution';
  requireKnownKeys(owner, spec, ['kind', 'meanUs', 'standardDeviationUs', 'minUs', 'burst']);
  requireNumber(owner, 'meanUs', spec.meanUs, { atLeast: 0, atMost: latencyUsMax });
  requireNumber(owner, 'standardDeviationUs', spec.standardDeviationUs, { above: 0, atMost: latencyUsMax });
  const { meanUs, standardDeviationUs, minUs = 0 } = spec;
  requireNumber(owner, 'minUs', minUs, { atLeast: 0, atMost: latencyUsMax });
  const cutScore = (minUs - meanUs) / standardDeviationUs;
  if (cutScore > cutScoreMax) {
    throw new InvalidDistribution(
      'minUs',
      `minUs of ${owner} must be at most ${cutScoreMax} standard deviations above meanUs, ` +
        `which is ${meanUs + cutScoreMax * standardDeviationUs}, but it is ${minUs}.`,
    );
  }

  const cutOff = normalCdf(cutScore);
  const left = normalCdf(-cutScore);
  return {
    kind: 'normal',
    mean: meanUs + (standardDeviationUs * normalDensity(cutScore)) / left,
    quantile: (unit) => {
      // From the smaller tail, which alone keeps its digits.
      const upper = (1 - unit) * left;
      const score = upper < 0.5 ? -inverseNormalCdf(upper) : inverseNormalCdf(cutOff + unit * left);
      return Math.max(minUs, meanUs + standardDeviationUs * score);
    },
  };
};
