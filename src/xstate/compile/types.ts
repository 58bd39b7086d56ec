// The words of the compiler. A chart is a tree of state nodes; a configuration is the set of nodes that are
// active together; a step is what one selection of transitions does to a configuration.
import type { AnyEventObject, AnyStateMachine, AnyStateNode, AnyTransitionDefinition, StateValue } from 'xstate';

export type Context = Readonly<Record<string, unknown>>;

/** The context with what an assign returned; null and undefined change nothing. */
export type Merge = (context: Context, change: Context | null | undefined) => Context;

/** What guards are asked with: XState's own argument. */
export interface GuardArgs {
  readonly context: Context;
  readonly event: AnyEventObject;
}

/** A guard that is left to ask at run time: `stateIn` has been answered when the plan was made. */
export type GuardTest = (args: GuardArgs) => boolean;

/** Params of an action or guard, fixed or computed when it runs. */
export type ParamsOf = { readonly fixed: unknown } | { readonly compute: (args: GuardArgs) => unknown };

/** One thing a step does, in the order in which it stands. */
export type Operation =
  | {
      readonly kind: 'assign';
      readonly merge: Merge;
      readonly assignment: (args: unknown, params: unknown) => Context | null | undefined;
      /** What the assignment is given as `spawn`: it refuses, and says where. */
      readonly spawn: () => never;
      readonly params: ParamsOf;
    }
  | { readonly kind: 'effect'; readonly type: string; readonly exec: unknown; readonly params: ParamsOf }
  | {
      readonly kind: 'raise';
      readonly event: AnyEventObject | ((args: unknown, params: unknown) => AnyEventObject);
      readonly id: string | undefined;
      readonly params: ParamsOf;
    }
  | { readonly kind: 'done'; readonly type: string; readonly output: unknown }
  | { readonly kind: 'complete'; readonly node: AnyStateNode };

/** What a set of transitions, taken together in one configuration, does. */
export interface Step {
  readonly operations: readonly Operation[];
  readonly to: Configuration;
  /** Whether XState would make a new snapshot of it: an assign, other active nodes, or the end. */
  readonly changes: boolean;
}

/** Transitions of one region, in the order in which their guards are asked; the first that passes is taken. */
export interface Candidate {
  readonly transition: AnyTransitionDefinition;
  readonly guard: GuardTest | true;
  readonly id: number;
  /** What it does when nothing is taken with it. Worked out when it is first selected so. */
  alone: Step | null;
}

/**
 * Where a selection looks: inside first (all regions of a parallel state, or nothing), and at its own
 * candidates only when nothing inside is taken.
 */
export interface Selector {
  readonly inner: readonly Selector[];
  readonly own: readonly Candidate[];
}

/** What one event type can do in one configuration. `steps` is filled as selections are met. */
export interface Plan {
  /** Each a place where one transition may be selected, inner places before outer ones. */
  readonly selectors: readonly Selector[];
  /** Set when there is one place without anything inside: the common case. */
  readonly single: readonly Candidate[] | null;
  readonly steps: Map<number | string, Step>;
}

/** A set of nodes that are active together, interned: two snapshots in one configuration share it. */
export interface Configuration {
  /** The chart that it is of: each compilation has its own. */
  readonly chart: Chart;
  /** The active nodes in document order. */
  readonly nodes: readonly AnyStateNode[];
  readonly value: StateValue;
  readonly tags: Set<string>;
  /** What eventless transitions can do here; null when there are none. Filled on first use. */
  eventless: Plan | null | undefined;
  readonly plans: Map<string, Plan>;
}

/** A chart under compilation, with everything that has been interned of it so far. */
export interface Chart {
  readonly machine: AnyStateMachine;
  readonly configurationsByKey: Map<string, Configuration>;
  /** Each transition of the machine has a number, so that a selection of several has a key. */
  readonly transitionIds: Map<AnyTransitionDefinition, number>;
}
