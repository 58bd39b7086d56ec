// What was filled at each venue, and how far from the limits of the orders: as the venues made it, from the journal alone.
// It holds what an order may still fill, and nothing once that is over.
import { PassingMap } from '../../kernel/passing-map.ts';
import { MICROS_PER_UNIT } from '../../money/micros.ts';
import type { RecordBody } from '../../journal/records.ts';

/** The fills at one venue. Micros; `saved` is what fills at better prices than the limits were worth. */
export interface VenueFills {
  readonly venue: string;
  readonly fills: number;
  readonly qty: bigint;
  /** What was filled at a better price than the order's limit. */
  readonly betterQty: bigint;
  readonly saved: bigint;
  readonly fees: bigint;
}

interface Tally {
  fills: number;
  qty: bigint;
  betterQty: bigint;
  savedPicos: bigint;
  fees: bigint;
}

interface OpenOrder {
  readonly isBuy: boolean;
  price: bigint;
}

/** Counts fills by venue. */
export class FillTally {
  private readonly open = new PassingMap<string, OpenOrder>();
  private readonly venues = new Map<string, Tally>();

  /** Takes the next record of the journal. */
  observe(body: RecordBody): void {
    switch (body.type) {
      case 'order.created':
        this.open.set(body.clOrdId, { isBuy: body.side === 'buy', price: body.price });
        return;
      case 'venue.replaced': {
        const order = this.open.get(body.clOrdId);
        if (order !== undefined) order.price = body.price;
        return;
      }
      case 'venue.filled':
        this.filled(body);
        if (body.leavesQty === 0n) this.open.delete(body.clOrdId);
        return;
      case 'venue.ended':
        this.open.delete(body.clOrdId);
        return;
      default:
    }
  }

  /** What was filled so far, venue by venue in the order of their names. */
  finish(): readonly VenueFills[] {
    return [...this.venues]
      .map(([venue, { savedPicos, ...tally }]) => ({ venue, ...tally, saved: savedPicos / MICROS_PER_UNIT }))
      .toSorted((left, right) => (left.venue < right.venue ? -1 : 1));
  }

  private filled({ venue, clOrdId, lastQty, lastPx, fee }: Extract<RecordBody, { type: 'venue.filled' }>): void {
    let tally = this.venues.get(venue);
    if (tally === undefined) {
      tally = { fills: 0, qty: 0n, betterQty: 0n, savedPicos: 0n, fees: 0n };
      this.venues.set(venue, tally);
    }
    tally.fills += 1;
    tally.qty += lastQty;
    tally.fees += fee;
    const order = this.open.get(clOrdId);
    if (order === undefined) return;
    const better = order.isBuy ? order.price - lastPx : lastPx - order.price;
    if (better !== 0n) tally.betterQty += lastQty;
    tally.savedPicos += better * lastQty;
  }
}
