// Eventless transitions of a region and of a state around it, enabled together: the inner one goes, wherever its region
// stands. Random charts leave this out, because whenever both may go at once XState's order is that of entry.
import { describe, expect, it } from 'vitest';
import { createActor, type AnyActorLogic, type AnyMachineSnapshot } from 'xstate';
import { compile } from '../../../src/xstate/compile.ts';
import { chartOf } from './chart-of.ts';

const told: string[] = [];
const actions = { tell: (_: unknown, params: unknown) => void told.push(String(params)) };
const tell = (params: string): object => ({ type: 'tell', params });

const plain = { initial: 'u', states: { u: { exit: tell('leaves plain') }, v: {} } };
const eager = {
  initial: 'u',
  states: { u: { always: { target: 'v', actions: tell('inner') }, exit: tell('leaves eager') }, v: {} },
};
const regionsInOrder = { first: { a: eager, b: plain, c: plain }, last: { a: plain, b: plain, c: eager } };

const chartWith = (regions: object, outer: object) =>
  chartOf(
    {
      initial: 'before',
      states: {
        before: { on: { go: 'around' } },
        around: { type: 'parallel', states: regions, always: outer, exit: tell('leaves around') },
        after: {},
      },
    },
    { actions },
  );

describe('an eventless transition of a region', () => {
  for (const [place, regions] of Object.entries(regionsInOrder))
    for (const [kind, outer] of Object.entries({
      'leaves it': { target: 'after', actions: tell('outer') },
      're-enters it': { target: 'around', reenter: true, guard: 'isInside', actions: tell('outer') },
      'targets a region': { target: '.b.v', guard: 'isInside', actions: tell('outer') },
    }))
      it(`of the ${place} region goes before one of the state around it that ${kind}`, () => {
        const chart = chartWith(regions, outer).provide({ guards: { isInside: () => told.length < 4 } } as never);
        const [expected, seen] = [chart, compile(chart)].map((logic) => {
          told.length = 0;
          const actor = createActor(logic as AnyActorLogic).start();
          actor.send({ type: 'go' });
          return { told: [...told], value: (actor.getSnapshot() as AnyMachineSnapshot).value };
        });
        expect(seen).toStrictEqual(expected);
        expect(seen?.told[0]).toBe('leaves eager');
        expect(seen?.told[1]).toBe('inner');
      });
});
