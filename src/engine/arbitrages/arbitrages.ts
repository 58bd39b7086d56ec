// Every arbitrage of a run as an actor: hands its legs over, tells it how they fare, measures its exposure when it
// asks, and places what works the exposure off. It comes with room in its lanes, and gives it back at its end.
import type { AnyActorRef, Snapshot } from 'xstate';
import {
  isArbitrageEnded,
  legsToCancel,
  unwindsToCancel,
  type ArbitrageEvent,
  type ArbitrageInput,
} from '../../../machines/arbitrage.ts';
import type { Intent } from '../../arbitrage/intent.ts';
import { assert } from '../../kernel/assert.ts';
import { PassingMap } from '../../kernel/passing-map.ts';
import type { LiveOrder, OrderRecord } from '../../orders/live-order.ts';
import type { OrderArchive } from '../../orders/surroundings.ts';
import { arbitrageMoveOf } from './arbitrage-move.ts';
import { ROOM_PER_LEG } from '../venues/room.ts';
import type { legUpdateOf } from './leg-update.ts';
import { Legs } from './legs.ts';
import { ArbitrageActors } from './arbitrage-actors.ts';
import { ArbitrageRecords } from './arbitrage-records.ts';
import {
  addOrder,
  addTickets,
  LiveArbitrage,
  type ArbitrageKeeper,
  type ArbitrageRecord,
  type ArbitragesState,
  type ArbitrageSnapshot,
} from './live-arbitrage.ts';
import type { ArbitrageListener, ArbitragesSetup } from './surroundings.ts';
import { Unwinding } from './unwinding.ts';

/** All arbitrages of a run. */
export class Arbitrages implements OrderArchive, ArbitrageKeeper {
  private readonly setup: ArbitragesSetup;
  private readonly actors: ArbitrageActors;
  private readonly legs: Legs;
  private readonly unwinding: Unwinding;
  private readonly live = new PassingMap<number, LiveArbitrage>();
  private readonly records = new ArbitrageRecords();
  private readonly forgetRecord = (record: ArbitrageRecord): ArbitrageRecord | null => {
    const { world, orders, options } = this.setup;
    // An order that was given up and may still arrive is not forgotten, however late it is.
    if (record.orders.some((order) => orders.mayCome(order)))
      return { ...record, untilUs: world.nowUs + options.recordUs };
    this.forget(record.number, record.orders);
    return null;
  };
  private listener!: ArbitrageListener;
  private started = 0;

  constructor(setup: ArbitragesSetup) {
    this.setup = setup;
    this.legs = new Legs(setup);
    const { portfolio, markets, connections, settlements, orders, options } = setup;
    this.unwinding = new Unwinding({ portfolio, markets, connections, settlements, orders, policy: options.unwinding });
    this.actors = new ArbitrageActors(setup.world, setup.parent, {
      sendLegs: (arbitrage) => this.legs.sendAll(arbitrage),
      sendNextLeg: (arbitrage) => this.legs.sendNext(arbitrage),
      cancelOtherLegs: (arbitrage) => this.cancelOrders(arbitrage, legsToCancel),
      cancelUnwind: (arbitrage) => this.cancelOrders(arbitrage, unwindsToCancel),
      assessExposure: (arbitrage) => this.move(arbitrage, this.unwinding.assess(arbitrage)),
      placeUnwind: (arbitrage) => this.placeUnwind(arbitrage),
      arbitrageEnded: (arbitrage) => this.ended(arbitrage),
    });
  }

  /** Connects who receives their ends, before the first of them starts. */
  reportTo(listener: ArbitrageListener): void {
    this.listener = listener;
  }

  /** Arbitrages that live now. */
  get liveCount(): number {
    return this.live.size;
  }

  /** Arbitrages there have been. */
  get startedCount(): number {
    return this.started;
  }

  /** An intent that was planned becomes an arbitrage of the same number. Its lanes have admitted it. */
  start(number: number, intent: Intent): void {
    this.started += 1;
    const { legs, sets, mode, policy, unwindAttemptsMax } = intent;
    const input: ArbitrageInput = {
      arbitrageId: String(number),
      mode,
      policy,
      sets,
      legs: legs.map((leg, index) => ({
        clOrdId: `${number}.${index + 1}`,
        plannedQty: leg.qty,
      })),
      qtyStep: this.unwinding.qtyStepOf(intent),
      unwindAttemptsMax,
    };
    const actor = this.actors.spawn(number, { input });
    const arbitrage = this.keep(number, intent, actor, 0);
    for (const { venue } of legs) addTickets(arbitrage, venue, ROOM_PER_LEG);
    this.schedule(arbitrage, 'deadline', intent.deadlineUs);
    this.schedule(arbitrage, 'staleness', intent.stalenessUs);
    this.move(arbitrage, { type: 'plan.accepted' });
    this.move(arbitrage, { type: 'lanes.admitted' });
  }

  /** Nothing new is begun: what is still legging is cancelled, and what is exposed is worked off. */
  stopAll(reason: string): void {
    for (const arbitrage of this.live.values()) this.move(arbitrage, { type: 'stop.requested', reason });
  }

  /** A venue reports on a released order: revives it, with its arbitrage and all its other orders. */
  revive(clOrdId: string): LiveOrder | undefined {
    const record = this.records.take(clOrdId);
    if (record === undefined) return undefined;
    const { number } = record;
    const actor = this.actors.spawn(number, { snapshot: this.actors.persist(record.snapshot) });
    const arbitrage = this.keep(number, record.intent, actor, record.unwinds);
    for (const order of record.orders) addOrder(arbitrage, this.setup.orders.revive(order));
    this.setup.world.defer(() => this.letGo(arbitrage));
    return arbitrage.orders.find((order) => order.clOrdId === clOrdId);
  }

  /** Returns the record of a released order, while it is kept. */
  recordOf(clOrdId: string): OrderRecord | undefined {
    return this.records.of(clOrdId)?.orders.find((order) => order.clOrdId === clOrdId);
  }

  /** Forgets the released arbitrages of which no venue will send reports any more. They were released in the order of time. */
  forgetOld(): void {
    this.records.forgetOld(this.setup.world.nowUs, this.forgetRecord);
  }

  /** Tells an arbitrage something, if it still lives. */
  tell(number: number, event: ArbitrageEvent): void {
    const arbitrage = this.live.get(number);
    if (arbitrage !== undefined) this.move(arbitrage, event);
  }

  /** One of its orders has moved. */
  legUpdated(arbitrage: LiveArbitrage, update: ReturnType<typeof legUpdateOf>): void {
    this.move(arbitrage, update);
    if (isArbitrageEnded(this.snapshotOf(arbitrage))) this.setup.world.defer(() => this.letGo(arbitrage));
  }

  /** Sends the event to the actor, and writes the step down if it went anywhere. */
  move(arbitrage: LiveArbitrage, event: ArbitrageEvent): void {
    const before = this.snapshotOf(arbitrage);
    this.actors.send(arbitrage, event);
    const after = this.snapshotOf(arbitrage);
    assert(after.status === 'active', () => `arbitrage ${arbitrage.number} failed: ${String(after.error)}`);
    const record = arbitrageMoveOf(arbitrage.number, event, before, after);
    if (record !== null) this.setup.world.record(record);
  }

  /** The arbitrages as plain data. */
  save(): ArbitragesState {
    const { orders } = this.setup;
    return {
      started: this.started,
      live: [...this.live.values()].map(({ number, intent, unwinds, actor, orders: own, timers, unusedTickets }) => ({
        number,
        intent,
        unwinds,
        snapshot: actor.getPersistedSnapshot(),
        orders: own.map(({ clOrdId }) => clOrdId),
        timers: [...timers],
        unusedTickets: unusedTickets.map(({ venue, tickets }) => [venue, tickets] as const),
      })),
      records: this.records.all.map((record) => ({
        ...record,
        snapshot: this.actors.persist(record.snapshot),
        orders: record.orders.map((order) => orders.saveRecord(order)),
      })),
    };
  }

  /** Puts what was saved back, once the orders are there. */
  restore({ started, live, records }: ArbitragesState): void {
    const { orders } = this.setup;
    this.started = started;
    for (const { number, intent, unwinds, snapshot, orders: own, timers, unusedTickets } of live) {
      const actor = this.actors.spawn(number, { snapshot: snapshot as Snapshot<unknown> });
      const arbitrage = this.keep(number, intent, actor, unwinds);
      for (const clOrdId of own) {
        const order = orders.get(clOrdId);
        assert(order !== undefined, () => `the order ${clOrdId} was not saved with its arbitrage`);
        addOrder(arbitrage, order);
      }
      arbitrage.timers.push(...timers);
      for (const [venue, tickets] of unusedTickets) addTickets(arbitrage, venue, tickets);
    }
    for (const { snapshot, orders: own, ...record } of records) {
      this.records.add({
        ...record,
        snapshot: this.actors.restore(snapshot),
        orders: own.map((order) => orders.restoreRecord(order)),
      });
    }
  }

  private snapshotOf(arbitrage: LiveArbitrage): ArbitrageSnapshot {
    return arbitrage.actor.getSnapshot() as ArbitrageSnapshot;
  }

  private schedule(arbitrage: LiveArbitrage, kind: 'deadline' | 'staleness' | 'reprice', delayUs: number): void {
    arbitrage.timers.push(this.setup.world.after(delayUs, { kind, arbitrage: arbitrage.number }));
  }

  private keep(number: number, intent: Intent, actor: AnyActorRef, unwinds: number): LiveArbitrage {
    const arbitrage = new LiveArbitrage(this, number, intent, actor, unwinds);
    assert(this.live.setNew(number, arbitrage), () => `the arbitrage ${number} lives already`);
    return arbitrage;
  }

  private cancelOrders(arbitrage: LiveArbitrage, which: typeof legsToCancel): void {
    for (const { clOrdId } of which(this.snapshotOf(arbitrage).context)) {
      const order = arbitrage.orders.find((each) => each.clOrdId === clOrdId);
      if (order !== undefined) this.setup.orders.tell(order, { type: 'cancel.requested' });
    }
  }

  /** Places what works the residue off, and looks again after a while, whether or not there was something to place. */
  private placeUnwind(arbitrage: LiveArbitrage): void {
    const placed = this.unwinding.place(arbitrage);
    // What has not settled cannot be sold: its settlement wakes the arbitrage, and an attempt is not used up by the wait.
    const isUnsettled = placed.type === 'unwind.refused' && placed.reason === 'unsettled';
    const { settlementUs, unwinding } = this.setup.options;
    this.schedule(arbitrage, 'reprice', isUnsettled ? settlementUs : unwinding.repriceUs);
    this.move(arbitrage, placed);
    if (placed.type !== 'unwind.placed') return;
    for (const { clOrdId } of placed.orders) this.setup.lanes.ask('submit', clOrdId);
  }

  private ended(arbitrage: LiveArbitrage): void {
    for (const timer of arbitrage.timers) this.setup.world.cancel(timer);
    arbitrage.timers.length = 0;
    this.listener.arbitrageEnded();
    this.letGo(arbitrage);
  }

  /** Releases an arbitrage that has ended and whose orders have nothing left to tell. */
  private letGo(arbitrage: LiveArbitrage): void {
    const { world, options, orders, lanes } = this.setup;
    if (!arbitrage.isLive || !isArbitrageEnded(this.snapshotOf(arbitrage))) return;
    for (const order of arbitrage.orders) if (!orders.isQuiet(order)) return;
    const { number, intent, unusedTickets, unwinds } = arbitrage;
    const snapshot = this.snapshotOf(arbitrage);
    for (const { venue, tickets } of unusedTickets) lanes.release(venue, tickets);
    const records = arbitrage.orders.map((order) => orders.release(order));
    this.live.delete(number);
    arbitrage.isLive = false;
    this.actors.release(arbitrage.actor);
    const untilUs = world.nowUs + options.recordUs;
    if (records.length > 0)
      this.records.add({
        number,
        intent,
        snapshot,
        orders: records,
        unwinds,
        untilUs,
      });
    else this.forget(number, records);
  }

  private forget(number: number, orders: ArbitrageRecord['orders']): void {
    for (const order of orders) this.setup.orders.forget(order);
    this.setup.portfolio.forget(number);
  }
}
