// The market outside moves a book: what it shows at each level, its trades, and what its orders do to ours that rest.
// Each unit that is shown is taken once, by us or by others. Knows no venue and no time; what it fills, it returns.
import type { BookSide } from '../../../market-data/types.ts';
import { minMicros } from '../../../money/micros.ts';
import type { BookHalf, Level, Resting } from './book-half.ts';
import { oppositeOf } from './faces.ts';
import { moveUp, takeOutside, type MatchingBook } from './matching-book.ts';
import type { QueueModel } from './queue-models.ts';
import { NO_RANK } from './rank-set.ts';
import type { RefillModel } from './refill-models.ts';
import type { MakerFill } from './types.ts';

/** What the market outside shows at a level. */
export interface ShownLevel {
  readonly level: number;
  readonly qty: bigint;
}

/** How the market outside is read where a recording leaves it open. */
export interface OutsideModels {
  readonly queue: QueueModel;
  readonly refill: RefillModel;
  /** What stands before us is whole steps, rounded up, as everything is that is traded. */
  readonly qtyStep: bigint;
}

/** The market outside of one book. */
export class MarketOutside {
  private readonly book: MatchingBook;
  private readonly models: OutsideModels;

  constructor(book: MatchingBook, models: OutsideModels) {
    this.book = book;
    this.models = models;
  }

  /** Whether its own bids and asks meet, which no real book does: a recording in disorder. */
  get isCrossed(): boolean {
    const { bids, asks, levelCount } = this.book;
    const bid = bids.offered.first;
    return bid !== NO_RANK && asks.offered.first <= levelCount - 1 - bid;
  }

  /** Says what waits at a level from now on. What has gone without a trade was cancelled. */
  show(side: BookSide, level: number, qty: bigint): void {
    const half = this.book.half(side);
    this.showAt(half, half.at(half.rankOf(level)), qty);
  }

  /** Says what waits at every level of both sides: nothing, where nothing is said. */
  showAll(bids: readonly ShownLevel[], asks: readonly ShownLevel[]): void {
    for (const [half, levels] of [[this.book.bids, bids] as const, [this.book.asks, asks] as const]) {
      const gone = new Set(half.shownLevels());
      for (const { level, qty } of levels) {
        const at = half.at(half.rankOf(level));
        gone.delete(at);
        this.showAt(half, at, qty);
      }
      for (const at of gone) this.showAt(half, at, 0n);
    }
  }

  /**
   * Others have traded at a level; `hit` is the side that was resting, null where nobody says. Own orders at better
   * levels would have been met first, those at the level after what stood before them: each unit of the trade fills
   * once. Where `fills` is false, the trade passes us by.
   */
  trade(level: number, qty: bigint, hit: BookSide | null, fills: boolean): readonly MakerFill[] {
    const side = hit ?? this.sideHitAt(level);
    if (side === null) return [];
    const half = this.book.half(side);
    const rank = half.rankOf(level);
    const filled: MakerFill[] = [];
    let left = qty;
    if (fills)
      for (let own = half.own.first; own < rank && left > 0n; own = half.own.first)
        left = this.fillQueue(half, half.at(own), left, filled);
    const at = half.at(rank);
    at.tradedQty += minMicros(qty, at.shownQty - minMicros(at.tradedQty, at.shownQty));
    if (fills) this.tradeThroughQueue(half, at, left, filled);
    half.settle(at);
    clampAhead(at);
    return filled;
  }

  /**
   * Own orders that rest at or through a level that the other side of the market outside shows now: that side would have
   * met them. They fill at their own levels, and what they are filled with is taken. Not while the book is crossed.
   */
  meet(): readonly MakerFill[] {
    const filled: MakerFill[] = [];
    if (this.book.size === 0 || this.isCrossed) return filled;
    for (const half of [this.book.bids, this.book.asks]) {
      const others = this.book.half(oppositeOf(half.side));
      for (;;) {
        const own = half.own.first;
        const offer = others.offered.first;
        if (own === NO_RANK || offer === NO_RANK || own + offer > this.book.levelCount - 1) break;
        const { first } = half.at(own);
        const at = others.at(offer);
        if (first === null) break;
        const qty = minMicros(first.openQty, at.offeredQty);
        takeOutside(others, at, qty);
        this.fill(half, first, qty, filled);
      }
    }
    return filled;
  }

  private showAt(half: BookHalf, at: Level, qty: bigint): void {
    const levelQty = at.shownQty > at.tradedQty ? at.shownQty - at.tradedQty : 0n;
    const goneQty = levelQty - qty;
    at.takenQty = this.models.refill(at.takenQty, qty);
    at.shownQty = qty;
    at.tradedQty = 0n;
    half.settle(at);
    if (goneQty > 0n)
      for (let order = at.first; order !== null; order = order.behind)
        order.aheadQty = this.wholeSteps(this.models.queue({ aheadQty: order.aheadQty, goneQty, levelQty }));
    clampAhead(at);
  }

  private wholeSteps(qty: bigint): bigint {
    const { qtyStep } = this.models;
    const over = qty % qtyStep;
    return over === 0n ? qty : qty + qtyStep - over;
  }

  private sideHitAt(level: number): BookSide | null {
    const { bids, asks } = this.book;
    if (bids.shown.has(bids.rankOf(level)) || bids.own.first < bids.rankOf(level)) return 'bid';
    return asks.shown.has(asks.rankOf(level)) || asks.own.first < asks.rankOf(level) ? 'ask' : null;
  }

  /** Fills the orders of a level from the front, whatever stood before them. What is left. */
  private fillQueue(half: BookHalf, at: Level, qty: bigint, filled: MakerFill[]): bigint {
    let left = qty;
    while (left > 0n && at.first !== null) left -= this.fill(half, at.first, minMicros(left, at.first.openQty), filled);
    for (let order = at.first; order !== null; order = order.behind) order.aheadQty = 0n;
    return left;
  }

  private tradeThroughQueue(half: BookHalf, at: Level, qty: bigint, filled: MakerFill[]): void {
    let left = qty;
    while (left > 0n && at.first !== null) {
      const before = minMicros(left, at.first.aheadQty);
      moveUp(at, before);
      left -= before;
      if (left > 0n) left -= this.fill(half, at.first, minMicros(left, at.first.openQty), filled);
    }
  }

  private fill(half: BookHalf, order: Resting, qty: bigint, filled: MakerFill[]): bigint {
    filled.push({ id: order.id, level: half.rankOf(order.rank), qty });
    this.book.fillResting(order, qty);
    return qty;
  }
}

/** Nobody stands behind more than there is. */
const clampAhead = (at: Level): void => {
  for (let order = at.first; order !== null; order = order.behind)
    if (order.aheadQty > at.offeredQty) order.aheadQty = at.offeredQty;
};
