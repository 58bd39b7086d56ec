// Every order of a run as an actor: tells it what happened, writes down what it made of it, keeps its timers, and
// passes its view on to its arbitrage. What the order asks for goes to its lane.
import type { AnyActorRef } from 'xstate';
import {
  isInDoubt,
  isTerminal,
  leavesQty,
  orderMachine,
  ordStatus,
  type OrderContext,
  type OrderEvent,
} from '../../machines/order.ts';
import { assert } from '../kernel/assert.ts';
import type { Patience } from '../lanes/patience.ts';
import type { VenueOrderRequest, VenueReport } from '../venues/simulator/types.ts';
import { compile, type CompiledLogic } from '../xstate/compile.ts';
import type { Parent } from '../xstate/parent.ts';
import type { Core } from './core.ts';
import type { Awaited, LiveOrder, OrderPassport, OrderRecord, OrderSnapshot } from './live-order.ts';

const isEnd = (status: string | undefined): boolean =>
  status === 'filled' || status === 'cancelled' || status === 'rejected';

/** All orders of a run. */
export class Orders {
  private readonly core: Core;
  private readonly patience: Patience;
  private readonly parents: ReadonlyMap<string, Parent<never>>;
  private readonly logic: CompiledLogic<typeof orderMachine>;
  private readonly live = new Map<string, LiveOrder>();
  private created = 0;

  constructor(core: Core, patience: Patience, parents: ReadonlyMap<string, Parent<never>>) {
    this.core = core;
    this.patience = patience;
    this.parents = parents;
    const asks =
      (kind: 'cancel' | 'replace' | 'query') =>
      ({ context }: { readonly context: OrderContext }): void =>
        core.defer(() => core.parts.lanes.ask(kind, context.clOrdId));
    this.logic = compile(
      orderMachine.provide({
        actions: {
          sendCancel: asks('cancel'),
          cancelZombie: asks('cancel'),
          sendReplace: asks('replace'),
          queryOrder: asks('query'),
        },
      }),
    ) as unknown as CompiledLogic<typeof orderMachine>;
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

  /** An order is born. Its tickets in the lane have been taken by whoever admitted it. */
  create(
    venue: string,
    arbitrage: number,
    role: 'leg' | 'unwind',
    request: VenueOrderRequest,
    paysIn: number,
    tickets: number,
  ): LiveOrder {
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
    });
    const input = { clOrdId, venue, instrument: `${market}:${outcome}`, side, orderQty, price, timeInForce };
    const actor = this.parentOf(venue).spawn(this.logic, `order:${clOrdId}`, { input });
    return this.keep({ clOrdId, venue, arbitrage, role, request, paysIn }, actor, tickets);
  }

  /** Tells an order what happened. */
  tell(order: LiveOrder, event: OrderEvent): void {
    const before = this.snapshotOf(order);
    order.actor.send(event);
    const after = this.snapshotOf(order);
    assert(after.status === 'active', () => `${order.clOrdId} failed at ${event.type}: ${String(after.error)}`);
    this.writeDown(order, event, before, after);
    this.keepTimers(order, after);
    this.pursue(order, event, after);
    this.core.parts.arbitrages.orderMoved(order, after);
  }

  /** A report has come. It is for a live order, for one that was let go, or for nobody. */
  reported({ venue, clOrdId, event }: VenueReport): void {
    const order = this.live.get(clOrdId) ?? this.core.parts.arbitrages.revive(clOrdId);
    if (order === undefined) {
      this.core.record({ type: 'anomaly.found', kind: 'unknownOrder', venue, detail: `${event.type} ${clOrdId}` });
      return;
    }
    if (event.type === 'order.reconciled' && !event.found && !this.isConclusive(order)) return;
    this.tell(order, event);
  }

  /** Whether "not found" says anything yet. If not, the venue is asked again when it will. */
  private isConclusive({ clOrdId, sentAtUs }: LiveOrder): boolean {
    const visibleAtUs = sentAtUs + this.patience.visibilityUs;
    if (this.core.nowUs >= visibleAtUs) return true;
    this.core.calendar.schedule(visibleAtUs, { kind: 'query', clOrdId });
    return false;
  }

  /** Whether the order has ended, every fill is told, and its ack has come or is not awaited any more. */
  isQuiet(order: LiveOrder): boolean {
    const snapshot = this.snapshotOf(order);
    const { ack, word } = order.timers;
    return ack === null && word === null && isTerminal(snapshot) && snapshot.context.missingQty === 0n;
  }

  /** A timer has run out. */
  overdue(what: Awaited, clOrdId: string): void {
    const order = this.live.get(clOrdId);
    if (order === undefined) return;
    if (what === 'word') {
      order.timers.word = this.timer('word', clOrdId, this.patience.visibilityUs);
      return this.core.parts.lanes.ask('query', clOrdId);
    }
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
    if (order !== undefined && !isTerminal(this.snapshotOf(order))) this.tell(order, { type: 'cancel.requested' });
  }

  /** The submit is out: from now on its ack is awaited. */
  awaitAck(order: LiveOrder): void {
    order.sentAtUs = this.core.nowUs;
    order.timers.ack = this.timer('ack', order.clOrdId, this.patience.ackUs);
  }

  /** The request is out: from now on its answer is awaited. */
  awaitAnswer(order: LiveOrder, what: 'cancel' | 'replace'): void {
    const pending = order.timers[what];
    if (pending !== null) this.core.calendar.cancel(pending);
    const patienceUs = what === 'cancel' ? this.patience.cancelUs : this.patience.replaceUs;
    order.timers[what] = this.timer(what, order.clOrdId, patienceUs);
  }

  /** Lets an order go that has nothing left to wait for. */
  release(order: LiveOrder): OrderRecord {
    const { clOrdId, venue, arbitrage, role, request, paysIn, timers } = order;
    for (const timer of Object.values(timers)) this.drop(timer);
    if (order.tickets > 0) this.core.parts.lanes.release(venue, order.tickets);
    const snapshot = this.snapshotOf(order);
    this.parentOf(venue).release(`order:${clOrdId}`);
    this.live.delete(clOrdId);
    return { clOrdId, venue, arbitrage, role, request, paysIn, snapshot };
  }

  /** Brings an order back from its record. */
  revive(record: OrderRecord): LiveOrder {
    const snapshot = this.logic.getPersistedSnapshot(record.snapshot as never);
    const actor = this.parentOf(record.venue).spawn(this.logic, `order:${record.clOrdId}`, { snapshot });
    return this.keep(record, actor, this.core.parts.lanes.reserveSome(record.venue));
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
      tickets,
      isInWindow: false,
      sentAtUs: 0,
      isUntold: false,
      timers: { ack: null, cancel: null, replace: null, word: null, doubt: null },
    };
    this.live.set(clOrdId, kept);
    return kept;
  }

  private parentOf(venue: string): Parent<never> {
    const parent = this.parents.get(venue);
    assert(parent !== undefined, () => `there is no venue '${venue}'`);
    return parent;
  }

  private timer(what: Awaited, clOrdId: string, delayUs: number): number {
    return this.core.calendar.schedule(this.core.nowUs + delayUs, { kind: 'overdue', what, clOrdId });
  }

  private writeDown(order: LiveOrder, event: OrderEvent, before: OrderSnapshot, after: OrderSnapshot): void {
    const told = event as Partial<Extract<OrderEvent, { type: 'venue.traded' }>> & {
      readonly reason?: string;
      readonly venueOrderId?: string;
    };
    const { context } = after;
    this.core.record({
      type: 'order.moved',
      clOrdId: order.clOrdId,
      event: event.type,
      from: ordStatus(before),
      to: ordStatus(after),
      cumQty: context.cumQty,
      leavesQty: leavesQty(after),
      tradeId: told.tradeId,
      lastQty: told.lastQty,
      lastPx: told.lastPx,
      fee: told.fee,
      reason: told.reason,
      venueOrderId: told.venueOrderId,
      anomaly: context.anomalyCount > before.context.anomalyCount ? context.anomalies.at(-1)?.kind : undefined,
    });
  }

  /** Timers end with what they wait for; the window of unanswered submits is left at the first answer. */
  private keepTimers(order: LiveOrder, { value, context }: OrderSnapshot): void {
    const { timers } = order;
    const { execution, cancellation, replacement } = value as unknown as {
      readonly execution: unknown;
      readonly cancellation: unknown;
      readonly replacement: unknown;
    };
    const isInFlight = (execution as { readonly pending?: string }).pending === 'inFlight';
    if (!isInFlight && order.isInWindow) {
      order.isInWindow = false;
      this.core.parts.lanes.answered(order.venue);
    }
    // A fill may overtake its ack, which is still on its way then.
    const isAckDue = isInFlight || (!context.acked && (execution === 'partial' || execution === 'filled'));
    if (!isAckDue) timers.ack = this.drop(timers.ack);
    if (typeof cancellation === 'string') timers.cancel = this.drop(timers.cancel);
    if (replacement === 'none') timers.replace = this.drop(timers.replace);
    if (isInDoubt({ value })) {
      timers.doubt ??= this.core.calendar.schedule(this.core.nowUs + this.patience.doubtUs, {
        kind: 'doubt',
        arbitrage: order.arbitrage,
        clOrdId: order.clOrdId,
      });
    } else timers.doubt = this.drop(timers.doubt);
  }

  /** Goes after what the venue leaves open: fills that it has not told, and a cancel that it refused. */
  private pursue(order: LiveOrder, event: OrderEvent, after: OrderSnapshot): void {
    const { clOrdId, timers } = order;
    if (event.type === 'venue.cancelled' && event.cumQty === undefined) order.isUntold = true;
    // A read that lags may still show the order alive: only its end is the last word.
    if (event.type === 'order.reconciled' && isEnd(event.status)) order.isUntold = false;
    const isWordMissing = order.isUntold || after.context.missingQty > 0n;
    if (isWordMissing) timers.word ??= this.timer('word', clOrdId, this.patience.visibilityUs);
    else timers.word = this.drop(timers.word);
    if (event.type !== 'venue.cancelRejected' || isTerminal(after)) return;
    this.core.calendar.schedule(this.core.nowUs + this.patience.cancelUs, { kind: 'cancel', clOrdId });
  }

  private drop(timer: number | null): null {
    if (timer !== null) this.core.calendar.cancel(timer);
    return null;
  }
}
