// The parts of a scenario file that make a venue one with a market maker.
import type { z } from 'zod';
import { amount, duration, keys, shares, whole } from './scalars.ts';

const prob = (limits: Parameters<typeof amount>[1]) => amount('a probability', limits);

/** The others who bet there. */
const bettorsFile = keys({
  spread: prob({ atLeast: 0n, atMost: 490_000n })
    .prefault('0.1')
    .describe('how far the opinion of one may lie from where the market began, either way'),
  purse: whole(1, 1_000_000).prefault('50').describe('what one of them spends at most; whole units, evenly drawn'),
  every: duration(1).prefault('2s').describe('from one to the next, on average'),
  lasts: duration(1).describe('for how long they bet, from the beginning of the run'),
});

/** A venue's market maker. */
export const poolFile = keys({
  bettors: bettorsFile.optional().describe('others who bet; left out, only your orders move the pool'),
});

/** The pool of one market. */
export const marketPoolFile = keys({
  prob: prob({ atLeast: 20_000n, atMost: 980_000n })
    .prefault('0.5')
    .describe('where the probability of its first outcome begins'),
  liquidity: shares()
    .prefault('1000')
    .describe('how many shares of each outcome the pool begins with: the more, the less a bet moves it'),
}).optional();

/** A venue's market maker as it was written. */
export type PoolFile = z.output<typeof poolFile>;
