// Goal: what a pool is said to give up to a price is what it gives, and hardly less. Method: any pool, against the
// formulas that a bet goes by.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { PoolLadder } from '../../../../src/venues/definitions/manifold/ladder.ts';
import {
  amountToProb,
  buyFromPool,
  type ManifoldOutcome,
} from '../../../../src/venues/definitions/manifold/market-maker.ts';
import { anyPool } from './any-pool.ts';

const anyOutcome = fc.constantFrom<ManifoldOutcome>('yes', 'no');
const anyPercent = fc.integer({ min: 1, max: 99 }).map((percent) => BigInt(percent) * 10_000n);

it('tells the shares that there are up to a price, never more, and a few micros less', () => {
  let some = 0;
  fc.assert(
    fc.property(anyPool, anyOutcome, fc.array(anyPercent, { minLength: 1, maxLength: 3 }), (pool, outcome, prices) => {
      const ladder = new PoolLadder();
      for (const price of [...prices, ...prices]) {
        const told = ladder.sharesUpTo(pool, outcome, price);
        const { shares } = buyFromPool(pool, outcome, amountToProb(pool, outcome, price));
        const slack = 2n * ((1_000_000n - price) / price) + 4n;
        expect(told <= shares).toBe(true);
        expect(shares - told <= slack).toBe(true);
        if (told > 0n) some += 1;
      }
    }),
    { numRuns: 150 },
  );
  expect(some).toBeGreaterThan(100);
});

it('tells of one pool what it tells of it after another', () => {
  fc.assert(
    fc.property(anyPool, anyPool, anyOutcome, anyPercent, (one, other, outcome, price) => {
      const ladder = new PoolLadder();
      const pools = [one, { ...other, p: one.p }];
      const told = pools.map((pool) => new PoolLadder().sharesUpTo(pool, outcome, price));
      for (const index of [0, 1, 0, 1]) expect(ladder.sharesUpTo(pools[index]!, outcome, price)).toBe(told[index]);
    }),
    { numRuns: 40 },
  );
});
