// What chance costs: a draw, a decision, and a latency of each kind, as multiples of Math.random(). The samplers
// run through one call site, as they do in a venue, so the figures include its dispatch.
import { assert } from '../src/kernel/assert.ts';
import { createSampler, type DistributionSpec } from '../src/kernel/distributions/spec.ts';
import { RandomStream } from '../src/kernel/random/stream.ts';
import { formatNs, medianNs, type Figure } from './measure.ts';

const million = 1_000_000;

/** Where every result goes, so that no draw is optimised away. */
let sink = 0;

const stream = RandomStream.fromSeed(1, 'bench');

const mathRandom = (): void => {
  for (let index = 0; index < million; index += 1) sink += Math.random();
};

const words = (): void => {
  for (let index = 0; index < million; index += 1) sink += stream.nextUint32();
};

const units = (): void => {
  for (let index = 0; index < million; index += 1) sink += stream.nextUnit();
};

const integers = (): void => {
  for (let index = 0; index < million; index += 1) sink += stream.nextBelow(1_000);
};

const chances = (): void => {
  for (let index = 0; index < million; index += 1) if (stream.chance(1_000)) sink += 1;
};

const samples = (spec: DistributionSpec): (() => void) => {
  const sampler = createSampler(spec, stream);
  return () => {
    for (let index = 0; index < million; index += 1) sink += sampler.nextUs();
  };
};

const points = Array.from({ length: 101 }, (_, index) => ({ quantile: index / 100, valueUs: index * index }));

const latencies: readonly (readonly [name: string, spec: DistributionSpec])[] = [
  ['constant', { kind: 'constant', valueUs: 80_000 }],
  ['uniform', { kind: 'uniform', minUs: 40_000, maxUs: 120_000 }],
  ['normal', { kind: 'normal', meanUs: 80_000, standardDeviationUs: 20_000 }],
  ['lognormal', { kind: 'lognormal', medianUs: 80_000, sigma: 0.5 }],
  ['gamma', { kind: 'gamma', shape: 2, scaleUs: 40_000 }],
  ['pareto', { kind: 'pareto', minUs: 40_000, alpha: 3 }],
  ['empirical, 101 points', { kind: 'empirical', points }],
  ['lognormal in bursts', { kind: 'lognormal', medianUs: 80_000, sigma: 0.5, burst: { rho: 0.8 } }],
];

/** The figures of the random streams and of the distributions, in the order in which they are printed. */
export const randomFigures = (): Figure[] => {
  const floorNs = medianNs(million, mathRandom);
  const figure = (name: string, work: () => void): Figure => {
    const ns = medianNs(million, work);
    return { name, value: `${formatNs(ns)}, ${(ns / floorNs).toFixed(1)} times Math.random()` };
  };
  const figures = [
    { name: 'random: Math.random(), to compare with', value: formatNs(floorNs) },
    figure('random: one word', words),
    figure('random: one unit of 53 bits', units),
    figure('random: one integer below 1,000', integers),
    figure('random: one chance', chances),
    ...latencies.map(([name, spec]) => figure(`latency: ${name}`, samples(spec))),
  ];
  assert(Number.isFinite(sink), 'every draw is a number');
  return figures;
};
