// What follows from one event, where random charts seldom go.
import { describe, expect, it } from 'vitest';
import { createActor, raise, type AnyActorLogic, type AnyEventObject, type AnyMachineSnapshot } from 'xstate';
import { compile } from '../../../src/xstate/compile.ts';
import { chartOf } from './chart-of.ts';

const told: string[] = [];
const implementations = {
  actions: { tell: ({ event }: { event: AnyEventObject }) => void told.push(event.type) },
  guards: {
    isRaised: ({ event }: { event: AnyEventObject }) => event.type === 'raised',
    isFirst: () => told.length === 1,
  },
};

const lifeOf = (logic: AnyActorLogic, event: AnyEventObject): unknown => {
  told.length = 0;
  const actor = createActor(logic);
  actor.subscribe({ error: () => {} });
  actor.start();
  actor.send(event);
  const { value, status, error } = actor.getSnapshot() as AnyMachineSnapshot;
  return { told: [...told], value, status, error: error === undefined ? undefined : String(error) };
};

const expectSame = (config: object): unknown => {
  const chart = chartOf(config, implementations);
  const expected = lifeOf(chart as AnyActorLogic, { type: 'go' });
  expect(lifeOf(compile(chart) as AnyActorLogic, { type: 'go' })).toStrictEqual(expected);
  return expected;
};

describe('a macrostep', () => {
  it('looks for eventless transitions again after a raised event that changes nothing', () => {
    const always = { guard: 'isRaised', target: 'b' };
    const on = { go: { actions: raise({ type: 'raised' }) }, raised: { actions: 'tell' } };
    expect(expectSame({ initial: 'a', states: { a: { on, always }, b: {} } })).toMatchObject({ value: 'b' });
  });

  it('takes eventless transitions before raised events, also of the first step', () => {
    const on = { raised: { target: 'd', actions: 'tell' } };
    const states = { a: { on: { go: { target: 'b', actions: raise({ type: 'raised' }) } } }, b: { on, always: 'c' } };
    expect(expectSame({ initial: 'a', states: { ...states, c: { on: { raised: 'e' } }, d: {}, e: {} } })).toMatchObject(
      {
        value: 'e',
        told: [],
      },
    );
  });

  it('continues with the raised events after an eventless transition that changes nothing', () => {
    const on = { go: { actions: ['tell', raise({ type: 'raised' })] }, raised: 'b' };
    const always = { guard: 'isFirst', actions: 'tell' };
    expect(expectSame({ initial: 'a', states: { a: { on, always }, b: {} } })).toMatchObject({
      value: 'b',
      told: ['go', 'go'],
    });
  });

  it('takes raised events in the order in which they were raised', () => {
    const raising = ['one', 'two', 'three'].map((type) => raise({ type }));
    expect(expectSame({ on: { go: { actions: raising }, '*': { actions: 'tell' } } })).toMatchObject({
      told: ['one', 'two', 'three'],
    });
  });

  it('fails like XState when what is raised is no event', () => {
    const actions = raise((() => undefined) as never);
    expect(expectSame({ on: { go: { actions } } })).toMatchObject({ status: 'error' });
  });
});
