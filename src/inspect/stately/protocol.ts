// Stately's inspection protocol, as @statelyai/inspect 0.7.2 publishes it: one JSON object in each text frame of a
// WebSocket. The types are written out here because that package is needed by the tests alone, which hold the two equal.
// Knows nothing of runs, sockets or actors.

/** The version of the protocol that every message names. */
export const PROTOCOL_VERSION = '0.7.2';

/** What the inspector says when it is ready to receive, and again when it has been loaded anew. */
export const GREETING = '@statelyai.connected';

interface MessageBase {
  /** The actor at the root of the tree. */
  readonly rootId: string;
  /** The actor: here its own id, which is the same in every run of the same inputs. */
  readonly sessionId: string;
  /** Virtual time in whole milliseconds, as digits. */
  readonly createdAt: string;
  /** The number of the message in its feed. */
  readonly id: string;
  readonly _version: string;
}

/** A snapshot as JSON holds it: bigints are digits. */
export interface JsonSnapshot {
  readonly status: 'active' | 'done' | 'error' | 'stopped';
  readonly value: unknown;
  readonly context: unknown;
  readonly tags: readonly string[];
  readonly output?: unknown;
  readonly error?: unknown;
}

/** An event as JSON holds it: bigints are digits. */
export interface JsonEvent {
  readonly type: string;
  readonly [field: string]: unknown;
}

/** An actor is there: how it is called, its chart as JSON, whose child it is, and where it stands. */
export interface ActorMessage extends MessageBase {
  readonly type: '@xstate.actor';
  readonly name: string;
  readonly parentId?: string;
  readonly definition: string;
  readonly snapshot: JsonSnapshot;
}

/** An event was sent to an actor, by `sourceId` where that is known. */
export interface EventMessage extends MessageBase {
  readonly type: '@xstate.event';
  readonly event: JsonEvent;
  readonly sourceId?: string;
}

/** An actor has taken an event, and this is where it stands now. */
export interface SnapshotMessage extends MessageBase {
  readonly type: '@xstate.snapshot';
  readonly event: JsonEvent;
  readonly snapshot: JsonSnapshot;
}

/** What an inspector is sent. */
export type StatelyMessage = ActorMessage | EventMessage | SnapshotMessage;
