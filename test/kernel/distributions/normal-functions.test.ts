// Held against values computed with 40 digits of precision.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inverseNormalCdf, normalCdf, normalDensity } from '../../../src/kernel/distributions/normal-functions.ts';
import { anyUnit, expectRelative } from './sampling.ts';

const cdfReference: readonly (readonly [score: number, probability: number])[] = [
  [-37, 5.7255712225245768e-300],
  [-20, 2.7536241186062337e-89],
  [-8, 6.2209605742717841e-16],
  [-5, 2.8665157187919391e-7],
  [-3, 0.0013498980316300945],
  [-1.5, 0.066807201268858066],
  [-0.67, 0.2514288950953101],
  [-0.1, 0.46017216272297102],
  [0, 0.5],
  [0.5, 0.6914624612740131],
  [0.7, 0.75803634777692697],
  [1, 0.84134474606854295],
  [2, 0.97724986805182079],
  [4, 0.99996832875816688],
  [6, 0.99999999901341235],
  [8, 0.99999999999999938],
];

const inverseReference: readonly (readonly [probability: number, score: number])[] = [
  [2 ** -54, -8.2923610758135955],
  [2 ** -53, -8.2095361516013869],
  [1e-15, -7.9413453261709968],
  [1e-9, -5.9978070150076869],
  [0.0001, -3.7190164854556806],
  [0.001, -3.0902323061678135],
  [0.01, -2.3263478740408411],
  [0.05, -1.6448536269514727],
  [0.075, -1.4395314709384559],
  [0.1, -1.2815515655446004],
  [0.25, -0.67448975019608174],
  [0.4, -0.25334710313579974],
  [0.6, 0.25334710313579974],
  [0.75, 0.67448975019608174],
  [0.9, 1.2815515655446006],
  [0.95, 1.6448536269514723],
  [0.99, 2.3263478740408408],
  [0.999, 3.0902323061678133],
  [0.9999, 3.7190164854557084],
  [1 - 2 ** -53, 8.2095361516013869],
];

describe('the normal distribution', () => {
  test.each(cdfReference)('puts to the left of %f a probability of %f, to 15 digits', (score, probability) => {
    expectRelative(normalCdf(score), probability, 1e-15);
  });

  test.each(inverseReference)('has its share %f left of %f, to 15 digits', (probability, score) => {
    expectRelative(inverseNormalCdf(probability), score, 1e-15);
  });

  test('is symmetric', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 40, noNaN: true }), (score) => {
        expect(normalCdf(score) + normalCdf(-score)).toBeCloseTo(1, 15);
        expect(normalDensity(score)).toBe(normalDensity(-score));
      }),
    );
    expect(inverseNormalCdf(0.5)).toBe(0);
  });

  test('has an inverse that its probabilities lead back to', () => {
    fc.assert(
      fc.property(anyUnit, (unit) => {
        const score = inverseNormalCdf(unit);
        // A relative error of the score shifts the smaller tail by score² times as much, up to 69 times: 15 digits
        // of the score are 13 of the tail.
        if (unit < 0.5) expectRelative(normalCdf(score), unit, 1e-13);
        else expectRelative(normalCdf(-score), 1 - unit, 1e-13);
      }),
    );
  });

  test('has the slope that its density says', () => {
    for (const score of [-6, -2, -0.5, 0, 0.3, 1, 3]) {
      const step = 1e-4;
      // A central difference is off by step² / 6 times the third derivative, which is under 40 densities here.
      const slope = (normalCdf(score + step) - normalCdf(score - step)) / (2 * step);
      expectRelative(slope, normalDensity(score), 1e-6);
    }
  });
});
