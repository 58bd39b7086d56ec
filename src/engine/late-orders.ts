// The orders that were given up because their venue did not know them, and may arrive all the same: they are asked for, at
// growing intervals, and remembered for as long as they may come.
import type { Core } from './core.ts';
import type { GivenUp } from './live-order.ts';

/** The orders that were given up. */
export class LateOrders {
  private readonly core: Core;

  constructor(core: Core) {
    this.core = core;
  }

  /** The venue did not know the order a while ago: it may have come since. */
  recheck(clOrdId: string): void {
    const order = this.remembered(clOrdId);
    if (order === undefined || order.recheck === null) return;
    this.core.parts.orders.waits.recheckAgain(order, order.recheck, this.mayCome(order));
    this.core.parts.lanes.askAt(order.venue, clOrdId);
  }

  /** Whether an order that was given up is on its way still, or has come to its venue without a word. */
  mayCome({ clOrdId, venue, recheck }: GivenUp): boolean {
    if (recheck === null) return false;
    const { underWay, nowUs, parts } = this.core;
    return underWay.has(clOrdId, nowUs) || parts.venues.get(venue)?.hasTaken(clOrdId) === true;
  }

  /** A venue speaks of a trade of the order that it never told. If the order was given up it is asked for: it has come. */
  spokenOf(clOrdId: string): void {
    const order = this.remembered(clOrdId);
    if (order !== undefined && order.recheck !== null) this.core.parts.lanes.askAt(order.venue, clOrdId);
  }

  /** The order, live or let go; undefined where it was forgotten. */
  remembered(clOrdId: string): GivenUp | undefined {
    return this.core.parts.orders.get(clOrdId) ?? this.core.parts.arbitrages.recordOf(clOrdId);
  }
}
