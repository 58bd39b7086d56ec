// Everything that compile() does not support is refused with a sentence that names the feature and the state; what it
// supports in unusual forms is not.
import { describe, expect, it } from 'vitest';
import {
  and,
  assign,
  cancel,
  createActor,
  emit,
  enqueueActions,
  fromPromise,
  log,
  not,
  or,
  raise,
  sendParent,
  sendTo,
  spawnChild,
  stateIn,
  stopChild,
  type AnyActorLogic,
} from 'xstate';
import { compile, UnsupportedChart } from '../../../src/xstate/compile.ts';
import { chartOf } from './chart-of.ts';

const logic = fromPromise(() => Promise.resolve(1));
const go = { type: 'go' };
const guarded = (guard: unknown): object => ({ on: { go: { guard } } });

/** Each put into the state `box.a`: what it is, and the words by which the sentence calls it. */
const refused: Readonly<Record<string, readonly [object, string]>> = {
  after: [{ after: { 10: 'b' } }, 'after'],
  invoke: [{ invoke: { src: logic } }, 'invoke'],
  route: [{ id: 'own', route: {} }, 'route'],
  'a delayed raise': [{ entry: raise(go, { delay: 5 }) }, 'a delayed raise'],
  'a raise delayed by name': [{ exit: raise(go, { delay: 'later' as never }) }, 'a delayed raise'],
  'a raise of a bare string': [{ entry: raise('go' as never) }, 'a raise of a bare string'],
  sendTo: [{ entry: sendTo('other', go) }, "the action 'xstate.sendTo'"],
  sendParent: [{ entry: sendParent(go) }, "the action 'xstate.sendTo'"],
  emit: [{ entry: emit(go) }, "the action 'xstate.emit'"],
  enqueueActions: [{ entry: enqueueActions(() => {}) }, "the action 'xstate.enqueueActions'"],
  log: [{ entry: log('text') }, "the action 'xstate.log'"],
  spawnChild: [{ entry: spawnChild(logic) }, "the action 'xstate.spawnChild'"],
  stopChild: [{ entry: stopChild('other') }, "the action 'xstate.stopChild'"],
  cancel: [{ entry: cancel('other') }, "the action 'xstate.cancel'"],
  'a named sendTo': [{ entry: 'namedSendTo' }, "the action 'xstate.sendTo'"],
  'a named delayed raise': [{ on: { go: { actions: { type: 'namedDelay' } } } }, 'a delayed raise'],
  'an inline action on entry': [{ entry: () => {} }, 'an inline action'],
  'an inline action on exit': [{ exit: [() => {}] }, 'an inline action'],
  'an inline action of a transition': [{ on: { go: { actions: () => {} } } }, 'an inline action'],
  'an inline action of an eventless transition': [{ always: { actions: () => {} } }, 'an inline action'],
  'an inline action of the end of a state': [
    { initial: 'c', states: { c: { type: 'final' } }, onDone: { actions: () => {} } },
    'an inline action',
  ],
  'an inline action of an initial transition': [
    { initial: { target: 'c', actions: () => {} }, states: { c: {} } },
    'an inline action',
  ],
  'an action without implementation': [{ entry: 'unknown' }, "the action 'unknown', which has no implementation"],
  'an action with params without implementation': [
    { entry: { type: 'unknown', params: {} } },
    "the action 'unknown', which has no implementation",
  ],
  'an inline guard': [guarded(() => true), 'an inline guard'],
  'an inline guard of an eventless transition': [{ always: { guard: () => true } }, 'an inline guard'],
  'an inline guard in a combination': [guarded(and(['isTrue', not(() => true)])), 'an inline guard'],
  'a guard without implementation': [guarded('unknown'), "the guard 'unknown', which has no implementation"],
  'a guard with params without implementation': [
    guarded({ type: 'unknown' }),
    "the guard 'unknown', which has no implementation",
  ],
  'a guard without implementation in a combination': [
    guarded(or(['isTrue', not('unknown')])),
    "the guard 'unknown', which has no implementation",
  ],
  'an alias of a guard without implementation': [
    guarded('aliasOfUnknown'),
    "the guard 'unknown', which has no implementation",
  ],
  'a guard alias circle': [guarded('circleOne'), 'a guard that refers to itself'],
  'a guard circle through a combination': [guarded('circleOfBoth'), 'a guard that refers to itself'],
  'stateIn of an unknown id': [guarded(stateIn('#nowhere')), "stateIn('#nowhere')"],
  'stateIn of an unknown state below an id': [guarded(stateIn('#box.nowhere')), "stateIn('#box.nowhere')"],
};

const implementations = {
  actions: { namedSendTo: sendTo('other', go), namedDelay: raise(go, { delay: 1 }), tell: () => {} },
  guards: {
    isTrue: () => true,
    aliasOfUnknown: 'unknown',
    circleOne: 'circleTwo',
    circleTwo: { type: 'circleOne' },
    circleOfBoth: and(['isTrue', not('circleOfBoth')]),
  },
};

const chartWith = (state: object) => chartOf({ initial: 'a', states: { a: state, b: {} } }, implementations);

describe('compile()', () => {
  it.each(Object.keys(refused))('refuses %s, and names it and the state', (name) => {
    const [state, words] = refused[name] ?? [{}, ''];
    const where = 'id' in state ? 'own' : 'box.a';
    const sentence = `Chart 'box' uses ${words} in state '${where}', which compile() does not support: `;
    expect(() => compile(chartWith(state))).toThrow(UnsupportedChart);
    expect(() => compile(chartWith(state))).toThrow(sentence);
  });

  it('refuses history states, shallow and deep, and names them', () => {
    for (const history of ['shallow', 'deep'] as const)
      expect(() => compile(chartWith({ initial: 'c', states: { c: {}, past: { type: 'history', history } } }))).toThrow(
        "Chart 'box' uses a history state in state 'box.a.past', which compile() does not support: ",
      );
  });

  it('refuses one id for two states', () => {
    const states = { a: { id: 'same' }, b: { id: 'same' } };
    expect(() => compile(chartOf({ initial: 'a', states }))).toThrow(
      "Chart 'box' uses one id for two states in state 'same', which compile() does not support: ",
    );
  });

  it('says so when it is the root', () => {
    expect(() => compile(chartOf({ entry: log('text') }))).toThrow("uses the action 'xstate.log' at its root,");
  });

  it('refuses states of any depth, also those that no event reaches', () => {
    const deep = { initial: 'c', states: { c: {}, d: { type: 'parallel', states: { e: { entry: log('text') } } } } };
    expect(() => compile(chartWith(deep))).toThrow("in state 'box.a.d.e'");
  });

  it('accepts every form of what it supports', () => {
    const accepted = {
      tags: ['some'],
      meta: {},
      description: 'a state',
      entry: ['tell', { type: 'tell' }, { type: 'tell', params: {} }, assign({ n: 1 }), raise(go), raise(() => go)],
      on: { go: [{ guard: and(['isTrue', or([not('isTrue'), stateIn('a'), stateIn('#box.b')])]), target: 'b' }] },
      always: { guard: { type: 'isTrue', params: () => ({}) }, actions: raise(go, { id: 'own' }) },
    };
    expect(() => compile(chartWith(accepted))).not.toThrow();
  });
});

describe('spawn', () => {
  const errorOf = (config: object, event = go): unknown => {
    const actor = createActor(compile(chartOf(config)) as AnyActorLogic);
    actor.subscribe({ error: () => {} });
    actor.start();
    if (actor.getSnapshot().status === 'active') actor.send(event);
    return actor.getSnapshot().error;
  };
  const sentence = (words: string): string =>
    `Chart 'box' uses ${words}, which compile() does not support: let the owner of the actor spawn it.`;
  const spawning = assign(({ spawn }) => ({ child: spawn(logic) }));

  it('inside assign is an error of the actor that names the state, when it is called', () => {
    const inState = (state: object): object => ({ initial: 'a', states: { a: state, b: {} } });
    for (const config of [
      inState({ on: { go: { actions: spawning } } }),
      inState({ on: { go: { actions: assign({ child: ({ spawn }) => spawn(logic) }) } } }),
      inState({ entry: spawning }),
      inState({ exit: spawning, on: { go: 'b' } }),
    ]) {
      const error = errorOf(config);
      expect(error).toBeInstanceOf(UnsupportedChart);
      expect((error as Error).message).toBe(sentence("spawn inside assign in state 'box.a'"));
    }
  });

  it('inside context is an error of the actor', () => {
    const error = errorOf({
      context: ({ spawn }: { spawn: (given: unknown) => unknown }) => ({ child: spawn(logic) }),
    });
    expect((error as Error).message).toBe(sentence('spawn inside context at its root'));
  });
});
