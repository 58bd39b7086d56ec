// The book of one market as it is moved by what a recording, or a synthetic flow, says of it: prices become levels,
// quantities whole steps, and it is known whether the book may be trusted. Knows no orders' owners and no clock.
import type { BookLevel, BookSide, MarketUpdate } from '../../../market-data/types.ts';
import { NO_QUOTE, type BookQuote } from '../../../market-data/quote.ts';
import { assert, unreachable } from '../../../kernel/assert.ts';
import { MICROS_PER_UNIT } from '../../../money/micros.ts';
import { uniformGrid, type PriceGrid } from '../../definitions/grid.ts';
import { bookPxOf, bookSideOf, type Face } from './faces.ts';
import { MarketOutside, type ShownLevel } from './market-outside.ts';
import { MatchingBook } from './matching-book.ts';
import { queueModels, type QueueModelName } from './queue-models.ts';
import { NO_RANK } from './rank-set.ts';
import { refillModelOf, type Refill } from './refill-models.ts';
import type { MakerFill, MatchingBookState } from './types.ts';

/** What a book is made of. Micros. */
export interface MarketBookOptions {
  readonly queue: QueueModelName;
  readonly refill: Refill;
  /** The finest step of any price in the book: it divides 1. */
  readonly levelPx: bigint;
  /** What is shown is floored to whole steps: less than one cannot be traded. */
  readonly qtyStep: bigint;
  /** How long a level that became smaller may wait for the print of the trade, and a print for the level. Microseconds. */
  readonly printWithinUs: number;
}

/** The finest price step of any of the venues: one hundredth of a cent. */
export const FINEST_LEVEL_PX = 100n;

/** The book of a market at rest: plain data. */
export interface MarketBookState {
  readonly matching: MatchingBookState;
  readonly isStale: boolean;
  readonly tickPx: bigint | null;
  readonly updates: number;
  readonly unreadable: number;
}

const NO_FILLS: readonly MakerFill[] = [];

/** The book of a market. */
export class MarketBook {
  readonly matching: MatchingBook;
  private readonly options: MarketBookOptions;
  private readonly outside: MarketOutside;
  private stale: boolean;
  private tickPx: bigint | null;
  private gridOrNull: PriceGrid | null;
  private updateCount: number;
  private unreadableCount: number;

  constructor(options: MarketBookOptions, state?: MarketBookState) {
    const { levelPx, qtyStep, queue, refill, printWithinUs } = options;
    assert(levelPx > 0n && MICROS_PER_UNIT % levelPx === 0n, () => `levels of ${levelPx} do not divide a unit`);
    assert(qtyStep > 0n, 'a step of quantities is above 0');
    this.options = options;
    this.matching = new MatchingBook(Number(MICROS_PER_UNIT / levelPx) + 1, qtyStep, state?.matching);
    this.outside = new MarketOutside(this.matching, {
      queue: queueModels[queue],
      refill: refillModelOf(refill),
      qtyStep,
      printWithinUs,
    });
    this.stale = state?.isStale ?? true;
    this.tickPx = state?.tickPx ?? null;
    this.gridOrNull = this.tickPx === null ? null : uniformGrid(this.tickPx);
    this.updateCount = state?.updates ?? 0;
    this.unreadableCount = state?.unreadable ?? 0;
  }

  /** Whether anybody may trade here: not before the first snapshot, not after a gap, not while bids and asks are crossed. */
  get isTradable(): boolean {
    return !this.stale && !this.outside.isCrossed;
  }

  /** Whether what is shown may be wrong: before the first snapshot, and from a gap to the next one. */
  get isStale(): boolean {
    return this.stale;
  }

  /** Whether bids and asks of the market outside meet. */
  get isCrossed(): boolean {
    return this.outside.isCrossed;
  }

  /** The last grid of the recording so far; null before the first. */
  get grid(): PriceGrid | null {
    return this.gridOrNull;
  }

  /** The step of prices that the recording has last told of; null while it has told of none. */
  get tick(): bigint | null {
    return this.tickPx;
  }

  /** Whether prices may have that step. */
  static isTick(px: bigint): boolean {
    return px > 0n && MICROS_PER_UNIT % px === 0n;
  }

  /** Updates so far, those that could not be read among them. */
  get updates(): number {
    return this.updateCount;
  }

  /** Updates that make no sense here, such as a price between the levels: the book is stale after one. */
  get unreadable(): number {
    return this.unreadableCount;
  }

  /** The level of a price; null where it is none. */
  levelOf(px: bigint): number | null {
    const { levelPx } = this.options;
    return px >= 0n && px <= MICROS_PER_UNIT && px % levelPx === 0n ? Number(px / levelPx) : null;
  }

  /** The price of a level. */
  pxOf(level: number): bigint {
    return BigInt(level) * this.options.levelPx;
  }

  /** The market outside moves. What it fills of the own orders that rest, if they may `fill` now. */
  apply(update: MarketUpdate, fills: boolean): readonly MakerFill[] {
    this.updateCount += 1;
    switch (update.what) {
      case 'snapshot':
        return this.snapshot(update.bids, update.asks, update.atUs, fills);
      case 'level': {
        const level = this.levelOf(update.px);
        if (level === null || update.qty < 0n) return this.cannotRead();
        this.outside.show(update.side, level, update.qty, update.atUs);
        return this.met(fills);
      }
      case 'trade': {
        const level = this.levelOf(update.px);
        if (level === null || update.qty < 0n) return this.cannotRead();
        const hit = update.takerSide === null ? null : update.takerSide === 'buy' ? 'ask' : 'bid';
        return this.outside.trade(level, update.qty, hit, fills && !this.stale, update.atUs);
      }
      case 'tick':
        if (!MarketBook.isTick(update.tickPx)) return this.cannotRead();
        this.tickPx = update.tickPx;
        this.gridOrNull = uniformGrid(update.tickPx);
        return NO_FILLS;
      case 'gap':
        this.stale = true;
        return NO_FILLS;
      default:
        return unreachable(update);
    }
  }

  /** The best prices that the market outside offers an outcome; none on a book that nobody may trade on. */
  quoteOf(face: Face): BookQuote {
    if (!this.isTradable) return NO_QUOTE;
    const [bid] = this.depthOf(face, 'bid', 1);
    const [ask] = this.depthOf(face, 'ask', 1);
    return { bidPx: bid?.px ?? null, bidQty: bid?.qty ?? 0n, askPx: ask?.px ?? null, askQty: ask?.qty ?? 0n };
  }

  /** What the market outside offers an outcome on one side, best first. */
  depthOf(face: Face, side: BookSide, levelsMax: number): readonly BookLevel[] {
    const half = this.matching.half(bookSideOf(face, side === 'bid' ? 'buy' : 'sell'));
    const depth: BookLevel[] = [];
    for (let rank = half.offered.first; rank !== NO_RANK && depth.length < levelsMax; rank = half.offered.next(rank))
      depth.push({ px: bookPxOf(face, this.pxOf(half.rankOf(rank))), qty: half.at(rank).offeredQty });
    return depth;
  }

  /** The book as plain data. */
  save(): MarketBookState {
    return {
      matching: this.matching.save(),
      isStale: this.stale,
      tickPx: this.tickPx,
      updates: this.updateCount,
      unreadable: this.unreadableCount,
    };
  }

  private snapshot(
    bids: readonly BookLevel[],
    asks: readonly BookLevel[],
    nowUs: number,
    fills: boolean,
  ): readonly MakerFill[] {
    const shownBids = this.shown(bids);
    const shownAsks = this.shown(asks);
    if (shownBids === null || shownAsks === null) return this.cannotRead();
    this.outside.showAll(shownBids, shownAsks, nowUs);
    this.stale = false;
    return this.met(fills);
  }

  private shown(levels: readonly BookLevel[]): ShownLevel[] | null {
    const shown: ShownLevel[] = [];
    for (const { px, qty } of levels) {
      const level = this.levelOf(px);
      if (level === null || qty < 0n) return null;
      shown.push({ level, qty });
    }
    return shown;
  }

  private met(fills: boolean): readonly MakerFill[] {
    return fills && !this.stale ? this.outside.meet() : NO_FILLS;
  }

  /** What cannot be placed is as good as missing. */
  private cannotRead(): readonly MakerFill[] {
    this.unreadableCount += 1;
    this.stale = true;
    return NO_FILLS;
  }
}
