// The description of a distribution, as a scenario writes it, and the sampler that comes of it. Latencies are the
// one place where floating point is legitimate: they are not money, and they leave here as whole microseconds.

import { assert } from '../assert.ts';
import { burstScore, unitOfScore } from '../random/burst.ts';
import type { BurstSpec } from '../random/burst.ts';
import type { RandomStream } from '../random/stream.ts';
import { createConstant } from './constant.ts';
import type { ConstantSpec } from './constant.ts';
import type { Distribution, DistributionKind } from './distribution.ts';
import { createEmpirical } from './empirical.ts';
import type { EmpiricalSpec } from './empirical.ts';
import { createGamma } from './gamma.ts';
import type { GammaSpec } from './gamma.ts';
import { describeValue, InvalidDistribution, requireKnownKeys, requireNumber } from './invalid-distribution.ts';
import { createLognormal } from './lognormal.ts';
import type { LognormalSpec } from './lognormal.ts';
import { createNormal } from './normal.ts';
import type { NormalSpec } from './normal.ts';
import { createPareto } from './pareto.ts';
import type { ParetoSpec } from './pareto.ts';
import { sampleUs, wholeUs } from './sample.ts';
import { createUniform } from './uniform.ts';
import type { UniformSpec } from './uniform.ts';

/** A distribution as plain data, and whether its samples come in bursts. */
export type DistributionSpec = (
  ConstantSpec | UniformSpec | NormalSpec | LognormalSpec | GammaSpec | ParetoSpec | EmpiricalSpec
) & { readonly burst?: BurstSpec };

/** What a sampler remembers between samples, beside its stream: the last score, where samples come in bursts. */
export interface SamplerState {
  readonly previousScore: number | null;
}

/** Draws latencies of one distribution from one stream, one uniform each. */
export interface LatencySampler {
  readonly distribution: Distribution;
  /** The next latency in whole microseconds, from 0 to `latencyUsMax`. */
  nextUs(): number;
  save(): SamplerState;
}

const kinds: readonly DistributionKind[] = [
  'constant',
  'uniform',
  'normal',
  'lognormal',
  'gamma',
  'pareto',
  'empirical',
];

/** The distribution that a description means, bursts aside; throws `InvalidDistribution`. */
export const createDistribution = (spec: DistributionSpec): Distribution => {
  switch (spec.kind) {
    case 'constant':
      return createConstant(spec);
    case 'uniform':
      return createUniform(spec);
    case 'normal':
      return createNormal(spec);
    case 'lognormal':
      return createLognormal(spec);
    case 'gamma':
      return createGamma(spec);
    case 'pareto':
      return createPareto(spec);
    case 'empirical':
      return createEmpirical(spec);
    default: {
      const { kind }: { kind?: unknown } = spec satisfies never;
      throw new InvalidDistribution(
        'kind',
        `kind of a distribution must be one of ${kinds.join(', ')}, but it is ${describeValue(kind)}.`,
      );
    }
  }
};

const requireBurst = (burst: unknown): void => {
  const owner = 'a distribution';
  if (typeof burst !== 'object' || burst === null) {
    throw new InvalidDistribution(
      'burst',
      `burst of ${owner} must be an object with the key rho, but it is ${describeValue(burst)}.`,
    );
  }
  requireKnownKeys('a burst', burst, ['rho'], 'burst.');
  requireNumber(owner, 'burst.rho', 'rho' in burst ? burst.rho : undefined, { atLeast: 0, below: 1 });
};

/** Returns a sampler that resumes where `save` was called; its stream is restored by its owner. */
export const restoreSampler = (spec: DistributionSpec, stream: RandomStream, saved: SamplerState): LatencySampler => {
  const distribution = createDistribution(spec);
  if (spec.burst === undefined) {
    assert(saved.previousScore === null, 'a sampler without bursts remembers no score');
    return { distribution, nextUs: () => sampleUs(distribution, stream), save: () => ({ previousScore: null }) };
  }

  requireBurst(spec.burst);
  const { rho } = spec.burst;
  let { previousScore } = saved;
  assert(previousScore === null || Number.isFinite(previousScore), 'a score is a finite number');
  return {
    distribution,
    nextUs: () => {
      previousScore = burstScore(rho, previousScore, stream.nextUnit());
      return wholeUs(distribution.quantile(unitOfScore(previousScore)));
    },
    save: () => ({ previousScore }),
  };
};

/** A sampler at its beginning; throws `InvalidDistribution`. */
export const createSampler = (spec: DistributionSpec, stream: RandomStream): LatencySampler =>
  restoreSampler(spec, stream, { previousScore: null });
