// The actors of orders: each is a child of its venue's actor, and all run the same compiled chart. A message that a chart
// asks for is queued after the actor's own step.
import type { AnyActorRef, Snapshot } from 'xstate';
import { orderMachine, type OrderContext } from '../../machines/order.ts';
import { assert } from '../kernel/assert.ts';
import { persistSnapshot, restoreSnapshot } from '../xstate/at-rest.ts';
import { compile, type CompiledLogic } from '../xstate/compile.ts';
import type { Birth, Children } from '../xstate/parent.ts';
import type { OrderSnapshot } from './live-order.ts';
import type { OrderParents, OrderTraffic, OrderWorld } from './surroundings.ts';

/** The actors of all orders. */
export class OrderActors {
  private readonly parents: OrderParents;
  private readonly logic: CompiledLogic<typeof orderMachine>;

  constructor(world: Pick<OrderWorld, 'defer'>, traffic: Pick<OrderTraffic, 'ask'>, parents: OrderParents) {
    this.parents = parents;
    const asks =
      (kind: 'cancel' | 'replace' | 'query') =>
      ({ context }: { readonly context: OrderContext }): void =>
        world.defer(() => traffic.ask(kind, context.clOrdId));
    const actions = {
      sendCancel: asks('cancel'),
      cancelZombie: asks('cancel'),
      sendReplace: asks('replace'),
      queryOrder: asks('query'),
    };
    this.logic = compile(orderMachine.provide({ actions }));
  }

  /** Spawns an actor at its venue. */
  spawn(venue: string, clOrdId: string, birth: Birth): AnyActorRef {
    return this.parentOf(venue).spawn(this.logic, `order:${clOrdId}`, birth);
  }

  /** Stops an actor. */
  release(venue: string, actor: AnyActorRef): void {
    this.parentOf(venue).release(actor);
  }

  /** Returns the snapshot as plain data. */
  persist(snapshot: OrderSnapshot): Snapshot<unknown> {
    return persistSnapshot(this.logic, snapshot);
  }

  /** Returns the snapshot that was persisted. */
  restore(persisted: unknown): OrderSnapshot {
    return restoreSnapshot(this.logic, persisted);
  }

  private parentOf(venue: string): Children {
    const parent = this.parents.get(venue);
    assert(parent !== undefined, () => `there is no venue '${venue}'`);
    return parent;
  }
}
