// Every order of a world as an actor: sends it each event, records its step, and reports the step to its owner. Timeouts are
// in order-timeouts.ts; lanes, arbitrages and the engine are known by the interfaces of surroundings.ts alone.
import { isInDoubt, isTerminal, type OrderEvent } from '../../machines/order.ts';
import { assert } from '../kernel/assert.ts';
import type { VenueReport } from '../venues/simulation/types.ts';
import { sendTo } from '../xstate/parent.ts';
import { LateOrders } from './late-orders.ts';
import { LiveOrders } from './live-orders.ts';
import { isQueued } from './live-order.ts';
import type {
  NewOrder,
  Awaited,
  GivenUp,
  LiveOrder,
  OrderRecord,
  OrderSnapshot,
  SavedLiveOrder,
  SavedOrderRecord,
} from './live-order.ts';
import { OrderActors } from './order-actors.ts';
import { createdOf, moveOf } from './order-records.ts';
import { OrderTimeouts } from './order-timeouts.ts';
import type { SettlementListener } from './settlements.ts';
import type { OrdersSetup } from './orders-setup.ts';
import type { OrderArchive } from './surroundings.ts';

/** The orders at rest: plain data. */
export interface OrdersState {
  readonly created: number;
  readonly live: readonly SavedLiveOrder[];
}

/** All orders of a world. */
export class Orders implements SettlementListener {
  private readonly setup: OrdersSetup;
  private readonly waits: OrderTimeouts;
  private readonly late: LateOrders;
  private readonly live: LiveOrders;
  private archive!: OrderArchive;
  private created = 0;

  constructor(setup: OrdersSetup) {
    this.setup = setup;
    const { world, timeouts, parents, traffic, underWay, venues } = setup;
    this.waits = new OrderTimeouts(world, timeouts, traffic);
    const remembered = (clOrdId: string): GivenUp | undefined => this.remembered(clOrdId);
    this.late = new LateOrders({ world, waits: this.waits, traffic, underWay, venues, remembered });
    this.live = new LiveOrders(new OrderActors(world, traffic, parents));
  }

  /** Connects the archive of released orders, before the first report. */
  reportTo(archive: OrderArchive): void {
    this.archive = archive;
  }

  /** Orders that live now. */
  get liveCount(): number {
    return this.live.size;
  }

  /** Orders that were created, live or not. */
  get createdCount(): number {
    return this.created;
  }

  /** Returns the live order of that id. */
  get(clOrdId: string): LiveOrder | undefined {
    return this.live.get(clOrdId);
  }

  /** Returns the live order's snapshot. */
  snapshotOf(order: LiveOrder): OrderSnapshot {
    return order.actor.getSnapshot() as OrderSnapshot;
  }

  /** Returns the orders on which a venue may still report, in the order of their births. */
  openAt(venue: string): readonly string[] {
    const open: string[] = [];
    for (const order of this.live.values())
      if (order.venue === venue && !isQueued(this.snapshotOf(order)) && !this.isQuiet(order)) open.push(order.clOrdId);
    return open;
  }

  /** Creates an order: records its birth, and spawns its actor. */
  create(order: NewOrder): LiveOrder {
    const { venue, ownerKind, ownerId, request, paysIn, tickets } = order;
    const { clOrdId, market, outcome, side, orderQty, price, timeInForce } = request;
    this.created += 1;
    this.setup.world.record(createdOf(order));
    const instrument = `${market}:${outcome}`;
    const input = { clOrdId, venue, instrument, side, orderQty, price, timeInForce };
    return this.live.add({ clOrdId, venue, ownerKind, ownerId, request, paysIn }, { input }, tickets);
  }

  /** Returns whether the order has not left yet. */
  isQueued(order: LiveOrder): boolean {
    return isQueued(this.snapshotOf(order));
  }

  /** The order leaves for its venue, and its ack is awaited; `isInWindow` where it counts among the unanswered submits. */
  sent(order: LiveOrder, isInWindow: boolean): void {
    this.tell(order, { type: 'order.sent' });
    if (isInWindow) order.isInWindow = true;
    this.waits.awaitAck(order);
  }

  /** Its cancel leaves. The chart of an order that has ended did not request it: its end is awaited as a missing report. */
  cancelSent(order: LiveOrder): void {
    if (!isTerminal(this.snapshotOf(order))) this.waits.awaitAnswer(order, 'cancel');
  }

  /** Its replace leaves. Returns the quantity and price that it asks for, each undefined where it stays. */
  replaceSent(order: LiveOrder): { readonly orderQty: bigint | undefined; readonly price: bigint | undefined } {
    const { requestedQty, requestedPx } = this.snapshotOf(order).context;
    this.waits.awaitAnswer(order, 'replace');
    return { orderQty: requestedQty ?? undefined, price: requestedPx ?? undefined };
  }

  /** Sends an event to an order. Six effects follow, in an order that docs/decisions/order-effects.md gives reasons for. */
  tell(order: LiveOrder, event: OrderEvent): void {
    const before = this.snapshotOf(order);
    sendTo(order.actor, event);
    const after = this.snapshotOf(order);
    assert(after.status === 'active', () => `${order.clOrdId} failed at ${event.type}: ${String(after.error)}`);
    const move = moveOf(order.clOrdId, event, before, after);
    // 1. Record the step before the owner (5) records its own: a cause stands before its effects. 2, 3 and 4 record nothing.
    this.setup.world.record(move);
    // 2. Begin the settlement of a fill before the owner (5) reads what it cannot sell yet. Yields the trade for 6.
    const settling = this.beginSettlement(order, event, before, after);
    // 3. Cancel the timers whose answer has arrived, and free the window, before the owner (5) asks whether the order is
    //    quiet, and before its messages: the submit that waited for the window leaves ahead of them.
    this.waits.keep(order, after);
    // 4. Follow up what the venue leaves open, before the owner (5) sizes the order by whether it is a zombie.
    this.waits.pursue(order, event, move.anomaly, after);
    // 5. Report the step to the owner, which takes a step of its own and queues what follows from it.
    order.owner?.orderMoved(order, after, this.setup.settlements.unsettledQty(order.clOrdId));
    // 6. Apply reports of this settlement that arrived before the fill, behind what the owner (5) has queued: the journal is
    //    the same as if they had arrived right after it.
    if (settling !== null) this.setup.settlements.catchUp(order, settling);
  }

  /** Takes a report of a venue: on a live order, on a released one, which is revived, or on an unknown one. */
  reported({ venue, clOrdId, event, askedAtUs }: VenueReport): void {
    const order = this.live.get(clOrdId) ?? this.archive.revive(clOrdId);
    if (order === undefined) {
      this.setup.world.record({
        type: 'anomaly.found',
        kind: 'unknownOrder',
        venue,
        detail: `${event.type} ${clOrdId}`,
      });
      return;
    }
    if (event.type === 'order.reconciled') this.setup.answers.answered(venue, clOrdId);
    const isUnknown = event.type === 'order.reconciled' && !event.found;
    if (isUnknown) {
      // The venue has reported it since, so this read lags.
      if (order.isZombie || !this.waits.isConclusive(order, askedAtUs)) return;
      if (!isTerminal(this.snapshotOf(order))) this.waits.giveUp(order);
    }
    const wasZombie = order.isZombie;
    this.tell(order, event);
    // A fill shows that it lives, but not the venue's id, which a cancel needs: a query finds it, and its chart cancels it.
    const isFill = event.type === 'venue.traded' && askedAtUs === undefined;
    if (isFill && order.isZombie && !wasZombie) this.setup.traffic.ask('query', clOrdId);
  }

  /** A fill does not settle: its owner learns why first, and then the trade is busted. */
  settlementFailed(clOrdId: string, tradeId: string, qty: bigint): void {
    const order = this.live.get(clOrdId) ?? this.archive.revive(clOrdId);
    if (order === undefined) return;
    order.owner?.settlementFailed(order, qty);
    this.tell(order, { type: 'venue.tradeBusted', tradeId });
  }

  /** A settlement has ended: awaits what is left unsettled, and reports it to the owner. */
  settlementMoved(clOrdId: string): void {
    const order = this.live.get(clOrdId);
    if (order === undefined) return;
    const unsettledQty = this.setup.settlements.unsettledQty(clOrdId);
    this.waits.awaitSettlement(order, unsettledQty > 0n);
    order.owner?.orderMoved(order, this.snapshotOf(order), unsettledQty);
  }

  /** Its venue reports the settlement of a trade that it has not reported. */
  settlementToldEarly(clOrdId: string): void {
    this.late.spokenOf(clOrdId);
  }

  /** Returns whether the order lives, or was released and may be revived. */
  isRemembered(clOrdId: string): boolean {
    return this.remembered(clOrdId) !== undefined;
  }

  /** Returns whether an order that was given up may still arrive at its venue, or has arrived without a report. */
  mayCome(order: GivenUp): boolean {
    return this.late.mayCome(order);
  }

  /** Returns whether the order has ended, every fill is reported and settled, and no ack is awaited. */
  isQuiet(order: LiveOrder): boolean {
    const snapshot = this.snapshotOf(order);
    const { ack, word } = order.timers;
    if (ack !== null || word !== null || !isTerminal(snapshot) || snapshot.context.missingQty !== 0n) return false;
    return this.setup.settlements.unsettledQty(order.clOrdId) === 0n;
  }

  /** A timer is due. */
  overdue(what: Awaited, clOrdId: string): void {
    const order = this.live.get(clOrdId);
    if (order === undefined) return;
    if (what === 'word' || what === 'settlement') return this.waits.askAgain(order, what);
    order.timers[what] = null;
    this.tell(order, { type: `${what}.overdue` });
    if (what !== 'ack') return undefined;
    const snapshot = this.snapshotOf(order);
    // A fill arrived and its ack did not: its chart is not in doubt, but a cancel needs the venue's id.
    const isNameless = snapshot.context.venueOrderId === null && !isTerminal(snapshot) && !isInDoubt(snapshot);
    return isNameless ? this.setup.traffic.ask('query', clOrdId) : undefined;
  }

  /** It has been in doubt for longer than `doubtUs`. */
  inDoubt(clOrdId: string): void {
    const order = this.live.get(clOrdId);
    order?.owner?.orderInDoubt(order);
  }

  /** Queries an order again that its venue did not know: it may have arrived since. */
  recheck(clOrdId: string): void {
    this.late.recheck(clOrdId);
  }

  /** Repeats a cancel that was refused, where the order still lives. */
  cancelAgain(clOrdId: string): void {
    const order = this.live.get(clOrdId);
    if (order === undefined) return;
    if (order.isZombie) this.setup.traffic.ask('cancel', clOrdId);
    else if (!isTerminal(this.snapshotOf(order))) this.tell(order, { type: 'cancel.requested' });
  }

  /** Releases an order that waits for nothing. Returns the record that revives it. */
  release(order: LiveOrder): OrderRecord {
    const { clOrdId, venue, ownerKind, ownerId, request, paysIn, recheck } = order;
    this.waits.end(order);
    if (order.tickets > 0) this.setup.traffic.release(venue, order.tickets);
    const snapshot = this.snapshotOf(order);
    this.live.remove(order);
    return { clOrdId, venue, ownerKind, ownerId, request, paysIn, recheck, snapshot };
  }

  /** Forgets a released order: no venue reports on it any more. */
  forget({ clOrdId, venue }: Pick<OrderRecord, 'clOrdId' | 'venue'>): void {
    this.setup.underWay.forget(clOrdId);
    this.setup.settlements.forget(clOrdId);
    this.setup.venues.get(venue)?.forget(clOrdId);
  }

  /** Revives an order from its record. */
  revive(record: OrderRecord): LiveOrder {
    return this.live.revive(record, this.setup.traffic.reserveSome(record.venue));
  }

  /** Returns the record as plain data. */
  saveRecord(record: OrderRecord): SavedOrderRecord {
    return this.live.saveRecord(record);
  }

  /** Returns the record that was saved. */
  restoreRecord(saved: SavedOrderRecord): OrderRecord {
    return this.live.restoreRecord(saved);
  }

  /** Returns the orders as plain data. */
  save(): OrdersState {
    return { created: this.created, live: this.live.save() };
  }

  /** Adds the orders that were saved. */
  restore({ created, live }: OrdersState): void {
    this.created = created;
    this.live.restore(live);
  }

  private remembered(clOrdId: string): GivenUp | undefined {
    return this.live.get(clOrdId) ?? this.archive.recordOf(clOrdId);
  }

  /** Begins the settlement of a new fill. Returns its trade; null where nothing was filled, or nothing settles on chain. */
  private beginSettlement(
    order: LiveOrder,
    event: OrderEvent,
    before: OrderSnapshot,
    after: OrderSnapshot,
  ): string | null {
    if (event.type !== 'venue.traded' || after.context.cumQty === before.context.cumQty) return null;
    if (!this.setup.settlements.traded(order, event.tradeId, event.lastQty, event.lastPx)) return null;
    this.waits.awaitSettlement(order, true);
    return event.tradeId;
  }
}
