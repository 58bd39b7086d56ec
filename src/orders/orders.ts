// Every order of a world as an actor: tells it what happened, writes down what it made of it, and passes that on to its
// owner. What it waits for is kept in order-patience.ts. Knows no lane, no arbitrage and no engine: surroundings.ts has what
// it needs of them.
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
import { OrderPatience } from './order-patience.ts';
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
  private readonly waits: OrderPatience;
  private readonly late: LateOrders;
  private readonly live: LiveOrders;
  private archive!: OrderArchive;
  private created = 0;

  constructor(setup: OrdersSetup) {
    this.setup = setup;
    const { world, patience, parents, traffic } = setup;
    this.waits = new OrderPatience(world, patience, traffic);
    const remembered = (clOrdId: string): GivenUp | undefined => this.remembered(clOrdId);
    this.late = new LateOrders({ ...setup, waits: this.waits, remembered });
    this.live = new LiveOrders(new OrderActors(world, traffic, parents));
  }

  /** Connects where released orders are kept, before the first report. */
  reportTo(archive: OrderArchive): void {
    this.archive = archive;
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
  create(order: NewOrder): LiveOrder {
    const { venue, ownerId, role, request, paysIn, tickets } = order;
    const { clOrdId, market, outcome, side, orderQty, price, timeInForce } = request;
    this.created += 1;
    this.setup.world.record(createdOf(order));
    const instrument = `${market}:${outcome}`;
    const input = { clOrdId, venue, instrument, side, orderQty, price, timeInForce };
    return this.live.add({ clOrdId, venue, ownerId, role, request, paysIn }, { input }, tickets);
  }

  /** Whether the order has not left yet. */
  isQueued(order: LiveOrder): boolean {
    return isQueued(this.snapshotOf(order));
  }

  /** The order leaves for its venue, and its ack is awaited; `isInWindow` where it counts among the unanswered submits. */
  sent(order: LiveOrder, isInWindow: boolean): void {
    this.tell(order, { type: 'order.sent' });
    if (isInWindow) order.isInWindow = true;
    this.waits.awaitAck(order);
  }

  /** Its cancel leaves. Of what is dead to us nothing was requested by its chart: its end is awaited as a missing word. */
  cancelSent(order: LiveOrder): void {
    if (!isTerminal(this.snapshotOf(order))) this.waits.awaitAnswer(order, 'cancel');
  }

  /** Its replace leaves: what it asks for, where it asks for another quantity or price. */
  replaceSent(order: LiveOrder): { readonly orderQty: bigint | undefined; readonly price: bigint | undefined } {
    const { requestedQty, requestedPx } = this.snapshotOf(order).context;
    this.waits.awaitAnswer(order, 'replace');
    return { orderQty: requestedQty ?? undefined, price: requestedPx ?? undefined };
  }

  /** Tells an order what happened. What follows from its step follows in this order, and each line says why it is there. */
  tell(order: LiveOrder, event: OrderEvent): void {
    const before = this.snapshotOf(order);
    sendTo(order.actor, event);
    const after = this.snapshotOf(order);
    assert(after.status === 'active', () => `${order.clOrdId} failed at ${event.type}: ${String(after.error)}`);
    const move = moveOf(order.clOrdId, event, before, after);
    // 1. The journal has the step before anything that follows from it: causes stand before their effects.
    this.setup.world.record(move);
    // 2. A fill is on its way to the chain before its owner looks at the order: else what cannot be sold yet would be sold.
    const settling = this.beginSettlement(order, event, before, after);
    // 3. Timers of what has come are taken back, and a free place among the unanswered submits is filled before anything
    //    that the owner asks for because of this step.
    this.waits.keep(order, after);
    // 4. What the venue leaves open is pursued: the owner sees by then whether the order is a zombie.
    this.waits.pursue(order, event, move.anomaly, after);
    // 5. The owner hears of it, of the whole of it, and may write down a step of its own.
    order.owner?.orderMoved(order, after, this.setup.settlements.unsettledQty(order.clOrdId));
    // 6. What was told of this fill's settlement too early is heard after all that followed from the fill.
    if (settling !== null) this.setup.settlements.catchUp(order, settling);
  }

  /** A report has come. It is for a live order, for one that was released, or for none that is known. */
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
      // The venue has spoken of it, so this read lags behind.
      if (order.isZombie || !this.waits.isConclusive(order, askedAtUs)) return;
      if (!isTerminal(this.snapshotOf(order))) this.waits.giveUp(order);
    }
    const wasZombie = order.isZombie;
    this.tell(order, event);
    // A fill shows that it lives, and gives no name by which it could be cancelled: the chart cancels what is found.
    const isFill = event.type === 'venue.traded' && askedAtUs === undefined;
    if (isFill && order.isZombie && !wasZombie) this.setup.traffic.ask('query', clOrdId);
  }

  /** A fill that does not settle was never had: its owner receives why, and its trade is busted. */
  settlementFailed(clOrdId: string, tradeId: string, qty: bigint): void {
    const order = this.live.get(clOrdId) ?? this.archive.revive(clOrdId);
    if (order === undefined) return;
    order.owner?.settlementFailed(order, qty);
    this.tell(order, { type: 'venue.tradeBusted', tradeId });
  }

  /** Something has settled, or has begun to: what is left unsettled is waited for. */
  settlementMoved(clOrdId: string): void {
    const order = this.live.get(clOrdId);
    if (order === undefined) return;
    const unsettledQty = this.setup.settlements.unsettledQty(clOrdId);
    this.waits.awaitSettlement(order, unsettledQty > 0n);
    order.owner?.orderMoved(order, this.snapshotOf(order), unsettledQty);
  }

  /** Its venue speaks of a settlement of a trade that it has not told. */
  settlementToldEarly(clOrdId: string): void {
    this.late.spokenOf(clOrdId);
  }

  /** Whether the order lives, or was released and may be revived. */
  isRemembered(clOrdId: string): boolean {
    return this.remembered(clOrdId) !== undefined;
  }

  /** Whether an order that was given up may still arrive at its venue, or has without a word. */
  mayCome(order: GivenUp): boolean {
    return this.late.mayCome(order);
  }

  /** Whether the order has ended, every fill is told and settled, and its ack has come or is not awaited any more. */
  isQuiet(order: LiveOrder): boolean {
    const snapshot = this.snapshotOf(order);
    const { ack, word } = order.timers;
    if (ack !== null || word !== null || !isTerminal(snapshot) || snapshot.context.missingQty !== 0n) return false;
    return this.setup.settlements.unsettledQty(order.clOrdId) === 0n;
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
    return isNameless ? this.setup.traffic.ask('query', clOrdId) : undefined;
  }

  /** It has been in doubt for longer than its owner is patient. */
  inDoubt(clOrdId: string): void {
    const order = this.live.get(clOrdId);
    order?.owner?.orderInDoubt(order);
  }

  /** An order that its venue did not know may have come since: it is asked for again. */
  recheck(clOrdId: string): void {
    this.late.recheck(clOrdId);
  }

  /** A cancel was refused a while ago: if the order still lives, it is wanted still. */
  cancelAgain(clOrdId: string): void {
    const order = this.live.get(clOrdId);
    if (order === undefined) return;
    if (order.isZombie) this.setup.traffic.ask('cancel', clOrdId);
    else if (!isTerminal(this.snapshotOf(order))) this.tell(order, { type: 'cancel.requested' });
  }

  /** Releases an order that has nothing left to wait for: the record from which it can be revived. */
  release(order: LiveOrder): OrderRecord {
    const { clOrdId, venue, ownerId, role, request, paysIn, recheck } = order;
    this.waits.end(order);
    if (order.tickets > 0) this.setup.traffic.release(venue, order.tickets);
    const snapshot = this.snapshotOf(order);
    this.live.remove(order);
    return { clOrdId, venue, ownerId, role, request, paysIn, recheck, snapshot };
  }

  /** No venue will speak of a released order any more: nothing is kept of it. */
  forget({ clOrdId, venue }: Pick<OrderRecord, 'clOrdId' | 'venue'>): void {
    this.setup.underWay.forget(clOrdId);
    this.setup.settlements.forget(clOrdId);
    this.setup.venues.get(venue)?.forget(clOrdId);
  }

  /** Brings an order back from its record. */
  revive(record: OrderRecord): LiveOrder {
    return this.live.revive(record, this.setup.traffic.reserveSome(record.venue));
  }

  /** The record as plain data. */
  saveRecord(record: OrderRecord): SavedOrderRecord {
    return this.live.saveRecord(record);
  }

  /** The record that was saved. */
  restoreRecord(saved: SavedOrderRecord): OrderRecord {
    return this.live.restoreRecord(saved);
  }

  /** The orders as plain data. */
  save(): OrdersState {
    return { created: this.created, live: this.live.save() };
  }

  /** Puts what was saved back. */
  restore({ created, live }: OrdersState): void {
    this.created = created;
    this.live.restore(live);
  }

  private remembered(clOrdId: string): GivenUp | undefined {
    return this.live.get(clOrdId) ?? this.archive.recordOf(clOrdId);
  }

  /** The trade of a fill that is on its way to a chain, whose settlement is awaited; null where there is none. */
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
