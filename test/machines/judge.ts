// A judge is a promise about a chart, kept apart from the test runner so that the mutation run
// (`npm run test:mutants`) can put thousands of altered charts before the same judges.
import { createActor, type AnyEventObject, type AnyStateMachine, type StateValue } from 'xstate';

/** One promise: `check` throws when the machine breaks it. It is deterministic and takes milliseconds. */
export interface Judge {
  readonly name: string;
  readonly check: (machine: AnyStateMachine) => void;
}

/** An effect that a chart asked its owner for. */
export interface Effect {
  readonly type: string;
  readonly params: unknown;
}

/** What a machine did with a list of events, seen from outside. */
export interface Run {
  readonly value: StateValue;
  readonly context: Record<string, unknown>;
  readonly status: string;
  /** The effects of the last event alone. */
  readonly lastEffects: readonly string[];
  /** The effects of all events, in order. */
  readonly effects: readonly Effect[];
}

/** The machine with each named effect replaced by a recorder. */
export const recordingEffects = (
  machine: AnyStateMachine,
  effectNames: readonly string[],
  record: (effect: Effect) => void,
): AnyStateMachine =>
  machine.provide({
    actions: Object.fromEntries(
      effectNames.map((type) => [type, (_args: unknown, params: unknown) => record({ type, params })]),
    ),
  });

/** Sends the events to a fresh interpreted actor of the machine and reports where it stands. Throws if the actor errs. */
export const runEvents = (
  machine: AnyStateMachine,
  effectNames: readonly string[],
  input: unknown,
  events: readonly AnyEventObject[],
): Run => {
  const effects: Effect[] = [];
  const actor = createActor(
    recordingEffects(machine, effectNames, (effect) => effects.push(effect)),
    { input },
  );
  let failure: { readonly error: unknown } | undefined;
  actor.subscribe({ error: (error: unknown) => (failure = { error }) });
  actor.start();
  let lastStart = 0;
  for (const event of events) {
    lastStart = effects.length;
    actor.send(event);
    if (failure !== undefined) throw failure.error;
  }
  const snapshot = actor.getSnapshot();
  if (failure !== undefined) throw failure.error;
  return {
    value: snapshot.value,
    context: snapshot.context,
    status: snapshot.status,
    lastEffects: effects.slice(lastStart).map((effect) => effect.type),
    effects,
  };
};
