// The birth of a child actor. It is XState's actor, with XState's own methods; its fields and its constructor are written
// here. The original spreads its options into an object that has none of their keys, and V8 (Node 20) takes a
// microsecond for each key: 3 of the 5 µs that an actor costs to construct, four times for every arbitrage. This follows
// `Actor` of XState 5.33, and a test holds the two births equal, field by field and as an inspector sees them.
import { Actor, createActor, type AnyActorLogic, type AnyActorRef, type AnyEventObject, type Snapshot } from 'xstate';
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
  readonly _parent: unknown;
  _process(event: unknown): void;
  _initState(persisted: unknown): void;
  _stop(): void;
  start(): unknown;
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

/** An actor of XState's own making, never started: it shows what every actor's options begin with. */
const example = createActor({
  getInitialSnapshot: () => ({ status: 'active' }),
} as unknown as AnyActorLogic) as unknown as {
  readonly options: { readonly clock: unknown; readonly logger: unknown; readonly devTools: unknown };
  readonly mailbox: object;
};

/** Replaces an actor's birth when it has started, to release it: XState holds it for as long as the actor lives. */
const BEGUN: Birth = { input: undefined };

/** What nobody listens to, and who has nothing to do later, has in common: an actor has its own once there is something. */
const noListeners = { observers: new Set<unknown>(), eventListeners: new Map<string, unknown>() };
const noWork: (() => void)[] = [];

/** XState's mailbox, but that it finds its actor without a bound function. */
class Mailbox {
  _active = false;
  _current: unknown = null;
  _last: unknown = null;
  private readonly actor: Insides;

  constructor(actor: Insides) {
    this.actor = actor;
  }

  _process(event: unknown): void {
    this.actor._process(event);
  }
}
Object.setPrototypeOf(Mailbox.prototype, Object.getPrototypeOf(example.mailbox) as object);

/**
 * XState's actor, whose methods it inherits: see below. Thousands live at a time and every collection of garbage copies
 * them, which was a fifth of a run: so an actor holds only what is its own, and what is the same for all, or follows from
 * another field, is asked for. An order that lives holds 0.7 kB so, and 1.4 with XState's fields, closures and options.
 */
class BornActor {
  readonly logic: AnyActorLogic;
  _snapshot: unknown = undefined;
  readonly id: string;
  readonly mailbox: unknown;
  readonly _processingStatus: number = NOT_STARTED;
  readonly _parent: unknown;
  readonly sessionId: string;
  readonly system: Insides['system'];
  private birth: Birth;
  // On the prototype, until there is something of the actor's own.
  declare observers: Set<unknown>;
  declare eventListeners: Map<string, unknown>;
  declare _deferred: (() => void)[];

  constructor(logic: AnyActorLogic, id: string, parent: AnyActorRef, birth: Birth) {
    const { system } = insidesOf(parent);
    this.logic = logic;
    this.id = id;
    this.mailbox = new Mailbox(this as unknown as Insides);
    this._parent = parent;
    this.sessionId = system._bookId();
    this.system = system;
    this.birth = birth;
    system._sendInspectionEvent({ type: '@xstate.actor', actorRef: this });
    inherited._initState.call(this as unknown as Insides, 'snapshot' in birth ? birth.snapshot : undefined);
  }

  get clock(): unknown {
    return this.system._clock;
  }

  get logger(): unknown {
    return this.system._logger;
  }

  get ref(): this {
    return this;
  }

  get src(): unknown {
    return this.logic;
  }

  get options(): unknown {
    const { clock, logger, devTools } = example.options;
    return { clock, logger, devTools, id: this.id, parent: this._parent, ...this.birth };
  }

  /** For who takes it from the actor: bound, as XState's is. Who only calls it uses `sendTo`. */
  get send(): (event: unknown) => void {
    return inherited.send.bind(this);
  }

  /** The actor is its own scope. */
  get _actorScope(): this {
    return this;
  }

  start(): this {
    inherited.start.call(this);
    this.birth = BEGUN;
    return this;
  }

  subscribe(...observer: readonly unknown[]): unknown {
    if (this.observers === noListeners.observers) this.observers = new Set();
    return inherited.subscribe.apply(this, observer as []);
  }

  on(type: string, handler: unknown): unknown {
    if (this.eventListeners === noListeners.eventListeners) this.eventListeners = new Map();
    return inherited.on.call(this, type, handler);
  }

  /** Skips XState's own where there are no observers: it clears both tables, and clearing a table allocates a new one. */
  _complete(): void {
    if (this.observers.size > 0 || this.eventListeners.size > 0) inherited._complete.call(this as unknown as Insides);
  }

  // What a scope has beyond the fields of its actor.
  get self(): this {
    return this;
  }

  defer(work: () => void): void {
    if (this._deferred === noWork) this._deferred = [];
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
    else this.defer(() => this.execute(action));
  }

  private execute({ type, params, info, exec }: Action): void {
    this.system._sendInspectionEvent({ type: '@xstate.action', actorRef: this, action: { type, params } });
    if (exec !== undefined) exec(info, params);
  }
}
Object.setPrototypeOf(BornActor.prototype, Actor.prototype);
Object.assign(BornActor.prototype, noListeners, {
  _deferred: noWork,
  systemId: undefined,
  _syncSnapshot: undefined,
  _doneEvent: undefined,
});

/** The actor of a compiled chart, as `createActor` would make it: not started. */
export const bearActor = (logic: AnyActorLogic, id: string, parent: AnyActorRef, birth: Birth): AnyActorRef =>
  new BornActor(logic, id, parent, birth) as unknown as AnyActorRef;

/** What `actor.send(event)` does, without making a function for it. */
export const sendTo = (actor: AnyActorRef, event: AnyEventObject): void => inherited.send.call(actor, event);

/** Whether the logic is a compiled chart's. */
export const isCompiled = (logic: AnyActorLogic): boolean => 'machine' in logic && 'config' in logic;
