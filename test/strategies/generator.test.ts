// The built-in strategy is a strategy like any other, and its drafts are what planning can take.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RandomStreams } from '../../src/kernel/random/streams.ts';
import { createGenerator, drawSize } from '../../src/strategies/generator.ts';
import { createRunner } from '../../src/strategies/runner.ts';
import { optionsOf, quotesAt, setupOf } from './scenes.ts';

const runnerWith = (setsMin: bigint, setsMax: bigint, seed: number) => {
  const setup = { ...setupOf('generator'), options: optionsOf('generator', { setsMin, setsMax }) };
  return createRunner({
    strategy: createGenerator('generator'),
    setup,
    streams: new RandomStreams(seed),
    checks: { first: 16, every: 16 },
  });
};

describe('the generator', () => {
  it('makes one draft of each moment: at the asks, in equal shares on the coarsest grid, within its sizes and the depth', () => {
    const anySize = fc.bigInt({ min: 1_000_000n, max: 80_000_000n });
    fc.assert(
      fc.property(
        anySize,
        anySize,
        fc.nat(),
        fc.array(fc.integer({ min: 2, max: 98 }), { minLength: 1 }),
        (...drawn) => {
          const [one, other, seed, cents] = drawn;
          const [setsMin, setsMax] = one < other ? [one, other] : [other, one];
          fc.pre(setsMax - setsMin >= 1_000_000n);
          const runner = runnerWith(setsMin, setsMax, seed);
          for (const cent of cents) {
            const asks = [BigInt(cent) * 10_000n, 480_000n];
            const { drafts } = runner.step(quotesAt(asks));
            expect(drafts).toHaveLength(1);
            const { pair, prices, sets } = drafts[0] ?? { pair: '', prices: [], sets: 0n };
            expect([pair, prices]).toEqual(['fed', asks]);
            expect(sets % 1_000_000n).toBe(0n);
            expect(sets <= setsMax && sets <= 50_000_000n).toBe(true);
            expect(sets >= setsMin || sets === 50_000_000n).toBe(true);
          }
        },
      ),
      { numRuns: 50 },
    );
  });

  it('wants nothing where a leg is not on offer', () => {
    expect(runnerWith(5_000_000n, 9_000_000n, 1).step(quotesAt([null, 480_000n]))).toEqual({ fault: null, drafts: [] });
  });

  it('draws every size of its range, from the least to the most, and no other', () => {
    const runner = runnerWith(5_000_000n, 9_999_999n, 1);
    const drawn = Array.from({ length: 200 }, () => runner.step(quotesAt([400_000n, 500_000n])).drafts[0]?.sets);
    expect([...new Set(drawn)].toSorted()).toEqual([5_000_000n, 6_000_000n, 7_000_000n, 8_000_000n, 9_000_000n]);
  });

  it('stays within ranges that are larger than one draw', () => {
    const steps = 2n ** 40n;
    const most = { nextBelow: (bound: number) => bound - 1, chance: () => true };
    const least = { nextBelow: () => 0, chance: () => true };
    expect(drawSize({ step: 3n, least: 6n, steps }, least)).toBe(6n);
    const largest = drawSize({ step: 3n, least: 6n, steps }, most);
    expect(largest % 3n).toBe(0n);
    expect(largest <= 6n + 3n * (steps - 1n) && largest > 3n * (steps - steps / 2n ** 20n)).toBe(true);
  });

  it('is a pure step, however long it runs', () => {
    const runner = runnerWith(5_000_000n, 9_000_000n, 1);
    for (let step = 0; step < 2_000; step += 1) runner.step(quotesAt([400_000n, 500_000n], step));
    expect(runner.fault).toBe(null);
  });
});
