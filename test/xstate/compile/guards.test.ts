// Guards give the same answers as XState's, ask the same predicates in the same order, and fail with the same words:
// every combination of up to three parts, each true, false, failing or about the configuration.
import { describe, expect, it } from 'vitest';
import { and, createActor, not, or, stateIn, type AnyActorLogic, type AnyStateMachine } from 'xstate';
import { compile } from '../../../src/xstate/compile.ts';
import { chartOf } from './chart-of.ts';

const asked: string[] = [];
const predicate =
  (name: string, answer: () => boolean) =>
  (_: unknown, params: unknown): boolean => {
    asked.push(`${name} ${JSON.stringify(params)}`);
    return answer();
  };
const guards = {
  yes: predicate('yes', () => true),
  no: predicate('no', () => false),
  fails: predicate('fails', () => {
    throw new Error('cannot say');
  }),
  alias: 'yes',
  aliasWithParams: { type: 'no', params: { of: 'alias' } },
  both: and(['yes', stateIn('a')]),
};

const parts: readonly unknown[] = [
  'yes',
  'no',
  'fails',
  stateIn('a'),
  stateIn('#box.b'),
  { type: 'yes', params: { of: 'it' } },
];
const forms: readonly unknown[] = [
  ...parts,
  'alias',
  'aliasWithParams',
  'both',
  { type: 'alias', params: { dropped: true } },
  { type: 'no', params: ({ context, event }: { context: object; event: object }) => ({ context, event }) },
  {
    type: 'no',
    params: () => {
      throw new TypeError('no params');
    },
  },
  and([]),
  or([]),
  stateIn('nowhere'),
  stateIn({ a: {} }),
  stateIn({ b: 'c' }),
  ...parts.flatMap((first) => [
    not(first as never),
    not(not(first as never) as never),
    and([first] as never),
    or([first] as never),
    ...parts.flatMap((second) => [
      and([first, second] as never),
      or([first, not(second as never)] as never),
      ...parts.flatMap((third) => [
        and([first, second, third] as never),
        or([first, second, third] as never),
        not(and([or([first, second] as never), third] as never)),
      ]),
    ]),
  ]),
];

const chartWith = (transitionOf: (guard: unknown) => object): AnyStateMachine =>
  chartOf(
    {
      initial: 'a',
      states: {
        a: { on: Object.fromEntries(forms.map((guard, index) => [`e${index}`, transitionOf(guard)])) },
        b: { initial: 'c', states: { c: {} } },
      },
    },
    { guards },
  );

const resultOf = (logic: AnyActorLogic, index: number): unknown => {
  asked.length = 0;
  const actor = createActor(logic);
  actor.subscribe({ error: () => {} });
  actor.start();
  actor.send({ type: `e${index}` });
  const { value, error } = actor.getSnapshot() as { readonly value: unknown; readonly error: unknown };
  return { value, error: error === undefined ? undefined : String(error), asked: [...asked] };
};

describe('a guard', () => {
  it('answers, asks and fails as in XState, in every form', () => {
    const chart = chartWith((guard) => ({ guard, target: 'b' }));
    const compiled = compile(chart);
    const results = forms.map((_, index) => {
      const expected = resultOf(chart as AnyActorLogic, index);
      expect(resultOf(compiled as AnyActorLogic, index), `form ${index}`).toStrictEqual(expected);
      return JSON.stringify(expected);
    });
    expect(results.filter((result) => result.includes('cannot say'))).not.toHaveLength(0);
    expect(results.filter((result) => result.includes('"value":{"b":"c"}')).length).toBeGreaterThan(100);
  });

  it('that fails in an eventless transition is not reported in other words', () => {
    const chart = chartOf(
      { initial: 'a', states: { a: { on: { e0: 'b' } }, b: { always: { guard: 'fails', target: 'a' } } } },
      { guards },
    );
    const expected = resultOf(chart as AnyActorLogic, 0);
    expect(resultOf(compile(chart) as AnyActorLogic, 0)).toStrictEqual(expected);
    expect(expected).toMatchObject({ error: 'Error: cannot say' });
  });
});
