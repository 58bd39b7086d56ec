// Orders as they go by: where each stands in its chart, where it has been, and what was odd about it.
import type { RecordBody } from '../../journal/records.ts';
import type { OrderHops } from '../../report/order-hops.ts';
import { NEW_ORDER_PATH, orderPathAfter, orderStatesOf } from './paths/order-path.ts';
import { NOBODY, type Actors } from './actors.ts';
import { together, type Bases, type Change, type ChartCounter } from './counters.ts';
import { hashOf } from './order-ids.ts';
import { StepChanges } from './step-changes.ts';

type BodyOf<T extends RecordBody['type']> = Extract<RecordBody, { readonly type: T }>;

/** Bits of where an order has been: eight for its execution, four for its cancellation, two for its replacement. */
export const visitsOf = (path: number): number =>
  (1 << (path & 7)) | (1 << (8 + ((path >> 3) & 3))) | (1 << (12 + ((path >> 5) & 1)));

/** A path is below this. */
const PATHS = 128;

/** All orders of a run, one record after another. */
export class OrderWatch {
  private readonly actors: Actors;
  private readonly chart: ChartCounter;
  private readonly hops: OrderHops;
  /** By the number of a venue. */
  private readonly bases: Bases[] = [];
  private readonly changes: StepChanges;
  private readonly born: Change;

  constructor(actors: Actors, chart: ChartCounter, hops: OrderHops) {
    this.actors = actors;
    this.chart = chart;
    this.hops = hops;
    this.changes = new StepChanges(PATHS, (event, before, after) => this.stepOf(event, before, after));
    this.born = chart.changeOf(orderStatesOf(NEW_ORDER_PATH), 1);
  }

  /** An order is born; its place. */
  created(body: BodyOf<'order.created'>, seq: number, atUs: number): number {
    const { actors } = this;
    const { orders } = actors;
    const place = actors.addOrder(body.clOrdId, body.owner, body.ownerId);
    orders.path.set(place, NEW_ORDER_PATH);
    orders.visited.set(place, visitsOf(NEW_ORDER_PATH));
    orders.status.set(place, actors.statuses.of('pendingNew'));
    const venue = actors.venues.of(body.venue);
    orders.venue.set(place, venue);
    orders.market.set(place, actors.marketOf(body.venue, body.market));
    orders.side.set(place, body.side === 'buy' ? 1 : 0);
    orders.firstSeq.set(place, seq);
    orders.lastSeq.set(place, seq);
    orders.bornUs.set(place, atUs);
    orders.movedUs.set(place, atUs);
    this.chart.apply(this.born, this.basesOf(venue));
    this.hops.created(body);
    return place;
  }

  /** An order received an event. */
  moved(place: number, body: BodyOf<'order.moved'>, seq: number, atUs: number): void {
    const { orders, statuses, anomalies } = this.actors;
    const before = orders.path.at(place);
    const after = orderPathAfter(before, body);
    this.chart.apply(this.changes.of(body.event, before, after), this.basesOf(orders.venue.at(place)));
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

  private stepOf(event: string, before: number, after: number): Change {
    const from = orderStatesOf(before);
    const to = orderStatesOf(after);
    // A region whose state does not change takes no edge; the execution takes one at every event.
    const moved = from.flatMap((state, region) => (region > 0 && state === to[region] ? [] : region));
    return together(moved.map((region) => this.chart.stepOf(from[region]!, event, to[region]!)));
  }

  private basesOf(venue: number): Bases {
    return (this.bases[venue] ??= this.chart.basesOf([this.actors.venues.at(venue)]));
  }
}
