import { latencyUsMax } from './distribution.ts';
import type { Distribution } from './distribution.ts';
import { requireKnownKeys, requireNumber } from './invalid-distribution.ts';

/** Never under `minUs`, and beyond it a tail that thins out as x^-`alpha`: the smaller, the heavier. */
export interface ParetoSpec {
  readonly kind: 'pareto';
  readonly minUs: number;
  readonly alpha: number;
}

/** The Pareto distribution; throws `InvalidDistribution`. */
export const createPareto = (spec: ParetoSpec): Distribution => {
  const owner = 'a pareto distribution';
  requireKnownKeys(owner, spec, ['kind', 'minUs', 'alpha', 'burst']);
  requireNumber(owner, 'minUs', spec.minUs, { above: 0, atMost: latencyUsMax });
  requireNumber(owner, 'alpha', spec.alpha, { atLeast: 0.1, atMost: 1_000 });
  const { minUs, alpha } = spec;
  return {
    kind: 'pareto',
    mean: alpha > 1 ? (minUs * alpha) / (alpha - 1) : Infinity,
    quantile: (unit) => minUs * Math.exp(-Math.log1p(-unit) / alpha),
  };
};
