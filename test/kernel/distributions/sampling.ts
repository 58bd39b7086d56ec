// Checks that every distribution's tests share. Tolerances are five standard errors, derived from closed forms, so
// a sound implementation under a seed that nobody chose would miss one in 1.7 million.

import fc from 'fast-check';
import { expect } from 'vitest';
import type { Distribution } from '../../../src/kernel/distributions/distribution.ts';
import { InvalidDistribution } from '../../../src/kernel/distributions/invalid-distribution.ts';
import { RandomStream } from '../../../src/kernel/random/stream.ts';
import { standardErrorsMax } from '../random/statistics.ts';

const samplesCount = 100_000;

/** What theory says of a distribution; `standardDeviation` null means it has none, and the mean is not sampled. */
export interface ClosedForm {
  readonly mean: number;
  readonly standardDeviation: number | null;
  /** Pairs of a unit and the value that this share of all values is under. */
  readonly quantiles: readonly (readonly [unit: number, value: number])[];
}

/** Expects `actual` within a relative distance. */
export const expectRelative = (actual: number, expected: number, tolerance: number): void => {
  expect(Math.abs(actual - expected), `${actual} is not ${expected}`).toBeLessThanOrEqual(
    Math.abs(expected) * tolerance,
  );
};

/** Expects the mean and the quantile function to be what theory says, to a relative `tolerance`. */
export const expectClosedForm = (distribution: Distribution, theory: ClosedForm, tolerance: number): void => {
  if (Number.isFinite(theory.mean)) expectRelative(distribution.mean, theory.mean, tolerance);
  else expect(distribution.mean).toBe(theory.mean);
  for (const [unit, value] of theory.quantiles) expectRelative(distribution.quantile(unit), value, tolerance);
};

/**
 * Expects samples to have the mean and the quantiles of theory. Standard errors: σ / √n of the mean, and
 * √(u (1 - u) / n) of the share of samples under the quantile of u.
 */
export const expectSamples = (distribution: Distribution, theory: ClosedForm): void => {
  const stream = RandomStream.fromSeed('samples', distribution.kind);
  const samples = Float64Array.from({ length: samplesCount }, () => distribution.quantile(stream.nextUnit()));
  if (theory.standardDeviation !== null) {
    const mean = samples.reduce((sum, sample) => sum + sample, 0) / samplesCount;
    const standardError = theory.standardDeviation / Math.sqrt(samplesCount);
    expect(Math.abs(mean - theory.mean)).toBeLessThan(standardErrorsMax * standardError);
  }
  for (const [unit, value] of theory.quantiles) {
    const share = samples.reduce((count, sample) => (sample < value ? count + 1 : count), 0) / samplesCount;
    const standardError = Math.sqrt((unit * (1 - unit)) / samplesCount);
    expect(Math.abs(share - unit), `the share under ${value}`).toBeLessThan(standardErrorsMax * standardError);
  }
};

/** A unit as a stream draws it: a multiple of 2^-53 in the open interval, often near an end. */
export const anyUnit: fc.Arbitrary<number> = fc.oneof(
  fc.constantFrom(2 ** -54, 2 ** -53, 1 - 2 ** -53),
  fc.integer({ min: 1, max: 2 ** 20 }).map((grid) => grid * 2 ** -53),
  fc.integer({ min: 1, max: 2 ** 20 }).map((grid) => 1 - grid * 2 ** -53),
  fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }).map((grid) => grid * 2 ** -53),
);

/** Expects a finite quantile, at least `min`, that never falls as the unit rises, but for the rounding of a double. */
export const expectMonotone = (distribution: Distribution, min: number, unit: number, otherUnit: number): void => {
  const low = distribution.quantile(Math.min(unit, otherUnit));
  const high = distribution.quantile(Math.max(unit, otherUnit));
  const rounding = 1e-8 + low * 1e-12;
  expect(Number.isFinite(high) && low >= min && high >= low - rounding, `${low} to ${high}`).toBe(true);
};

/** Expects `InvalidDistribution` with this key and this sentence. */
export const expectRefused = (create: () => unknown, key: string, sentence: string): void => {
  let thrown: unknown;
  try {
    create();
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toBeInstanceOf(InvalidDistribution);
  expect(thrown).toMatchObject({ name: 'InvalidDistribution', key, message: sentence });
};

/** A description as a user's file may hold it: of any shape, whatever its type says. */
export const asWritten = <Spec>(text: string): Spec => JSON.parse(text) as Spec;
