import { latencyUsMax } from './distribution.ts';
import type { Distribution } from './distribution.ts';
import { requireKnownKeys, requireNumber } from './invalid-distribution.ts';

/** Every latency from `minUs` to `maxUs` equally likely; rounding gives the two ends half the weight of the rest. */
export interface UniformSpec {
  readonly kind: 'uniform';
  readonly minUs: number;
  readonly maxUs: number;
}

/** The uniform distribution; throws `InvalidDistribution`. */
export const createUniform = (spec: UniformSpec): Distribution => {
  const owner = 'a uniform distribution';
  requireKnownKeys(owner, spec, ['kind', 'minUs', 'maxUs', 'burst']);
  requireNumber(owner, 'minUs', spec.minUs, { atLeast: 0, atMost: latencyUsMax });
  requireNumber(owner, 'maxUs', spec.maxUs, { atLeast: spec.minUs, atMost: latencyUsMax });
  const { minUs, maxUs } = spec;
  const widthUs = maxUs - minUs;
  return { kind: 'uniform', mean: minUs + widthUs / 2, quantile: (unit) => minUs + widthUs * unit };
};
