// Whether a mutant that no judge killed differs from the true chart at all. Both are walked to every place that the
// true chart can reach, and sent every event from there. What no such walk tells apart may be called equivalent.
import { isDeepStrictEqual } from 'node:util';
import { createActor, type AnyActorLogic, type AnyEventObject, type AnyStateMachine, type Snapshot } from 'xstate';
import { compile } from '../../src/xstate/compile.ts';
import { shortestPaths, textOf } from '../../src/xstate/graph.ts';
import { recordingEffects, type Effect } from '../machines/judge.ts';
import type { ChartWalk } from '../machines/walks.ts';

interface Side {
  readonly logic: AnyActorLogic;
  readonly effects: Effect[];
}

/** Compiled, which a property holds equal to interpreted: it walks ten times as fast. */
const sideOf = (machine: AnyStateMachine, effectNames: readonly string[]): Side => {
  const effects: Effect[] = [];
  return { logic: compile(recordingEffects(machine, effectNames, (effect) => effects.push(effect))), effects };
};

/** What can be seen of one side after the events, and where it then stands. */
const seen = ({ logic, effects }: Side, options: object, events: readonly AnyEventObject[]) => {
  effects.length = 0;
  let error: unknown = null;
  const actor = createActor(logic, options);
  actor.subscribe({ error: (thrown: unknown) => (error = String(thrown)) });
  actor.start();
  for (const event of events) actor.send(event);
  const { value, context } = actor.getSnapshot() as { readonly value: unknown; readonly context: unknown };
  return { told: { value, context, effects: [...effects], error }, snapshot: actor.getPersistedSnapshot() };
};

/** Finds the first events, if there are any, after which a mutant does not look like the true chart. */
export const createDifference = ({ machine, effects, inputs, variants, stateKey }: ChartWalk) => {
  const ways = inputs.flatMap((input) =>
    shortestPaths(machine, { input, events: variants, stateKey, limit: 1_000_000 }).map(({ events }) => ({
      input,
      events,
    })),
  );
  const truth = sideOf(machine, effects);
  const places = ways.map(({ input, events }) => ({ input, events, ...seen(truth, { input }, events) }));

  const tell = (events: readonly AnyEventObject[]): string => `after ${events.map(textOf).join(', ')}`;

  return (mutant: AnyStateMachine): string | null => {
    const other = sideOf(mutant, effects);
    for (const { input, events, told, snapshot } of places) {
      const there = seen(other, { input }, events);
      if (!isDeepStrictEqual(there.told, told)) return tell(events);
      for (const event of variants) {
        const [left, right] = [truth, other].map((side) =>
          seen(side, { snapshot: snapshot as Snapshot<unknown> }, [event]),
        );
        if (!isDeepStrictEqual(left?.told, right?.told)) return tell([...events, event]);
      }
    }
    return null;
  };
};
