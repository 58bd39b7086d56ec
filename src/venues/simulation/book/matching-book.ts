// The matching engine of one market: own orders against each other and against the market outside, by price, then
// time. The market outside is a sum at each level, moved by what was recorded of it; market-outside.ts moves it.
// Pure: it knows no venue, no clock, no money, and no receiver of a report.
import type { BookSide } from '../../../market-data/types.ts';
import { assert } from '../../../kernel/assert.ts';
import { PassingMap } from '../../../kernel/passing-map.ts';
import { minMicros } from '../../../money/micros.ts';
import { BookHalf, type Level, type Resting } from './book-half.ts';
import { oppositeOf } from './faces.ts';
import type { ArrivalEnd, Arrival, ArrivingOrder, BookStep, MatchingBookState, RestingView } from './types.ts';

const NO_STEPS: readonly BookStep[] = [];

type Joining = Pick<Resting, 'id' | 'owner' | 'openQty' | 'aheadQty' | 'joins'>;

/** A matching engine with the levels from 0 to below `levelCount`; orders are whole steps of quantity. */
export class MatchingBook {
  readonly levelCount: number;
  readonly bids: BookHalf;
  readonly asks: BookHalf;
  private readonly orders = new PassingMap<string, Resting>();
  private readonly qtyStep: bigint;
  private joinCount: number;

  constructor(levelCount: number, qtyStep: bigint, state?: MatchingBookState) {
    this.levelCount = levelCount;
    this.qtyStep = qtyStep;
    this.bids = new BookHalf('bid', levelCount, qtyStep);
    this.asks = new BookHalf('ask', levelCount, qtyStep);
    for (const { side, level, unexplained, ...quantities } of state?.levels ?? []) {
      const half = this.half(side);
      const at = Object.assign(half.at(half.rankOf(level)), quantities);
      if (unexplained !== null) half.unexplainedAt(at, unexplained);
      half.settle(at);
    }
    for (const { side, level, ...order } of state?.resting ?? [])
      this.rest(this.half(side), this.half(side).rankOf(level), order);
    this.joinCount = state?.joins ?? 0;
  }

  /** How many orders have joined the book. */
  get joins(): number {
    return this.joinCount;
  }

  /** Own orders that rest. */
  get size(): number {
    return this.orders.size;
  }

  /** A side of the book. */
  half(side: BookSide): BookHalf {
    return side === 'bid' ? this.bids : this.asks;
  }

  /** A resting order, as it is shown. */
  find(id: string): RestingView | undefined {
    const order = this.orders.get(id);
    return order === undefined ? undefined : viewOf(order);
  }

  /** Whether an order of that side and level would trade at once. */
  crosses(side: BookSide, level: number): boolean {
    return this.half(oppositeOf(side)).best <= this.reachOf(side, level);
  }

  /**
   * How much an arriving order could take, at most `qty`: all that is offered within its level and is not of its own
   * owner. With `cancelTaker` or `cancelBoth` it ends at the first own order.
   */
  takable({ owner, side, level, qty, selfTrade }: Omit<ArrivingOrder, 'id'>): bigint {
    const half = this.half(oppositeOf(side));
    const reach = this.reachOf(side, level);
    let found = 0n;
    for (let rank = half.best; rank <= reach && found < qty; rank = half.bestBehind(rank)) {
      const { first, offeredQty } = half.at(rank);
      for (let order = first; order !== null && found < qty; order = order.behind) {
        if (order.owner !== owner || selfTrade === 'allow') found += order.openQty;
        else if (selfTrade !== 'cancelMaker') return minMicros(qty, found + this.offeredBefore(order, offeredQty));
      }
      found += offeredQty;
    }
    return minMicros(qty, found);
  }

  /** An order arrives: it takes what it may, and rests if it may. Its id must not rest already. */
  submit(order: ArrivingOrder): Arrival {
    const { id, side, level, qty, timeInForce } = order;
    assert(qty > 0n && level >= 0 && level < this.levelCount, () => `${id}: ${qty} at level ${level} is no order`);
    assert(!this.orders.has(id), () => `${id} rests in the book already`);
    const mayCross = this.crosses(side, level);
    if (mayCross && order.isPostOnly) return { steps: NO_STEPS, end: 'postOnlyCross', leftQty: qty };
    if (timeInForce === 'FOK' && !this.canFill(order)) return { steps: NO_STEPS, end: 'fokUnfilled', leftQty: qty };
    if (!mayCross) return this.restOrEnd(order, NO_STEPS, qty);
    const steps: BookStep[] = [];
    const half = this.half(oppositeOf(side));
    const reach = this.reachOf(side, level);
    let left = qty;
    for (let rank = half.best; rank <= reach && left > 0n; rank = half.best) {
      const before = left;
      left = this.takeLevel(half, half.at(rank), order, left, steps);
      if (left < 0n) return { steps, end: 'selfTrade', leftQty: -left };
      assert(left < before || half.best !== rank, () => `${id} gets nowhere at rank ${rank}`);
    }
    return left === 0n ? { steps, end: 'filled', leftQty: left } : this.restOrEnd(order, steps, left);
  }

  /** Takes a resting order out. What was open of it; null if it does not rest. */
  cancel(id: string): bigint | null {
    const order = this.orders.get(id);
    if (order === undefined) return null;
    this.remove(order);
    return order.openQty;
  }

  /** Makes a resting order smaller, to `openQty`, where it stands: it keeps its place. */
  decrease(id: string, openQty: bigint): void {
    const order = this.orders.get(id);
    assert(order !== undefined, () => `${id} does not rest in the book`);
    assert(openQty > 0n && openQty <= order.openQty, () => `${id} cannot be decreased to ${openQty}`);
    order.openQty = openQty;
  }

  /** Fills some of a resting order: the market outside has met it. */
  fillResting(order: Resting, qty: bigint): void {
    order.openQty -= qty;
    if (order.openQty === 0n) this.remove(order);
  }

  /** The engine as plain data. */
  save(): MatchingBookState {
    const halves = [this.bids, this.asks];
    return {
      levels: halves.flatMap((half) =>
        half.knownLevels().map(({ rank, unexplained, ...at }) => {
          const waits = unexplained === null || unexplained.isEmpty ? null : unexplained.save();
          const level = half.rankOf(rank);
          const { shownQty, shownUs, takenQty, agedQty, tradedQty } = at;
          const told = { shownQty, shownUs, takenQty, agedQty, tradedQty };
          return { side: half.side, level, ...told, unexplained: waits };
        }),
      ),
      resting: halves.flatMap((half) => [...half.resting()].map(viewOf)),
      joins: this.joinCount,
    };
  }

  /** The last rank of the other side that an order of that side and level takes. */
  private reachOf(side: BookSide, level: number): number {
    return side === 'bid' ? level : this.levelCount - 1 - level;
  }

  /** Whether a FOK order would be taken, as far as the book goes. */
  canFill(order: ArrivingOrder): boolean {
    const { qty, selfTrade } = order;
    if (this.takable(order) === qty) return true;
    // Where the taker ends at its own order, it has taken what lay before: no kill, if it would have filled without.
    const endsAtOwn = selfTrade === 'cancelTaker' || selfTrade === 'cancelBoth';
    return endsAtOwn && this.takable({ ...order, selfTrade: 'allow' }) === qty;
  }

  /** Takes from one level. What is left; negative, if the order ends here because it met one of its owner. */
  private takeLevel(half: BookHalf, at: Level, order: ArrivingOrder, qty: bigint, steps: BookStep[]): bigint {
    const { owner, selfTrade } = order;
    const level = half.rankOf(at.rank);
    let left = qty;
    while (left > 0n) {
      const maker = at.first;
      const { offeredQty } = at;
      const aheadQty = maker === null ? offeredQty : this.offeredBefore(maker, offeredQty);
      if (aheadQty > 0n) {
        const took = minMicros(left, aheadQty);
        takeOutside(half, at, took);
        steps.push({ what: 'took', maker: null, level, qty: took, offeredQty });
        left -= took;
      } else if (maker === null) break;
      else if (maker.owner !== owner || selfTrade === 'allow') {
        const took = minMicros(left, maker.openQty);
        steps.push({ what: 'took', maker: maker.id, level, qty: took, offeredQty: maker.openQty });
        this.fillResting(maker, took);
        left -= took;
      } else {
        if (selfTrade !== 'cancelTaker') {
          this.remove(maker);
          steps.push({ what: 'endedOwn', maker: maker.id, openQty: maker.openQty });
        }
        if (selfTrade !== 'cancelMaker') return -left;
      }
    }
    return left;
  }

  /** What is offered before an own order: whole steps, rounded up. */
  private offeredBefore({ aheadQty }: Resting, offeredQty: bigint): bigint {
    if (aheadQty >= offeredQty) return offeredQty;
    const over = aheadQty % this.qtyStep;
    return over === 0n ? aheadQty : aheadQty + this.qtyStep - over;
  }

  private restOrEnd(order: ArrivingOrder, steps: readonly BookStep[], leftQty: bigint): Arrival {
    const end: ArrivalEnd = order.timeInForce === 'GTC' || order.timeInForce === 'GTD' ? 'rests' : 'iocRemainder';
    if (end === 'rests') {
      const half = this.half(order.side);
      const rank = half.rankOf(order.level);
      const { id, owner } = order;
      this.joinCount += 1;
      this.rest(half, rank, { id, owner, openQty: leftQty, aheadQty: half.at(rank).leftQty, joins: this.joinCount });
    }
    return { steps, end, leftQty };
  }

  private rest(half: BookHalf, rank: number, { id, owner, openQty, aheadQty, joins }: Joining): void {
    const order: Resting = { id, owner, half, rank, joins, openQty, aheadQty, before: null, behind: null };
    half.append(order);
    this.orders.set(id, order);
  }

  private remove(order: Resting): void {
    order.half.remove(order);
    this.orders.delete(order.id);
  }
}

/** Takes from what the market outside has at a level: it stood before the own orders, which move up. */
export const takeOutside = (half: BookHalf, level: Level, qty: bigint): void => {
  level.takenQty += qty;
  half.settle(level);
  moveUp(level, qty);
};

/** So much of the market outside has gone from before the own orders of a level that had joined by then. */
export const moveUp = (level: Level, qty: bigint, joins = Infinity): void => {
  for (let order = level.first; order !== null && order.joins <= joins; order = order.behind)
    order.aheadQty = order.aheadQty > qty ? order.aheadQty - qty : 0n;
};

const viewOf = ({ id, owner, half, rank, openQty, aheadQty, joins }: Resting): RestingView => ({
  id,
  owner,
  side: half.side,
  level: half.rankOf(rank),
  openQty,
  aheadQty,
  joins,
});
