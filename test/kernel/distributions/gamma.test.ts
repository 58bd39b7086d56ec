import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inverseRegularizedGamma } from '../../../src/kernel/distributions/gamma-functions.ts';
import { createGamma } from '../../../src/kernel/distributions/gamma.ts';
import { inverseGammaReference } from './inverse-gamma-reference.ts';
import { anyUnit, asWritten, expectMonotone, expectRefused, expectRelative, expectSamples } from './sampling.ts';

const kind = 'gamma';

describe('a gamma distribution', () => {
  test.each(inverseGammaReference)(
    'of shape %f has its share %f under %f scales, to 8 digits',
    (shape, unit, value) => {
      expectRelative(createGamma({ kind, shape, scaleUs: 250 }).quantile(unit), 250 * value, 1e-8);
    },
  );

  test('stays within 10^-8 of the exact inverse, for every shape and unit', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.double({ min: 0.1, max: 2, noNaN: true }), fc.double({ min: 2, max: 500, noNaN: true })),
        fc.array(anyUnit, { minLength: 50, maxLength: 50 }),
        (shape, units) => {
          const distribution = createGamma({ kind, shape, scaleUs: 1 });
          for (const unit of units) {
            expectRelative(distribution.quantile(unit), inverseRegularizedGamma(shape, unit), 1e-8);
          }
        },
      ),
    );
  });

  test('is computed exactly beyond the units that a stream can draw', () => {
    expect(createGamma({ kind, shape: 2, scaleUs: 3 }).quantile(1e-20)).toBe(3 * inverseRegularizedGamma(2, 1e-20));
  });

  test('of shape 1 is the exponential distribution', () => {
    fc.assert(
      fc.property(anyUnit, (unit) => {
        expectRelative(createGamma({ kind, shape: 1, scaleUs: 1 }).quantile(unit), -Math.log1p(-unit), 1e-8);
      }),
      { numRuns: 20 },
    );
  });

  test.each([0.1, 0.5, 2, 7.5, 50])(
    'of shape %f is sampled with the mean and the quantiles of its closed form',
    (shape) => {
      const scaleUs = 400;
      const distribution = createGamma({ kind, shape, scaleUs });
      expect(distribution.mean).toBe(shape * scaleUs);
      expectSamples(distribution, {
        mean: shape * scaleUs,
        standardDeviation: Math.sqrt(shape) * scaleUs,
        quantiles: inverseGammaReference
          .filter(([referenceShape, unit]) => referenceShape === shape && unit >= 0.001 && unit <= 0.999)
          .map(([, unit, value]) => [unit, value * scaleUs] as const),
      });
    },
  );

  test('is never negative, and rises with the unit', () => {
    const distributions = [0.1, 0.7, 3, 300].map((shape) => createGamma({ kind, shape, scaleUs: 10 }));
    fc.assert(
      fc.property(fc.constantFrom(...distributions), anyUnit, anyUnit, (distribution, unit, otherUnit) => {
        expectMonotone(distribution, 0, unit, otherUnit);
      }),
      { numRuns: 1_000 },
    );
  });

  test('refuses a shape and a scale that are out of bounds', () => {
    const sentence = 'shape of a gamma distribution must be a number at least 0.1 and at most 10000, but it is';
    expectRefused(() => createGamma({ kind, shape: 0.05, scaleUs: 1 }), 'shape', `${sentence} 0.05.`);
    expectRefused(() => createGamma({ kind, shape: 10_001, scaleUs: 1 }), 'shape', `${sentence} 10001.`);
    expectRefused(
      () => createGamma({ kind, shape: 1, scaleUs: 0 }),
      'scaleUs',
      'scaleUs of a gamma distribution must be a number above 0 and at most 31536000000000, but it is 0.',
    );
    expectRefused(
      () => createGamma(asWritten('{"kind":"gamma","shape":1,"rate":1}')),
      'rate',
      'rate is not a key of a gamma distribution: its keys are kind, shape, scaleUs, burst.',
    );
  });
});
