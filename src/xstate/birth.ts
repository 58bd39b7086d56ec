// The birth of a child actor. It is XState's own actor, with XState's own methods; only its constructor is written out
// here. The original spreads its options into an object that has none of their keys, and V8 (Node 20) takes a
// microsecond for each key: 3 of the 5 µs that an actor costs to construct, four times for every arbitrage. This follows
// `Actor` of XState 5.33, and a test holds the two births equal, field by field and as an inspector sees them.
import { Actor, createActor, type AnyActorLogic, type AnyActorRef, type Snapshot } from 'xstate';
import { unreachable } from '../kernel/assert.ts';

/** How a child comes to life: from an input, or from a snapshot that was persisted. */
export type Birth = { readonly input: unknown } | { readonly snapshot: Snapshot<unknown> };

/** What the constructor needs of an actor, beyond its public type. */
interface Insides {
  readonly system: {
    _bookId(): string;
    _sendInspectionEvent(event: object): void;
    readonly _logger: unknown;
    readonly _clock: unknown;
  };
  readonly mailbox: { readonly constructor: new (process: (event: unknown) => void) => object };
  readonly _parent: unknown;
  _process(event: unknown): void;
  _initState(persisted: unknown): void;
  _stop(): void;
  _complete(): void;
  send(event: unknown): void;
  subscribe(...observer: readonly unknown[]): unknown;
  on(type: string, handler: unknown): unknown;
}

interface Action {
  readonly type: string;
  readonly params: unknown;
  readonly info: unknown;
  readonly exec: ((info: unknown, params: unknown) => void) | undefined;
}

const NOT_STARTED = 0;
const RUNNING = 1;

const insidesOf = (actor: unknown): Insides => actor as Insides;
const inherited = insidesOf(Actor.prototype);

/** What every actor's options begin with: XState's own, read from an actor that is never started. */
const defaults = (
  createActor({ getInitialSnapshot: () => ({ status: 'active' }) } as unknown as AnyActorLogic) as unknown as {
    readonly options: { readonly clock: unknown; readonly logger: unknown; readonly devTools: unknown };
  }
).options;

/** What nobody listens to has in common: an actor has its own once somebody does. */
const noObservers = new Set<unknown>();
const noListeners = new Map<string, unknown>();

/** The fields of XState's actor, in its order. Its methods are inherited: see below. */
class BornActor {
  readonly logic: AnyActorLogic;
  _snapshot: unknown = undefined;
  readonly clock: unknown;
  readonly options: unknown;
  readonly id: string;
  readonly mailbox: unknown;
  observers = noObservers;
  eventListeners = noListeners;
  readonly logger: unknown;
  readonly _processingStatus: number = NOT_STARTED;
  readonly _parent: unknown;
  readonly _syncSnapshot = undefined;
  readonly ref: unknown;
  /** Itself: four closures and an object for each actor were a sixteenth of what a chart's life costs. */
  readonly _actorScope = this;
  readonly systemId = undefined;
  readonly sessionId: string;
  readonly system: Insides['system'];
  readonly _doneEvent = undefined;
  readonly src: unknown;
  readonly _deferred: (() => void)[] = [];
  readonly send: unknown;

  constructor(logic: AnyActorLogic, id: string, parent: AnyActorRef, birth: Birth) {
    const { system, mailbox } = insidesOf(parent);
    const { clock, logger, devTools } = defaults;
    const snapshot = 'snapshot' in birth ? birth.snapshot : undefined;
    this.logic = logic;
    this.clock = system._clock;
    this.options =
      'snapshot' in birth
        ? { clock, logger, devTools, id, parent, snapshot }
        : { clock, logger, devTools, id, parent, input: birth.input };
    this.id = id;
    this.mailbox = new mailbox.constructor(inherited._process.bind(this));
    this.logger = system._logger;
    this._parent = parent;
    this.ref = this;
    this.sessionId = system._bookId();
    this.system = system;
    this.src = logic;
    this.send = inherited.send.bind(this);
    system._sendInspectionEvent({ type: '@xstate.actor', actorRef: this });
    inherited._initState.call(this as unknown as Insides, snapshot);
  }

  subscribe(...observer: readonly unknown[]): unknown {
    if (this.observers === noObservers) this.observers = new Set();
    return inherited.subscribe.apply(this, observer as []);
  }

  on(type: string, handler: unknown): unknown {
    if (this.eventListeners === noListeners) this.eventListeners = new Map();
    return inherited.on.call(this, type, handler);
  }

  /** XState's clears both, and a table that is cleared is made anew. */
  _complete(): void {
    if (this.observers.size > 0 || this.eventListeners.size > 0) inherited._complete.call(this as unknown as Insides);
  }

  // What the scope has beyond the actor's own fields.
  get self(): this {
    return this;
  }

  defer(work: () => void): void {
    this._deferred.push(work);
  }

  stopChild(child: AnyActorRef): void {
    if (insidesOf(child)._parent !== this)
      throw new Error(`Cannot stop child actor ${child.id} of ${this.id} because it is not a child`);
    insidesOf(child)._stop();
  }

  /** A compiled chart emits nothing: `compile` refuses it. */
  emit(event: never): never {
    return unreachable(event);
  }

  actionExecutor(action: Action): void {
    if (this._processingStatus === RUNNING) this.execute(action);
    else this._deferred.push(() => this.execute(action));
  }

  private execute({ type, params, info, exec }: Action): void {
    this.system._sendInspectionEvent({ type: '@xstate.action', actorRef: this, action: { type, params } });
    if (exec !== undefined) exec(info, params);
  }
}
Object.setPrototypeOf(BornActor.prototype, Actor.prototype);

/** The actor of a compiled chart, as `createActor` would make it: not started. */
export const bearActor = (logic: AnyActorLogic, id: string, parent: AnyActorRef, birth: Birth): AnyActorRef =>
  new BornActor(logic, id, parent, birth) as unknown as AnyActorRef;

/** Whether the logic is a compiled chart's. */
export const isCompiled = (logic: AnyActorLogic): boolean => 'machine' in logic && 'config' in logic;
