// One side of a book as two arrays in step, the worst price first: what happens at the best price, where nearly
// everything happens, moves nothing. It knows no market, no time and no staleness.
import { assert } from '../kernel/assert.ts';
import type { BookLevel } from './types.ts';

/** The levels of one side of a book. Micros. */
export class BookSideLevels {
  private readonly isBid: boolean;
  private readonly px: bigint[] = [];
  private readonly qty: bigint[] = [];

  constructor(isBid: boolean) {
    this.isBid = isBid;
  }

  /** How many prices something waits at. */
  get size(): number {
    return this.px.length;
  }

  /** The best price; null where nothing waits. */
  get bestPx(): bigint | null {
    return this.px.length === 0 ? null : (this.px[this.px.length - 1] as bigint);
  }

  /** What waits at the best price; 0 where nothing does. */
  get bestQty(): bigint {
    return this.qty.length === 0 ? 0n : (this.qty[this.qty.length - 1] as bigint);
  }

  /** What waits at a price; 0 where nothing does. */
  qtyAt(px: bigint): bigint {
    const at = this.placeOf(px);
    return this.px[at] === px ? (this.qty[at] as bigint) : 0n;
  }

  /** From now on `qty` waits at `px`. */
  set(px: bigint, qty: bigint): void {
    const at = this.placeOf(px);
    if (this.px[at] === px) {
      if (qty > 0n) this.qty[at] = qty;
      else if (at === this.px.length - 1) {
        this.px.pop();
        this.qty.pop();
      } else {
        this.px.splice(at, 1);
        this.qty.splice(at, 1);
      }
    } else if (qty > 0n) {
      if (at === this.px.length) {
        this.px.push(px);
        this.qty.push(qty);
      } else {
        this.px.splice(at, 0, px);
        this.qty.splice(at, 0, qty);
      }
    }
  }

  /** Nothing but these levels from now on: best first, each price better than the next. */
  replace(levels: readonly BookLevel[]): void {
    this.px.length = 0;
    this.qty.length = 0;
    for (let index = levels.length - 1; index >= 0; index -= 1) {
      const { px, qty } = levels[index] as BookLevel;
      const worse = this.bestPx;
      assert(
        worse === null || (this.isBid ? px > worse : px < worse),
        () => `a snapshot has its levels best first, each price once, and ${px} does not come before ${worse}`,
      );
      if (qty === 0n) continue;
      this.px.push(px);
      this.qty.push(qty);
    }
  }

  /** What waits at prices at most `distancePx` worse than the best. */
  qtyWithin(distancePx: bigint): bigint {
    const best = this.bestPx;
    if (best === null) return 0n;
    const limit = this.isBid ? best - distancePx : best + distancePx;
    let sum = 0n;
    for (let index = this.px.length - 1; index >= 0; index -= 1) {
      const px = this.px[index] as bigint;
      if (this.isBid ? px < limit : px > limit) break;
      sum += this.qty[index] as bigint;
    }
    return sum;
  }

  /** The level at a depth, 0 the best; undefined beyond the last. */
  at(depth: number): BookLevel | undefined {
    const index = this.px.length - 1 - depth;
    const px = this.px[index];
    return px === undefined ? undefined : { px, qty: this.qty[index] as bigint };
  }

  /** All levels, best first. */
  levels(): BookLevel[] {
    return this.px.map((px, index) => ({ px, qty: this.qty[index] as bigint })).toReversed();
  }

  /** Where `px` stands, or would. */
  private placeOf(px: bigint): number {
    const { px: prices, isBid } = this;
    let low = 0;
    let high = prices.length;
    // Most changes are near the best price: look there first.
    if (high > 4) {
      const near = prices[high - 4] as bigint;
      if (isBid ? near < px : near > px) low = high - 3;
    }
    while (low < high) {
      const middle = (low + high) >>> 1;
      const found = prices[middle] as bigint;
      if (isBid ? found < px : found > px) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
