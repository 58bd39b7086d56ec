// The one seam to XState's graph utilities. They are published twice: as @xstate/graph, and inside xstate as
// `xstate/graph`. The second is used: it is built with the interpreter it walks (xstate 5.33), and only it still gets
// fixes. Its own serializers are not: JSON.stringify throws at the bigints of our contexts and events.
import type { AnyEventObject, AnyMachineSnapshot, AnyStateMachine } from 'xstate';
import { getShortestPaths } from 'xstate/graph';

/** What to walk, and what to take for the same place. */
export interface Walk {
  readonly input?: unknown;
  /** Every event that is tried at every place, each payload an event of its own. */
  readonly events: readonly AnyEventObject[];
  /** Snapshots with the same key are one place; the default is the state value alone. */
  readonly stateKey?: (snapshot: AnyMachineSnapshot) => string;
  /** How many steps may be tried, over all places; more is an error, so that a walk always ends. */
  readonly limit?: number;
}

/** A place that was reached, and the shortest list of events that leads there from a fresh actor. */
export interface WalkedPath {
  readonly key: string;
  readonly events: readonly AnyEventObject[];
}

/** Steps of a walk when none are stated. */
const LIMIT = 100_000;

/** JSON, with keys in the order they stand in and each bigint as its digits and an `n`. */
export const textOf = (value: unknown): string =>
  JSON.stringify(value, (_key, part: unknown) => (typeof part === 'bigint' ? `${part}n` : part));

/** The key of a snapshot that tells only its state. */
export const stateValueKey = (snapshot: AnyMachineSnapshot): string => textOf(snapshot.value);

/**
 * The shortest path to every place that the events can reach, the initial place first. A place keeps the snapshot that
 * reached it first, so the path leads exactly there. Throws past the limit, and when an event makes the chart throw.
 */
export const shortestPaths = (machine: AnyStateMachine, walk: Walk): readonly WalkedPath[] => {
  const stateKey = walk.stateKey ?? stateValueKey;
  // An event is known by its number in the list: shorter than its content, and asked for at every step.
  const numbers = new Map(walk.events.map((event, index) => [event, `event ${index}`]));
  const paths = getShortestPaths(machine, {
    input: walk.input,
    events: walk.events,
    limit: walk.limit ?? LIMIT,
    serializeState: stateKey,
    serializeEvent: (event: AnyEventObject) => numbers.get(event) ?? event.type,
  });
  return paths.map((path) => ({
    key: stateKey(path.state),
    // The first step is the start, which no event causes.
    events: path.steps.slice(1).map((step) => step.event),
  }));
};
