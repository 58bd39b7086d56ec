// The arbitrage that a record is about. An order's own is said once, where the order is created: it is kept from there on.
import { PassingMap } from '../../kernel/passing-map.ts';
import { arbitrageOfOrder, type RecordBody } from '../../journal/records.ts';

/** The arbitrages of orders, by their ids. */
export class OrderOwners {
  private readonly owners = new PassingMap<string, number>();

  /** Returns the number of the arbitrage that a record is about; 0 where it is about none, or about an order of none that is kept. */
  arbitrageOf(body: RecordBody): number {
    switch (body.type) {
      case 'intent.received':
      case 'intent.refused':
        return body.intent;
      case 'arbitrage.moved':
        return body.arbitrage;
      case 'order.created':
        return arbitrageOfOrder(body);
      case 'order.moved':
      case 'venue.accepted':
      case 'venue.filled':
      case 'venue.ended':
      case 'venue.replaced':
      case 'venue.settled':
      case 'settlement.moved':
        return this.owners.get(body.clOrdId) ?? 0;
      case 'fault.injected':
        return body.clOrdId === undefined ? 0 : (this.owners.get(body.clOrdId) ?? 0);
      default:
        return 0;
    }
  }

  /** Keeps the owner of the order that a record creates; any other record says none. */
  keep(body: RecordBody): void {
    if (body.type === 'order.created') this.owners.set(body.clOrdId, arbitrageOfOrder(body));
  }

  /** Forgets the orders that these records create. */
  forget(records: readonly { readonly body: RecordBody }[]): void {
    for (const { body } of records) if (body.type === 'order.created') this.owners.delete(body.clOrdId);
  }
}
