// Orders as they go by: where each stands in its chart, where it has been, and what was odd about it.
import type { RecordBody } from '../../journal/records.ts';
import type { OrderHops } from '../../report/order-hops.ts';
import { NEW_ORDER_PATH, orderPathAfter, orderStatesOf } from '../paths/order-path.ts';
import { hashOf, NOBODY, type Actors } from './actors.ts';
import type { ChartCounter } from './counters.ts';

type BodyOf<T extends RecordBody['type']> = Extract<RecordBody, { readonly type: T }>;

/** Bits of where an order has been: eight for its execution, four for its cancellation, two for its replacement. */
export const visitsOf = (path: number): number =>
  (1 << (path & 7)) | (1 << (8 + ((path >> 3) & 3))) | (1 << (12 + ((path >> 5) & 1)));

/** All orders of a run, one record after another. */
export class OrderWatch {
  private readonly actors: Actors;
  private readonly chart: ChartCounter;
  private readonly hops: OrderHops;
  private readonly venueLists = new Map<string, readonly string[]>();

  constructor(actors: Actors, chart: ChartCounter, hops: OrderHops) {
    this.actors = actors;
    this.chart = chart;
    this.hops = hops;
  }

  /** An order is born; its place. */
  created(body: BodyOf<'order.created'>, seq: number, atUs: number): number {
    const { actors } = this;
    const { orders } = actors;
    const place = actors.addOrder(body.clOrdId, body.arbitrage);
    orders.path.set(place, NEW_ORDER_PATH);
    orders.visited.set(place, visitsOf(NEW_ORDER_PATH));
    orders.status.set(place, actors.statuses.of('pendingNew'));
    orders.venue.set(place, actors.venues.of(body.venue));
    orders.market.set(place, actors.markets.of(`${body.venue}/${body.market}`));
    orders.side.set(place, body.side === 'buy' ? 1 : 0);
    orders.role.set(place, actors.roles.of(body.role));
    orders.firstSeq.set(place, seq);
    orders.lastSeq.set(place, seq);
    orders.bornUs.set(place, atUs);
    orders.movedUs.set(place, atUs);
    this.chart.enters(orderStatesOf(NEW_ORDER_PATH), this.listOf(body.venue));
    this.hops.created(body);
    return place;
  }

  /** An order was told something. */
  moved(place: number, body: BodyOf<'order.moved'>, seq: number, atUs: number): void {
    const { orders, statuses, venues, anomalies } = this.actors;
    const before = orders.path.at(place);
    const after = orderPathAfter(before, body);
    const list = this.listOf(venues.at(orders.venue.at(place)));
    const [execution, cancellation, replacement] = orderStatesOf(before);
    const [execution2, cancellation2, replacement2] = orderStatesOf(after);
    this.chart.moves(execution, body.event, execution2, list);
    if (cancellation !== cancellation2) this.chart.moves(cancellation, body.event, cancellation2, list);
    if (replacement !== replacement2) this.chart.moves(replacement, body.event, replacement2, list);
    orders.path.set(place, after);
    orders.visited.mark(place, visitsOf(after));
    orders.status.set(place, statuses.of(body.to));
    orders.lastSeq.set(place, seq);
    orders.movedUs.set(place, atUs);
    orders.cumQty.set(place, Number(body.cumQty));
    if (body.anomaly !== undefined) orders.oddities.mark(place, anomalies.bitOf(body.anomaly));
    this.hops.moved(body, atUs);
  }

  /** The venue has given an order its name. */
  named(clOrdId: string, venueOrderId: string): void {
    const place = this.actors.orderOf(clOrdId);
    if (place !== NOBODY) this.actors.orders.venueOrder.set(place, hashOf(venueOrderId));
  }

  private listOf(venue: string): readonly string[] {
    let list = this.venueLists.get(venue);
    if (list === undefined) {
      list = [venue];
      this.venueLists.set(venue, list);
    }
    return list;
  }
}
