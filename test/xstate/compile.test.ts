// The compiled chart as an actor: what an owner, a store and an inspector see of it. That it steps like XState is
// proven in test/properties/compiled-random-charts.test.ts.
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  assign,
  createActor,
  initialTransition,
  raise,
  setup,
  transition,
  type AnyActorLogic,
  type AnyMachineSnapshot,
  type AnyStateMachine,
} from 'xstate';
import { compile } from '../../src/xstate/compile.ts';
import { randomChart } from '../properties/compiled-random-charts/chart.ts';
import { choicesArbitrary } from '../properties/compiled-random-charts/tape.ts';
import { chartOf } from './compile/chart-of.ts';
import { inspectedAsChild, inspectedAsRoot } from './compile/inspected.ts';
import { ownerLogic, type Diary } from './compile/owner.ts';

const diary: Diary = [];

const machine = setup({
  types: {
    context: {} as { readonly count: number; readonly last?: string },
    events: {} as { readonly type: 'up' | 'end' | 'wild' | 'break' | 'nothing' },
    input: {} as { readonly from: number },
  },
  actions: {
    tell: (_, params: { readonly what: string }) => void diary.push(params.what),
    fail: () => {
      throw new Error('the effect failed');
    },
    count: assign(({ context }) => ({ count: context.count + 1 })),
  },
}).createMachine({
  id: 'box',
  context: ({ input }) => ({ count: input.from }),
  entry: { type: 'tell', params: { what: 'begun' } },
  initial: 'open',
  output: ({ context }) => ({ count: context.count }),
  states: {
    open: {
      tags: 'usable',
      on: {
        up: { actions: ['count', raise({ type: 'wild' }, { id: 'own' })] },
        wild: { actions: { type: 'tell', params: ({ context }) => ({ what: `wild ${context.count}` }) } },
        break: { actions: 'fail' },
        end: 'ended',
      },
    },
    ended: { type: 'final' },
  },
});
const compiled = compile(machine);
const sides: readonly AnyActorLogic[] = [machine as AnyActorLogic, compiled as AnyActorLogic];

const startedActor = (logic: AnyActorLogic, options: object = { input: { from: 0 } }) => {
  const actor = createActor(logic, options);
  actor.subscribe({ error: () => {} });
  return actor.start();
};

describe('compiled logic', () => {
  it("carries the chart's id, machine and very config", () => {
    expect(compiled.id).toBe('box');
    expect(compiled.machine).toBe(machine);
    expect(compiled.config).toBe(machine.config);
  });

  it("makes snapshots of XState's own keys and methods, in its order", () => {
    const [expected, seen] = sides.map((logic) => startedActor(logic).getSnapshot() as AnyMachineSnapshot);
    expect(Reflect.ownKeys(seen as object)).toEqual(Reflect.ownKeys(expected as object));
    for (const method of ['matches', 'hasTag', 'can', 'getMeta', 'toJSON'] as const)
      expect(seen?.[method]).toBe(expected?.[method]);
    expect(seen?.machine).toBe(machine);
    expect(JSON.stringify(seen)).toBe(JSON.stringify(expected));
  });

  it('makes persisted snapshots with exactly the keys and values of XState', () => {
    for (const event of ['up', 'nothing', 'end', 'break'] as const) {
      const [expected, seen] = sides.map((logic) => {
        const actor = startedActor(logic);
        actor.send({ type: event });
        return actor.getPersistedSnapshot();
      });
      expect(seen).toStrictEqual(expected);
      expect(Object.keys(seen as object)).toEqual(Object.keys(expected as object));
    }
  });

  it('gives the pure functions of XState the same snapshots and actions', () => {
    const [expected, seen] = sides.map((logic) => {
      const [begun, first] = initialTransition(logic, { from: 3 });
      const [next, second] = transition(logic, begun, { type: 'up' });
      const actions = [...first, ...second].map(({ type, params }) => ({ type, params }));
      return { actions, begun: JSON.stringify(begun), next: JSON.stringify(next) };
    });
    expect(expected?.actions).toHaveLength(3);
    expect(seen).toStrictEqual(expected);
  });

  it('copies the context that the chart makes, so that it stands alone', () => {
    const input = { from: 1 };
    const shared = setup({ types: { context: {} as { from: number }, input: {} as { from: number } } }).createMachine({
      context: ({ input: given }) => given,
    });
    for (const logic of [shared, compile(shared)] as readonly AnyActorLogic[]) {
      const actor = startedActor(logic, { input });
      input.from += 1;
      expect((actor.getSnapshot() as AnyMachineSnapshot).context).not.toEqual(input);
    }
  });
});

describe('an actor that is no longer active', () => {
  it.each(['stopped', 'done', 'error'] as const)('stays %s when it is restored and spoken to', (status) => {
    const [expected, seen] = sides.map((logic) => {
      const persisted = createActor(logic, { input: { from: 0 } }).getPersistedSnapshot() as AnyMachineSnapshot;
      const actor = startedActor(logic, { snapshot: { ...persisted, status, output: 'told', error: 'why' } });
      const before = actor.getSnapshot() as AnyMachineSnapshot;
      // The actor does not listen when it is done, so the logic is asked itself.
      const [after] = transition(logic, before, { type: 'up' });
      const [untouched] = transition(logic, before, { type: 'nothing' });
      return [before, after, untouched, untouched === before].map((part) => JSON.stringify(part));
    });
    expect(seen).toStrictEqual(expected);
  });

  it('can be stopped twice, and stays where it was', () => {
    const [expected, seen] = sides.map((logic) => {
      const actor = startedActor(logic);
      actor.send({ type: 'up' });
      const completions: string[] = [];
      actor.subscribe({ complete: () => completions.push('complete') });
      actor.stop();
      actor.stop();
      return [JSON.stringify(actor.getSnapshot()), completions];
    });
    expect(seen).toStrictEqual(expected);
    expect(seen?.[0]).toContain('"stopped"');
  });
});

describe('a chart that fails to begin', () => {
  const throwing = (text: string) => () => {
    throw new Error(text);
  };
  const begin = (overrides: object): AnyStateMachine =>
    chartOf(
      {
        tags: 'root',
        initial: 'a',
        states: { a: { tags: 'inner', initial: 'b', states: { b: {} } } },
        options: { maxIterations: 5 },
        ...overrides,
      },
      { actions: { burst: assign(throwing('burst')), fail: throwing('failed') } },
    );
  const charts: Readonly<Record<string, object>> = {
    'an assign that throws': { entry: ['count', 'burst'] },
    'an effect that throws': { entry: ['count', 'fail'] },
    'a context that throws': { context: throwing('no context') },
    'no context at all': { context: undefined },
    'a context of nothing': { context: () => undefined, entry: assign({ n: 1 }) },
    'a context of a class of its own': { context: () => new Date(0) },
    'a loop': { entry: raise({ type: 'again' }), on: { again: { actions: ['count', raise({ type: 'again' })] } } },
  };

  it.each(Object.keys(charts))('ends like XState: %s', (name) => {
    const chart = begin(charts[name] ?? {});
    const [expected, seen] = [chart, compile(chart)].map((logic) => {
      const snapshot = startedActor(logic as AnyActorLogic, {}).getSnapshot() as AnyMachineSnapshot;
      const { status, value, context, tags, error } = snapshot;
      const text = String(error).replace(/Infinite loop.*|Chart 'box' did not come to rest.*/, 'restless');
      return { status, value, context, tags: [...tags], text, meta: snapshot.getMeta(), nodes: snapshot._nodes.length };
    });
    expect(seen).toStrictEqual(expected);
  });
});

describe('a chart that never comes to rest', () => {
  const restless = (maxIterations?: number): AnyStateMachine =>
    chartOf({
      on: { go: { actions: ['count', raise({ type: 'go' })] } },
      ...(maxIterations === undefined ? {} : { options: { maxIterations } }),
    });

  it.each([1, 2, 7])('is stopped after the %d steps that it says, like XState', (steps) => {
    const chart = restless(steps);
    const [expected, seen] = [chart, compile(chart)].map((logic) => {
      const actor = startedActor(logic as AnyActorLogic, {});
      actor.send({ type: 'go' });
      return [actor.getSnapshot().status, (actor.getSnapshot() as AnyMachineSnapshot).context];
    });
    expect(seen).toEqual(expected);
  });

  it('is stopped after a thousand steps when it does not say, in a sentence that names it', () => {
    const actor = startedActor(compile(restless()) as AnyActorLogic, {});
    actor.send({ type: 'go' });
    expect(String(actor.getSnapshot().error)).toBe(
      "Error: Chart 'box' did not come to rest within 1000 steps of one event.",
    );
  });
});

describe('as a child', () => {
  const lives = (logic: AnyActorLogic): readonly string[] => {
    diary.length = 0;
    const parent = createActor(ownerLogic(diary), { id: 'parent' }).start();
    parent.send({ type: 'spawn', logic, input: { from: 2 } });
    const { child } = parent.getSnapshot() as { readonly child: { readonly getSnapshot: () => AnyMachineSnapshot } };
    for (const type of ['up', 'nothing', 'end']) parent.send({ type: 'tell', event: { type } });
    parent.send({ type: 'spawn', logic, input: { from: 5 } });
    parent.send({ type: 'release' });
    parent.send({ type: 'spawn', logic, input: { from: 7 } });
    parent.send({ type: 'tell', event: { type: 'break' } });
    parent.stop();
    return [...diary, JSON.stringify(child.getSnapshot())];
  };

  it('is started, told, stopped and reports its end and its errors to its parent like XState', () => {
    const [expected, seen] = sides.map(lives);
    expect(seen).toEqual(expected);
    expect(seen).toContain('parent hears {"type":"xstate.done.actor.child","output":{"count":3},"actorId":"child"}');
    expect(seen?.filter((line) => line.includes('xstate.error.actor.child'))).not.toHaveLength(0);
  });

  it("begins its effects only when its parent's step is over", () => {
    const seen = lives(compiled as AnyActorLogic);
    expect(seen.slice(0, 3)).toEqual(['parent: spawn', 'parent: spawned', 'begun']);
  });
});

describe('an inspector', () => {
  it('receives the same of a compiled actor, root or child, but for the microsteps', () => {
    const types = new Set<string>();
    fc.assert(
      fc.property(choicesArbitrary(1_000), (choices) => {
        const chart = randomChart(choices);
        for (const inspected of [inspectedAsRoot, inspectedAsChild]) {
          const expected = inspected(chart.machine as AnyActorLogic, chart);
          const seen = inspected(chart.compiled as AnyActorLogic, chart);
          if (!isDeepStrictEqual(seen, expected)) expect(seen).toStrictEqual(expected);
          for (const entry of seen) types.add(String((entry as { readonly type?: string }).type));
        }
      }),
      { numRuns: 150 },
    );
    for (const type of ['@xstate.actor', '@xstate.event', '@xstate.snapshot', '@xstate.action'])
      expect(types).toContain(type);
  });

  it('receives a raise, with its event and its id', () => {
    const story = { input: { from: 0 }, events: [{ type: 'up' }] };
    const [expected, seen] = sides.map((logic) => inspectedAsRoot(logic, story));
    expect(seen).toStrictEqual(expected);
    expect(seen).toContainEqual(
      expect.objectContaining({
        action: { type: 'xstate.raise', params: { event: { type: 'wild' }, id: 'own', delay: undefined } },
      }),
    );
  });
});

describe('events of XState itself', () => {
  it('does nothing at a second xstate.init, whatever the chart listens to', () => {
    const chart = chartOf({ on: { '*': { actions: 'count' } } });
    const [expected, seen] = [chart, compile(chart)].map((logic) => {
      const actor = startedActor(logic as AnyActorLogic, {});
      actor.send({ type: 'xstate.init' });
      actor.send({ type: 'xstate.anything' });
      return (actor.getSnapshot() as AnyMachineSnapshot).context;
    });
    expect(expected).toEqual({ n: 1 });
    expect(seen).toEqual(expected);
  });
});
