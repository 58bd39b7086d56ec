// Assigns in odd forms, against XState.
import { describe, expect, it } from 'vitest';
import { assign, createActor, type AnyActorLogic, type AnyMachineSnapshot } from 'xstate';
import { compile } from '../../../src/xstate/compile.ts';
import { chartOf } from './chart-of.ts';

/** What XState and the compiled chart make of the context when they assign that three times. */
const contextsOf = (assignment: object, context: object = { n: 0 }): readonly object[] => {
  const chart = chartOf({ context, on: { go: { actions: assign(assignment as never) } } });
  return [chart, compile(chart)].map((logic) => {
    const actor = createActor(logic as AnyActorLogic);
    actor.subscribe({ error: () => {} });
    actor.start();
    for (let time = 0; time < 3; time += 1) if (actor.getSnapshot().status === 'active') actor.send({ type: 'go' });
    const { status, context: made } = actor.getSnapshot() as AnyMachineSnapshot;
    expect(status).toBe('active');
    return made as object;
  });
};

/** Two fields, one of which would be the record's prototype if it were written as usual. */
const withProto = (): object => JSON.parse('{"n":1,"__proto__":{"hidden":true}}') as object;

describe('an assign', () => {
  it.each<{ readonly what: string; readonly assignment: object; readonly context?: object }>([
    { what: 'a record with a field __proto__', assignment: withProto() },
    { what: 'a function that returns a field __proto__', assignment: withProto },
    { what: 'a context with a field __proto__', assignment: { n: 2 }, context: withProto() },
    { what: 'nothing', assignment: () => undefined },
    { what: 'null', assignment: () => null },
    { what: 'an empty record', assignment: {} },
    { what: 'a number', assignment: () => 5 },
    { what: 'a text', assignment: () => 'ab' },
    { what: 'a list', assignment: () => ['x'] },
    { what: 'a record of a function without result', assignment: { n: () => undefined } },
  ])('of $what makes the context that XState makes', ({ assignment, context }) => {
    const [expected, seen] = contextsOf(assignment, context);
    expect(seen).toStrictEqual(expected);
    expect(Reflect.ownKeys(seen ?? {})).toEqual(Reflect.ownKeys(expected ?? {}));
    expect(Object.getPrototypeOf(seen)).toStrictEqual(Object.getPrototypeOf(expected));
  });
});
