// The fair prices of one event's outcomes as they walk: whole micros, each above 0, together always exactly 1.
import { assert } from '../kernel/assert.ts';
import type { RandomStream } from '../kernel/random/stream.ts';
import { MICROS_PER_UNIT, minMicros } from '../money/micros.ts';

/** Asserts that prices are those of one event: two or more, each above 0, and together 1. */
export const assertFairPrices = (fairPx: readonly bigint[]): void => {
  assert(fairPx.length >= 2, () => `an event has two outcomes or more, not ${fairPx.length}`);
  const sum = fairPx.reduce((total, px) => total + px, 0n);
  const isInside = fairPx.every((px) => px > 0n);
  assert(isInside && sum === MICROS_PER_UNIT, () => `the fair prices ${fairPx.join(', ')} are not of one event`);
};

/** How an event's prices walk. */
export interface Walk {
  /** Where they began. */
  readonly firstPx: readonly bigint[];
  /** The most that one step moves. */
  readonly stepPx: bigint;
  /** The most that a price strays from where it began. */
  readonly rangePx: bigint;
}

/**
 * One step of the walk: some of one outcome's price goes over to another outcome, as far as neither strays too far from
 * where it began. It changes the prices in place and draws three numbers, whatever they come to.
 */
export const walk = (fairPx: bigint[], { firstPx, stepPx, rangePx }: Walk, stream: RandomStream): void => {
  const from = stream.nextBelow(fairPx.length);
  const to = (from + 1 + stream.nextBelow(fairPx.length - 1)) % fairPx.length;
  const wanted = BigInt(stream.nextBelow(Number(stepPx) + 1));
  const fromPx = fairPx[from] as bigint;
  const toPx = fairPx[to] as bigint;
  const leastPx = (firstPx[from] as bigint) - rangePx;
  // One micro stays behind: no outcome becomes impossible, so none becomes certain.
  const givenPx = minMicros(wanted, fromPx - (leastPx > 1n ? leastPx : 1n));
  const moved = minMicros(givenPx, (firstPx[to] as bigint) + rangePx - toPx);
  fairPx[from] = fromPx - moved;
  fairPx[to] = toPx + moved;
};

/** What a share is fairly worth that pays 1 in the outcomes whose bits are set. */
export const fairValue = (fairPx: readonly bigint[], paysIn: number): bigint => {
  let value = 0n;
  for (let outcome = 0; outcome < fairPx.length; outcome += 1)
    if ((paysIn & (1 << outcome)) !== 0) value += fairPx[outcome] as bigint;
  return value;
};
