// Goal: the mutants of a chart are all there, each with one alteration and only that one. Method: a chart small enough to
// list them by hand, and a judge that sees everything, which must kill exactly those that differ.
import { and, assign, createActor, setup, type AnyEventObject, type AnyStateMachine } from 'xstate';
import { describe, expect, test } from 'vitest';
import { textOf } from '../../src/xstate/graph.ts';
import type { Judge } from '../machines/judge.ts';
import { chartWalks } from '../machines/walks.ts';
import { createDifference } from './difference.ts';
import { mutantsOf, rebuilt } from './mutate.ts';
import { firstToKill, summarize } from './verdict.ts';

const lamp = setup({
  types: { context: {} as { readonly flips: number }, events: {} as { readonly type: 'flip' | 'break' | 'mend' } },
  guards: { isFresh: ({ context }) => context.flips < 3, always: () => true },
  actions: { count: assign(({ context }) => ({ flips: context.flips + 1 })), glow: () => {} },
}).createMachine({
  id: 'lamp',
  context: { flips: 0 },
  initial: 'off',
  states: {
    off: { on: { flip: { guard: and(['isFresh', 'always']), target: 'on', actions: ['count', 'count'] } } },
    on: { entry: 'glow', on: { flip: [{ target: 'off' }], break: '#lamp.broken' } },
    broken: { on: { mend: { target: 'broken', reenter: true }, flip: { actions: 'count' } }, exit: 'count' },
  },
});

const names = (machine: AnyStateMachine): readonly string[] => mutantsOf('lamp', machine).map(({ name }) => name);

describe('mutantsOf', () => {
  test('makes each alteration once, and names the place', () => {
    expect(names(lamp)).toEqual([
      'lamp: root initial on',
      'lamp: root initial broken',
      'lamp: off on flip[0] dropped',
      'lamp: off on flip[0] to broken',
      'lamp: off on flip[0] to off',
      'lamp: off on flip[0] staying',
      'lamp: off on flip[0] without guard',
      'lamp: off on flip[0] without action count',
      'lamp: off on flip[0] without action count, the 2. one',
      'lamp: on entry without action glow',
      'lamp: on on flip[0] dropped',
      'lamp: on on flip[0] to on',
      'lamp: on on flip[0] to broken',
      'lamp: on on flip[0] staying',
      'lamp: on on break[0] dropped',
      'lamp: on on break[0] to off',
      'lamp: on on break[0] to on',
      'lamp: on on break[0] staying',
      'lamp: broken exit without action count',
      'lamp: broken on mend[0] dropped',
      'lamp: broken on mend[0] to off',
      'lamp: broken on mend[0] to on',
      'lamp: broken on mend[0] staying',
      'lamp: broken on mend[0] without reenter',
      'lamp: broken on flip[0] dropped',
      'lamp: broken on flip[0] to off',
      'lamp: broken on flip[0] without action count',
    ]);
  });

  test('leaves the true chart as it was', () => {
    const before = JSON.stringify(lamp.config);
    for (const { build } of mutantsOf('lamp', lamp)) build();
    expect(JSON.stringify(lamp.config)).toBe(before);
  });

  test.each(chartWalks)('gives each mutant of $name a name of its own, and each can be built', ({ name, machine }) => {
    const mutants = mutantsOf(name, machine);
    expect(new Set(mutants.map((mutant) => mutant.name)).size).toBe(mutants.length);
    for (const { build } of mutants) expect(build().id).toBe(machine.id);
  });
});

/** Everything that four events in any order can show. */
const storyOf = (machine: AnyStateMachine): string => {
  const stories: string[] = [];
  const tell = (events: readonly AnyEventObject[]): void => {
    const glows: number[] = [];
    const actor = createActor(machine.provide({ actions: { glow: () => glows.push(1) } })).start();
    for (const event of events) actor.send(event);
    const { value, context } = actor.getSnapshot();
    stories.push(textOf([value, context, glows.length]));
    if (events.length < 5) for (const type of ['flip', 'break', 'mend']) tell([...events, { type }]);
  };
  tell([]);
  return stories.join('\n');
};

describe('the verdict', () => {
  const story = storyOf(lamp);
  const judges: readonly Judge[] = [
    { name: 'sees nothing', check: () => {} },
    {
      name: 'sees everything',
      check: (machine) => {
        if (storyOf(machine) !== story) throw new Error('another story');
      },
    },
  ];

  test('a judge that sees everything kills all that differ, and lets the rebuilt chart pass', () => {
    expect(firstToKill(judges, () => rebuilt(lamp))).toBeNull();
    const alive = mutantsOf('lamp', lamp).filter(({ build }) => firstToKill(judges, build) === null);
    expect(alive.map(({ name }) => name)).toEqual([]);
  });

  test('a walk tells apart what differs, and nothing else', () => {
    const events = ['flip', 'break', 'mend'].map((type) => ({ type }));
    const difference = createDifference({
      name: 'lamp',
      machine: lamp,
      effects: ['glow'],
      inputs: [undefined],
      variants: events,
      stateKey: ({ value, context }) => textOf([value, context.flips > 3 ? 3 : context.flips]),
      unreachable: {},
    });
    expect(difference(rebuilt(lamp))).toBeNull();
    for (const { name, build } of mutantsOf('lamp', lamp)) expect(difference(build()), name).toMatch(/^after /);
  });

  test('the judge that kills is named', () => {
    const [mutant] = mutantsOf('lamp', lamp);
    expect(mutant && firstToKill(judges, mutant.build)?.name).toBe('sees everything');
  });

  test('survivors, equivalents and wrong entries are distinguished', () => {
    const verdicts = [
      { mutant: 'a', killedBy: 'x', differs: null },
      { mutant: 'b', killedBy: null, differs: 'after 1' },
      { mutant: 'c', killedBy: null, differs: null },
      { mutant: 'd', killedBy: 'y', differs: null },
      { mutant: 'e', killedBy: null, differs: 'after 2' },
      { mutant: 'f', killedBy: null, differs: null },
    ];
    expect(summarize(verdicts, { c: 'the same', d: 'thought the same', e: 'thought the same' })).toEqual({
      made: 6,
      killed: 2,
      equivalent: 1,
      survivors: ['b (it differs after 1)', 'f (no walk tells it from the true chart)'],
      wronglyListed: ["d (killed by 'y')", 'e (it differs after 2)'],
    });
  });
});
