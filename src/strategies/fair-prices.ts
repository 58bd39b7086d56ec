// The fair prices of one event's outcomes as they walk: whole micros, each above 0, together always exactly 1.
import { assert } from '../kernel/assert.ts';
import type { RandomStream } from '../kernel/random/stream.ts';
import { MICROS_PER_UNIT } from '../money/micros.ts';

/** Asserts that prices are those of one event: two or more, each above 0, and together 1. */
export const assertFairPrices = (fairPx: readonly bigint[]): void => {
  assert(fairPx.length >= 2, () => `an event has two outcomes or more, not ${fairPx.length}`);
  const sum = fairPx.reduce((total, px) => total + px, 0n);
  const isInside = fairPx.every((px) => px > 0n);
  assert(isInside && sum === MICROS_PER_UNIT, () => `the fair prices ${fairPx.join(', ')} are not of one event`);
};

/**
 * One step of the walk: some of one outcome's price, at most `walkPx`, goes over to another outcome. It changes the
 * prices in place and draws three numbers, whatever they come to.
 */
export const walk = (fairPx: bigint[], walkPx: bigint, stream: RandomStream): void => {
  const from = stream.nextBelow(fairPx.length);
  const to = (from + 1 + stream.nextBelow(fairPx.length - 1)) % fairPx.length;
  const wanted = BigInt(stream.nextBelow(Number(walkPx) + 1));
  const fromPx = fairPx[from] as bigint;
  // One micro stays behind: no outcome becomes impossible, so none becomes certain.
  const moved = wanted < fromPx ? wanted : fromPx - 1n;
  fairPx[from] = fromPx - moved;
  fairPx[to] = (fairPx[to] as bigint) + moved;
};

/** What a share is fairly worth that pays 1 in the outcomes whose bits are set. */
export const fairValue = (fairPx: readonly bigint[], paysIn: number): bigint => {
  let value = 0n;
  for (let outcome = 0; outcome < fairPx.length; outcome += 1)
    if ((paysIn & (1 << outcome)) !== 0) value += fairPx[outcome] as bigint;
  return value;
};
