// Goal: what a user writes is what the engine runs, to the last digit; and whatever happens to a good file, it is
// answered with a scenario or with sentences.
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { printMicros } from '../../src/money/decimal.ts';
import { parseScenario, type ParsedScenario } from '../../src/scenario/parse.ts';
import type { Scenario } from '../../src/scenario/types.ts';
import { changed, rightScenario } from './problems-of.ts';

const demo = readFileSync(new URL('../../scenarios/demo.yaml', import.meta.url), 'utf8');

const scenarioOf = (text: string): Scenario => {
  const parsed = parseScenario(text, 'folder/some.yaml');
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.scenario;
};

const hashOf = (parsed: ParsedScenario): string | null => (parsed.ok ? parsed.hash : null);

describe('a scenario', () => {
  it('has the defaults of its venues where it says nothing', () => {
    const { venues, markets, pairs, strategies, risk } = scenarioOf(rightScenario);
    const [kalshi, polymarket] = venues;
    expect(polymarket?.currency).toBe('pUSD');
    expect(polymarket?.lane).toEqual({
      capacity: 1_024,
      inFlightMax: 64,
      rateLimit: { capacity: 60, refillPerSecond: 40 },
      costs: { submit: 1, cancel: 1, replace: 2, query: 1 },
    });
    expect(kalshi?.lane.rateLimit).toEqual({ capacity: 100, refillPerSecond: 100 });
    expect(kalshi?.lane.costs).toEqual({ submit: 10, cancel: 2, replace: 10, query: 1 });
    expect(markets.map(({ terms }) => [terms.orderQtyMin, terms.qtyStep])).toEqual([
      [10_000n, 10_000n],
      [5_000_000n, 10_000n],
    ]);
    expect(pairs[0]?.pair.legs.map(({ paysIn }) => paysIn)).toEqual([1, 2]);
    expect(pairs[0]).toMatchObject({ walkPx: 10_000n, mispricingPx: 0n });
    expect(scenarioOf(demo).pairs[2]).toMatchObject({ walkPx: 10_000n, mispricingPx: 70_000n });
    expect(strategies[0]).toMatchObject({ module: null, pairs: ['FED'], setsMin: 10_000_000n, policy: 'unwind' });
    expect(risk).toEqual({
      marketPositionMax: null,
      venuePositionMax: null,
      openExposureMax: null,
      liveArbitragesMax: null,
      drawdownMax: null,
    });
  });

  it('has the lane of the tier that its account has', () => {
    const lane = scenarioOf(changed(['kalshi: { opening: 1000 }', 'kalshi: { opening: 1000, tier: Advanced }']))
      .venues[0]?.lane;
    expect(lane?.rateLimit).toEqual({ capacity: 600, refillPerSecond: 300 });
  });

  it('may have a venue of its own', () => {
    const text = changed([
      'kalshi: { opening: 1000 }',
      'kalshi: { kind: other, opening: 1000, rules: { tick: 0.1, takerFeeBps: 30 } }',
    ]);
    const { markets } = scenarioOf(text);
    expect(markets[0]?.terms.grid.min).toBe(100_000n);
    expect(markets[0]?.terms.fees).toEqual({ venue: 'other', makerFeeBps: 0n, takerFeeBps: 30n, qtyStep: 1_000_000n });
  });

  it('reads what is expected with its comparison', () => {
    const text = changed(
      ['exposed: 0', 'exposed: 0\n  maxLoss: "5.00"\n  captured: ">= 0.8"\n  captured2: 1'],
      ['\n  captured2: 1', ''],
    );
    expect(scenarioOf(text).expect).toEqual([
      { key: 'captured', comparison: '>=', value: 800_000n, text: '>= 0.8' },
      { key: 'exposed', comparison: '=', value: 0n, text: '0' },
      { key: 'maxLoss', comparison: '<=', value: 5_000_000n, text: '5.00' },
    ]);
  });

  it('reads every kind of latency', () => {
    const latencies: readonly (readonly [string, unknown])[] = [
      ['40ms', { kind: 'constant', valueUs: 40_000 }],
      ['{ constant: 1.5ms }', { kind: 'constant', valueUs: 1_500 }],
      ['{ uniform: { min: 1us, max: 2s } }', { kind: 'uniform', minUs: 1, maxUs: 2_000_000 }],
      [
        '{ normal: { mean: 5ms, standardDeviation: 1ms } }',
        { kind: 'normal', meanUs: 5_000, standardDeviationUs: 1_000 },
      ],
      ['{ gamma: { shape: 2, scale: 3ms } }', { kind: 'gamma', shape: 2, scaleUs: 3_000 }],
      [
        '{ pareto: { min: 1ms, alpha: 1.5 }, burst: { rho: 0.8 } }',
        { kind: 'pareto', minUs: 1_000, alpha: 1.5, burst: { rho: 0.8 } },
      ],
      [
        '{ empirical: [{ quantile: 0, value: 1ms }, { quantile: 1, value: 9ms }] }',
        {
          kind: 'empirical',
          points: [
            { quantile: 0, valueUs: 1_000 },
            { quantile: 1, valueUs: 9_000 },
          ],
        },
      ],
    ];
    for (const [text, spec] of latencies) {
      const { venues } = scenarioOf(
        changed(['kalshi: { opening: 1000 }', `kalshi: { opening: 1000, ackLatency: ${text} }`]),
      );
      expect(venues[0]?.profile.ackLatency).toEqual(spec);
    }
  });
});

describe('the hash of a scenario', () => {
  const hash = hashOf(parseScenario(rightScenario, 'a.yaml'));

  it('is the same however it is written, and wherever the file is', () => {
    const sizes = 'sets:\n      max: 100\n      min: 10.0';
    const rewritten = changed(['opening: 1000 }', 'opening: "1000.00" }'], ['sets: { min: 10, max: 100 }', sizes]);
    const other = `# a comment\n${rewritten}`;
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    expect(hashOf(parseScenario(other, 'elsewhere/b.yaml'))).toBe(hash);
  });

  it('is the same wherever the module of a strategy is', () => {
    const text = changed(['sets: {', 'module: ./mine.ts\n    sets: {']);
    const here = parseScenario(text, 'a.yaml', { directory: '/here' });
    expect(hashOf(here)).toBe(hashOf(parseScenario(text, 'a.yaml', { directory: '/there' })));
    expect(here.ok ? here.scenario.strategies[0]?.module : null).toBe('/here/mine.ts');
  });

  it('is another for the least change', () => {
    expect(hashOf(parseScenario(changed(['max: 100 }', 'max: 100.01 }']), 'a.yaml'))).not.toBe(hash);
    expect(hashOf(parseScenario(changed(['chanceBps: 100', 'chanceBps: 101']), 'a.yaml'))).not.toBe(hash);
  });
});

describe('any scenario', () => {
  const cents = (min: number, max: number) => fc.integer({ min, max }).map((cent) => BigInt(cent) * 10_000n);
  const plan = fc.record({
    seed: fc.stringMatching(/^[A-Za-z0-9]{1,12}$/),
    intents: fc.integer({ min: 1, max: 1_000_000 }),
    everyUs: fc.integer({ min: 1, max: 1_000_000 }),
    opening: fc.bigInt({ min: 1_000_000_000n, max: 1_000_000_000_000_000n }),
    rate: fc.bigInt({ min: 1n, max: 10_000_000n }),
    fairPx: cents(5, 95),
    noisePx: fc.bigInt({ min: 0n, max: 200_000n }),
    setsMin: cents(500, 20_000),
    more: cents(0, 100_000),
    minEdgeBps: fc.integer({ min: -500, max: 500 }),
    rejectBps: fc.integer({ min: 0, max: 10_000 }),
    medianUs: fc.integer({ min: 1, max: 10_000_000 }),
    drawdown: fc.option(fc.bigInt({ min: 1n, max: 1_000_000_000n })),
    names: fc.uniqueArray(fc.stringMatching(/^[A-Z][A-Z0-9.-]{0,10}[A-Z]$/), { minLength: 2, maxLength: 2 }),
  });

  it('is what was written, to the micro and the microsecond', () => {
    fc.assert(
      fc.property(plan, (chosen) => {
        const [here = 'A', there = 'B'] = chosen.names;
        const text = `
seed: "${chosen.seed}"
length: { intents: ${chosen.intents} }
arrivals: { constant: { every: ${chosen.everyUs}us } }
rates: [{ from: pUSD, to: USD, rate: ${printMicros(chosen.rate)} }]
venues:
  polymarket: { opening: ${printMicros(chosen.opening)}, rejectBps: ${chosen.rejectBps} }
  kalshi: { opening: "${printMicros(chosen.opening)}", ackLatency: { lognormal: { median: ${chosen.medianUs}us, sigma: 1 } } }
markets:
  polymarket: { ${here}: { quotes: { noise: ${printMicros(chosen.noisePx)} } } }
  kalshi: { ${there}: {} }
pairs:
  P: { verified: by a test, yes: polymarket/${here}, no: kalshi/${there}, fair: ${printMicros(chosen.fairPx)} }
strategies:
  s:
    minEdgeBps: ${chosen.minEdgeBps}
    sets: { min: ${printMicros(chosen.setsMin)}, max: ${printMicros(chosen.setsMin + chosen.more)} }
risk: { drawdownMax: ${chosen.drawdown === null ? 'none' : printMicros(chosen.drawdown)} }
`;
        const scenario = scenarioOf(text);
        expect(scenario).toMatchObject({
          name: 'some',
          seed: chosen.seed,
          length: { intentsMax: chosen.intents, durationUs: null },
          arrivals: { kind: 'constant', everyUs: chosen.everyUs },
          currency: 'USD',
          rates: [{ from: 'pUSD', to: 'USD', rate: chosen.rate }],
          venues: [
            {
              opening: chosen.opening,
              profile: { ackLatency: { kind: 'lognormal', medianUs: chosen.medianUs, sigma: 1 } },
            },
            { venue: 'polymarket', account: 'main', opening: chosen.opening, profile: { rejectBps: chosen.rejectBps } },
          ],
          markets: [{ terms: { market: there } }, { terms: { market: here }, quotes: { noisePx: chosen.noisePx } }],
          pairs: [{ fairPx: [chosen.fairPx, 1_000_000n - chosen.fairPx] }],
          strategies: [
            {
              strategy: 's',
              setsMin: chosen.setsMin,
              setsMax: chosen.setsMin + chosen.more,
              minEdgeBps: chosen.minEdgeBps,
            },
          ],
          risk: { drawdownMax: chosen.drawdown },
        });
      }),
      { numRuns: 60 },
    );
  });

  it('stays a scenario or becomes sentences, whatever happens to one of its lines', () => {
    const lines = demo.split('\n');
    const mutation = fc.oneof(
      fc.constant(() => ''),
      fc.constant((line: string) => `${line}\n${line}`),
      fc.constant((line: string) => `  ${line}`),
      fc.constant((line: string) => line.trimStart()),
      fc.constant((line: string) => line.replace(/: .*/, ':')),
      fc.constant((line: string) => line.replace(/\d+/, '-1')),
      fc.constant((line: string) => line.replace(/[{}[\]]/, '')),
      fc.tuple(fc.nat(), fc.string({ maxLength: 4 })).map(([at, text]) => (line: string) => {
        const place = at % (line.length + 1);
        return line.slice(0, place) + text + line.slice(place + text.length);
      }),
    );
    fc.assert(
      fc.property(fc.nat({ max: lines.length - 1 }), mutation, (at, mutate) => {
        const text = lines.map((line, index) => (index === at ? mutate(line) : line)).join('\n');
        const parsed = parseScenario(text, 'demo.yaml');
        if (parsed.ok) return;
        expect(parsed.problems.length).toBeGreaterThan(0);
        for (const { line, column, message } of parsed.problems) {
          expect(line).toBeGreaterThanOrEqual(1);
          expect(line).toBeLessThanOrEqual(text.split('\n').length);
          expect(column).toBeGreaterThanOrEqual(1);
          expect(message).toMatch(/^\S.*[.?]$/s);
        }
      }),
      { numRuns: 150 },
    );
  });
});
