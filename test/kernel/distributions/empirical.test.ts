import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AssertionFailed } from '../../../src/kernel/assert.ts';
import { createEmpirical, quantilePointsMax, quantilePointsOf } from '../../../src/kernel/distributions/empirical.ts';
import type { EmpiricalSpec, QuantilePoint } from '../../../src/kernel/distributions/empirical.ts';
import { anyUnit, asWritten, expectClosedForm, expectMonotone, expectRefused, expectSamples } from './sampling.ts';

const kind = 'empirical';
const points: readonly QuantilePoint[] = [
  { quantile: 0, valueUs: 100 },
  { quantile: 0.5, valueUs: 300 },
  { quantile: 0.75, valueUs: 300 },
  { quantile: 1, valueUs: 1_300 },
];

/** Reads the quantile off the points one after the other. */
const naiveQuantile = (from: readonly QuantilePoint[], unit: number): number => {
  for (const [index, point] of from.entries()) {
    const next = from[index + 1];
    if (next === undefined || unit >= next.quantile) continue;
    const passed = (unit - point.quantile) / (next.quantile - point.quantile);
    return point.valueUs + passed * (next.valueUs - point.valueUs);
  }
  return Number.NaN;
};

const anyPoints: fc.Arbitrary<readonly QuantilePoint[]> = fc
  .tuple(
    fc.uniqueArray(fc.integer({ min: 1, max: 9_999 }), { maxLength: 30 }),
    fc.array(fc.nat(1e6), { minLength: 32, maxLength: 32 }),
  )
  .map(([inner, values]) => {
    const quantiles = [0, ...inner.toSorted((left, right) => left - right), 10_000];
    const sorted = values.toSorted((left, right) => left - right);
    return quantiles.map((quantile, index) => ({ quantile: quantile / 10_000, valueUs: sorted[index] ?? 0 }));
  });

describe('an empirical distribution', () => {
  test('has the mean and the quantiles of its points and of the straight lines between them', () => {
    // Mean: 0.5 · 200 + 0.25 · 300 + 0.25 · 800. Mean square of a line from a to b: (a² + ab + b²) / 3.
    const meanSquare =
      (0.5 * (100 ** 2 + 100 * 300 + 300 ** 2)) / 3 +
      0.25 * 300 ** 2 +
      (0.25 * (300 ** 2 + 300 * 1_300 + 1_300 ** 2)) / 3;
    const theory = {
      mean: 375,
      standardDeviation: Math.sqrt(meanSquare - 375 ** 2),
      quantiles: [
        [0.1, 140],
        [0.25, 200],
        [0.5, 300],
        [0.875, 800],
        [0.95, 1_100],
      ] as const,
    };
    const distribution = createEmpirical({ kind, points });
    expectClosedForm(distribution, theory, 1e-14);
    expectSamples(distribution, theory);
  });

  test('puts the whole share between two equal values on that value', () => {
    const distribution = createEmpirical({ kind, points });
    for (const unit of [0.5, 0.6, 0.7499]) expect(distribution.quantile(unit)).toBe(300);
  });

  test('finds the quantile that a plain walk along the points finds', () => {
    fc.assert(
      fc.property(anyPoints, anyUnit, anyUnit, (any, unit, otherUnit) => {
        const distribution = createEmpirical({ kind, points: any });
        expect(distribution.quantile(unit)).toBe(naiveQuantile(any, unit));
        expectMonotone(distribution, any[0]?.valueUs ?? 0, unit, otherUnit);
      }),
    );
  });

  test('has the mean that many equally spaced quantiles have', () => {
    fc.assert(
      fc.property(anyPoints, (any) => {
        const distribution = createEmpirical({ kind, points: any });
        const steps = 20_000;
        let sum = 0;
        for (let step = 0; step < steps; step += 1) sum += distribution.quantile((step + 0.5) / steps);
        // The middle of a step is its mean on a line, and every corner lies between two steps.
        expect(sum / steps).toBeCloseTo(distribution.mean, 5);
      }),
      { numRuns: 20 },
    );
  });

  test('is not changed when its description is changed later', () => {
    const own = points.map((point) => ({ ...point }));
    const distribution = createEmpirical({ kind, points: own });
    for (const point of own) point.valueUs = 0;
    expect(distribution.quantile(0.25)).toBe(200);
  });

  test('refuses points that are no quantile function', () => {
    const spec = (...list: readonly (readonly [number, number])[]): EmpiricalSpec => ({
      kind,
      points: list.map(([quantile, valueUs]) => ({ quantile, valueUs })),
    });
    expectRefused(
      () => createEmpirical(spec([0, 1])),
      'points',
      'points of an empirical distribution must be a list of 2 to 4096 points, but it is a list of 1.',
    );
    expectRefused(
      () => createEmpirical(asWritten('{"kind":"empirical","points":{"quantile":0}}')),
      'points',
      'points of an empirical distribution must be a list of 2 to 4096 points, but it is an object.',
    );
    expectRefused(
      () => createEmpirical(spec([0.1, 1], [1, 2])),
      'points[0].quantile',
      'points[0].quantile of an empirical distribution must be a number equal to 0, but it is 0.1.',
    );
    expectRefused(
      () => createEmpirical(spec([0, 1], [0.9, 2])),
      'points[1].quantile',
      'points[1].quantile of an empirical distribution must be a number equal to 1, but it is 0.9.',
    );
    expectRefused(
      () => createEmpirical(spec([0, 1], [0.5, 2], [0.5, 3], [1, 4])),
      'points[2].quantile',
      'points[2].quantile of an empirical distribution must be a number above 0.5 and below 1, but it is 0.5.',
    );
    expectRefused(
      () => createEmpirical(spec([0, 10], [1, 9])),
      'points[1].valueUs',
      'points[1].valueUs of an empirical distribution must be a number at least 10 and at most 31536000000000, but it is 9.',
    );
    expectRefused(
      () => createEmpirical(asWritten('{"kind":"empirical","points":[[0,1],[1,2]]}')),
      'points[0]',
      'points[0] of an empirical distribution must be an object with the keys quantile and valueUs, but it is a list.',
    );
    expectRefused(
      () => createEmpirical(asWritten('{"kind":"empirical","points":[null,5]}')),
      'points[0]',
      'points[0] of an empirical distribution must be an object with the keys quantile and valueUs, but it is null.',
    );
    expectRefused(
      () => createEmpirical(asWritten('{"kind":"empirical","points":[{"quantile":0,"us":1},5]}')),
      'points[0].us',
      'points[0].us is not a key of a point of an empirical distribution: its keys are quantile, valueUs.',
    );
    expectRefused(
      () => createEmpirical(asWritten('{"kind":"empirical","points":[],"values":[]}')),
      'values',
      'values is not a key of an empirical distribution: its keys are kind, points, burst.',
    );
  });
});

describe('the points of measurements', () => {
  test('are the measurements themselves, in order, when there are few', () => {
    expect(quantilePointsOf([30, 10, 20, 10, 50])).toEqual([
      { quantile: 0, valueUs: 10 },
      { quantile: 0.25, valueUs: 10 },
      { quantile: 0.5, valueUs: 20 },
      { quantile: 0.75, valueUs: 30 },
      { quantile: 1, valueUs: 50 },
    ]);
  });

  test('are interpolated when there are many, and keep the smallest and the largest', () => {
    const measured = Array.from({ length: 1_001 }, (_, index) => index * index);
    expect(quantilePointsOf(measured, 3)).toEqual([
      { quantile: 0, valueUs: 0 },
      { quantile: 0.5, valueUs: 250_000 },
      { quantile: 1, valueUs: 1_000_000 },
    ]);
    expect(quantilePointsOf([0, 10, 20, 90], 3)[1]).toEqual({ quantile: 0.5, valueUs: 15 });
  });

  test('always make a distribution', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(1e9), { minLength: 2, maxLength: 200 }),
        fc.integer({ min: 2, max: 150 }),
        (valuesUs, countMax) => {
          const distribution = createEmpirical({ kind, points: quantilePointsOf(valuesUs, countMax) });
          expect(distribution.quantile(2 ** -54)).toBeGreaterThanOrEqual(Math.min(...valuesUs));
          expect(distribution.quantile(1 - 2 ** -53)).toBeLessThanOrEqual(Math.max(...valuesUs));
        },
      ),
    );
  });

  test('need two measurements and a bounded number of points', () => {
    expect(() => quantilePointsOf([1])).toThrow(AssertionFailed);
    expect(() => quantilePointsOf([1, 2], 1)).toThrow(AssertionFailed);
    expect(() => quantilePointsOf([1, 2], quantilePointsMax + 1)).toThrow(AssertionFailed);
  });
});
