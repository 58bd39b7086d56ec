// The stochastic venue: it has no book. Whether, when and in how many pieces an order fills is drawn from the
// venue's profile. Each order draws the same numbers in the same order, whatever becomes of it, from streams
// that belong to this venue alone. An order always ends, unless it rests and nobody cancels it.
import { assert } from '../../kernel/assert.ts';
import { withOne } from '../../kernel/with-one.ts';
import { minMicros } from '../../money/micros.ts';
import { drawFate, type Fate } from './fate.ts';
import { answerOf } from './query-answer.ts';
import type { VenueOrder } from './stochastic-profile.ts';
import type { VenueHappening, VenueOrderRequest, VenueSimulator } from './types.ts';
import { VenueDesk } from './venue-desk.ts';
import type { VainStatus } from './venue-ways.ts';

const UNIT_BPS = 10_000n;
const NONE: readonly never[] = [];

/** A stochastic venue. */
export class StochasticVenue extends VenueDesk implements VenueSimulator {
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
        return this.isHeld(happening.order) ? undefined : this.arrive(happening.order);
      case 'release':
        return this.arrive(happening.order);
      case 'fill':
        return this.fill(happening.key, happening.qty);
      case 'cancel':
        return this.cancelArrived(happening.clOrdId);
      case 'query':
        return this.queryArrived(happening.clOrdId);
      case 'replace':
        return this.replaceArrived(happening.clOrdId, happening.orderQty, happening.price);
      case 'expire':
        return this.expire(happening.key);
      case 'settle':
        return this.settle(happening);
      case 'trading':
        return this.setTrading(happening.market, happening.to, happening.ifStill);
      case 'resolve':
        return this.resolve(happening.market, happening.stage);
      case 'reconnect':
        assert(false, () => `${this.venue} has no connection that could be cut`);
    }
  }

  /** Without a book, what wants to fill at once is taken for marketable: it is held, and nobody knows it meanwhile. */
  private isHeld(order: VenueOrderRequest): boolean {
    const { takerDelayUs = 0 } = this.law.markets?.get(order.market) ?? {};
    if (takerDelayUs === 0 || (order.timeInForce !== 'IOC' && order.timeInForce !== 'FOK')) return false;
    this.host.schedule(takerDelayUs, { kind: 'venue', venue: this.venue, what: 'release', order });
    return true;
  }

  private arrive(request: VenueOrderRequest): void {
    const { venue, host } = this;
    const { clOrdId, timeInForce } = request;
    const fate = drawFate(this.streams.fate, this.profile);
    if (this.orders.has(clOrdId) && !this.ways.takesCopies)
      return this.answer(this.ackLatency, clOrdId, { type: 'venue.rejected', reason: 'duplicate' });
    const key = this.orders.nextKey(clOrdId);
    const refusal = this.refusalOf(key, request, fate);
    this.orderCount += 1;
    const order: VenueOrder = {
      key,
      request,
      venueOrderId: `${venue}-${this.orderCount}`,
      orderQty: request.orderQty,
      price: request.price,
      matchedQty: 0n,
      status: refusal === null ? 'submitted' : 'rejected',
      trades: NONE,
      bustedIds: NONE,
      unsettled: 0,
      settlements: NONE,
      nextFill: null,
      heldQty: null,
      expiry: null,
    };
    this.orders.add(order);
    if (refusal !== null) {
      host.record({ type: 'venue.ended', venue, clOrdId, status: 'rejected', cumQty: 0n, reason: refusal });
      return this.answer(this.ackLatency, clOrdId, { type: 'venue.rejected', reason: refusal });
    }
    const { venueOrderId } = order;
    host.record({ type: 'venue.accepted', venue, clOrdId, venueOrderId });
    this.answer(this.ackLatency, clOrdId, { type: 'venue.acked', venueOrderId });
    const firstQty = fate.isPartial ? this.partOf(order, fate) : order.orderQty;
    if (timeInForce === 'FOK' && (fate.isNeverFilled || fate.isPartial)) return this.end(order, 'fokUnfilled');
    if (timeInForce === 'IOC' && fate.isNeverFilled) return this.end(order, 'iocRemainder');
    if (request.expiresAtUs !== undefined) {
      const atUs = Math.max(host.nowUs, request.expiresAtUs - this.ways.expiryEarlyUs);
      order.expiry = host.schedule(atUs - host.nowUs, { kind: 'venue', venue, what: 'expire', key });
    }
    if (!fate.isNeverFilled) this.scheduleFill(order, firstQty === 0n ? order.orderQty : firstQty);
    return undefined;
  }

  /** Why an order is refused; null if it is taken, and then its worst case is tied up. */
  private refusalOf(key: string, request: VenueOrderRequest, fate: Fate): string | null {
    const { law, ways } = this;
    const state = this.trading.of(request.market);
    const reason = ways.orderRefusal(state) ?? law.refusal(request, this.host.nowUs, state);
    if (reason !== null) return reason;
    if (fate.isRejected) return 'venueRefused';
    const { timeInForce } = request;
    if (timeInForce === 'FOK' && (fate.isNeverFilled || fate.isPartial) && ways.fokUnfilled === 'rejected')
      return 'fokUnfilled';
    if (timeInForce === 'IOC' && fate.isNeverFilled && ways.iocUnmatched === 'rejected') return 'iocUnmatched';
    return law.books?.take(key, request) ?? null;
  }

  private fill(key: string, wantedQty: bigint): void {
    const { venue, host, law } = this;
    const order = this.orderAt(key);
    const { request, price: lastPx } = order;
    const { clOrdId } = request;
    order.nextFill = null;
    if (this.trading.of(request.market) !== 'open') {
      order.heldQty = wantedQty;
      return;
    }
    const open = order.orderQty - order.matchedQty;
    const lastQty = minMicros(wantedQty, open);
    assert(lastQty > 0n, () => `${venue} was to fill ${clOrdId}, of which nothing is open`);
    if (law.books !== undefined && !law.books.covers(key, lastQty)) return this.end(order, 'venue');
    this.tradeCount += 1;
    const tradeId = `${venue}-T${this.tradeCount}`;
    const fee = law.books?.fill(key, tradeId, lastQty, this.settlements !== null) ?? law.fee(request, lastQty, lastPx);
    order.matchedQty += lastQty;
    const leavesQty = order.orderQty - order.matchedQty;
    host.record({ type: 'venue.filled', venue, clOrdId, tradeId, lastQty, lastPx, fee, leavesQty });
    const trade = { type: 'venue.traded', tradeId, lastQty, lastPx, fee } as const;
    order.trades = withOne(order.trades, trade);
    this.tell(clOrdId, trade);
    if (this.settlements !== null) {
      order.unsettled += 1;
      this.scheduleSettlement(this.settlements.draw(key, clOrdId, tradeId));
    }
    if (leavesQty === 0n) this.finish(order, 'filled');
    else if (request.timeInForce === 'IOC') this.end(order, 'iocRemainder');
    else {
      order.status = 'partial';
      this.scheduleFill(order, leavesQty);
    }
  }

  private cancelArrived(clOrdId: string): void {
    const order = this.orders.of(clOrdId);
    const refusal = order === undefined ? null : this.ways.cancelRefusal(this.trading.of(order.request.market));
    if (order === undefined || !this.orders.isLive(order) || refusal !== null) {
      const reason = refusal ?? this.ways.vainCancel(vainStatusOf(order));
      return this.answer(this.cancelLatency, clOrdId, { type: 'venue.cancelRejected', reason });
    }
    this.close(order, 'requested');
    const { matchedQty: cumQty } = order;
    return this.answer(this.cancelLatency, clOrdId, { type: 'venue.cancelled', reason: 'requested', cumQty });
  }

  private queryArrived(clOrdId: string): void {
    const delayUs = Math.ceil(this.cancelLatency.nextUs() / 2);
    const { venue, host } = this;
    const order = this.orders.of(clOrdId);
    for (const event of answerOf(order)) host.report(delayUs, { kind: 'report', venue, clOrdId, event });
    for (const [tradeId, status] of order?.settlements ?? [])
      host.notify?.(delayUs, { kind: 'notice', venue, what: 'settlement', clOrdId, tradeId, status, isAnswer: true });
  }

  private replaceArrived(clOrdId: string, wantedQty: bigint | undefined, wantedPx: bigint | undefined): void {
    const order = this.orders.of(clOrdId);
    const reason =
      order === undefined || !this.orders.isLive(order) ? 'notFound' : this.amend(order, wantedQty, wantedPx);
    if (order === undefined || reason !== null)
      return this.answer(this.cancelLatency, clOrdId, { type: 'venue.replaceRejected', reason: reason ?? 'notFound' });
    const { orderQty, price } = order;
    this.host.record({ type: 'venue.replaced', venue: this.venue, clOrdId, orderQty, price });
    this.answer(this.cancelLatency, clOrdId, { type: 'venue.replaced', orderQty, price });
    if (orderQty === order.matchedQty) this.finish(order, 'filled');
    return undefined;
  }

  /** Changes an order where it is. Says why not, and changes nothing then. */
  private amend(order: VenueOrder, wantedQty: bigint | undefined, wantedPx: bigint | undefined): string | null {
    const { law, ways, host } = this;
    const { request, matchedQty } = order;
    const price = wantedPx ?? order.price;
    // What has been filled stays filled: less than that is just that.
    const orderQty = wantedQty === undefined || wantedQty > matchedQty ? (wantedQty ?? order.orderQty) : matchedQty;
    const state = this.trading.of(request.market);
    const refusal =
      ways.amendRefusal(state, changesOf(order, orderQty, price)) ??
      law.refusal({ ...request, orderQty, price }, host.nowUs, state) ??
      law.books?.amend(order.key, orderQty - matchedQty, price) ??
      null;
    if (refusal !== null) return refusal;
    order.orderQty = orderQty;
    order.price = price;
    return null;
  }

  private expire(key: string): void {
    const order = this.orderAt(key);
    order.expiry = null;
    this.end(order, 'expired');
  }

  private partOf({ request, orderQty }: VenueOrder, { firstBps }: Fate): bigint {
    const qty = (orderQty * BigInt(firstBps)) / UNIT_BPS;
    return qty - (qty % (this.law.markets?.get(request.market)?.qtyStep ?? this.law.qtyStep));
  }
}

const vainStatusOf = (order: VenueOrder | undefined): VainStatus =>
  order?.status === 'filled' || order?.status === 'cancelled' ? order.status : 'unknown';

const changesOf = (
  before: VenueOrder,
  orderQty: bigint,
  price: bigint,
): ('price' | 'quantityUp' | 'quantityDown')[] => {
  const changes: ('price' | 'quantityUp' | 'quantityDown')[] = [];
  if (price !== before.price) changes.push('price');
  if (orderQty !== before.orderQty) changes.push(orderQty > before.orderQty ? 'quantityUp' : 'quantityDown');
  return changes;
};
