// When what we have taken of the market outside is there again. A recording knows nothing of us: it still shows what we
// have taken. Never before a newer update speaks of the level does any of it come back. Pure functions.
import { minMicros } from '../../../money/micros.ts';

/** What is known of a level when a newer update shows it. Micros and microseconds. */
export interface TakenLevel {
  /** What counts as taken by us so far. */
  readonly takenQty: bigint;
  /** What of it counted so when the level was shown the last time; the rest was taken since. */
  readonly agedQty: bigint;
  /** How long ago that was. */
  readonly elapsedUs: number;
  /** What the update shows. */
  readonly shownQty: bigint;
}

/** How much of a level still counts as taken by us, once a newer update shows it: at most what is shown. */
export type RefillModel = (level: TakenLevel) => bigint;

/** The refill models that need no figure, by name, the most careful first. */
export const refillModels = {
  /** What we took stays missing as long as anything is shown there; only what the level grows by is new. */
  whenGrown: ({ takenQty, shownQty }) => minMicros(takenQty, shownQty),
  /** A newer update is the truth: what it shows is there, whatever was taken before. */
  whenShown: () => 0n,
} as const satisfies Readonly<Record<string, RefillModel>>;

/** The name of a refill model. */
export type RefillModelName = keyof typeof refillModels;

/** A refill model: by its name, or others come back so fast that half of what is missing is there after so long. */
export type Refill = RefillModelName | { readonly halfLifeUs: number };

/** After so many nothing is left of any quantity but what rounding up leaves. */
const HALVINGS_MAX = 128;

/**
 * Half of what is missing comes back in each half-life, and between two of them it comes back evenly; what counts as taken
 * is rounded up. What was taken since the level was last shown waits: nobody knows how long ago others missed it.
 */
const refillByHalves =
  (halfLifeUs: number): RefillModel =>
  ({ takenQty, agedQty, elapsedUs, shownQty }) => {
    const halvings = Math.floor(elapsedUs / halfLifeUs);
    const whole = 2n * BigInt(halfLifeUs);
    const share = whole - BigInt(elapsedUs - halvings * halfLifeUs);
    const divisor = whole << BigInt(Math.min(halvings, HALVINGS_MAX));
    const left = takenQty - agedQty + (agedQty * share + divisor - 1n) / divisor;
    return minMicros(left, shownQty);
  };

/** The model that a profile names. */
export const refillModelOf = (refill: Refill): RefillModel =>
  typeof refill === 'string' ? refillModels[refill] : refillByHalves(refill.halfLifeUs);
