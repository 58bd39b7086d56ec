// Held against values computed with 40 digits of precision.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AssertionFailed } from '../../../src/kernel/assert.ts';
import {
  gammaDensity,
  inverseRegularizedGamma,
  logGamma,
  regularizedGamma,
} from '../../../src/kernel/distributions/gamma-functions.ts';
import { inverseGammaReference } from './inverse-gamma-reference.ts';
import { anyUnit, expectRelative } from './sampling.ts';

const logGammaReference: readonly (readonly [x: number, value: number])[] = [
  [0.1, 2.2527126517342059],
  [0.5, 0.57236494292470009],
  [1, 0],
  [1.5, -0.12078223763524522],
  [2, 0],
  [3.75, 1.4868155785934171],
  [9.5, 11.689333420797268],
  [10, 12.80182748008147],
  [50.5, 146.51925549072063],
  [1_000, 5905.2204232091812],
  [10_001, 82108.927836814353],
];

const incompleteReference: readonly (readonly [shape: number, x: number, lower: number, upper: number])[] = [
  [0.1, 0.001, 0.52676856839244511, 0.47323143160755489],
  [0.1, 1.5, 0.98865598336219473, 0.011344016637805271],
  [0.5, 0.5, 0.6826894921370859, 0.3173105078629141],
  [1, 2.5, 0.9179150013761012, 0.082084998623898795],
  [2, 0.25, 0.026499021160743915, 0.97350097883925609],
  [2, 9, 0.9987659019591332, 0.0012340980408667955],
  [7.5, 3, 0.020252253282186635, 0.97974774671781337],
  [7.5, 20, 0.99954650186489777, 0.00045349813510223459],
  [10, 1e-6, 2.7557294171888975e-67, 1],
  [10, 0.03, 1.5834577027517739e-22, 1],
  [50, 30, 0.00051889146254803429, 0.99948110853745197],
  [50, 50, 0.51880831547204328, 0.48119168452795672],
  [50, 90, 0.99999835050149828, 1.6494985017178248e-6],
  [1_000, 900, 0.00054990226571178292, 0.99945009773428822],
  [1_000, 1_100, 0.99894067674607002, 0.0010593232539299773],
  [10_000, 10_200, 0.9767126778664012, 0.023287322133598804],
];

test.each(logGammaReference)('the logarithm of the gamma function at %f is %f, to 14 digits', (x, value) => {
  expect(Math.abs(logGamma(x) - value)).toBeLessThan(1e-14 * Math.max(1, Math.abs(value)));
});

test('the gamma function continues the factorial: ln Γ(x + 1) = ln Γ(x) + ln x', () => {
  fc.assert(
    fc.property(fc.double({ min: 0.01, max: 1_000, noNaN: true }), (x) => {
      const next = logGamma(x + 1);
      expect(Math.abs(next - logGamma(x) - Math.log(x))).toBeLessThan(2e-14 * Math.max(1, Math.abs(next)));
    }),
  );
});

describe('the regularized incomplete gamma functions', () => {
  test.each(incompleteReference)('of shape %f at %f are %f and %f, to 13 digits', (shape, x, lower, upper) => {
    const { lower: actualLower, upper: actualUpper } = regularizedGamma(shape, x);
    expectRelative(actualLower, lower, 1e-13);
    expectRelative(actualUpper, upper, 1e-13);
  });

  test('begin at 0 and 1', () => {
    expect(regularizedGamma(3, 0)).toEqual({ lower: 0, upper: 1 });
  });

  test('keep to the recurrence P(a + 1, x) = P(a, x) - x · density(a + 1, x) / a, across both methods', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.1, max: 200, noNaN: true }),
        fc.double({ min: 0.01, max: 5, noNaN: true }),
        (shape, ratio) => {
          const x = shape * ratio;
          // x^a e^-x / Γ(a + 1) is the density of shape a + 1 at x.
          const expected = regularizedGamma(shape, x).lower - gammaDensity(shape + 1, x);
          expect(Math.abs(regularizedGamma(shape + 1, x).lower - expected)).toBeLessThan(1e-12);
        },
      ),
    );
  });

  test('refuse what they cannot converge on', () => {
    expect(() => regularizedGamma(2, Number.NaN)).toThrow(AssertionFailed);
  });
});

describe('the inverse', () => {
  test.each(inverseGammaReference)('of shape %f at %f is %f, to 12 digits', (shape, lower, x) => {
    expectRelative(inverseRegularizedGamma(shape, lower), x, 1e-12);
  });

  test('leads back to the smaller tail, for every shape and unit', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.1, max: 2_000, noNaN: true }), anyUnit, (shape, unit) => {
        const x = inverseRegularizedGamma(shape, unit);
        fc.pre(x > 1e-290);
        const { lower, upper } = regularizedGamma(shape, x);
        if (unit <= 0.5) expectRelative(lower, unit, 1e-11);
        else expectRelative(upper, 1 - unit, 1e-11);
      }),
    );
  });

  test.each([
    [0.001, 1 - 2 ** -30, 11.379441389421122],
    [0.01, 1 - 2 ** -30, 13.548387344416529],
    [0.01, 1 - 2 ** -7, 0.35767144525455122],
    [0.05, 1 - 2 ** -30, 15.183912871268437],
    [0.05, 1 - 2 ** -7, 1.2452493801563764],
  ])('of the tiny shape %f at %f is %f, though the start is far off', (shape, lower, x) => {
    // The upper tail is what 1 - P leaves of 16 digits.
    expectRelative(inverseRegularizedGamma(shape, lower), x, 1e-11);
  });

  test('is 0 where the value is smaller than any number', () => {
    expect(inverseRegularizedGamma(0.01, 1e-9)).toBe(0);
  });

  test('takes the upper tail from a caller who knows it to more digits', () => {
    // Shape 1 is the exponential distribution: the upper tail is e^-x.
    expectRelative(inverseRegularizedGamma(1, 1, 1e-40), 40 * Math.LN10, 1e-12);
  });
});
