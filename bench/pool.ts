// A market maker: a bet by the formulas, what it costs to buy exactly so many shares, and the shown ladder, whose powers are
// kept, against the formulas level by level: both must tell the same, but for micros.
import { PoolLadder } from '../src/venues/definitions/manifold/ladder.ts';
import {
  amountToProb,
  buyFromPool,
  buySharesFromPool,
  type Pool,
} from '../src/venues/definitions/manifold/market-maker.ts';
import { compareNs, formatNs, medianNs, type Figure } from './measure.ts';

const POOLS = 40;
const pools: readonly Pool[] = Array.from({ length: POOLS }, (_, index) => ({
  yes: 1_000_000_000n + BigInt(index) * 1_234_567n,
  no: 1_000_000_000n - BigInt(index) * 1_134_567n,
  p: 550_000n,
}));
const LEVELS = [60n, 61n, 62n, 63n, 64n, 65n, 66n, 67n, 68n, 69n].map((percent) => percent * 10_000n);

const byFormulas = (): bigint => {
  let sum = 0n;
  for (const pool of pools)
    for (const price of LEVELS) sum += buyFromPool(pool, 'yes', amountToProb(pool, 'yes', price)).shares;
  return sum;
};

const ladder = new PoolLadder();
const byLadder = (): bigint => {
  let sum = 0n;
  // What is kept of a pool is kept for that object.
  for (const pool of pools) {
    const now = { ...pool };
    for (const price of LEVELS) sum += ladder.sharesUpTo(now, 'yes', price);
  }
  return sum;
};

/** What a market maker costs. */
export const poolFigures = (): readonly Figure[] => {
  const gap = byFormulas() - byLadder();
  if (gap < 0n || gap > BigInt(POOLS * LEVELS.length * 4)) throw new Error(`The ladder is ${gap} micros off.`);
  const { ns, ratio } = compareNs([
    { operations: POOLS, work: byFormulas },
    { operations: POOLS, work: byLadder },
  ]);
  const betNs = medianNs(POOLS, () => pools.forEach((pool) => buyFromPool(pool, 'yes', 12_345_678n)));
  const orderNs = medianNs(POOLS, () => pools.forEach((pool) => buySharesFromPool(pool, 'yes', 12_345_678n)));
  return [
    { name: 'pool: a bet of mana', value: formatNs(betNs) },
    { name: 'pool: an order of shares', value: formatNs(orderNs) },
    { name: 'pool: ten levels, shown', value: formatNs(ns[1] ?? Number.NaN) },
    { name: 'pool: ten levels by the formulas, against that', value: `${ratio(0, 1).toFixed(1)} times` },
  ];
};
