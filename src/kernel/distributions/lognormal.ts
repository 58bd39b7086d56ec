import { latencyUsMax } from './distribution.ts';
import type { Distribution } from './distribution.ts';
import { requireKnownKeys, requireNumber } from './invalid-distribution.ts';
import { inverseNormalCdf } from './normal-functions.ts';

/** A latency whose logarithm is normal: half are under `medianUs`, `sigma` is the logarithm's standard deviation. */
export interface LognormalSpec {
  readonly kind: 'lognormal';
  readonly medianUs: number;
  readonly sigma: number;
}

/** The lognormal distribution; throws `InvalidDistribution`. */
export const createLognormal = (spec: LognormalSpec): Distribution => {
  const owner = 'a lognormal distribution';
  requireKnownKeys(owner, spec, ['kind', 'medianUs', 'sigma', 'burst']);
  requireNumber(owner, 'medianUs', spec.medianUs, { above: 0, atMost: latencyUsMax });
  requireNumber(owner, 'sigma', spec.sigma, { above: 0, atMost: 10 });
  const { medianUs, sigma } = spec;
  return {
    kind: 'lognormal',
    mean: medianUs * Math.exp((sigma * sigma) / 2),
    quantile: (unit) => medianUs * Math.exp(sigma * inverseNormalCdf(unit)),
  };
};
