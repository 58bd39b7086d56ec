// Which distribution measured durations come from, as near as the named ones get. How near is said beside it: the largest
// difference of the two cumulative shares (Kolmogorov and Smirnov's distance). Where none is near, the measured quantiles
// themselves are the distribution.
import { quantilePointsOf } from '../../kernel/distributions/empirical.ts';
import { createDistribution, type DistributionSpec } from '../../kernel/distributions/spec.ts';
import type { ThinnedSample } from './thinned-sample.ts';

/** A quantile of the data, and of what was fitted to it. */
export interface QuantileRow {
  readonly quantile: number;
  readonly dataUs: number;
  readonly fittedUs: number;
}

/** A distribution fitted to durations. */
export interface DistributionFit {
  readonly spec: DistributionSpec;
  /** How many durations there were. */
  readonly count: number;
  /** From 0, the same, to 1. */
  readonly distance: number;
  readonly rows: readonly QuantileRow[];
}

/** Fewer durations than this say nothing. */
export const durationsMin = 8;
const NEAR_ENOUGH = 0.08;
const EMPIRICAL_POINTS = 21;
const shownQuantiles = [0.05, 0.25, 0.5, 0.75, 0.95, 0.99] as const;

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

const variance = (values: readonly number[], middle: number): number =>
  values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / values.length;

const quantileOf = (sorted: readonly number[], quantile: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * quantile))] ?? Number.NaN;

/** The share of a distribution that is at most `valueUs`, found by halving. */
const shareUpTo = (quantile: (unit: number) => number, valueUs: number): number => {
  let low = 0;
  let high = 1;
  for (let step = 0; step < 40; step += 1) {
    const middle = (low + high) / 2;
    if (quantile(middle) <= valueUs) low = middle;
    else high = middle;
  }
  return low;
};

const STEPS = 200;

const distanceOf = (spec: DistributionSpec, sorted: readonly number[]): number => {
  const distribution = createDistribution(spec);
  let distance = 0;
  for (let step = 1; step < STEPS; step += 1) {
    const at = Math.floor((sorted.length * step) / STEPS);
    const valueUs = sorted[at];
    // Of several equal values, the last: the share of the data up to there.
    if (valueUs === undefined || sorted[at + 1] === valueUs) continue;
    const share = shareUpTo((unit) => distribution.quantile(unit), valueUs);
    distance = Math.max(distance, Math.abs(share - (at + 1) / sorted.length));
  }
  return distance;
};

/** A number of few digits: what is written is what is meant. */
const short = (value: number, digits = 6): number => Number(value.toPrecision(digits));

const candidatesOf = (sorted: readonly number[]): DistributionSpec[] => {
  const positive = sorted.map((value) => Math.max(value, 1));
  const logs = positive.map((value) => Math.log(value));
  const sigma = Math.sqrt(variance(logs, mean(logs)));
  const middle = mean(positive);
  const spread = variance(positive, middle);
  const median = Math.max(Math.round(quantileOf(positive, 0.5)), 1);
  const geometric = Math.max(Math.round(Math.exp(mean(logs))), 1);
  return [
    { kind: 'lognormal', medianUs: median, sigma: short(Math.min(Math.max(sigma, 0.001), 9), 4) },
    { kind: 'lognormal', medianUs: geometric, sigma: short(Math.min(Math.max(sigma, 0.001), 9), 4) },
    {
      kind: 'gamma',
      shape: short(Math.min(Math.max(middle ** 2 / spread, 0.05), 1_000), 4),
      scaleUs: Math.max(Math.round(spread / middle), 1),
    },
    { kind: 'uniform', minUs: sorted[0] ?? 0, maxUs: sorted.at(-1) ?? 0 },
  ];
};

/** Fits a distribution to durations in whole microseconds; null where there are too few. */
export const fitDistribution = (sample: ThinnedSample<number>): DistributionFit | null => {
  const sorted = sample.sorted();
  if (sorted.length < durationsMin) return null;
  const [least] = sorted;
  const most = sorted.at(-1);
  if (least === undefined || most === undefined) return null;
  if (least === most) return fitOf({ kind: 'constant', valueUs: least }, 0, sorted, sample.count);
  const tried = candidatesOf(sorted).map((spec) => ({ spec, distance: distanceOf(spec, sorted) }));
  const best = tried.reduce((nearest, each) => (each.distance < nearest.distance ? each : nearest));
  if (best.distance <= NEAR_ENOUGH) return fitOf(best.spec, best.distance, sorted, sample.count);
  const points = quantilePointsOf(sorted, EMPIRICAL_POINTS).map(({ quantile, valueUs }) => ({
    quantile: short(quantile),
    valueUs: Math.round(valueUs),
  }));
  const spec = { kind: 'empirical', points } as const;
  return fitOf(spec, distanceOf(spec, sorted), sorted, sample.count);
};

const fitOf = (spec: DistributionSpec, distance: number, sorted: readonly number[], count: number): DistributionFit => {
  const distribution = createDistribution(spec);
  const rows = shownQuantiles.map((quantile) => ({
    quantile,
    dataUs: quantileOf(sorted, quantile),
    fittedUs: Math.round(distribution.quantile(quantile)),
  }));
  return { spec, count, distance: short(distance, 3), rows };
};
