// What is worked out once is kept, but not without bound, and matches events to descriptors as XState does.
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createActor, type AnyActorLogic } from 'xstate';
import { compile } from '../../../src/xstate/compile.ts';
import { numberTransitions, planFor, selectStep } from '../../../src/xstate/compile/plan.ts';
import { nodesOf } from '../../../src/xstate/compile/refusals.ts';
import { initialStepOf } from '../../../src/xstate/compile/step.ts';
import type { Chart, Plan } from '../../../src/xstate/compile/types.ts';
import { chartOf } from './chart-of.ts';

const compilationOf = (config: object, guards: object = {}): Chart => {
  const machine = chartOf(config, { guards });
  return { machine, configurationsByKey: new Map(), transitionIds: numberTransitions(nodesOf(machine)) };
};

const PLANS_MAX = 300;
const STEPS_MAX = 1_024;

describe('the plans of a configuration', () => {
  const chart = compilationOf({ on: { known: { actions: 'count' }, '*': { actions: 'count' } } });
  const configuration = initialStepOf(chart).to;

  it('are made once for an event type', () => {
    expect(planFor(chart, configuration, 'known')).toBe(planFor(chart, configuration, 'known'));
  });

  it('stay few, however many strange event types come', () => {
    for (let stranger = 0; stranger < 1_500; stranger += 1) {
      const event = { type: `stranger${stranger}` };
      const step = selectStep(chart, configuration, planFor(chart, configuration, event.type), { context: {}, event });
      expect(step?.operations).toHaveLength(1);
      expect(configuration.plans.size).toBeLessThanOrEqual(PLANS_MAX);
    }
  });

  it('are kept again for the event types of the chart after the strangers', () => {
    for (let stranger = 0; stranger < PLANS_MAX; stranger += 1) planFor(chart, configuration, `late${stranger}`);
    expect(planFor(chart, configuration, 'known')).toBe(planFor(chart, configuration, 'known'));
  });
});

describe('the steps of a plan', () => {
  const regionsCount = 14;
  const bitOf = ({ event }: { readonly event: { readonly bits: number } }, { region }: { readonly region: number }) =>
    (event.bits & (1 << (regionsCount - 1 - region))) !== 0;
  const regions = Array.from({ length: regionsCount }, (_, region) => [
    `r${region}`,
    {
      initial: 'a',
      states: {
        a: { on: { go: [{ guard: { type: 'bitOf', params: { region } }, target: 'b' }, { actions: 'count' }] } },
        b: {},
      },
    },
  ]);
  const config = { type: 'parallel', states: Object.fromEntries(regions) };
  const chart = compilationOf(config, { bitOf });
  const configuration = initialStepOf(chart).to;
  const plan: Plan = planFor(chart, configuration, 'go');
  const stepOf = (bits: number) =>
    selectStep(chart, configuration, plan, { context: {}, event: { type: 'go', bits } as { type: string } });

  it('are made once for a selection, also when many regions select', () => {
    expect(stepOf(5)).toBe(stepOf(5));
    expect(stepOf(5)).not.toBe(stepOf(6));
  });

  it('are each that of its selection, and stay few', () => {
    for (let bits = 0; bits < STEPS_MAX + 100; bits += 1) {
      const value = stepOf(bits)?.to.value as Readonly<Record<string, string>>;
      const moved = Object.values(value).map((place) => (place === 'b' ? '1' : '0'));
      expect(Number.parseInt(moved.join(''), 2)).toBe(bits);
      expect(plan.steps.size).toBeLessThanOrEqual(STEPS_MAX);
    }
  });
});

describe('event descriptors', () => {
  afterEach(() => {
    vi.restoreAllMocks();
  });

  it('match as in XState, the exact one first and then the longest', () => {
    // XState's development build warns of descriptors that match nothing.
    vi.spyOn(console, 'warn').mockImplementation(() => {});
    const descriptors = ['a', 'a.b', 'a.*', 'a.b.*', 'a.*.*', 'a.*.b', '*.b', '.*', 'ab.*', 'a.b.c', '*'];
    const types = ['a', 'a.b', 'a.b.c', 'a.', 'a.*', 'a.*.x', 'a..b', 'ab', 'ab.c', 'b', '.x', '.', '*.b', 'toString'];
    for (const some of [descriptors, descriptors.slice(0, -1), descriptors.toReversed()]) {
      const on = Object.fromEntries(some.map((descriptor, index) => [descriptor, { target: `s${index}` }]));
      const targets = Object.fromEntries(some.map((_, index) => [`s${index}`, {}]));
      const chart = chartOf({ initial: 'from', states: { from: { on }, ...targets } });
      const compiled = compile(chart);
      for (const type of types) {
        const [expected, seen] = [chart, compiled].map((logic) => {
          const actor = createActor(logic as AnyActorLogic).start();
          actor.send({ type });
          return (actor.getSnapshot() as { readonly value: unknown }).value;
        });
        expect(seen, type).toEqual(expected);
      }
    }
  });
});
