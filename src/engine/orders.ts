// Every order of a run as an actor: tells it what happened, writes down what it made of it, and passes its view on to
// its arbitrage. What it waits for is kept in order-patience.ts; what it asks for goes to its lane.
import type { AnyActorRef, Snapshot } from 'xstate';
import { isInDoubt, isTerminal, type OrderEvent } from '../../machines/order.ts';
import { assert } from '../kernel/assert.ts';
import { PassingMap } from '../kernel/passing-map.ts';
import type { Patience } from '../lanes/patience.ts';
import type { VenueReport } from '../venues/simulation/types.ts';
import { sendTo, type Parent } from '../xstate/parent.ts';
import type { Core } from './core.ts';
import { LateOrders } from './late-orders.ts';
import { isQueued, legUpdateOf } from './live-order.ts';
import type {
  NewOrder,
  Awaited,
  LiveOrder,
  OrderPassport,
  OrderRecord,
  OrderSnapshot,
  SavedLiveOrder,
  SavedOrderRecord,
} from './live-order.ts';
import { OrderActors } from './order-actors.ts';
import { moveOf } from './order-move.ts';
import { OrderPatience } from './order-patience.ts';

/** The orders at rest: plain data. */
export interface OrdersState {
  readonly created: number;
  readonly live: readonly SavedLiveOrder[];
}

/** All orders of a run. */
export class Orders {
  /** What they wait for. */
  readonly waits: OrderPatience;
  /** Those of them that were given up and may still arrive. */
  readonly late: LateOrders;
  private readonly core: Core;
  private readonly actors: OrderActors;
  private readonly live = new PassingMap<string, LiveOrder>();
  private created = 0;

  constructor(core: Core, patience: Patience, parents: ReadonlyMap<string, Parent<never>>) {
    this.core = core;
    this.waits = new OrderPatience(core, patience);
    this.late = new LateOrders(core);
    this.actors = new OrderActors(core, parents);
  }

  /** Orders that live now. */
  get liveCount(): number {
    return this.live.size;
  }

  /** Orders there have been. */
  get createdCount(): number {
    return this.created;
  }

  /** The live order of that id. */
  get(clOrdId: string): LiveOrder | undefined {
    return this.live.get(clOrdId);
  }

  /** The live order's snapshot. */
  snapshotOf(order: LiveOrder): OrderSnapshot {
    return order.actor.getSnapshot() as OrderSnapshot;
  }

  /** The orders at a venue of which it may still have something to tell, in the order of their birth. */
  openAt(venue: string): readonly string[] {
    const open: string[] = [];
    for (const order of this.live.values())
      if (order.venue === venue && !isQueued(this.snapshotOf(order)) && !this.isQuiet(order)) open.push(order.clOrdId);
    return open;
  }

  /** An order is born. */
  create({ venue, arbitrage, role, request, paysIn, worstFee, tickets }: NewOrder): LiveOrder {
    const { clOrdId, market, outcome, side, orderQty, price, timeInForce } = request;
    this.created += 1;
    this.core.record({
      type: 'order.created',
      clOrdId,
      arbitrage,
      role,
      venue,
      market,
      outcome,
      side,
      orderQty,
      price,
      timeInForce,
      worstFee,
    });
    const input = {
      clOrdId,
      venue,
      instrument: `${market}:${outcome}`,
      side,
      orderQty,
      price,
      timeInForce,
    };
    const actor = this.actors.spawn(venue, clOrdId, { input });
    return this.keep({ clOrdId, venue, arbitrage, role, request, paysIn }, actor, tickets);
  }

  /** Tells an order what happened. */
  tell(order: LiveOrder, event: OrderEvent): void {
    const { settlements, arbitrages } = this.core.parts;
    const before = this.snapshotOf(order);
    sendTo(order.actor, event);
    const after = this.snapshotOf(order);
    assert(after.status === 'active', () => `${order.clOrdId} failed at ${event.type}: ${String(after.error)}`);
    const move = moveOf(order.clOrdId, event, before, after);
    this.core.record(move);
    const isFill = event.type === 'venue.traded' && after.context.cumQty !== before.context.cumQty;
    const settles = isFill && settlements.traded(order, event.tradeId, event.lastQty, event.lastPx);
    if (settles) this.waits.awaitSettlement(order, true);
    this.waits.keep(order, after);
    this.waits.pursue(order, event, move.anomaly, after);
    arbitrages.orderMoved(order, this.viewOf(order, after));
    if (settles) settlements.catchUp(order, event.tradeId);
  }

  /** A report has come. It is for a live order, for one that was let go, or for nobody. */
  reported({ venue, clOrdId, event, askedAtUs }: VenueReport): void {
    const order = this.live.get(clOrdId) ?? this.core.parts.arbitrages.revive(clOrdId);
    if (order === undefined) {
      this.core.record({
        type: 'anomaly.found',
        kind: 'unknownOrder',
        venue,
        detail: `${event.type} ${clOrdId}`,
      });
      return;
    }
    if (event.type === 'order.reconciled') this.core.parts.connections.answered(venue, clOrdId);
    const isUnknown = event.type === 'order.reconciled' && !event.found;
    if (isUnknown) {
      // The venue has spoken of it, so this read lags behind.
      if (order.isZombie || !this.waits.isConclusive(order, askedAtUs)) return;
      if (!isTerminal(this.snapshotOf(order))) this.waits.giveUp(order);
    }
    const wasZombie = order.isZombie;
    this.tell(order, event);
    // A fill shows that it lives, and gives no name by which it could be cancelled: the chart cancels what is found.
    const isFill = event.type === 'venue.traded' && askedAtUs === undefined;
    if (isFill && order.isZombie && !wasZombie) this.core.parts.lanes.ask('query', clOrdId);
  }

  /** A fill that does not settle was never had: its trade is busted, and its arbitrage is told why. */
  settlementFailed(clOrdId: string, tradeId: string, qty: bigint): void {
    const { arbitrages } = this.core.parts;
    const order = this.live.get(clOrdId) ?? arbitrages.revive(clOrdId);
    if (order === undefined) return;
    arbitrages.tell(order.arbitrage, {
      type: 'settlement.failed',
      clOrdId,
      qty,
    });
    this.tell(order, { type: 'venue.tradeBusted', tradeId });
  }

  /** Something has settled, or has begun to: what is left unsettled is waited for. */
  settlementMoved(clOrdId: string): void {
    const order = this.live.get(clOrdId);
    if (order === undefined) return;
    this.waits.awaitSettlement(order, this.core.parts.settlements.unsettledQty(clOrdId) > 0n);
    this.core.parts.arbitrages.orderMoved(order, this.viewOf(order, this.snapshotOf(order)));
  }

  /** Whether the order has ended, every fill is told and settled, and its ack has come or is not awaited any more. */
  isQuiet(order: LiveOrder): boolean {
    const snapshot = this.snapshotOf(order);
    const { ack, word } = order.timers;
    if (ack !== null || word !== null || !isTerminal(snapshot) || snapshot.context.missingQty !== 0n) return false;
    return this.core.parts.settlements.unsettledQty(order.clOrdId) === 0n;
  }

  /** A timer has run out. */
  overdue(what: Awaited, clOrdId: string): void {
    const order = this.live.get(clOrdId);
    if (order === undefined) return;
    if (what === 'word' || what === 'settlement') return this.waits.askAgain(order, what);
    order.timers[what] = null;
    this.tell(order, { type: `${what}.overdue` });
    if (what !== 'ack') return undefined;
    const snapshot = this.snapshotOf(order);
    // A fill came and the ack did not: its chart is not in doubt, but without the venue's id nothing can be cancelled.
    const isNameless = snapshot.context.venueOrderId === null && !isTerminal(snapshot) && !isInDoubt(snapshot);
    return isNameless ? this.core.parts.lanes.ask('query', clOrdId) : undefined;
  }

  /** A cancel was refused a while ago: if the order still lives, it is wanted still. */
  cancelAgain(clOrdId: string): void {
    const order = this.live.get(clOrdId);
    if (order === undefined) return;
    if (order.isZombie) this.core.parts.lanes.ask('cancel', clOrdId);
    else if (!isTerminal(this.snapshotOf(order))) this.tell(order, { type: 'cancel.requested' });
  }

  /** Lets an order go that has nothing left to wait for. */
  release(order: LiveOrder): OrderRecord {
    const { clOrdId, venue, arbitrage, role, request, paysIn, recheck } = order;
    this.waits.end(order);
    if (order.tickets > 0) this.core.parts.lanes.release(venue, order.tickets);
    const snapshot = this.snapshotOf(order);
    this.actors.release(venue, order.actor);
    this.live.delete(clOrdId);
    return { clOrdId, venue, arbitrage, role, request, paysIn, recheck, snapshot };
  }

  /** Brings an order back from its record. */
  revive(record: OrderRecord): LiveOrder {
    const { venue, clOrdId, snapshot } = record;
    const actor = this.actors.spawn(venue, clOrdId, { snapshot: this.actors.persist(snapshot) });
    const order = this.keep(record, actor, this.core.parts.lanes.reserveSome(venue));
    order.recheck = record.recheck;
    return order;
  }

  /** The record as plain data. */
  saveRecord({ snapshot, ...record }: OrderRecord): SavedOrderRecord {
    return { ...record, snapshot: this.actors.persist(snapshot) };
  }

  /** The record that was saved. */
  restoreRecord({ snapshot, ...record }: SavedOrderRecord): OrderRecord {
    return { ...record, snapshot: this.actors.restore(snapshot) };
  }

  /** The orders as plain data. */
  save(): OrdersState {
    const live = [...this.live.values()].map(({ actor, owner: _owner, ...order }) => ({
      ...order,
      timers: { ...order.timers },
      snapshot: actor.getPersistedSnapshot(),
    }));
    return { created: this.created, live };
  }

  /** Puts what was saved back. */
  restore({ created, live }: OrdersState): void {
    this.created = created;
    for (const saved of live) {
      const actor = this.actors.spawn(saved.venue, saved.clOrdId, { snapshot: saved.snapshot as Snapshot<unknown> });
      const order = this.keep(saved, actor, saved.tickets);
      order.isInWindow = saved.isInWindow;
      order.sentAtUs = saved.sentAtUs;
      order.isUntold = saved.isUntold;
      order.isZombie = saved.isZombie;
      order.recheck = saved.recheck;
      Object.assign(order.timers, saved.timers);
    }
  }

  private viewOf(order: LiveOrder, snapshot: OrderSnapshot): ReturnType<typeof legUpdateOf> {
    return legUpdateOf(order, snapshot, this.core.parts.settlements.unsettledQty(order.clOrdId));
  }

  private keep(order: OrderPassport, actor: AnyActorRef, tickets: number): LiveOrder {
    const { clOrdId, venue, arbitrage, role, request, paysIn } = order;
    const kept: LiveOrder = {
      clOrdId,
      venue,
      arbitrage,
      role,
      request,
      paysIn,
      actor,
      owner: null,
      tickets,
      isInWindow: false,
      sentAtUs: 0,
      isUntold: false,
      isZombie: false,
      recheck: null,
      timers: {
        ack: null,
        cancel: null,
        replace: null,
        word: null,
        settlement: null,
        doubt: null,
      },
    };
    assert(this.live.setNew(clOrdId, kept), () => `the order ${clOrdId} lives already`);
    return kept;
  }
}
