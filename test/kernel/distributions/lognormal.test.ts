// Held against values computed with 40 digits of precision.

import fc from 'fast-check';
import { test } from 'vitest';
import { createLognormal } from '../../../src/kernel/distributions/lognormal.ts';
import { anyUnit, asWritten, expectClosedForm, expectMonotone, expectRefused, expectSamples } from './sampling.ts';

const distribution = createLognormal({ kind: 'lognormal', medianUs: 1_500, sigma: 0.75 });
const mean = 1987.1771380932984;
const theory = {
  mean,
  standardDeviation: mean * Math.sqrt(Math.expm1(0.75 ** 2)),
  quantiles: [
    [0.001, 147.75362009343213],
    [0.05, 436.8457538965592],
    [0.5, 1_500],
    [0.95, 5150.5593906557171],
    [0.999, 15228.053286120571],
  ] as const,
};

test('a lognormal distribution has the mean and the quantiles of its closed form', () => {
  expectClosedForm(distribution, theory, 1e-14);
  expectSamples(distribution, theory);
});

test('a lognormal distribution is positive and finite, and rises with the unit', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 1e9 }),
      fc.double({ min: 0.001, max: 10, noNaN: true }),
      anyUnit,
      anyUnit,
      (medianUs, sigma, unit, otherUnit) => {
        expectMonotone(createLognormal({ kind: 'lognormal', medianUs, sigma }), 0, unit, otherUnit);
      },
    ),
  );
});

test('a lognormal distribution refuses a median and a sigma that are not positive or are absurd', () => {
  const kind = 'lognormal';
  expectRefused(
    () => createLognormal({ kind, medianUs: 0, sigma: 1 }),
    'medianUs',
    'medianUs of a lognormal distribution must be a number above 0 and at most 31536000000000, but it is 0.',
  );
  const sentence = 'sigma of a lognormal distribution must be a number above 0 and at most 10, but it is';
  expectRefused(() => createLognormal({ kind, medianUs: 1, sigma: 0 }), 'sigma', `${sentence} 0.`);
  expectRefused(() => createLognormal({ kind, medianUs: 1, sigma: 11 }), 'sigma', `${sentence} 11.`);
  expectRefused(
    () => createLognormal(asWritten('{"kind":"lognormal","medianUs":1,"sigma":1,"mu":0}')),
    'mu',
    'mu is not a key of a lognormal distribution: its keys are kind, medianUs, sigma, burst.',
  );
});
