// Every arbitrage of a run as an actor: gives it room in its lanes, hands its legs over, tells it how they fare,
// measures its exposure when it asks, and places what works the exposure off.
import type { AnyActorRef } from 'xstate';
import {
  arbitrageMachine,
  arbitrageState,
  isArbitrageEnded,
  legsToCancel,
  legsToSend,
  nextLegToSend,
  unwindsToCancel,
  type ArbitrageContext,
  type ArbitrageEvent,
  type ArbitrageInput,
} from '../../machines/arbitrage.ts';
import { chooseUnwind, unwindPrice, type Choice } from '../arbitrage/unwinding.ts';
import { assert } from '../kernel/assert.ts';
import { compile, type CompiledLogic } from '../xstate/compile.ts';
import type { Parent } from '../xstate/parent.ts';
import type { Core } from './core.ts';
import type { Intent, IntentLeg } from '../arbitrage/intent.ts';
import { TICKETS_PER_ORDER } from './lanes.ts';
import {
  measureOf,
  type ArbitrageOptions,
  type ArbitrageRecord,
  type ArbitrageSnapshot,
  type LiveArbitrage,
  type Measure,
} from './live-arbitrage.ts';
import { legUpdateOf, type LiveOrder, type OrderSnapshot } from './live-order.ts';

/** All arbitrages of a run. */
export class Arbitrages {
  private readonly core: Core;
  private readonly options: ArbitrageOptions;
  private readonly parent: Parent<never>;
  private readonly logic: CompiledLogic<typeof arbitrageMachine>;
  private readonly live = new Map<number, LiveArbitrage>();
  private readonly records = new Map<number, ArbitrageRecord>();
  private started = 0;

  constructor(core: Core, options: ArbitrageOptions, parent: Parent<never>) {
    this.core = core;
    this.options = options;
    this.parent = parent;
    const asks =
      (work: (arbitrage: LiveArbitrage) => void) =>
      ({ context }: { readonly context: ArbitrageContext }): void => {
        const number = Number(context.arbitrageId);
        core.defer(() => {
          const arbitrage = this.live.get(number);
          if (arbitrage !== undefined) work(arbitrage);
        });
      };
    this.logic = compile(
      arbitrageMachine.provide({
        actions: {
          sendLegs: asks((arbitrage) => this.sendLegs(arbitrage)),
          sendNextLeg: asks((arbitrage) => this.sendNextLeg(arbitrage)),
          cancelOtherLegs: asks((arbitrage) => this.cancel(arbitrage, legsToCancel)),
          cancelUnwind: asks((arbitrage) => this.cancel(arbitrage, unwindsToCancel)),
          assessExposure: asks((arbitrage) => this.assess(arbitrage)),
          placeUnwind: asks((arbitrage) => this.placeUnwind(arbitrage)),
          arbitrageEnded: asks((arbitrage) => this.ended(arbitrage)),
        },
      }),
    ) as unknown as CompiledLogic<typeof arbitrageMachine>;
  }

  /** Arbitrages that live now. */
  get liveCount(): number {
    return this.live.size;
  }

  /** An intent becomes an arbitrage. Its number is the intent's. */
  start(intent: Intent): void {
    this.started += 1;
    const number = this.started;
    const { strategy, pair, sets, expectedEdge, roiBps, outcomes, mode, policy, legs } = intent;
    const wanted = { strategy, pair, sets, expectedEdge, roiBps, outcomes, mode, policy, legs };
    this.core.record({ type: 'intent.received', intent: number, ...wanted });
    const input: ArbitrageInput = {
      arbitrageId: String(number),
      mode: intent.mode,
      policy: intent.policy,
      sets,
      legs: legs.map((leg, index) => ({ clOrdId: `${number}.${index + 1}`, plannedQty: leg.qty })),
      unwindAttemptsMax: intent.unwindAttemptsMax,
    };
    const actor = this.parent.spawn(this.logic, `arb:${number}`, { input });
    const arbitrage = this.keep(number, intent, actor, 0);
    this.move(arbitrage, { type: 'plan.accepted' });
    const refusal = this.core.parts.lanes.admit(legs.map(({ venue }) => venue));
    if (refusal !== null) {
      this.move(arbitrage, { type: 'lanes.refused', reason: refusal });
      return;
    }
    for (const { venue } of legs) this.addTickets(arbitrage, venue, TICKETS_PER_ORDER);
    this.schedule(arbitrage, 'deadline', intent.deadlineUs);
    this.schedule(arbitrage, 'staleness', intent.stalenessUs);
    this.move(arbitrage, { type: 'lanes.admitted' });
  }

  /** A venue speaks of an order that was let go: brings it back, with its arbitrage and all its other orders. */
  revive(clOrdId: string): LiveOrder | undefined {
    const number = Number(clOrdId.slice(0, clOrdId.indexOf('.')));
    const record = this.records.get(number);
    if (record === undefined) return undefined;
    this.records.delete(number);
    const snapshot = this.logic.getPersistedSnapshot(record.snapshot as never);
    const actor = this.parent.spawn(this.logic, `arb:${number}`, { snapshot });
    const arbitrage = this.keep(number, record.intent, actor, record.unwinds);
    for (const order of record.orders) arbitrage.orders.set(order.clOrdId, this.core.parts.orders.revive(order));
    this.core.defer(() => this.letGo(arbitrage));
    return arbitrage.orders.get(clOrdId);
  }

  /** Forgets the arbitrages of which no venue will speak any more. They were let go in the order of time. */
  forgetOld(): void {
    for (const [number, { untilUs }] of this.records) {
      if (untilUs > this.core.nowUs) return;
      this.records.delete(number);
    }
  }

  /** Tells an arbitrage something, if it still lives. */
  tell(number: number, event: ArbitrageEvent): void {
    const arbitrage = this.live.get(number);
    if (arbitrage !== undefined) this.move(arbitrage, event);
  }

  /** One of its orders has moved. */
  orderMoved(order: LiveOrder, snapshot: OrderSnapshot): void {
    const arbitrage = this.live.get(order.arbitrage);
    if (arbitrage === undefined) return;
    this.move(arbitrage, legUpdateOf(order.clOrdId, snapshot));
    if (isArbitrageEnded(this.snapshotOf(arbitrage))) this.core.defer(() => this.letGo(arbitrage));
  }

  private snapshotOf(arbitrage: LiveArbitrage): ArbitrageSnapshot {
    return arbitrage.actor.getSnapshot() as ArbitrageSnapshot;
  }

  private schedule(arbitrage: LiveArbitrage, kind: 'deadline' | 'staleness' | 'reprice', delayUs: number): void {
    const atUs = this.core.nowUs + delayUs;
    arbitrage.timers.push(this.core.calendar.schedule(atUs, { kind, arbitrage: arbitrage.number }));
  }

  /** Sends the event to the actor, and writes the step down if it went anywhere. */
  private move(arbitrage: LiveArbitrage, event: ArbitrageEvent): void {
    const before = this.snapshotOf(arbitrage);
    arbitrage.actor.send(event);
    const after = this.snapshotOf(arbitrage);
    assert(after.status === 'active', () => `arbitrage ${arbitrage.number} failed: ${String(after.error)}`);
    const from = arbitrageState(before);
    const to = arbitrageState(after);
    const { cause, verdict, residueQty, worstCase } = after.context;
    if (from === to && after.context.verdict === before.context.verdict) return;
    this.core.record({
      type: 'arbitrage.moved',
      arbitrage: arbitrage.number,
      event: event.type,
      from,
      to,
      cause: cause ?? undefined,
      verdict: verdict ?? undefined,
      residueQty: verdict === null ? undefined : residueQty,
      worstCase: worstCase ?? undefined,
    });
  }

  private createOrder(arbitrage: LiveArbitrage, leg: IntentLeg, clOrdId: string, orderQty: bigint): void {
    const { venue, market, outcome, side, price, timeInForce, paysIn } = leg;
    const request = { clOrdId, market, outcome, side, orderQty, price, timeInForce };
    const { orders } = this.core.parts;
    const order = orders.create(venue, arbitrage.number, 'leg', request, paysIn, TICKETS_PER_ORDER);
    this.addTickets(arbitrage, venue, -TICKETS_PER_ORDER);
    arbitrage.orders.set(clOrdId, order);
  }

  private addTickets({ unusedTickets }: LiveArbitrage, venue: string, tickets: number): void {
    unusedTickets.set(venue, (unusedTickets.get(venue) ?? 0) + tickets);
  }

  private keep(number: number, intent: Intent, actor: AnyActorRef, unwinds: number): LiveArbitrage {
    const arbitrage = { number, intent, actor, orders: new Map(), timers: [], unusedTickets: new Map(), unwinds };
    this.live.set(number, arbitrage);
    return arbitrage;
  }

  private sendLegs(arbitrage: LiveArbitrage): void {
    const { context } = this.snapshotOf(arbitrage);
    const legs = legsToSend(context);
    legs.forEach(({ clOrdId, orderQty }, index) => {
      const leg = arbitrage.intent.legs[index];
      assert(leg !== undefined, 'a leg was planned that was not wanted');
      this.createOrder(arbitrage, leg, clOrdId, orderQty);
    });
    for (const { clOrdId } of legs) this.core.parts.lanes.submit(clOrdId);
  }

  private sendNextLeg(arbitrage: LiveArbitrage): void {
    const { context } = this.snapshotOf(arbitrage);
    const next = nextLegToSend(context);
    if (next === undefined) return;
    const leg = arbitrage.intent.legs[context.legs.indexOf(next)];
    assert(leg !== undefined, 'a leg was planned that was not wanted');
    this.createOrder(arbitrage, leg, next.clOrdId, next.orderQty);
    this.core.parts.lanes.submit(next.clOrdId);
  }

  private cancel(arbitrage: LiveArbitrage, which: typeof legsToCancel): void {
    for (const { clOrdId } of which(this.snapshotOf(arbitrage).context)) {
      const order = arbitrage.orders.get(clOrdId);
      if (order !== undefined) this.core.parts.orders.tell(order, { type: 'cancel.requested' });
    }
  }

  private measure(arbitrage: LiveArbitrage): Measure {
    return measureOf(arbitrage, (order) => this.core.parts.orders.snapshotOf(order));
  }

  private assess(arbitrage: LiveArbitrage): void {
    const { hedgedQty, residueQty, paid, filledQty } = this.measure(arbitrage);
    const { context } = this.snapshotOf(arbitrage);
    const verdict = (): Extract<ArbitrageEvent, { type: 'exposure.assessed' }>['verdict'] => {
      if (filledQty === 0n) return 'nothing';
      if (residueQty > 0n) return 'exposed';
      if (hedgedQty === 0n) return 'flat';
      return hedgedQty === arbitrage.intent.sets ? 'complete' : 'balanced';
    };
    this.move(arbitrage, {
      type: 'exposure.assessed',
      assessment: context.assessmentCount,
      verdict: verdict(),
      residueQty,
      worstCase: paid - hedgedQty,
      cause: context.cause,
    });
  }

  /** Places what works the residue off, and looks again after a while, whether or not there was something to place. */
  private placeUnwind(arbitrage: LiveArbitrage): void {
    const { residueQty, worstOutcome } = this.measure(arbitrage);
    const { orders, lanes } = this.core.parts;
    const attempt = BigInt(this.snapshotOf(arbitrage).context.unwindAttempts);
    this.schedule(arbitrage, 'reprice', this.options.unwinding.repriceUs);
    const chosen = this.chooseUnwind(arbitrage, worstOutcome);
    if (chosen === undefined) return this.move(arbitrage, { type: 'unwind.refused', reason: 'nothingToTrade' });
    const { order: leg, side } = chosen;
    const price = unwindPrice(leg.request.price, side, attempt * this.options.unwinding.stepPx);
    arbitrage.unwinds += 1;
    const clOrdId = `${arbitrage.number}.u${arbitrage.unwinds}`;
    const request = { ...leg.request, clOrdId, side, orderQty: residueQty, price };
    // The leg has ended: the room that was kept for it now serves the order that unwinds it.
    const unwind = orders.create(leg.venue, arbitrage.number, 'unwind', request, leg.paysIn, leg.tickets);
    leg.tickets = 0;
    arbitrage.orders.set(clOrdId, unwind);
    this.move(arbitrage, { type: 'unwind.placed', orders: [{ clOrdId, plannedQty: residueQty }] });
    return lanes.ask('submit', clOrdId);
  }

  private chooseUnwind(arbitrage: LiveArbitrage, worstOutcome: number): Choice<LiveOrder> | undefined {
    const { orders } = this.core.parts;
    const candidates = [...arbitrage.orders.values()].map((order) => ({
      order,
      instrument: `${order.venue} ${order.request.market}:${order.request.outcome}`,
      paysIn: order.paysIn,
      side: order.request.side,
      cumQty: orders.snapshotOf(order).context.cumQty,
      room: order.tickets,
    }));
    return chooseUnwind(candidates, worstOutcome);
  }

  private ended(arbitrage: LiveArbitrage): void {
    for (const timer of arbitrage.timers) this.core.calendar.cancel(timer);
    arbitrage.timers.length = 0;
    this.letGo(arbitrage);
  }

  /** Releases an arbitrage that has ended and whose orders have nothing left to tell. */
  private letGo(arbitrage: LiveArbitrage): void {
    const { orders } = this.core.parts;
    if (!this.live.has(arbitrage.number) || !isArbitrageEnded(this.snapshotOf(arbitrage))) return;
    for (const order of arbitrage.orders.values()) if (!orders.isQuiet(order)) return;
    const { number, intent, unusedTickets, unwinds } = arbitrage;
    const snapshot = this.snapshotOf(arbitrage);
    for (const [venue, tickets] of unusedTickets) this.core.parts.lanes.release(venue, tickets);
    const records = [...arbitrage.orders.values()].map((order) => orders.release(order));
    this.live.delete(number);
    this.parent.release(`arb:${number}`);
    const untilUs = this.core.nowUs + this.options.recordUs;
    if (records.length > 0) this.records.set(number, { number, intent, snapshot, orders: records, unwinds, untilUs });
  }
}
