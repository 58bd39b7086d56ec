// The others who bet with a market maker: each comes by chance, with an opinion of the probability and a budget, and bets
// towards its opinion until it is reached or the budget is spent. None leaves a limit order. It keeps nothing: the next
// bet depends on where the market began and on the stream alone.
import type { RandomStream } from '../../../kernel/random/stream.ts';
import { maxMicros, MICROS_PER_UNIT, minMicros } from '../../../money/micros.ts';

/** How others bet. Micros, microseconds. */
export interface BettorsProfile {
  /** How far an opinion may lie from the probability with which the market began. */
  readonly spreadProb: bigint;
  /** What one of them spends at most: a whole number of units, evenly drawn. */
  readonly purseUnitsMax: number;
  /** From one to the next, on average. */
  readonly gapUs: number;
  /** When the last has been; microseconds of virtual time. */
  readonly endsAtUs: number;
}

/** A bettor: what it takes the probability for, what it spends at most, and how long it is to the next one. */
export interface Bettor {
  readonly opinionProb: bigint;
  readonly purse: bigint;
  readonly nextInUs: number;
}

/** Nobody is surer than that. */
const SUREST = 20_000n;

/** The next bettor of a market that began with that probability. Draws three numbers. */
export const nextBettor = (
  { spreadProb, purseUnitsMax, gapUs }: BettorsProfile,
  beganAt: bigint,
  stream: RandomStream,
): Bettor => {
  const drawn = beganAt - spreadProb + BigInt(stream.nextBelow(Number(2n * spreadProb) + 1));
  const purse = BigInt(1 + stream.nextBelow(purseUnitsMax)) * MICROS_PER_UNIT;
  const nextInUs = Math.max(1, Math.round(-Math.log(stream.nextUnit()) * gapUs));
  const most = MICROS_PER_UNIT - SUREST;
  return { opinionProb: maxMicros(SUREST, minMicros(drawn, most)), purse, nextInUs };
};
