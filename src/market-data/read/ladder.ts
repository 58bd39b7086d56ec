// A ladder of bids from its summary: what waits at the best price, in the best three levels, within five cents, in all,
// and at how many prices. As the data's own page proposes: the rest of the best three over the next two ticks, the rest
// of the five cents over its other ticks, what remains deeper. Nothing is lost: the levels sum up to the whole.
import type { BookLevel } from '../types.ts';

/** One side's summary. Micros. */
export interface LadderSummary {
  readonly bestPx: bigint;
  readonly bestQty: bigint;
  readonly topThreeQty: bigint;
  readonly fiveCentsQty: bigint;
  readonly totalQty: bigint;
  readonly levels: number;
}

const TICK = 10_000n;
/** Hundredths of a contract: neither venue knows less. */
const GRAIN = 10_000n;
const FIVE_CENTS_LEVELS = 5;
const DEEPER_LEVELS_MAX = 99;

const larger = (left: bigint, right: bigint): bigint => (left > right ? left : right);

/** So much over so many levels, in whole grains, the odd ones nearest to the best price. */
const spread = (qty: bigint, levels: number): bigint[] => {
  if (levels === 0) return [];
  const each = (qty / BigInt(levels) / GRAIN) * GRAIN;
  return Array.from({ length: levels }, (_, index) => (index === 0 ? qty - each * BigInt(levels - 1) : each));
};

/** The bids that a summary stands for, best first, one tick of a cent apart. */
export const ladderOf = ({
  bestPx,
  bestQty,
  topThreeQty,
  fiveCentsQty,
  totalQty,
  levels,
}: LadderSummary): BookLevel[] => {
  // Ticks below the best price, down to the last above 0.
  const room = Number((bestPx - 1n) / TICK);
  const near = spread(larger(topThreeQty - bestQty, 0n), Math.min(2, room));
  const nearQty = near.length === 0 ? bestQty : larger(topThreeQty, bestQty);
  const middleLevels = Math.min(FIVE_CENTS_LEVELS - near.length, room - near.length);
  const middle = spread(larger(fiveCentsQty - nearQty, 0n), Math.max(middleLevels, 0));
  const middleQty = middle.length === 0 ? nearQty : larger(fiveCentsQty, nearQty);
  const taken = near.length + middle.length;
  const deeperLevels = Math.min(Math.max(levels - 1 - taken, 1), room - taken, DEEPER_LEVELS_MAX);
  const deeper = spread(larger(totalQty - middleQty, 0n), Math.max(deeperLevels, 0));
  const quantities = [bestQty, ...near, ...middle, ...deeper];
  const placed = quantities.reduce((sum, qty) => sum + qty, 0n);
  const last = quantities.length - 1;
  quantities[last] = (quantities[last] ?? 0n) + larger(totalQty - placed, 0n);
  return quantities.map((qty, index) => ({ px: bestPx - BigInt(index) * TICK, qty })).filter(({ qty }) => qty > 0n);
};
