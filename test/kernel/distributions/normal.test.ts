// Held against values computed with 40 digits of precision.

import fc from 'fast-check';
import { test } from 'vitest';
import { createNormal } from '../../../src/kernel/distributions/normal.ts';
import { asWritten, anyUnit, expectClosedForm, expectMonotone, expectRefused, expectSamples } from './sampling.ts';

const truncated = createNormal({ kind: 'normal', meanUs: 1_000, standardDeviationUs: 800, minUs: 500 });
const truncatedTheory = {
  mean: 1357.6615792057298,
  standardDeviation: 577.27584840975168,
  quantiles: [
    [0.001, 501.78815292378721],
    [0.1, 668.6905915024421],
    [0.5, 1271.8322211888259],
    [0.9, 2160.7338279053409],
    [0.999, 3544.7443197103888],
  ] as const,
};

test('a normal distribution cut off near its middle has the mean and the quantiles of its closed form', () => {
  expectClosedForm(truncated, truncatedTheory, 1e-14);
  expectSamples(truncated, truncatedTheory);
});

test('a normal distribution cut off where there is next to nothing is the plain one', () => {
  const plain = createNormal({ kind: 'normal', meanUs: 1_000, standardDeviationUs: 100 });
  const theory = {
    mean: 1_000,
    standardDeviation: 100,
    quantiles: [
      [0.001, 1_000 - 309.02323061678135],
      [0.1, 1_000 - 128.15515655446004],
      [0.5, 1_000],
      [0.9, 1_000 + 128.15515655446004],
      [0.999, 1_000 + 309.02323061678135],
    ] as const,
  };
  expectClosedForm(plain, theory, 1e-14);
  expectSamples(plain, theory);
});

test('a normal distribution keeps its digits when only its far tail is left', () => {
  const tail = createNormal({ kind: 'normal', meanUs: 0, standardDeviationUs: 100, minUs: 700 });
  const theory = {
    mean: 713.75456132265033,
    standardDeviation: null,
    quantiles: [
      [0.1, 701.47464933934468],
      [0.5, 709.64726556472337],
      [0.9, 731.57422763725661],
    ] as const,
  };
  expectClosedForm(tail, theory, 1e-14);
  expectSamples(tail, theory);
});

test('a normal distribution never falls under its minimum, and rises with the unit', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 1_000_000 }),
      fc.integer({ min: 1, max: 1_000_000 }),
      fc.double({ min: 0, max: 8, noNaN: true }),
      anyUnit,
      anyUnit,
      (meanUs, standardDeviationUs, cut, unit, otherUnit) => {
        const minUs = cut < 1 ? 0 : meanUs + (cut - 1) * standardDeviationUs;
        const any = createNormal({ kind: 'normal', meanUs, standardDeviationUs, minUs });
        expectMonotone(any, minUs, unit, otherUnit);
      },
    ),
  );
});

test('a normal distribution refuses what leaves nothing to draw from', () => {
  const kind = 'normal';
  expectRefused(
    () => createNormal({ kind, meanUs: 100, standardDeviationUs: 0 }),
    'standardDeviationUs',
    'standardDeviationUs of a normal distribution must be a number above 0 and at most 31536000000000, but it is 0.',
  );
  expectRefused(
    () => createNormal({ kind, meanUs: -100, standardDeviationUs: 5 }),
    'meanUs',
    'meanUs of a normal distribution must be a number at least 0 and at most 31536000000000, but it is -100.',
  );
  expectRefused(
    () => createNormal({ kind, meanUs: 100, standardDeviationUs: 5, minUs: -1 }),
    'minUs',
    'minUs of a normal distribution must be a number at least 0 and at most 31536000000000, but it is -1.',
  );
  expectRefused(
    () => createNormal({ kind, meanUs: 100, standardDeviationUs: 5, minUs: 141 }),
    'minUs',
    'minUs of a normal distribution must be at most 8 standard deviations above meanUs, which is 140, but it is 141.',
  );
  expectRefused(
    () => createNormal(asWritten('{"kind":"normal","meanUs":1,"deviationUs":1}')),
    'deviationUs',
    'deviationUs is not a key of a normal distribution: its keys are kind, meanUs, standardDeviationUs, minUs, burst.',
  );
});
