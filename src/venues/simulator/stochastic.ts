// The stochastic venue: it has no book. Whether, when and in how many pieces an order fills is drawn from the
// venue's profile. Each order draws the same numbers in the same order, whatever becomes of it, from streams
// that belong to this venue alone. An order always ends, unless it rests and nobody cancels it.
import { assert } from '../../kernel/assert.ts';
import { createSampler, type LatencySampler } from '../../kernel/distributions/spec.ts';
import type { RandomStream } from '../../kernel/random/stream.ts';
import type { OrderEvent } from '../../../machines/order/types.ts';
import type { StochasticProfile, StochasticState, VenueLaw, VenueOrder, VenueStreams } from './stochastic-profile.ts';
import type { VenueHappening, VenueHost, VenueOrderRequest, VenueSimulator } from './types.ts';

const UNIT_BPS = 10_000n;
/** The smallest and the largest share of an order that a first partial fill takes. */
const PARTIAL_BPS_MIN = 1_000;
const PARTIAL_BPS_SPAN = 8_001;

/** A stochastic venue. */
export class StochasticVenue implements VenueSimulator {
  readonly venue: string;
  private readonly profile: StochasticProfile;
  private readonly law: VenueLaw;
  private readonly host: VenueHost;
  private readonly fate: RandomStream;
  private readonly ackLatency: LatencySampler;
  private readonly fillLatency: LatencySampler;
  private readonly reportLatency: LatencySampler;
  private readonly cancelLatency: LatencySampler;
  private readonly orders = new Map<string, VenueOrder>();
  private orderCount = 0;
  private tradeCount = 0;
  private liveCount = 0;

  constructor(venue: string, profile: StochasticProfile, law: VenueLaw, host: VenueHost, streams: VenueStreams) {
    this.venue = venue;
    this.profile = profile;
    this.law = law;
    this.host = host;
    this.fate = streams.fate;
    this.ackLatency = createSampler(profile.ackLatency, streams.ack);
    this.fillLatency = createSampler(profile.fillLatency, streams.fill);
    this.reportLatency = createSampler(profile.reportLatency, streams.report);
    this.cancelLatency = createSampler(profile.cancelLatency, streams.cancel);
  }

  get live(): number {
    return this.liveCount;
  }

  submit(order: VenueOrderRequest): void {
    this.send(this.ackLatency, { kind: 'venue', venue: this.venue, what: 'arrive', order });
  }

  cancel(clOrdId: string): void {
    this.send(this.cancelLatency, { kind: 'venue', venue: this.venue, what: 'cancel', clOrdId });
  }

  query(clOrdId: string): void {
    this.send(this.cancelLatency, { kind: 'venue', venue: this.venue, what: 'query', clOrdId });
  }

  replace(clOrdId: string, orderQty: bigint | undefined, price: bigint | undefined): void {
    this.send(this.cancelLatency, { kind: 'venue', venue: this.venue, what: 'replace', clOrdId, orderQty, price });
  }

  happen(happening: VenueHappening): void {
    switch (happening.what) {
      case 'arrive':
        return this.arrive(happening.order);
      case 'fill':
        return this.fill(happening.clOrdId, happening.qty);
      case 'cancel':
        return this.cancelArrived(happening.clOrdId);
      case 'query':
        return this.queryArrived(happening.clOrdId);
      case 'replace':
        return this.replaceArrived(happening.clOrdId, happening.orderQty, happening.price);
    }
  }

  save(): StochasticState {
    return {
      orders: [...this.orders].map(([clOrdId, order]) => [clOrdId, { ...order }] as const),
      orderCount: this.orderCount,
      tradeCount: this.tradeCount,
      samplers: [this.ackLatency, this.fillLatency, this.reportLatency, this.cancelLatency].map((sampler) =>
        sampler.save(),
      ),
    };
  }

  /** The way there is half of a drawn latency; the way back is drawn when the answer leaves. */
  private send(latency: LatencySampler, happening: VenueHappening): void {
    this.host.schedule(Math.floor(latency.nextUs() / 2), happening);
  }

  private answer(latency: LatencySampler, clOrdId: string, event: OrderEvent): void {
    this.host.report(Math.ceil(latency.nextUs() / 2), { kind: 'report', venue: this.venue, clOrdId, event });
  }

  private tell(clOrdId: string, event: OrderEvent): void {
    this.host.report(this.reportLatency.nextUs(), { kind: 'report', venue: this.venue, clOrdId, event });
  }

  private arrive(request: VenueOrderRequest): void {
    const { clOrdId } = request;
    const isRejected = this.fate.chance(this.profile.rejectBps);
    const isNeverFilled = this.fate.chance(this.profile.noFillBps);
    const isPartial = this.fate.chance(this.profile.partialBps);
    const firstBps = PARTIAL_BPS_MIN + this.fate.nextBelow(PARTIAL_BPS_SPAN);
    if (this.orders.has(clOrdId)) {
      this.answer(this.ackLatency, clOrdId, { type: 'venue.rejected', reason: 'duplicate' });
      return;
    }
    const refusal = this.law.refusal(request) ?? (isRejected ? 'venueRefused' : null);
    this.orderCount += 1;
    const order: VenueOrder = {
      request,
      venueOrderId: `${this.venue}-${this.orderCount}`,
      orderQty: request.orderQty,
      price: request.price,
      cumQty: 0n,
      status: refusal === null ? 'submitted' : 'rejected',
      trades: [],
      nextFill: null,
    };
    this.orders.set(clOrdId, order);
    if (refusal !== null) {
      this.host.record({
        type: 'venue.ended',
        venue: this.venue,
        clOrdId,
        status: 'rejected',
        cumQty: 0n,
        reason: refusal,
      });
      this.answer(this.ackLatency, clOrdId, { type: 'venue.rejected', reason: refusal });
      return;
    }
    this.liveCount += 1;
    const { venueOrderId } = order;
    this.host.record({ type: 'venue.accepted', venue: this.venue, clOrdId, venueOrderId });
    this.answer(this.ackLatency, clOrdId, { type: 'venue.acked', venueOrderId });
    const firstQty = isPartial ? this.floorQty((order.orderQty * BigInt(firstBps)) / UNIT_BPS) : order.orderQty;
    const isKilled = request.timeInForce === 'FOK' && (isNeverFilled || isPartial);
    if (isKilled) return this.end(order, 'cancelled', 'fokUnfilled');
    if (isNeverFilled) {
      if (request.timeInForce === 'IOC') this.end(order, 'cancelled', 'iocRemainder');
      return;
    }
    this.scheduleFill(order, firstQty === 0n ? order.orderQty : firstQty);
  }

  private scheduleFill(order: VenueOrder, qty: bigint): void {
    const { clOrdId } = order.request;
    const happening: VenueHappening = { kind: 'venue', venue: this.venue, what: 'fill', clOrdId, qty };
    order.nextFill = this.host.schedule(this.fillLatency.nextUs(), happening);
  }

  private fill(clOrdId: string, wantedQty: bigint): void {
    const order = this.orderOf(clOrdId);
    order.nextFill = null;
    const open = order.orderQty - order.cumQty;
    const lastQty = wantedQty < open ? wantedQty : open;
    assert(lastQty > 0n, () => `${this.venue} was to fill ${clOrdId}, of which nothing is open`);
    const { price: lastPx } = order;
    const fee = this.law.fee(order.request, lastQty, lastPx);
    order.cumQty += lastQty;
    this.tradeCount += 1;
    const tradeId = `${this.venue}-T${this.tradeCount}`;
    const leavesQty = order.orderQty - order.cumQty;
    this.host.record({ type: 'venue.filled', venue: this.venue, clOrdId, tradeId, lastQty, lastPx, fee, leavesQty });
    const trade = { type: 'venue.traded', tradeId, lastQty, lastPx, fee } as const;
    order.trades = [...order.trades, trade];
    this.tell(clOrdId, trade);
    if (leavesQty === 0n) {
      order.status = 'filled';
      this.liveCount -= 1;
    } else if (order.request.timeInForce === 'IOC') this.end(order, 'cancelled', 'iocRemainder');
    else {
      order.status = 'partial';
      this.scheduleFill(order, leavesQty);
    }
  }

  private cancelArrived(clOrdId: string): void {
    const order = this.orders.get(clOrdId);
    if (order === undefined || (order.status !== 'submitted' && order.status !== 'partial'))
      return this.answer(this.cancelLatency, clOrdId, { type: 'venue.cancelRejected', reason: 'notFound' });
    this.close(order, 'cancelled', 'requested');
    return this.answer(this.cancelLatency, clOrdId, {
      type: 'venue.cancelled',
      reason: 'requested',
      cumQty: order.cumQty,
    });
  }

  /** The answer to a query is one message: the order's trades come first, with the ids they have, then its status. */
  private queryArrived(clOrdId: string): void {
    const order = this.orders.get(clOrdId);
    if (order === undefined)
      return this.answer(this.cancelLatency, clOrdId, { type: 'order.reconciled', found: false });
    const { status, cumQty, venueOrderId, trades } = order;
    const delayUs = Math.ceil(this.cancelLatency.nextUs() / 2);
    const events: readonly OrderEvent[] = [
      ...trades,
      { type: 'order.reconciled', found: true, status, cumQty, venueOrderId },
    ];
    for (const event of events) this.host.report(delayUs, { kind: 'report', venue: this.venue, clOrdId, event });
    return undefined;
  }

  private replaceArrived(clOrdId: string, orderQty: bigint | undefined, price: bigint | undefined): void {
    const order = this.orders.get(clOrdId);
    if (order === undefined || (order.status !== 'submitted' && order.status !== 'partial'))
      return this.answer(this.cancelLatency, clOrdId, { type: 'venue.replaceRejected', reason: 'notFound' });
    order.orderQty = orderQty ?? order.orderQty;
    order.price = price ?? order.price;
    this.answer(this.cancelLatency, clOrdId, { type: 'venue.replaced', orderQty: order.orderQty, price: order.price });
    if (order.orderQty > order.cumQty) return undefined;
    if (order.nextFill !== null) this.host.cancel(order.nextFill);
    order.nextFill = null;
    order.status = 'filled';
    this.liveCount -= 1;
    return undefined;
  }

  /** The venue ends the order on its own, and tells the client. */
  private end(order: VenueOrder, status: 'cancelled', reason: 'fokUnfilled' | 'iocRemainder'): void {
    this.close(order, status, reason);
    this.tell(order.request.clOrdId, { type: 'venue.cancelled', reason, cumQty: order.cumQty });
  }

  private close(order: VenueOrder, status: 'cancelled', reason: string): void {
    if (order.nextFill !== null) this.host.cancel(order.nextFill);
    order.nextFill = null;
    order.status = status;
    this.liveCount -= 1;
    const { cumQty, request } = order;
    this.host.record({ type: 'venue.ended', venue: this.venue, clOrdId: request.clOrdId, status, cumQty, reason });
  }

  private floorQty(qty: bigint): bigint {
    return qty - (qty % this.law.qtyStep);
  }

  private orderOf(clOrdId: string): VenueOrder {
    const order = this.orders.get(clOrdId);
    assert(order !== undefined, () => `${this.venue} does not know ${clOrdId}`);
    return order;
  }
}
