// The gamma distribution by inverse CDF, so that a sample takes one uniform. The exact inverse is iterative and
// costs some fifty times a lognormal sample, so the quantile function is tabulated once: the logarithm of the value
// against the normal score of the uniform, which is smooth and nearly straight, as a cubic through exact values and
// exact slopes. The table stays within 10^-8 of the exact inverse, for every shape and uniform.

import { latencyUsMax } from './distribution.ts';
import type { Distribution } from './distribution.ts';
import { gammaDensity, inverseRegularizedGamma } from './gamma-functions.ts';
import { requireKnownKeys, requireNumber } from './invalid-distribution.ts';
import { inverseNormalCdf, normalCdf, normalDensity } from './normal-functions.ts';

/** The waiting time for `shape` events that come every `scaleUs` on average; its mean is their product. */
export interface GammaSpec {
  readonly kind: 'gamma';
  readonly shape: number;
  readonly scaleUs: number;
}

// Every uniform a stream can draw has its score between these; whatever is beyond is computed, not looked up.
const scoreMax = 8.5;
const nodesPerScore = 32;
const intervals = 2 * scoreMax * nodesPerScore;

// Four coefficients an interval, from the cube down, in the fraction of the interval that has been passed.
const tabulate = (shape: number): Float64Array => {
  const logValues = new Float64Array(intervals + 1);
  const slopes = new Float64Array(intervals + 1);
  for (let node = 0; node <= intervals; node += 1) {
    const score = node / nodesPerScore - scoreMax;
    const value = inverseRegularizedGamma(shape, normalCdf(score), normalCdf(-score));
    logValues[node] = Math.log(value);
    slopes[node] = normalDensity(score) / (value * gammaDensity(shape, value)) / nodesPerScore;
  }
  const table = new Float64Array(4 * intervals);
  for (let interval = 0; interval < intervals; interval += 1) {
    const start = logValues[interval] ?? Number.NaN;
    const rise = (logValues[interval + 1] ?? Number.NaN) - start;
    const slope = slopes[interval] ?? Number.NaN;
    const slopeAtEnd = slopes[interval + 1] ?? Number.NaN;
    table.set([slope + slopeAtEnd - 2 * rise, 3 * rise - 2 * slope - slopeAtEnd, slope, start], 4 * interval);
  }
  return table;
};

/** The gamma distribution; throws `InvalidDistribution`. Building one takes a few milliseconds. */
export const createGamma = (spec: GammaSpec): Distribution => {
  const owner = 'a gamma distribution';
  requireKnownKeys(owner, spec, ['kind', 'shape', 'scaleUs', 'burst']);
  // Under 0.1 the smallest values underflow; over 10,000 the distribution is a normal one to any eye.
  requireNumber(owner, 'shape', spec.shape, { atLeast: 0.1, atMost: 10_000 });
  requireNumber(owner, 'scaleUs', spec.scaleUs, { above: 0, atMost: latencyUsMax });
  const { shape, scaleUs } = spec;
  const table = tabulate(shape);
  return {
    kind: 'gamma',
    mean: shape * scaleUs,
    quantile: (unit) => {
      const score = inverseNormalCdf(unit);
      const position = (score + scoreMax) * nodesPerScore;
      const interval = Math.floor(position);
      const cube = table[4 * interval];
      const square = table[4 * interval + 1];
      const linear = table[4 * interval + 2];
      const start = table[4 * interval + 3];
      if (cube === undefined || square === undefined || linear === undefined || start === undefined) {
        return scaleUs * inverseRegularizedGamma(shape, unit);
      }
      const passed = position - interval;
      return scaleUs * Math.exp(((cube * passed + square) * passed + linear) * passed + start);
    },
  };
};
