// Measures of randomness for the tests. Every test that uses them fixes its seed, so it either always passes or
// always fails; a limit says how unlikely a sound generator was to miss it with a seed that nobody chose.

import { regularizedGamma } from '../../../src/kernel/distributions/gamma-functions.ts';

/** How many standard errors a sampled mean or share may be off: a sound generator exceeds them once in 1.7 million. */
export const standardErrorsMax = 5;

/** The probability that a sound generator is at least this far from equal counts. */
export const chiSquareTail = (counts: readonly number[]): number => {
  const expected = counts.reduce((sum, count) => sum + count, 0) / counts.length;
  const statistic = counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
  return regularizedGamma((counts.length - 1) / 2, statistic / 2).upper;
};

/** Counts of whole numbers from 0 to `bins` - 1. */
export const countInto = (bins: number, draws: number, draw: () => number): readonly number[] => {
  const counts = Array.from({ length: bins }, () => 0);
  for (let index = 0; index < draws; index += 1) {
    const bin = draw();
    counts[bin] = (counts[bin] ?? Number.NaN) + 1;
  }
  return counts;
};

/** The largest distance between the sample's distribution and the uniform one, times √n: over 2.5 once in 130,000. */
export const kolmogorovDistance = (units: readonly number[]): number => {
  const sorted = Float64Array.from(units).toSorted();
  let distance = 0;
  for (const [index, unit] of sorted.entries()) {
    distance = Math.max(distance, unit - index / sorted.length, (index + 1) / sorted.length - unit);
  }
  return distance * Math.sqrt(sorted.length);
};

const ranks = (values: readonly number[]): Float64Array => {
  const order = values.map((_, index) => index).toSorted((left, right) => (values[left] ?? 0) - (values[right] ?? 0));
  const rank = new Float64Array(values.length);
  for (const [position, index] of order.entries()) rank[index] = position;
  return rank;
};

/** Spearman's correlation between each value and the one `lag` places after it. */
export const rankCorrelation = (values: readonly number[], lag: number): number => {
  const before = ranks(values.slice(0, -lag));
  const after = ranks(values.slice(lag));
  const middle = (before.length - 1) / 2;
  let together = 0;
  let alone = 0;
  for (const [index, rank] of before.entries()) {
    together += (rank - middle) * ((after[index] ?? Number.NaN) - middle);
    alone += (rank - middle) ** 2;
  }
  return together / alone;
};
