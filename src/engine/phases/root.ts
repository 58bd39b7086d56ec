// The actor at the root of a run, by the engine's chart: venues and arbitrages are its children. What it asks for is done
// at the end of the step in which it asks.
import { createActor, type AnyActorRef, type Snapshot } from 'xstate';
import { engineMachine, engineStatus, type EngineContext, type EngineEvent } from '../../../machines/engine.ts';
import type { World } from '../../world/world.ts';
import { compile } from '../../xstate/compile.ts';
import { inspectWith, type ActorObserver } from '../../xstate/inspection.ts';
import { createParent, type Births, type Children, type Parent } from '../../xstate/parent.ts';
import type { Entry } from '../entries.ts';

/** Does what the chart of a run asks for. */
export interface RootListener {
  /** No new intents. */
  stopIntents(): void;
  /** Everything that lives is cancelled. */
  cancelEverything(): void;
}

/** How the root actor comes to life. */
export interface RootSetup {
  /** Receives a notice of every actor; it costs nothing where there is none. */
  readonly inspect?: ActorObserver | undefined;
  readonly births?: Births | undefined;
  /** Its snapshot, where it was saved. */
  readonly saved?: unknown;
}

/** The root actor of one run. */
export class Root {
  readonly actor: AnyActorRef;
  private readonly parent: Parent<ReturnType<typeof rootLogic>>;
  private listener!: RootListener;

  constructor(world: RootWorld, { inspect, births, saved }: RootSetup) {
    this.parent = createParent(
      rootLogic(world, () => this.listener),
      births,
    );
    this.actor = createActor(this.parent.logic, {
      id: 'engine',
      input: { runId: '' },
      ...(saved === undefined ? {} : { snapshot: saved as Snapshot<unknown> }),
      ...(inspect === undefined ? {} : { inspect: inspectWith((notice) => inspect(notice, world.nowUs)) }),
    });
    this.actor.start();
  }

  /** Connects the listener that executes its effects, before it receives an event. */
  reportTo(listener: RootListener): void {
    this.listener = listener;
  }

  /** The hand that holds its children. */
  get children(): Children {
    return this.parent;
  }

  /** Where the run stands, in a word. */
  get status(): ReturnType<typeof engineStatus> {
    return engineStatus(this.actor.getSnapshot() as Parameters<typeof engineStatus>[0]);
  }

  /** What it remembers. */
  get context(): EngineContext {
    return (this.actor.getSnapshot() as { readonly context: EngineContext }).context;
  }

  /** Tells it what happened. */
  tell(event: EngineEvent): void {
    this.actor.send(event);
  }

  /** The actor as plain data. */
  save(): unknown {
    return this.actor.getPersistedSnapshot();
  }
}

type RootWorld = Pick<World<Entry>, 'nowUs' | 'after' | 'defer'>;

const rootLogic = (world: RootWorld, listenerOf: () => RootListener) => {
  const nothing = (): void => undefined;
  const actions = {
    startIntents: () => world.defer(() => world.after(0, { kind: 'moment' })),
    stopIntents: () => world.defer(() => listenerOf().stopIntents()),
    cancelEverything: () => world.defer(() => listenerOf().cancelEverything()),
    // These are the shell's: an engine alone has no database, and reports by its journal.
    migrate: nothing,
    recover: nothing,
    flushRows: nothing,
    holdCore: nothing,
    releaseCore: nothing,
    report: nothing,
  };
  return compile(engineMachine.provide({ actions }));
};
