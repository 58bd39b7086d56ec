// Method: chains of scores from fixed seeds, their marginal measured across chains, their correlation along one.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inverseNormalCdf } from '../../../src/kernel/distributions/normal-functions.ts';
import { burstScore, unitOfScore } from '../../../src/kernel/random/burst.ts';
import { RandomStream } from '../../../src/kernel/random/stream.ts';
import { kolmogorovDistance, rankCorrelation } from './statistics.ts';

const chain = (rho: number, length: number, stream: RandomStream): readonly number[] => {
  let score: number | null = null;
  return Array.from({ length }, () => {
    score = burstScore(rho, score, stream.nextUnit());
    return unitOfScore(score);
  });
};

describe('a burst', () => {
  test.each([0, 0.3, 0.7, 0.95])('with rho %f leaves the first, second and tenth sample uniform', (rho) => {
    const stream = RandomStream.fromSeed(1, 'marginal');
    const chains = Array.from({ length: 20_000 }, () => chain(rho, 10, stream));
    for (const place of [0, 1, 9]) {
      expect(kolmogorovDistance(chains.map((units) => units[place] ?? Number.NaN))).toBeLessThan(2.5);
    }
  });

  test.each([0, 0.3, 0.7, 0.9])('with rho %f ties the ranks of neighbours by 6/π · asin(rho / 2)', (rho) => {
    const count = 100_000;
    const units = chain(rho, count, RandomStream.fromSeed(2, 'ranks'));
    for (const lag of [1, 3]) {
      // Bartlett's standard error for the scores; ranks know a little less, hence six of them rather than five.
      const squared = rho * rho;
      const sum = ((1 + squared) * (1 - squared ** lag)) / (1 - squared) - 2 * lag * squared ** lag;
      const expected = (6 / Math.PI) * Math.asin(rho ** lag / 2);
      expect(Math.abs(rankCorrelation(units, lag) - expected)).toBeLessThan(6 * Math.sqrt(sum / count));
    }
  });

  test('starts with the uniform itself', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.001, max: 0.999, noNaN: true }),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (unit, rho) => {
          expect(burstScore(rho, null, unit)).toBe(inverseNormalCdf(unit));
          expect(unitOfScore(burstScore(rho, null, unit))).toBeCloseTo(unit, 14);
        },
      ),
    );
  });

  test('never leaves the open interval, after the most extreme uniforms in a row', () => {
    for (const unit of [2 ** -54, 1 - 2 ** -53]) {
      for (const rho of [0.5, 0.9, 0.9999]) {
        let score: number | null = null;
        for (let index = 0; index < 1_000; index += 1) {
          score = burstScore(rho, score, unit);
          expect(unitOfScore(score)).toBeGreaterThan(0);
          expect(unitOfScore(score)).toBeLessThan(1);
        }
      }
    }
  });
});
