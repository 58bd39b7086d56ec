// One side of a book: its levels, each with what the market outside shows there and the own orders that rest there. It
// counts levels as ranks from the side's best possible price on. Knows nothing of the other side.
import type { BookSide } from '../../../market-data/types.ts';
import { NO_RANK, RankSet } from './rank-set.ts';
import { Unexplained, type UnexplainedState } from './unexplained.ts';

/** An own order that rests. */
export interface Resting {
  readonly id: string;
  readonly owner: string;
  readonly half: BookHalf;
  readonly rank: number;
  /** How many orders had joined the book by then, itself among them. */
  readonly joins: number;
  openQty: bigint;
  /** How much of the market outside stands before it at its level. */
  aheadQty: bigint;
  before: Resting | null;
  behind: Resting | null;
}

/** A level of one side. */
export interface Level {
  readonly rank: number;
  /** What the market outside was last said to have here. */
  shownQty: bigint;
  /** What we have taken of it. */
  takenQty: bigint;
  /** What of that had been taken when it was last shown, and when that was. */
  agedQty: bigint;
  shownUs: number;
  /** What others were seen to take of it since; no more than was shown. */
  tradedQty: bigint;
  /** What is left of it: `shownQty` less both. */
  leftQty: bigint;
  /** The whole steps of what is left: less than one cannot be traded. */
  offeredQty: bigint;
  /** What its prints and its size have not explained of each other; null where that is nothing. */
  unexplained: Unexplained | null;
  /** The queue of own orders, oldest first. */
  first: Resting | null;
  last: Resting | null;
}

/** One side of a book. */
export class BookHalf {
  readonly side: BookSide;
  /** The ranks where the market outside shows something, where some of it is left, and where own orders rest. */
  readonly shown: RankSet;
  readonly offered: RankSet;
  readonly own: RankSet;
  /** The levels whose prints and size may wait for each other: some of them show nothing. */
  private readonly waiting: Level[] = [];
  private readonly qtyStep: bigint;
  private readonly top: number;
  private readonly levels: (Level | undefined)[];

  constructor(side: BookSide, levelCount: number, qtyStep: bigint) {
    this.side = side;
    this.qtyStep = qtyStep;
    this.top = levelCount - 1;
    this.shown = new RankSet(levelCount);
    this.offered = new RankSet(levelCount);
    this.own = new RankSet(levelCount);
    this.levels = Array.from({ length: levelCount }, () => undefined);
  }

  /** The rank of a level, and the level of a rank. */
  rankOf(level: number): number {
    return this.side === 'ask' ? level : this.top - level;
  }

  /** The best rank at which there is anything to trade with; `NO_RANK` if there is none. */
  get best(): number {
    const own = this.own.first;
    const offered = this.offered.first;
    return own < offered ? own : offered;
  }

  /** The best rank behind `rank` at which there is anything to trade with. */
  bestBehind(rank: number): number {
    const own = this.own.next(rank);
    const offered = this.offered.next(rank);
    return own < offered ? own : offered;
  }

  /** The level of a rank. */
  at(rank: number): Level {
    const level = this.levels[rank];
    if (level !== undefined) return level;
    const made: Level = {
      rank,
      shownQty: 0n,
      takenQty: 0n,
      agedQty: 0n,
      shownUs: 0,
      tradedQty: 0n,
      leftQty: 0n,
      offeredQty: 0n,
      unexplained: null,
      first: null,
      last: null,
    };
    this.levels[rank] = made;
    return made;
  }

  /** Sets what is left of the market outside at a level, from its other figures. */
  settle(level: Level): void {
    const { rank, shownQty } = level;
    const left = shownQty - level.takenQty - level.tradedQty;
    level.leftQty = left > 0n ? left : 0n;
    level.offeredQty = level.leftQty - (level.leftQty % this.qtyStep);
    if (shownQty > 0n) this.shown.add(rank);
    else this.shown.delete(rank);
    if (level.offeredQty > 0n) this.offered.add(rank);
    else this.offered.delete(rank);
  }

  /** Puts an order behind all others of its level. */
  append(order: Resting): void {
    const level = this.at(order.rank);
    const { last } = level;
    order.before = last;
    order.behind = null;
    if (last === null) {
      level.first = order;
      this.own.add(order.rank);
    } else last.behind = order;
    level.last = order;
  }

  /** Takes an order out of its level's queue. */
  remove(order: Resting): void {
    const level = this.at(order.rank);
    const { before, behind } = order;
    if (before === null) level.first = behind;
    else before.behind = behind;
    if (behind === null) level.last = before;
    else behind.before = before;
    if (level.first === null) this.own.delete(order.rank);
  }

  /** The levels where the market outside shows something, best first. */
  *shownLevels(): Generator<Level> {
    for (let rank = this.shown.first; rank !== NO_RANK; rank = this.shown.next(rank)) yield this.at(rank);
  }

  /** What the prints and the size of a level have not explained of each other: from here on, or as it was saved. */
  unexplainedAt(level: Level, state?: UnexplainedState): Unexplained {
    if (level.unexplained !== null) return level.unexplained;
    this.waiting.push(level);
    return (level.unexplained = new Unexplained(state));
  }

  /** The levels that are not as a new one would be, best first. */
  knownLevels(): readonly Level[] {
    const known = new Set(this.shownLevels());
    for (const level of this.waiting) if (level.unexplained?.isEmpty === false) known.add(level);
    return [...known].toSorted((left, right) => left.rank - right.rank);
  }

  /** The own orders, best level first, and of a level the oldest first. */
  *resting(): Generator<Resting> {
    for (let rank = this.own.first; rank !== NO_RANK; rank = this.own.next(rank))
      for (let order = this.at(rank).first; order !== null; order = order.behind) yield order;
  }
}
