// All that the audit holds of a journal: venues with their accounts, and the arbitrages and orders that live or of which
// a venue may still speak. What has long been at rest on both sides is forgotten: memory is bounded by what is live.
import { withOne } from '../kernel/with-one.ts';
import { PassingMap } from '../kernel/passing-map.ts';
import { PassingQueue } from '../kernel/passing-queue.ts';
import { TextFilter } from '../kernel/text-filter.ts';
import { isArbitrageAtRest, ArbitrageState } from './state/arbitrage.ts';
import { AT_VENUE } from './codes.ts';
import { OrderState, tradeOf } from './state/order.ts';
import { VenueState, type HeldMarket } from './state/venue.ts';
import type { BodyOf } from './types.ts';
import type { VenueRecord } from './venue-records.ts';

/** Whether a venue's record may be about that one of several orders of one id. */
const isAbout = (copy: OrderState, body: VenueRecord): boolean => {
  switch (body.type) {
    case 'venue.accepted':
      return copy.venueStatus === AT_VENUE.unknown;
    case 'venue.filled':
      return copy.venueStatus === AT_VENUE.live && copy.venueOpenQty - body.lastQty === body.leavesQty;
    case 'venue.ended':
      if (body.status === 'rejected') return copy.venueStatus === AT_VENUE.unknown;
      return copy.venueStatus === AT_VENUE.live && copy.venueCumQty === body.cumQty;
    case 'venue.replaced':
      return copy.venueStatus === AT_VENUE.live;
    case 'venue.settled':
    case 'settlement.moved':
      return tradeOf(copy, body.tradeId) !== undefined;
  }
};

const UNBOUNDED = 2n ** 62n;

/** The state of one audit. */
export class AuditState {
  readonly orders = new PassingMap<string, OrderState>();
  /** The orders of one id, where a user's own program sent it more than once. */
  private readonly copies = new Map<string, readonly OrderState[]>();
  readonly arbitrages = new PassingMap<number, ArbitrageState>();
  readonly venues = new Map<string, VenueState>();
  /** First in, first out: one that was spoken of since, or is not at rest any more, goes to the end again. */
  readonly resting = new PassingQueue<ArbitrageState>();
  /**
   * The ids of forgotten orders: an answer may be late without end, and says nothing new then. A fill reported so late is
   * missing in the balances. An id that never was is taken for one of them ever more often, but no order is held for missing.
   */
  readonly forgotten = new TextFilter();
  private readonly retainUs: number;
  private readonly hasForgotten: (arbitrage: ArbitrageState) => void;

  /** Holds an arbitrage for `retainUs` after the last word about it, and tells when one is forgotten. */
  constructor(retainUs: number, hasForgotten: (arbitrage: ArbitrageState) => void) {
    this.retainUs = retainUs;
    this.hasForgotten = hasForgotten;
  }

  /** The venue of that name. */
  venueOf(venue: string): VenueState {
    let known = this.venues.get(venue);
    if (known === undefined) {
      known = new VenueState(venue);
      this.venues.set(venue, known);
    }
    return known;
  }

  /** Keeps a new arbitrage; undefined, and nothing kept, where its number is taken. */
  receive(body: BodyOf<'intent.received'>): ArbitrageState | undefined {
    if (this.arbitrages.has(body.intent)) return undefined;
    const arbitrage = new ArbitrageState(body);
    this.arbitrages.set(body.intent, arbitrage);
    return arbitrage;
  }

  /** Keeps a new order; undefined, and nothing kept, where its name is taken. */
  create(
    body: BodyOf<'order.created'>,
    arbitrage: ArbitrageState | undefined,
    instant: number,
  ): OrderState | undefined {
    if (this.orders.has(body.clOrdId)) return undefined;
    const order = new OrderState(body, arbitrage, this.heldBy(body), instant);
    this.orders.set(body.clOrdId, order);
    if (arbitrage !== undefined) arbitrage.orders = withOne(arbitrage.orders, order);
    return order;
  }

  /**
   * Keeps an order that a user's own program sent. Where it sent the same id again, each is an order of its own, which the
   * journal does not tell apart by name.
   */
  createOwn(body: BodyOf<'order.created'>, instant: number): OrderState {
    // Nobody has said how much it may cost in fees.
    const own = { worstFee: UNBOUNDED, ...body };
    const order = new OrderState(own, undefined, this.heldBy(body), instant);
    order.sentCount = 1;
    const first = this.orders.get(body.clOrdId);
    if (first === undefined) this.orders.set(body.clOrdId, order);
    else this.copies.set(body.clOrdId, [...(this.copies.get(body.clOrdId) ?? [first]), order]);
    return order;
  }

  /** What an order's account has in its market; the first account's, where its own was never opened. */
  private heldBy({ venue, market, account }: BodyOf<'order.created'>): HeldMarket {
    const state = this.venueOf(venue);
    return (state.accountOf(account) ?? state.own).heldIn(state.marketOf(market));
  }

  /** All orders of one id. */
  copiesOf(clOrdId: string): readonly OrderState[] {
    const first = this.orders.get(clOrdId);
    return this.copies.get(clOrdId) ?? (first === undefined ? [] : [first]);
  }

  /** Of the orders of one id, the one that a venue's record is about. */
  copyFor(body: VenueRecord): OrderState | undefined {
    const copies = this.copies.get(body.clOrdId);
    if (copies === undefined) return this.orders.get(body.clOrdId);
    return copies.find((copy) => isAbout(copy, body)) ?? copies[0];
  }

  /** Of the orders of one id, the one that a fault has struck: a burst refuses the one that comes to its venue. */
  copyStruck(clOrdId: string, fault: string): OrderState | undefined {
    const copies = fault === 'rejectBurst' ? this.copies.get(clOrdId) : undefined;
    return copies?.find(({ venueStatus }) => venueStatus === AT_VENUE.unknown) ?? this.orders.get(clOrdId);
  }

  /** Notes that the journal spoke of the arbitrage, and forgets those that have been at rest for long enough. */
  touch(arbitrage: ArbitrageState, atUs: number): void {
    arbitrage.lastAtUs = atUs;
    if (!arbitrage.isQueued && isArbitrageAtRest(arbitrage)) {
      arbitrage.isQueued = true;
      this.resting.push(arbitrage);
    }
    const { first } = this.resting;
    if (first !== undefined && first.lastAtUs + this.retainUs <= atUs) this.sweep(atUs);
  }

  private sweep(atUs: number): void {
    for (let turns = this.resting.size; turns > 0; turns -= 1) {
      const arbitrage = this.resting.first;
      if (arbitrage === undefined || arbitrage.lastAtUs + this.retainUs > atUs) return;
      this.resting.take();
      arbitrage.isQueued = false;
      if (isArbitrageAtRest(arbitrage)) this.forget(arbitrage);
    }
  }

  private forget(arbitrage: ArbitrageState): void {
    this.hasForgotten(arbitrage);
    for (const { clOrdId } of arbitrage.orders) {
      this.orders.delete(clOrdId);
      this.forgotten.add(clOrdId);
    }
    this.arbitrages.delete(arbitrage.number);
  }
}
