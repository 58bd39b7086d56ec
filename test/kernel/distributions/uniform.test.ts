import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createUniform } from '../../../src/kernel/distributions/uniform.ts';
import { anyUnit, asWritten, expectClosedForm, expectMonotone, expectRefused, expectSamples } from './sampling.ts';

const distribution = createUniform({ kind: 'uniform', minUs: 200, maxUs: 1_400 });
const theory = {
  mean: 800,
  standardDeviation: 1_200 / Math.sqrt(12),
  quantiles: [
    [0.001, 201.2],
    [0.1, 320],
    [0.5, 800],
    [0.9, 1_280],
    [0.999, 1_398.8],
  ] as const,
};

test('a uniform distribution has the mean and the quantiles of its closed form', () => {
  expectClosedForm(distribution, theory, 1e-14);
  expectSamples(distribution, theory);
});

test('a uniform distribution stays between its ends, which may be the same', () => {
  fc.assert(
    fc.property(fc.nat(1e9), fc.nat(1e9), anyUnit, anyUnit, (minUs, widthUs, unit, otherUnit) => {
      const any = createUniform({ kind: 'uniform', minUs, maxUs: minUs + widthUs });
      expectMonotone(any, minUs, unit, otherUnit);
      expect(any.quantile(unit)).toBeLessThanOrEqual(minUs + widthUs);
    }),
  );
});

test('a uniform distribution refuses ends that are no latencies or the wrong way round', () => {
  expectRefused(
    () => createUniform({ kind: 'uniform', minUs: -5, maxUs: 5 }),
    'minUs',
    'minUs of a uniform distribution must be a number at least 0 and at most 31536000000000, but it is -5.',
  );
  expectRefused(
    () => createUniform({ kind: 'uniform', minUs: 9, maxUs: 5 }),
    'maxUs',
    'maxUs of a uniform distribution must be a number at least 9 and at most 31536000000000, but it is 5.',
  );
  expectRefused(
    () => createUniform(asWritten('{"kind":"uniform","minUs":1,"maxUs":2,"burts":{}}')),
    'burts',
    'burts is not a key of a uniform distribution: its keys are kind, minUs, maxUs, burst.',
  );
});
