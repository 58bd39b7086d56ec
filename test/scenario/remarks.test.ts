// What is said of a scenario at its loading: that orders may be given up before they arrive.
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { sampleUs } from '../../src/kernel/distributions/sample.ts';
import { createDistribution, type DistributionSpec } from '../../src/kernel/distributions/spec.ts';
import { RandomStream } from '../../src/kernel/random/stream.ts';
import { parseScenario } from '../../src/scenario/parse.ts';
import { chanceOfLonger, remarksOn } from '../../src/scenario/remarks.ts';
import type { Scenario } from '../../src/scenario/types.ts';

const shipped = (name: string): Scenario => {
  const path = `scenarios/${name}.yaml`;
  const parsed = parseScenario(readFileSync(path, 'utf8'), path);
  if (!parsed.ok) throw new Error(parsed.problems.map(({ message }) => message).join('\n'));
  return parsed.scenario;
};

const withAck = (
  scenario: Scenario,
  ackLatency: DistributionSpec,
  visibilityUs: number,
  intentsMax = 1_000,
): Scenario => ({
  ...scenario,
  length: { intentsMax, durationUs: null },
  patience: { ...scenario.patience, visibilityUs },
  venues: scenario.venues.map((venue) => ({ ...venue, profile: { ...venue.profile, ackLatency } })),
});

const pareto: DistributionSpec = { kind: 'pareto', minUs: 40_000, alpha: 1.5 };

describe('the chance of a longer latency', () => {
  it('is that of the formula, deep in a tail too', () => {
    for (const us of [40_000, 100_000, 8_000_000, 3_600_000_000])
      expect(chanceOfLonger(pareto, us) / (40_000 / us) ** 1.5).toBeCloseTo(1, 6);
    expect(chanceOfLonger({ kind: 'constant', valueUs: 500 }, 499)).toBeCloseTo(1, 9);
    expect(chanceOfLonger({ kind: 'constant', valueUs: 500 }, 500)).toBe(0);
    expect(chanceOfLonger({ kind: 'uniform', minUs: 0, maxUs: 400 }, 100)).toBeCloseTo(0.75, 9);
  });

  it('is the share of samples that are longer', () => {
    const stream = RandomStream.fromSeed('7', 'samples');
    const lognormal: DistributionSpec = { kind: 'lognormal', medianUs: 50_000, sigma: 1 };
    for (const spec of [pareto, lognormal]) {
      const distribution = createDistribution(spec);
      const samples = Array.from({ length: 20_000 }, () => sampleUs(distribution, stream));
      const share = samples.filter((us) => us > 150_000).length / samples.length;
      expect(Math.abs(chanceOfLonger(spec, 150_000) - share)).toBeLessThan(0.01);
    }
  });
});

describe('a scenario whose orders may be given up before they arrive', () => {
  const quiet = shipped('quiet');

  it('says so from a hundredth of an order on, and names venue, window and what would be enough', () => {
    // Each venue gets one leg of each intent.
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000 }), fc.integer({ min: 40_000, max: 3_600_000_000 }), (n, us) => {
        const expected = (2 * n * (40_000 / us) ** 1.5) / 0.01;
        fc.pre(expected < 0.99 || expected > 1.01);
        expect(remarksOn(withAck(quiet, pareto, us, n)).length > 0).toBe(expected > 1);
      }),
    );
    const [first, second] = remarksOn(withAck(quiet, pareto, 8_000_000));
    expect(first).toMatch(/^patience\.visibility: at \w+ about 0\.4 of 1000 orders take longer than visibility: 8s /);
    expect(first).toContain('(ackLatency)');
    expect(second).toContain('patience.visibility');
    const enough = /visibility: (\d+)s avoids it/.exec(first ?? '')?.[1];
    expect(remarksOn(withAck(quiet, pareto, Number(enough) * 1_000_000))).toEqual([]);
  });

  it('names no window where none bounds the tail', () => {
    const [remark] = remarksOn(withAck(quiet, { kind: 'pareto', minUs: 40_000, alpha: 0.3 }, 0));
    expect(remark).toContain('a shorter tail of ackLatency avoids it');
  });

  it('is said of the storm alone among the shipped scenarios', () => {
    const names = ['demo', 'quiet', 'burst', 'books', 'ghost-fills', 'mana', 'resolution', 'fed-dec2025', 'storm'];
    expect(names.filter((name) => remarksOn(shipped(name)).length > 0)).toEqual(['storm']);
  });
});
