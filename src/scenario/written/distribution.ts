// A distribution in the keys that a user writes. Durations are microseconds.
import type { DistributionSpec } from '../../kernel/distributions/spec.ts';
import { unreachable } from '../../kernel/assert.ts';

/** The distribution by its kind, such as `{ lognormal: { median: 60000, sigma: 0.4 } }`. */
export const writtenDistribution = (spec: DistributionSpec): object => {
  const burst = spec.burst === undefined ? {} : { burst: { rho: spec.burst.rho } };
  switch (spec.kind) {
    case 'constant':
      return { constant: { value: spec.valueUs }, ...burst };
    case 'uniform':
      return { uniform: { min: spec.minUs, max: spec.maxUs }, ...burst };
    case 'normal':
      return { normal: { mean: spec.meanUs, standardDeviation: spec.standardDeviationUs, min: spec.minUs }, ...burst };
    case 'lognormal':
      return { lognormal: { median: spec.medianUs, sigma: spec.sigma }, ...burst };
    case 'gamma':
      return { gamma: { shape: spec.shape, scale: spec.scaleUs }, ...burst };
    case 'pareto':
      return { pareto: { min: spec.minUs, alpha: spec.alpha }, ...burst };
    case 'empirical':
      return {
        empirical: spec.points.map((point) => ({ quantile: point.quantile, value: point.valueUs })),
        ...burst,
      };
    default:
      return unreachable(spec);
  }
};
