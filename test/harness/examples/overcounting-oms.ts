// Two order management systems that count too much: one adds up every report of a fill, as often as it comes; the
// other hears that something has filled, and books the whole order.
import type { Beliefs } from '../../../src/harness/beliefs.ts';
import type { OwnVenue } from '../../../src/harness/own-venue.ts';
import type { VenueMessage } from '../../../src/harness/messages.ts';
import type { Oms, Wanted } from './oms.ts';

export class OvercountingOms implements Oms {
  readonly wakesAtUs = null;
  private readonly venue: OwnVenue;
  private readonly counts: 'everyReport' | 'statusText';
  private readonly orders = new Map<string, { readonly wanted: Wanted; cumQty: bigint; isCancelled: boolean }>();

  constructor(venue: OwnVenue, counts: 'everyReport' | 'statusText') {
    this.venue = venue;
    this.counts = counts;
  }

  place(wanted: Wanted): void {
    const clOrdId = `c${this.orders.size + 1}`;
    this.orders.set(clOrdId, { wanted, cumQty: 0n, isCancelled: false });
    this.venue.submit({ clOrdId, ...wanted });
  }

  wake(): void {
    throw new Error('it waits for nothing');
  }

  hear(message: VenueMessage): void {
    if (!('clOrdId' in message)) return;
    const order = this.orders.get(message.clOrdId);
    if (order === undefined) return;
    if (message.type === 'venue.cancelled') order.isCancelled = true;
    if (message.type !== 'venue.traded') return;
    order.cumQty = this.counts === 'everyReport' ? order.cumQty + message.lastQty : order.wanted.orderQty;
  }

  beliefs(): Beliefs {
    const orders = [...this.orders].map(([clOrdId, { wanted, cumQty, isCancelled }]) => {
      const status = cumQty >= wanted.orderQty ? 'filled' : isCancelled ? 'cancelled' : 'partial';
      return { clOrdId, status, cumQty } as const;
    });
    return { orders };
  }
}
