// Puts updates in the order of (time, position): two venues of one recording stamp by their own clocks, and arrive as
// the network lets them. A window of time is held back to be sorted; what comes even later is dated with the time that the
// recording has reached, and counted. What it gives depends on the updates alone, never on how many are read at once.
import type { MarketUpdate } from '../types.ts';

/** How much is held back to be sorted. */
export interface ReorderLimits {
  /** Microseconds of the recording. */
  readonly heldUs: number;
  /** Updates. */
  readonly heldMax: number;
}

/** Two seconds, more than connections differ by; or as many updates as memory is well used for. */
export const usualReorderLimits: ReorderLimits = { heldUs: 2_000_000, heldMax: 4_096 };

/** Sorts as it goes. */
export class ReorderWindow {
  /** Updates that came too late to be sorted. */
  lateCount = 0;
  private readonly limits: ReorderLimits;
  /** By time; of one time, in the order in which they came. */
  private readonly held: MarketUpdate[] = [];
  private first = 0;
  private newestUs = -Infinity;
  private givenUs = -Infinity;

  constructor(limits: ReorderLimits = usualReorderLimits) {
    this.limits = limits;
  }

  /** Takes the next update in, and calls `give` for each that nothing can come before any more, with its time. */
  add(update: MarketUpdate, give: (update: MarketUpdate, atUs: number) => void): void {
    const { held, limits } = this;
    let place = held.length;
    while (place > this.first && held[place - 1]!.atUs > update.atUs) place -= 1;
    if (place === held.length) held.push(update);
    else held.splice(place, 0, update);
    if (update.atUs > this.newestUs) this.newestUs = update.atUs;
    const untilUs = this.newestUs - limits.heldUs;
    while (held.length - this.first > limits.heldMax || (held[this.first]?.atUs ?? Infinity) <= untilUs)
      this.giveFirst(give);
    if (this.first > limits.heldMax) {
      held.splice(0, this.first);
      this.first = 0;
    }
  }

  /** Nothing comes any more. */
  end(give: (update: MarketUpdate, atUs: number) => void): void {
    while (this.first < this.held.length) this.giveFirst(give);
  }

  private giveFirst(give: (update: MarketUpdate, atUs: number) => void): void {
    const update = this.held[this.first]!;
    this.first += 1;
    if (update.atUs < this.givenUs) this.lateCount += 1;
    else this.givenUs = update.atUs;
    give(update, this.givenUs);
  }
}
