// The actors of orders: each is a child of its venue's executor, and all run the same compiled chart. What an order asks
// for goes to its lane, after the actor's own step.
import type { AnyActorRef, Snapshot } from 'xstate';
import { orderMachine, type OrderContext } from '../../machines/order.ts';
import { assert } from '../kernel/assert.ts';
import { compile, type CompiledLogic } from '../xstate/compile.ts';
import type { Birth, Parent } from '../xstate/parent.ts';
import type { Core } from './core.ts';
import type { OrderSnapshot } from './live-order.ts';

/** The actors of all orders. */
export class OrderActors {
  private readonly parents: ReadonlyMap<string, Parent<never>>;
  private readonly logic: CompiledLogic<typeof orderMachine>;

  constructor(core: Core, parents: ReadonlyMap<string, Parent<never>>) {
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

  /** An actor is born at its venue. */
  spawn(venue: string, clOrdId: string, birth: Birth): AnyActorRef {
    return this.parentOf(venue).spawn(this.logic, `order:${clOrdId}`, birth);
  }

  /** An actor is let go. */
  release(venue: string, actor: AnyActorRef): void {
    this.parentOf(venue).release(actor);
  }

  /** The snapshot as plain data. */
  persist(snapshot: OrderSnapshot): Snapshot<unknown> {
    return this.logic.getPersistedSnapshot(snapshot as never);
  }

  /** The snapshot that was persisted. */
  restore(persisted: unknown): OrderSnapshot {
    const snapshot: unknown = this.logic.restoreSnapshot?.(persisted as never, undefined as never);
    return snapshot as OrderSnapshot;
  }

  private parentOf(venue: string): Parent<never> {
    const parent = this.parents.get(venue);
    assert(parent !== undefined, () => `there is no venue '${venue}'`);
    return parent;
  }
}
