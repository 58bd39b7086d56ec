// How much of a chart a walk goes through, as the interpreter itself tells it: it reports the transitions of each of
// its microsteps to an inspector, with or without an event. From every place that the walk can reach, every event is sent.
import {
  createActor,
  type AnyEventObject,
  type AnyMachineSnapshot,
  type AnyTransitionDefinition,
  type InspectionEvent,
} from 'xstate';
import { nodesOf } from '../../src/xstate/compile/refusals.ts';
import { shortestPaths, textOf } from '../../src/xstate/graph.ts';
import { namedTransitions, statePath } from './transition-names.ts';
import type { ChartWalk } from './walks.ts';

/** What a walk met, and what it missed, by name. */
export interface Coverage {
  readonly places: number;
  readonly steps: number;
  readonly states: number;
  readonly transitions: number;
  readonly missedStates: readonly string[];
  readonly missedTransitions: readonly string[];
  /** Events that made the chart throw, each with the way there. */
  readonly failures: readonly string[];
}

/** Steps that a walk may try before it is taken for endless. */
const WALK_STEPS_MAX = 400_000;

/** Walks the chart and counts. */
export const coverageOf = ({ machine, inputs, variants, stateKey }: ChartWalk): Coverage => {
  const taken = new Set<AnyTransitionDefinition>();
  const entered = new Set<unknown>();
  const failures: string[] = [];
  let places = 0;
  let steps = 0;

  // Each microstep, and not only where an event ends: some states are only passed through.
  const note = ({ _nodes }: AnyMachineSnapshot): void => {
    for (const node of _nodes) entered.add(node);
  };

  const inspect = (inspected: InspectionEvent): void => {
    if (inspected.type !== '@xstate.microstep') return;
    for (const transition of inspected._transitions) taken.add(transition);
    note(inspected.snapshot as AnyMachineSnapshot);
  };

  const start = (options: object, path: readonly AnyEventObject[]) => {
    const actor = createActor(machine, { ...options, inspect });
    actor.subscribe({
      error: (error: unknown) => failures.push(`${String(error)} after ${path.map(textOf).join(', ')}`),
    });
    return actor.start();
  };

  for (const input of inputs) {
    for (const { events } of shortestPaths(machine, { input, events: variants, stateKey, limit: WALK_STEPS_MAX })) {
      const traveller = start({ input }, events);
      for (const event of events) traveller.send(event);
      const snapshot = traveller.getSnapshot();
      note(snapshot);
      places += 1;
      for (const event of variants) {
        steps += 1;
        const probe = start({ snapshot }, [...events, event]);
        probe.send(event);
      }
    }
  }

  const nodes = nodesOf(machine);
  const transitions = namedTransitions(machine);
  return {
    places,
    steps,
    states: nodes.length,
    transitions: transitions.length,
    missedStates: nodes.filter((node) => !entered.has(node)).map(statePath),
    missedTransitions: transitions.filter(({ definition }) => !taken.has(definition)).map(({ name }) => name),
    failures,
  };
};
