// The market outside moves a book: what it shows at each level, its trades, and what its orders do to ours that rest.
// Each unit that is shown is taken once, by us or by others. Knows no venue, and no time but that of what it is shown; what it
// fills, it returns.
import type { BookSide } from '../../../market-data/types.ts';
import { maxMicros, minMicros } from '../../../money/micros.ts';
import type { BookHalf, Level, Resting } from './book-half.ts';
import { oppositeOf } from './faces.ts';
import { moveUp, takeOutside, type MatchingBook } from './matching-book.ts';
import type { QueueModel } from './queue-models.ts';
import { NO_RANK } from './rank-set.ts';
import type { RefillModel } from './refill-models.ts';
import type { MakerFill } from './types.ts';
import type { Unexplained } from './unexplained.ts';

/** What the market outside shows at a level. */
export interface ShownLevel {
  readonly level: number;
  readonly qty: bigint;
}

/** How the market outside is read where a recording leaves it open. */
export interface OutsideModels {
  readonly queue: QueueModel;
  readonly refill: RefillModel;
  /** What fills us is whole steps, rounded down. */
  readonly qtyStep: bigint;
  /** How long a level that became smaller may wait for the print of the trade, and a print for the level. Microseconds. */
  readonly printWithinUs: number;
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

  /** Says what waits at a level from now on. What has gone, and no print explains within the window, was cancelled. */
  show(side: BookSide, level: number, qty: bigint, nowUs: number): void {
    const half = this.book.half(side);
    this.showAt(half, half.at(half.rankOf(level)), qty, nowUs);
  }

  /** Says what waits at every level of both sides: nothing, where nothing is said. */
  showAll(bids: readonly ShownLevel[], asks: readonly ShownLevel[], nowUs: number): void {
    for (const [half, levels] of [[this.book.bids, bids] as const, [this.book.asks, asks] as const]) {
      const gone = new Set(half.shownLevels());
      for (const { level, qty } of levels) {
        const at = half.at(half.rankOf(level));
        gone.delete(at);
        this.showAt(half, at, qty, nowUs);
      }
      for (const at of gone) this.showAt(half, at, 0n, nowUs);
    }
  }

  /**
   * Others have traded at a level; `hit` is the side that was resting, null where nobody says. Own orders at better
   * levels would have been met first, those at the level after what stood before them: each unit of the trade fills
   * once. What the level lost before the print came is part of the trade, and met no order that joined in between.
   * Where `fills` is false, the trade passes us by.
   */
  trade(level: number, qty: bigint, hit: BookSide | null, fills: boolean, nowUs: number): readonly MakerFill[] {
    const side = hit ?? this.sideHitAt(level);
    if (side === null) return [];
    const half = this.book.half(side);
    const at = half.at(half.rankOf(level));
    this.expire(at, nowUs);
    const filled: MakerFill[] = [];
    let left = qty;
    for (let part = explained(at, left); part !== null; part = explained(at, left)) {
      left -= part.qty;
      if (fills) this.pass(half, at, part.qty, part.joins, filled);
    }
    at.tradedQty += minMicros(left, at.shownQty - at.tradedQty);
    if (fills) this.pass(half, at, left, Infinity, filled);
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
        // Where one of them is missing, `NO_RANK` is beyond every sum.
        if (own + offer > this.book.levelCount - 1) break;
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

  private showAt(half: BookHalf, at: Level, shownQty: bigint, nowUs: number): void {
    this.expire(at, nowUs);
    const levelQty = at.shownQty - at.tradedQty;
    if (shownQty < levelQty) half.unexplainedAt(at).lose(levelQty - shownQty, levelQty, this.book.joins, nowUs);
    else if (at.tradedQty > 0n) {
      const toldQty = maxMicros(at.shownQty - shownQty, 0n);
      const waitsQty = at.tradedQty - toldQty;
      if (waitsQty > 0n) half.unexplainedAt(at).await(waitsQty, nowUs);
    }
    if (at.takenQty > 0n) {
      const { takenQty, agedQty, shownUs } = at;
      at.takenQty = this.models.refill({ takenQty, agedQty, elapsedUs: nowUs - shownUs, shownQty });
    }
    at.agedQty = at.takenQty;
    at.shownUs = nowUs;
    at.shownQty = shownQty;
    at.tradedQty = 0n;
    half.settle(at);
    clampAhead(at);
  }

  /** What no print can explain any more was cancelled. */
  private expire(at: Level, nowUs: number): void {
    const { unexplained } = at;
    if (unexplained === null) return;
    const { printWithinUs, queue } = this.models;
    for (;;) {
      const loss = unexplained.takeOverdue(nowUs, printWithinUs);
      if (loss === undefined) break;
      const { qty: goneQty, levelQty, joins } = loss;
      for (let order = at.first; order !== null && order.joins <= joins; order = order.behind)
        order.aheadQty = queue({ aheadQty: order.aheadQty, goneQty, levelQty });
      clampAhead(at);
    }
  }

  private sideHitAt(level: number): BookSide | null {
    const { bids, asks } = this.book;
    if (bids.shown.has(bids.rankOf(level)) || bids.own.first < bids.rankOf(level)) return 'bid';
    return asks.shown.has(asks.rankOf(level)) || asks.own.first < asks.rankOf(level) ? 'ask' : null;
  }

  /** A part of a trade meets the own orders that had joined by then: those at better levels first. */
  private pass(half: BookHalf, at: Level, qty: bigint, joins: number, filled: MakerFill[]): void {
    let left = qty;
    for (let own = half.own.first; own < at.rank && left > 0n; own = half.own.next(own))
      left = this.fillQueue(half, half.at(own), left, joins, filled);
    this.tradeThroughQueue(half, at, left, joins, filled);
  }

  /** Fills the orders of a level from the front, whatever stood before them. What is left. */
  private fillQueue(half: BookHalf, at: Level, qty: bigint, joins: number, filled: MakerFill[]): bigint {
    let left = qty;
    while (left > 0n && at.first !== null && at.first.joins <= joins) left -= this.meetBy(half, at.first, left, filled);
    for (let order = at.first; order !== null && order.joins <= joins; order = order.behind) order.aheadQty = 0n;
    return left;
  }

  private tradeThroughQueue(half: BookHalf, at: Level, qty: bigint, joins: number, filled: MakerFill[]): void {
    let left = qty;
    while (left > 0n && at.first !== null && at.first.joins <= joins) {
      const before = minMicros(left, at.first.aheadQty);
      moveUp(at, before, joins);
      left -= before;
      if (left > 0n) left -= this.meetBy(half, at.first, left, filled);
    }
  }

  /** A trade of so much meets an order: it fills whole steps, and less than one is used up. What it took of the trade. */
  private meetBy(half: BookHalf, order: Resting, qty: bigint, filled: MakerFill[]): bigint {
    if (qty >= order.openQty) return this.fill(half, order, order.openQty, filled);
    const wholeQty = qty - (qty % this.models.qtyStep);
    if (wholeQty > 0n) this.fill(half, order, wholeQty, filled);
    return qty;
  }

  private fill(half: BookHalf, order: Resting, qty: bigint, filled: MakerFill[]): bigint {
    filled.push({ id: order.id, level: half.rankOf(order.rank), qty });
    this.book.fillResting(order, qty);
    return qty;
  }
}

const explained = ({ unexplained }: Level, qty: bigint): ReturnType<Unexplained['explain']> =>
  qty === 0n || unexplained === null ? null : unexplained.explain(qty);

/** Nobody stands behind more than there is, and what may have gone by a trade that is not printed yet. */
const clampAhead = (at: Level): void => {
  const { first, leftQty, unexplained } = at;
  if (first === null) return;
  for (let order: Resting | null = first; order !== null; order = order.behind) {
    const most = unexplained === null ? leftQty : leftQty + unexplained.lostSince(order.joins);
    if (order.aheadQty > most) order.aheadQty = most;
  }
};
