// A naive order management system. It takes silence for a refusal: a submit whose ack does not come in time is held for
// rejected and sent again under a new id. It ignores later reports of the first one.
import type { OrderStatus } from '../../../machines/order/types.ts';
import type { Beliefs } from '../../../src/harness/beliefs.ts';
import type { OwnVenue } from '../../../src/harness/own-venue.ts';
import type { VenueMessage } from '../../../src/harness/messages.ts';
import { multiplyMicros } from '../../../src/money/micros.ts';
import type { Oms, Wanted } from './oms.ts';

interface NaiveOrder {
  readonly clOrdId: string;
  readonly wanted: Wanted;
  readonly givesUpAtUs: number;
  status: OrderStatus;
  cumQty: bigint;
}

const ACK_TIMEOUT_US = 500_000;

export class NaiveOms implements Oms {
  private readonly venue: OwnVenue;
  private readonly orders = new Map<string, NaiveOrder>();
  private cash: bigint;

  constructor(venue: OwnVenue, opening: bigint) {
    this.venue = venue;
    this.cash = opening;
  }

  place(wanted: Wanted): void {
    const clOrdId = `c${this.orders.size + 1}`;
    const givesUpAtUs = this.venue.nowUs + ACK_TIMEOUT_US;
    this.orders.set(clOrdId, { clOrdId, wanted, givesUpAtUs, status: 'pending', cumQty: 0n });
    this.venue.submit({ clOrdId, ...wanted });
  }

  get wakesAtUs(): number | null {
    const due = [...this.orders.values()]
      .filter(({ status }) => status === 'pending')
      .map((order) => order.givesUpAtUs);
    return due.length === 0 ? null : Math.min(...due);
  }

  wake(): void {
    for (const order of [...this.orders.values()]) {
      if (order.status !== 'pending' || order.givesUpAtUs > this.venue.nowUs) continue;
      order.status = 'rejected';
      this.place(order.wanted);
    }
  }

  hear(message: VenueMessage): void {
    if (!('clOrdId' in message)) return;
    const order = this.orders.get(message.clOrdId);
    if (order === undefined || order.status === 'rejected') return;
    if (message.type === 'venue.acked' && order.status === 'pending') order.status = 'submitted';
    else if (message.type === 'venue.rejected') order.status = 'rejected';
    else if (message.type === 'venue.cancelled') order.status = 'cancelled';
    else if (message.type === 'venue.traded') {
      order.cumQty += message.lastQty;
      order.status = order.cumQty === order.wanted.orderQty ? 'filled' : 'partial';
      this.cash -= multiplyMicros(message.lastPx, message.lastQty, 'ceil') + (message.fee ?? 0n);
    }
  }

  beliefs(): Beliefs {
    const orders = [...this.orders.values()];
    const positions = new Map<string, { market: string; outcome: string; qty: bigint }>();
    for (const { wanted, cumQty } of orders) {
      const { market, outcome } = wanted;
      const asset = `${market}:${outcome}`;
      positions.set(asset, { market, outcome, qty: (positions.get(asset)?.qty ?? 0n) + cumQty });
    }
    return { orders, positions: [...positions.values()], cash: this.cash };
  }
}
