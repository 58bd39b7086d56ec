// The actors of venues: each is a child of the engine's root, holds the state of the way to its venue, and is the parent
// of that venue's orders. The simulated connection comes back by itself and says so: nobody has to try.
import type { AnyActorRef, AnyMachineSnapshot, Snapshot } from 'xstate';
import { venueExecutorMachine } from '../../../machines/venue-executor.ts';
import { assert } from '../../kernel/assert.ts';
import type { World } from '../../world/world.ts';
import { compile } from '../../xstate/compile.ts';
import { createParent, type Births, type Children } from '../../xstate/parent.ts';

/** The actor of a venue, as the parts see it that send it events. */
export interface Executor {
  send(event: { readonly type: string } & Readonly<Record<string, unknown>>): void;
  getSnapshot(): AnyMachineSnapshot;
}

/** Does what the actor of a venue asks for, at the end of the step in which it asks. */
export interface ExecutorListener {
  /** The connection stands again: every live order of the venue is asked for. */
  reconcile(venue: string): void;
  /** Something may be sent again. */
  pump(venue: string): void;
}

interface LiveExecutor {
  readonly actor: AnyActorRef;
  readonly children: Children;
}

/** The actors of all venues of a run. */
export class Executors {
  private readonly world: Pick<World<never>, 'defer'>;
  private readonly root: Children;
  private readonly births: Births | undefined;
  private readonly executors = new Map<string, LiveExecutor>();
  private listener!: ExecutorListener;

  constructor(world: Pick<World<never>, 'defer'>, root: Children, births?: Births) {
    this.world = world;
    this.root = root;
    this.births = births;
  }

  /** Connects the listener that executes their effects, before the first of them receives an event. */
  reportTo(listener: ExecutorListener): void {
    this.listener = listener;
  }

  /** Adds a venue, with its actor at its beginning or as it was saved. */
  add(venue: string, saved?: unknown): Executor {
    const parent = createParent(compile(venueExecutorMachine.provide({ actions: this.effectsOf(venue) })), this.births);
    const birth = saved === undefined ? { input: { venue } } : { snapshot: saved as Snapshot<unknown> };
    const actor = this.root.spawn(parent.logic, `venue:${venue}`, birth);
    this.executors.set(venue, { actor, children: parent });
    return actor as Executor;
  }

  /** Under whom the orders of each venue are born. */
  get parents(): ReadonlyMap<string, Children> {
    return new Map([...this.executors].map(([venue, { children }]) => [venue, children]));
  }

  /** Lets every venue know that its connection stands. */
  connectAll(): void {
    for (const { actor } of this.executors.values()) actor.send({ type: 'venue.connected' });
  }

  /** The actor of a venue as plain data. */
  saveOf(venue: string): unknown {
    const live = this.executors.get(venue);
    assert(live !== undefined, () => `there is no venue '${venue}'`);
    return live.actor.getPersistedSnapshot();
  }

  private effectsOf(venue: string) {
    const { world } = this;
    const nothing = (): void => undefined;
    return {
      connect: nothing,
      scheduleReconnect: nothing,
      queryVenueStatus: nothing,
      cancelLiveOrders: nothing,
      queryLiveOrders: () => world.defer(() => this.listener.reconcile(venue)),
      pumpLane: () => world.defer(() => this.listener.pump(venue)),
    };
  }
}
