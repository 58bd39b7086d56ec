// The live orders by their id: born, released and revived, each with its actor; and all of them as plain data.
import type { AnyActorRef, Snapshot } from 'xstate';
import { assert } from '../kernel/assert.ts';
import { PassingMap } from '../kernel/passing-map.ts';
import type { Birth } from '../xstate/parent.ts';
import type { LiveOrder, OrderIdentity, OrderRecord, SavedLiveOrder, SavedOrderRecord } from './live-order.ts';
import type { OrderActors } from './order-actors.ts';

/** All live orders. */
export class LiveOrders {
  private readonly actors: OrderActors;
  private readonly live = new PassingMap<string, LiveOrder>();

  constructor(actors: OrderActors) {
    this.actors = actors;
  }

  /** Orders that live now. */
  get size(): number {
    return this.live.size;
  }

  /** Returns the live order of that id. */
  get(clOrdId: string): LiveOrder | undefined {
    return this.live.get(clOrdId);
  }

  /** Returns all of them, in the order of their births. */
  values(): IterableIterator<LiveOrder> {
    return this.live.values();
  }

  /** Adds an order, and spawns its actor. */
  add(identity: OrderIdentity, birth: Birth, tickets: number): LiveOrder {
    return this.keep(identity, this.actors.spawn(identity.venue, identity.clOrdId, birth), tickets);
  }

  /** Removes an order, and stops its actor. */
  remove({ venue, clOrdId, actor }: LiveOrder): void {
    this.actors.release(venue, actor);
    this.live.delete(clOrdId);
  }

  /** Adds an order that was released, from its record. */
  revive(record: OrderRecord, tickets: number): LiveOrder {
    const order = this.add(record, { snapshot: this.actors.persist(record.snapshot) }, tickets);
    order.recheck = record.recheck;
    return order;
  }

  /** Returns the record of a released order as plain data. */
  saveRecord({ snapshot, ...record }: OrderRecord): SavedOrderRecord {
    return { ...record, snapshot: this.actors.persist(snapshot) };
  }

  /** Returns the record that was saved. */
  restoreRecord({ snapshot, ...record }: SavedOrderRecord): OrderRecord {
    return { ...record, snapshot: this.actors.restore(snapshot) };
  }

  /** Returns the live orders as plain data. */
  save(): SavedLiveOrder[] {
    return [...this.live.values()].map(({ actor, owner: _owner, ...order }) => ({
      ...order,
      timers: { ...order.timers },
      snapshot: actor.getPersistedSnapshot(),
    }));
  }

  /** Adds the orders that were saved. Their owners are not saved: each takes its orders itself. */
  restore(live: readonly SavedLiveOrder[]): void {
    for (const saved of live) {
      const order = this.add(saved, { snapshot: saved.snapshot as Snapshot<unknown> }, saved.tickets);
      order.isInWindow = saved.isInWindow;
      order.sentAtUs = saved.sentAtUs;
      order.isUntold = saved.isUntold;
      order.isZombie = saved.isZombie;
      order.recheck = saved.recheck;
      Object.assign(order.timers, saved.timers);
    }
  }

  private keep(order: OrderIdentity, actor: AnyActorRef, tickets: number): LiveOrder {
    const { clOrdId, venue, ownerKind, ownerId, request, paysIn } = order;
    const kept: LiveOrder = {
      clOrdId,
      venue,
      ownerKind,
      ownerId,
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
