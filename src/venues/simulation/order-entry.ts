// The order entry of every simulated venue: it accepts or rejects orders, cancels and amends them, answers queries, and
// books and reports fills. Each simulator decides how an order fills.
import { assert } from '../../kernel/assert.ts';
import { withOne } from '../../kernel/with-one.ts';
import type { AmendChange } from '../definitions/types.ts';
import { changesOf, vainStatusOf } from './order-changes.ts';
import { answerOf } from './query-answer.ts';
import type { SeenInBook, VenueOrder } from './stochastic-profile.ts';
import type { VenueEvent, VenueOrderRequest } from './types.ts';
import type { MatchedAt } from './venue-account-state.ts';
import { SimulatedVenue } from './simulated-venue.ts';

const NONE: readonly never[] = [];

/** The events that a venue schedules for itself to fill orders. */
export type OwnEvent = Extract<VenueEvent, { readonly type: 'fill' | 'match' | 'flow' }>;

/** An order on one side of a trade between two, and the price of its own outcome. */
export interface MatchedOrder {
  readonly order: VenueOrder;
  readonly px: bigint;
}

type Replacing = Extract<VenueEvent, { readonly type: 'replace' }>;

/** The part of a simulated venue that answers its client. */
export abstract class OrderEntry extends SimulatedVenue {
  submit(order: VenueOrderRequest): void {
    this.send(this.ackLatency, { kind: 'venue', venue: this.venue, type: 'arrive', order });
  }

  cancel(clOrdId: string, account?: string): void {
    this.send(this.cancelLatency, { kind: 'venue', venue: this.venue, type: 'cancel', clOrdId, account });
  }

  query(clOrdId: string, account?: string): void {
    const askedAtUs = this.host.nowUs;
    this.send(this.cancelLatency, { kind: 'venue', venue: this.venue, type: 'query', clOrdId, account, askedAtUs });
  }

  replace(clOrdId: string, orderQty: bigint | undefined, price: bigint | undefined, account?: string): void {
    const { venue } = this;
    this.send(this.cancelLatency, { kind: 'venue', venue, type: 'replace', clOrdId, account, orderQty, price });
  }

  handle(event: VenueEvent): void {
    switch (event.type) {
      case 'arrive':
        return this.isHeld(event.order) ? undefined : this.arrive(event.order);
      case 'release':
        return this.arrive(event.order);
      case 'fill':
      case 'match':
      case 'flow':
        return this.proceed(event);
      case 'cancel':
        return this.cancelArrived(event.clOrdId, event.account);
      case 'query':
        return this.queryArrived(event.clOrdId, event.account, event.askedAtUs);
      case 'replace':
        return this.replaceArrived(event);
      case 'expire':
        return this.expire(event.key);
      case 'settle':
        return this.settle(event);
      case 'trading':
        return this.setTrading(event.market, event.to, event.ifStill);
      case 'resolve':
        return this.resolve(event.market, event.stage);
      case 'reconnect':
        assert(false, () => `${this.venue} has no connection that could be cut`);
    }
  }

  protected abstract arrive(request: VenueOrderRequest): void;

  protected abstract proceed(event: OwnEvent): void;

  /** Whether an order is held on its way to the book, and nobody knows it meanwhile: it comes again as a release. */
  protected isHeld(_request: VenueOrderRequest): boolean {
    return false;
  }

  /** Why an order that lives can be neither cancelled nor amended now; null where it can. */
  protected heldRefusal(_order: VenueOrder): string | null {
    return null;
  }

  /** What the book says of an order, as it is or as it would be; nothing where there is none. */
  protected seen(_request: VenueOrderRequest, _except?: VenueOrder): SeenInBook | undefined {
    return undefined;
  }

  /** Why the book does not take a change of an order; null where it does. */
  protected bookRefusal(_market: string, _changes: readonly AmendChange[]): string | null {
    return null;
  }

  /** An order was changed, and is not filled by that. */
  protected amended(_order: VenueOrder, _changes: readonly AmendChange[]): void {}

  /** The key of an order that arrives. Null where a venue knows its id again: that has been answered then. */
  protected keyOf(clOrdId: string): string | null {
    if (!this.orders.has(clOrdId)) return clOrdId;
    if (this.behaviour.takesCopies) return this.orders.nextCopy(clOrdId);
    this.answer(this.ackLatency, clOrdId, { type: 'venue.rejected', reason: 'duplicate' });
    return null;
  }

  /** Enters an order with its worst case, and reports nothing yet. Enters and rejects one that is refused: null. */
  protected enter(key: string, request: VenueOrderRequest, refusal: string | null): VenueOrder | null {
    const taken = refusal ?? this.context.accounts?.of(request.account).take(request) ?? null;
    const isRefused = typeof taken === 'string';
    this.orderCount += 1;
    const order: VenueOrder = {
      key,
      request,
      venueOrderId: `${this.venue}-${this.orderCount}`,
      orderQty: request.orderQty,
      price: request.price,
      matchedQty: 0n,
      status: isRefused ? 'rejected' : 'submitted',
      entry: isRefused ? null : taken,
      trades: NONE,
      bustedIds: NONE,
      unsettled: 0,
      settlements: NONE,
      nextFill: null,
      heldQty: null,
      expiry: null,
    };
    this.orders.add(order);
    if (!isRefused) return order;
    this.refuse(request.clOrdId, taken);
    return null;
  }

  /** Says that an order is refused. */
  protected refuse(clOrdId: string, reason: string): void {
    const { venue, host } = this;
    host.record({ type: 'venue.ended', venue, clOrdId, status: 'rejected', cumQty: 0n, reason });
    this.answer(this.ackLatency, clOrdId, { type: 'venue.rejected', reason });
  }

  /** Says that an order is taken. */
  protected accept({ request: { clOrdId }, venueOrderId }: VenueOrder): void {
    this.host.record({ type: 'venue.accepted', venue: this.venue, clOrdId, venueOrderId });
    this.answer(this.ackLatency, clOrdId, { type: 'venue.acked', venueOrderId });
  }

  /** An order that is good till a date will end. */
  protected awaitExpiry(order: VenueOrder): void {
    const { venue, host } = this;
    const { key, request } = order;
    if (request.expireTimeUs === undefined) return;
    const atUs = Math.max(host.nowUs, request.expireTimeUs - this.behaviour.expiryEarlyUs);
    order.expiry = host.schedule(atUs - host.nowUs, { kind: 'venue', venue, type: 'expire', key });
  }

  /** Books and tells a fill. What is open then; null, if the account does not cover it and the order has ended. */
  protected trade(order: VenueOrder, lastQty: bigint, lastPx: bigint, matched?: MatchedAt): bigint | null {
    const tradeId = this.bookFill(order, lastQty, lastPx, matched);
    if (tradeId === null) return null;
    if (this.settlements !== null)
      this.scheduleSettlement(this.settlements.draw(order.key, order.request.clOrdId, tradeId));
    return order.orderQty - order.matchedQty;
  }

  /** Books and tells both sides of a trade between two orders of this venue: one transaction settles both. */
  protected tradeBetween(taker: MatchedOrder, maker: MatchedOrder, qty: bigint): void {
    const takerTrade = this.bookFill(taker.order, qty, taker.px, { px: taker.px, liquidity: 'taker' });
    const makerTrade = this.bookFill(maker.order, qty, maker.px, { px: maker.px, liquidity: 'maker' });
    assert(takerTrade !== null && makerTrade !== null, () => `a side of ${taker.order.key}'s trade is not covered`);
    if (this.settlements === null) return;
    const { key, request } = taker.order;
    const plan = this.settlements.draw(key, request.clOrdId, takerTrade);
    const counter = { key: maker.order.key, clOrdId: maker.order.request.clOrdId, tradeId: makerTrade };
    this.scheduleSettlement({ ...plan, counter });
  }

  /** Books and tells a fill, and leaves its settlement. The trade's id; null as `trade`. */
  private bookFill(order: VenueOrder, lastQty: bigint, lastPx: bigint, matched: MatchedAt | undefined): string | null {
    const { venue, host, context } = this;
    const { key, request, entry } = order;
    const { clOrdId } = request;
    assert(this.orders.isLive(order), () => `${key} has ended, and cannot be filled`);
    const account = this.accountOf(order);
    if (entry !== null && account?.covers(entry, lastQty) === false) {
      this.end(order, 'venue');
      return null;
    }
    this.tradeCount += 1;
    const tradeId = `${venue}-T${this.tradeCount}`;
    const settlesLater = this.settlements !== null;
    const liquidity = matched?.liquidity ?? (request.isPostOnly === true ? 'maker' : undefined);
    const booked = entry === null ? undefined : account?.fill(entry, tradeId, lastQty, settlesLater, matched);
    const fee = booked ?? context.fee(request, lastQty, lastPx, liquidity);
    order.matchedQty += lastQty;
    const leavesQty = order.orderQty - order.matchedQty;
    host.record({
      type: 'venue.filled',
      venue,
      clOrdId,
      account: request.account === undefined ? undefined : context.accounts?.saidOf(request.account),
      tradeId,
      lastQty,
      lastPx,
      fee,
      leavesQty,
      liquidity: liquidity === 'maker' ? liquidity : undefined,
      offeredQty: matched?.offer?.offeredQty,
      offeredPx: matched?.offer?.offeredPx,
      bookMove: matched?.offer?.bookMove,
    });
    const told = { type: 'venue.traded', tradeId, lastQty, lastPx, fee } as const;
    const trade = liquidity === undefined ? told : { ...told, liquidity };
    order.trades = withOne(order.trades, trade);
    this.tell(clOrdId, trade);
    if (settlesLater) order.unsettled += 1;
    return tradeId;
  }

  private cancelArrived(clOrdId: string, account: string | undefined): void {
    const order = this.orderOf(clOrdId, account);
    const refusal =
      order === undefined
        ? null
        : (this.behaviour.cancelRefusal(this.trading.of(order.request.market)) ?? this.heldRefusal(order));
    if (order === undefined || !this.orders.isLive(order) || refusal !== null) {
      const reason = refusal ?? this.behaviour.vainCancel(vainStatusOf(order));
      return this.answer(this.cancelLatency, clOrdId, { type: 'venue.cancelRejected', reason });
    }
    this.close(order, 'requested');
    const { matchedQty: cumQty } = order;
    return this.answer(this.cancelLatency, clOrdId, { type: 'venue.cancelled', reason: 'requested', cumQty });
  }

  private queryArrived(clOrdId: string, account: string | undefined, askedAtUs: number | undefined): void {
    const delayUs = Math.ceil(this.cancelLatency.nextUs() / 2);
    const { venue, host } = this;
    const order = this.orderOf(clOrdId, account);
    for (const event of answerOf(order)) host.report(delayUs, { kind: 'report', venue, clOrdId, event, askedAtUs });
    for (const [tradeId, status] of order?.settlements ?? [])
      host.notify?.(delayUs, { kind: 'notice', venue, type: 'settlement', clOrdId, tradeId, status, isAnswer: true });
  }

  private replaceArrived({ clOrdId, account, orderQty: wantedQty, price: wantedPx }: Replacing): void {
    const order = this.orderOf(clOrdId, account);
    const found = order !== undefined && this.orders.isLive(order) ? order : null;
    const answer = found === null ? 'notFound' : this.amend(found, wantedQty, wantedPx);
    if (found === null || typeof answer === 'string') {
      const reason = typeof answer === 'string' ? answer : 'notFound';
      return this.answer(this.cancelLatency, clOrdId, { type: 'venue.replaceRejected', reason });
    }
    const { orderQty, price } = found;
    this.host.record({ type: 'venue.replaced', venue: this.venue, clOrdId, orderQty, price });
    this.answer(this.cancelLatency, clOrdId, { type: 'venue.replaced', orderQty, price });
    if (orderQty === found.matchedQty) return this.finish(found, 'filled');
    return this.amended(found, answer);
  }

  /** Changes an order where it is: what has changed. Or says why not, and changes nothing then. */
  private amend(
    order: VenueOrder,
    wantedQty: bigint | undefined,
    wantedPx: bigint | undefined,
  ): readonly AmendChange[] | string {
    const { context, behaviour, host } = this;
    const { request, matchedQty, entry } = order;
    const price = wantedPx ?? order.price;
    // What has been filled stays filled: less than that is just that.
    const orderQty = wantedQty === undefined || wantedQty > matchedQty ? (wantedQty ?? order.orderQty) : matchedQty;
    const state = this.trading.of(request.market);
    const changes = changesOf(order, orderQty, price);
    const wanted = { ...request, orderQty, price };
    const refusal =
      this.heldRefusal(order) ??
      behaviour.amendRefusal(state, changes) ??
      this.bookRefusal(request.market, changes) ??
      context.validateOrder(wanted, host.nowUs, state, this.seen(wanted, order)) ??
      (entry === null ? null : this.accountOf(order)?.amend(entry, orderQty - matchedQty, price)) ??
      null;
    if (refusal !== null) return refusal;
    order.orderQty = orderQty;
    order.price = price;
    return changes;
  }

  /** The order that an account means by a client id: nobody sees the order of another. */
  private orderOf(clOrdId: string, account: string | undefined): VenueOrder | undefined {
    const order = this.orders.of(clOrdId);
    return order === undefined || this.isOf(order, account) ? order : undefined;
  }

  private expire(key: string): void {
    const order = this.orderAt(key);
    order.expiry = null;
    this.end(order, 'expired');
  }
}
