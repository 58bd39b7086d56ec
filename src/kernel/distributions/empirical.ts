// A distribution given by what was measured: points of the quantile function, joined by straight lines. Two points
// with the same value put a whole share of the samples on that value.

import { assert } from '../assert.ts';
import { latencyUsMax } from './distribution.ts';
import type { Distribution } from './distribution.ts';
import type { NumberLimits } from './invalid-distribution.ts';
import { describeValue, InvalidDistribution, requireKnownKeys, requireNumber } from './invalid-distribution.ts';

/** A share `quantile`, from 0 to 1, of all latencies is at most `valueUs`. */
export interface QuantilePoint {
  readonly quantile: number;
  readonly valueUs: number;
}

/** Points from the smallest latency (quantile 0) to the largest (quantile 1); quantiles rise, values never fall. */
export interface EmpiricalSpec {
  readonly kind: 'empirical';
  readonly points: readonly QuantilePoint[];
}

/** How many points an empirical distribution may have. */
export const quantilePointsMax = 4_096;

/**
 * The points of a list of measured latencies, at most `countMax` of them: the measurements in order, equally spaced
 * from quantile 0 to 1, and values in between by linear interpolation (R's type 7). The smallest and the largest
 * are always kept. Needs two measurements.
 */
export const quantilePointsOf = (valuesUs: readonly number[], countMax = 101): readonly QuantilePoint[] => {
  assert(valuesUs.length >= 2, 'quantile points come from at least two measurements');
  assert(countMax >= 2 && countMax <= quantilePointsMax, `there are 2 to ${quantilePointsMax} points, not ${countMax}`);
  const sorted = Float64Array.from(valuesUs).toSorted();
  const last = Math.min(countMax, sorted.length) - 1;
  return Array.from({ length: last + 1 }, (_, index) => {
    const position = (index * (sorted.length - 1)) / last;
    const under = sorted[Math.floor(position)] ?? Number.NaN;
    const over = sorted[Math.ceil(position)] ?? Number.NaN;
    return { quantile: index / last, valueUs: under + (over - under) * (position - Math.floor(position)) };
  });
};

const owner = 'an empirical distribution';

const requireList = (points: unknown): void => {
  if (Array.isArray(points) && points.length >= 2 && points.length <= quantilePointsMax) return;
  const found = Array.isArray(points) ? `a list of ${points.length}` : describeValue(points);
  throw new InvalidDistribution(
    'points',
    `points of ${owner} must be a list of 2 to ${quantilePointsMax} points, but it is ${found}.`,
  );
};

const requirePoint = (points: readonly QuantilePoint[], index: number): QuantilePoint => {
  const key = `points[${index}]`;
  const point = points[index];
  if (typeof point !== 'object' || point === null || Array.isArray(point)) {
    throw new InvalidDistribution(
      key,
      `${key} of ${owner} must be an object with the keys quantile and valueUs, but it is ${describeValue(point)}.`,
    );
  }
  requireKnownKeys(`a point of ${owner}`, point, ['quantile', 'valueUs'], `${key}.`);
  const before = points[index - 1];
  let limits: NumberLimits;
  if (before === undefined) limits = { atLeast: 0, atMost: 0 };
  else if (index === points.length - 1) limits = { atLeast: 1, atMost: 1 };
  else limits = { above: before.quantile, below: 1 };
  requireNumber(owner, `${key}.quantile`, point.quantile, limits);
  requireNumber(owner, `${key}.valueUs`, point.valueUs, { atLeast: before?.valueUs ?? 0, atMost: latencyUsMax });
  return point;
};

/** The empirical distribution; throws `InvalidDistribution`. */
export const createEmpirical = (spec: EmpiricalSpec): Distribution => {
  requireKnownKeys(owner, spec, ['kind', 'points', 'burst']);
  requireList(spec.points);
  const points = spec.points.map((_, index) => requirePoint(spec.points, index));
  const quantiles = Float64Array.from(points, (point) => point.quantile);
  const valuesUs = Float64Array.from(points, (point) => point.valueUs);
  // Each line adds its share of all samples times its middle; the first point ends no line, and adds nothing.
  const mean = points.reduce((sum, to, index) => {
    const from = points[index - 1] ?? to;
    return sum + ((to.quantile - from.quantile) * (from.valueUs + to.valueUs)) / 2;
  }, 0);

  return {
    kind: 'empirical',
    mean,
    quantile: (unit) => {
      let low = 0;
      let high = quantiles.length - 1;
      while (high - low > 1) {
        const middle = (low + high) >>> 1;
        if ((quantiles[middle] ?? Number.NaN) <= unit) low = middle;
        else high = middle;
      }
      const from = quantiles[low] ?? Number.NaN;
      const to = quantiles[high] ?? Number.NaN;
      const under = valuesUs[low] ?? Number.NaN;
      const over = valuesUs[high] ?? Number.NaN;
      return under + ((unit - from) / (to - from)) * (over - under);
    },
  };
};
