// Durations drawn from a known distribution are fitted by one that is near; those from none are fitted by themselves.
import { describe, expect, it } from 'vitest';
import { createDistribution, type DistributionSpec } from '../../../src/kernel/distributions/spec.ts';
import { RandomStream } from '../../../src/kernel/random/stream.ts';
import { fitDistribution } from '../../../src/market-data/fit/fit-distribution.ts';
import { ThinnedSample } from '../../../src/market-data/fit/thinned-sample.ts';

const sampleOf = (draw: (stream: RandomStream) => number, count = 3_000): ThinnedSample<number> => {
  const stream = RandomStream.fromSeed(1, 'test');
  const sample = new ThinnedSample<number>();
  for (let index = 0; index < count; index += 1) sample.add(Math.round(draw(stream)));
  return sample;
};

const from = (spec: DistributionSpec) => (stream: RandomStream) => createDistribution(spec).quantile(stream.nextUnit());

describe('a fit of durations', () => {
  it.each([
    ['lognormal', { kind: 'lognormal', medianUs: 40_000, sigma: 0.6 }],
    ['gamma', { kind: 'gamma', shape: 3, scaleUs: 20_000 }],
    ['uniform', { kind: 'uniform', minUs: 3_000, maxUs: 9_000 }],
  ] as const)('finds a %s distribution again', (kind, spec) => {
    const fit = fitDistribution(sampleOf(from(spec)));
    expect(fit?.spec.kind).toBe(kind);
    expect(fit?.distance).toBeLessThan(0.04);
    for (const { dataUs, fittedUs } of fit?.rows ?? []) expect(Math.abs(fittedUs / dataUs - 1)).toBeLessThan(0.15);
  });

  it('is the data itself where no named distribution is near', () => {
    const fit = fitDistribution(sampleOf((stream) => (stream.chance(5_000) ? 1_000 : 900_000) + stream.nextBelow(100)));
    expect(fit?.spec.kind).toBe('empirical');
  });

  it('is a constant where all are the same, and nothing where there are too few', () => {
    expect(fitDistribution(sampleOf(() => 500, 9))?.spec).toEqual({ kind: 'constant', valueUs: 500 });
    expect(fitDistribution(sampleOf(() => 500, 7))).toBeNull();
  });
});

describe('a thinned sample', () => {
  it('is bounded, and its percentiles are near those of the whole', () => {
    const sample = new ThinnedSample<number>();
    for (let value = 0; value < 100_000; value += 1) sample.add(value);
    expect(sample.sorted().length).toBeLessThan(8_192);
    expect(sample.count).toBe(100_000);
    for (const hundredths of [0, 5, 50, 95])
      expect(Math.abs((sample.percentile(hundredths) ?? 0) - hundredths * 1_000)).toBeLessThan(50);
    expect(new ThinnedSample<number>().percentile(50)).toBeUndefined();
  });
});
