// What a distribution is: a quantile function. It holds no state and draws nothing itself.

/** The named implementations. */
export type DistributionKind = 'constant' | 'uniform' | 'normal' | 'lognormal' | 'gamma' | 'pareto' | 'empirical';

/** One distribution of latencies, in microseconds and before they are rounded to whole ones. */
export interface Distribution {
  readonly kind: DistributionKind;
  /** The exact mean in microseconds; infinite for a Pareto distribution with `alpha` of 1 or less. */
  readonly mean: number;
  /** The value in microseconds that a share `unit` of all values stays under; `unit` is in the open interval (0, 1). */
  quantile(unit: number): number;
}

/** The longest latency there is, one year: a bound on every parameter and on every sample. */
export const latencyUsMax = 365 * 24 * 60 * 60 * 1_000_000;
