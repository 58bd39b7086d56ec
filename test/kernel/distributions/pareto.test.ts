import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createPareto } from '../../../src/kernel/distributions/pareto.ts';
import { anyUnit, asWritten, expectClosedForm, expectMonotone, expectRefused, expectSamples } from './sampling.ts';

const kind = 'pareto';

test('a pareto distribution with a light tail has the mean and the quantiles of its closed form', () => {
  const distribution = createPareto({ kind, minUs: 900, alpha: 4 });
  // The fourth root of 1 / (1 - unit): 1 - 0.9375 is 1/16, 1 - 0.99609375 is 1/256.
  const theory = {
    mean: 1_200,
    standardDeviation: Math.sqrt((900 ** 2 * 4) / (3 ** 2 * 2)),
    quantiles: [
      [0.5, 900 * 2 ** 0.25],
      [0.9375, 1_800],
      [0.99609375, 3_600],
    ] as const,
  };
  expectClosedForm(distribution, theory, 1e-14);
  expectSamples(distribution, theory);
});

test('a pareto distribution with a heavy tail has no finite mean, and the quantiles of its closed form', () => {
  const theory = {
    mean: Infinity,
    standardDeviation: null,
    quantiles: [
      [0.5, 1_800],
      [0.75, 3_600],
      [0.9990234375, 900 * 1_024],
    ] as const,
  };
  const distribution = createPareto({ kind, minUs: 900, alpha: 1 });
  expectClosedForm(distribution, theory, 1e-14);
  expectSamples(distribution, theory);
  expect(createPareto({ kind, minUs: 900, alpha: 0.5 }).mean).toBe(Infinity);
});

test('a pareto distribution never falls under its minimum, is finite, and rises with the unit', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 1e9 }),
      fc.double({ min: 0.1, max: 1_000, noNaN: true }),
      anyUnit,
      anyUnit,
      (minUs, alpha, unit, otherUnit) => {
        expectMonotone(createPareto({ kind, minUs, alpha }), minUs, unit, otherUnit);
      },
    ),
  );
});

test('a pareto distribution refuses a minimum and an alpha that are out of bounds', () => {
  expectRefused(
    () => createPareto({ kind, minUs: 0, alpha: 2 }),
    'minUs',
    'minUs of a pareto distribution must be a number above 0 and at most 31536000000000, but it is 0.',
  );
  const sentence = 'alpha of a pareto distribution must be a number at least 0.1 and at most 1000, but it is';
  expectRefused(() => createPareto({ kind, minUs: 1, alpha: 0 }), 'alpha', `${sentence} 0.`);
  expectRefused(() => createPareto({ kind, minUs: 1, alpha: 1_001 }), 'alpha', `${sentence} 1001.`);
  expectRefused(() => createPareto(asWritten('{"kind":"pareto","minUs":1}')), 'alpha', `${sentence} missing.`);
  expectRefused(
    () => createPareto(asWritten('{"kind":"pareto","minUs":1,"alpha":1,"xm":1}')),
    'xm',
    'xm is not a key of a pareto distribution: its keys are kind, minUs, alpha, burst.',
  );
});
