// What holds for every kind of distribution: one uniform a sample, state that can be saved, bursts that leave the
// distribution alone, and sentences for what is wrong.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AssertionFailed } from '../../../src/kernel/assert.ts';
import { latencyUsMax } from '../../../src/kernel/distributions/distribution.ts';
import { createDistribution, createSampler, restoreSampler } from '../../../src/kernel/distributions/spec.ts';
import type { DistributionSpec } from '../../../src/kernel/distributions/spec.ts';
import { RandomStream } from '../../../src/kernel/random/stream.ts';
import { rankCorrelation } from '../random/statistics.ts';
import { asWritten, expectRefused } from './sampling.ts';

const specs: readonly DistributionSpec[] = [
  { kind: 'constant', valueUs: 1_234 },
  { kind: 'uniform', minUs: 500, maxUs: 900_000 },
  { kind: 'normal', meanUs: 90_000, standardDeviationUs: 30_000, minUs: 10_000 },
  { kind: 'lognormal', medianUs: 80_000, sigma: 0.6 },
  { kind: 'gamma', shape: 2.5, scaleUs: 40_000 },
  { kind: 'pareto', minUs: 20_000, alpha: 2.5 },
  {
    kind: 'empirical',
    points: [
      { quantile: 0, valueUs: 10_000 },
      { quantile: 0.9, valueUs: 60_000 },
      { quantile: 1, valueUs: 4_000_000 },
    ],
  },
];
const burstSpecs = specs.map((spec): DistributionSpec => ({ ...spec, burst: { rho: 0.8 } }));
const allSpecs = [...specs, ...burstSpecs].map(
  (spec) => [`${spec.kind}${spec.burst ? ' in bursts' : ''}`, spec] as const,
);

const drawUs = (sampler: { nextUs(): number }, count: number): readonly number[] =>
  Array.from({ length: count }, () => sampler.nextUs());

describe.each(allSpecs)('a sampler of a %s distribution', (_, spec) => {
  test('draws exactly one uniform a sample', () => {
    const stream = RandomStream.fromSeed(1, 'one uniform');
    const twin = RandomStream.fromSeed(1, 'one uniform');
    const sampler = createSampler(spec, stream);
    for (let index = 0; index < 100; index += 1) {
      sampler.nextUs();
      twin.nextUnit();
      expect(stream.save()).toEqual(twin.save());
    }
  });

  test('draws whole microseconds, from 0 to a year', () => {
    for (const latencyUs of drawUs(createSampler(spec, RandomStream.fromSeed(2, 'whole')), 1_000)) {
      expect(Number.isInteger(latencyUs) && latencyUs >= 0 && latencyUs <= latencyUsMax).toBe(true);
    }
  });

  test('continues with the same latencies after it was saved, carried as JSON and restored', () => {
    fc.assert(
      fc.property(fc.integer(), fc.nat(30), (seed, drawn) => {
        const stream = RandomStream.fromSeed(seed, 'restored');
        const sampler = createSampler(spec, stream);
        drawUs(sampler, drawn);
        const saved = JSON.parse(JSON.stringify({ stream: stream.save(), sampler: sampler.save(), spec }));
        const restored = restoreSampler(saved.spec, RandomStream.restore(saved.stream), saved.sampler);
        expect(restored.save()).toEqual(sampler.save());
        expect(drawUs(restored, 20)).toEqual(drawUs(sampler, 20));
      }),
      { numRuns: 20 },
    );
  });
});

test('without bursts a sampler draws the quantiles of its distribution', () => {
  for (const spec of specs) {
    const sampler = createSampler(spec, RandomStream.fromSeed(3, 'quantiles'));
    const twin = RandomStream.fromSeed(3, 'quantiles');
    const { quantile } = createDistribution(spec);
    expect(drawUs(sampler, 100)).toEqual(Array.from({ length: 100 }, () => Math.round(quantile(twin.nextUnit()))));
    expect(sampler.distribution.mean).toBe(createDistribution(spec).mean);
  }
});

test.each(burstSpecs.filter((spec) => spec.kind !== 'constant').map((spec) => [spec.kind, spec] as const))(
  'bursts of a %s distribution leave its quantiles alone and tie its neighbours',
  (_, spec) => {
    const stream = RandomStream.fromSeed(4, 'bursts');
    const { quantile } = createDistribution(spec);
    const sampler = createSampler(spec, stream);
    // The marginal, over samples 30 places apart: at 0.8^30, a thousandth, they are as good as independent.
    const count = 20_000;
    const apart = Array.from({ length: count }, () => drawUs(sampler, 30)[0] ?? Number.NaN);
    for (const unit of [0.05, 0.5, 0.95]) {
      const share = apart.filter((latencyUs) => latencyUs < quantile(unit)).length / count;
      expect(Math.abs(share - unit)).toBeLessThan(5 * Math.sqrt((unit * (1 - unit)) / count));
    }
    // The stated rank correlation at rho 0.8. Bartlett's standard error for the scores is √((1 - rho²) / n); ranks
    // know a little less, hence six of them.
    const stated = (6 / Math.PI) * Math.asin(0.8 / 2);
    const measured = rankCorrelation(drawUs(sampler, count), 1);
    expect(Math.abs(measured - stated)).toBeLessThan(6 * Math.sqrt((1 - 0.8 ** 2) / count));
  },
);

test('a description of no known kind is refused', () => {
  const sentence =
    'kind of a distribution must be one of constant, uniform, normal, lognormal, gamma, pareto, empirical, but it is';
  expectRefused(() => createDistribution(asWritten('{"kind":"weibull"}')), 'kind', `${sentence} "weibull".`);
  expectRefused(() => createDistribution(asWritten('{}')), 'kind', `${sentence} missing.`);
});

test('a burst that is none is refused', () => {
  const stream = RandomStream.fromSeed(5, 'refused');
  const create = (burst: string) => (): unknown =>
    createSampler(asWritten(`{"kind":"constant","valueUs":1,"burst":${burst}}`), stream);
  const sentence = 'burst.rho of a distribution must be a number at least 0 and below 1, but it is';
  expectRefused(create('{"rho":1}'), 'burst.rho', `${sentence} 1.`);
  expectRefused(create('{"rho":-0.1}'), 'burst.rho', `${sentence} -0.1.`);
  expectRefused(create('{}'), 'burst.rho', `${sentence} missing.`);
  expectRefused(create('0.5'), 'burst', 'burst of a distribution must be an object with the key rho, but it is 0.5.');
  expectRefused(create('null'), 'burst', 'burst of a distribution must be an object with the key rho, but it is null.');
  expectRefused(create('{"rho":0.5,"lag":2}'), 'burst.lag', 'burst.lag is not a key of a burst: its keys are rho.');
});

test('a saved score that does not fit the description is a programming error', () => {
  const stream = RandomStream.fromSeed(6, 'mismatch');
  const constant: DistributionSpec = { kind: 'constant', valueUs: 1 };
  expect(() => restoreSampler(constant, stream, { previousScore: 0.5 })).toThrow(AssertionFailed);
  expect(() => restoreSampler({ ...constant, burst: { rho: 0.5 } }, stream, { previousScore: Number.NaN })).toThrow(
    AssertionFailed,
  );
});
