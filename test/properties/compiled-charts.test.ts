// Goal: each chart, compiled, is the chart. Method: lives made of the way to some state and random events after it, legal and
// not, are lived by the interpreter and by the compiled chart side by side and compared after every event in all that can
// be seen. Twice in a life both are persisted, and each resumes from what the other has left.
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createActor, type AnyActorLogic, type AnyEventObject, type Snapshot } from 'xstate';
import { compile } from '../../src/xstate/compile.ts';
import { shortestPaths, textOf } from '../../src/xstate/graph.ts';
import { recordingEffects, type Effect } from '../machines/judge.ts';
import { chartWalks, type ChartWalk } from '../machines/walks.ts';

/** Lives of each chart, by the number of its transitions: 10,500 in all. */
const lives: Readonly<Record<string, number>> = {
  order: 3_000,
  settlement: 1_000,
  arbitrage: 2_500,
  'venue-executor': 1_500,
  persistence: 1_500,
  engine: 1_000,
};
const SEED = 20_260_301;
const EVENTS_MAX = 12;

/** One side of the comparison: an actor that may be persisted and woken again, and what it has asked for since. */
const createSide = (logic: AnyActorLogic, effects: Effect[]) => {
  let actor = createActor(logic);
  const failures: unknown[] = [];
  const wake = (options: object): void => {
    actor = createActor(logic, options);
    actor.subscribe({ error: (error: unknown) => failures.push(error) });
    actor.start();
  };
  return {
    wake,
    send: (event: AnyEventObject): void => actor.send(event),
    // A copy, as a database would give it back: nothing of a live snapshot may help.
    persisted: (): Snapshot<unknown> => structuredClone(actor.getPersistedSnapshot()),
    seen: (): unknown => {
      const { value, context, status, tags, error } = actor.getSnapshot();
      return { value, context, status, tags, error, effects: effects.splice(0), failures: failures.length };
    },
  };
};

interface Start {
  readonly input: unknown;
  readonly way: readonly AnyEventObject[];
}

const startsOf = ({ machine, inputs, variants }: ChartWalk): readonly Start[] =>
  inputs.flatMap((input) =>
    shortestPaths(machine, { input, events: variants }).map(({ events }) => ({ input, way: events })),
  );

const livesOf = (walk: ChartWalk) => {
  const interpretedEffects: Effect[] = [];
  const compiledEffects: Effect[] = [];
  const recorded = (effects: Effect[]) =>
    recordingEffects(walk.machine, walk.effects, (effect) => effects.push(effect));
  const logics = [recorded(interpretedEffects), compile(recorded(compiledEffects))] as const;

  return (start: Start, events: readonly AnyEventObject[], breaks: readonly number[]): void => {
    interpretedEffects.length = 0;
    compiledEffects.length = 0;
    const interpreted = createSide(logics[0], interpretedEffects);
    const compiled = createSide(logics[1], compiledEffects);
    const lived: AnyEventObject[] = [];

    const compare = (what: string, left: unknown, right: unknown): void => {
      if (isDeepStrictEqual(left, right)) return;
      expect(right, `${what} after ${lived.map(textOf).join(', ')}`).toStrictEqual(left);
      throw new Error(`${what} differs in something that toStrictEqual does not tell.`);
    };

    interpreted.wake({ input: start.input });
    compiled.wake({ input: start.input });
    compare('the beginning', interpreted.seen(), compiled.seen());
    [...start.way, ...events].forEach((event, step) => {
      if (breaks.includes(step)) {
        const left = interpreted.persisted();
        const right = compiled.persisted();
        compare('what is persisted', left, right);
        interpreted.wake({ snapshot: right });
        compiled.wake({ snapshot: left });
        compare('what is restored', interpreted.seen(), compiled.seen());
      }
      lived.push(event);
      interpreted.send(event);
      compiled.send(event);
      compare('the step', interpreted.seen(), compiled.seen());
    });
  };
};

describe('compiled = interpreted', () => {
  test.each(chartWalks)(
    '$name: in value, context, status, tags and effects, and when one resumes for the other',
    (walk) => {
      const live = livesOf(walk);
      const step = fc.nat({ max: EVENTS_MAX });
      fc.assert(
        fc.property(
          fc.constantFrom(...startsOf(walk)),
          fc.array(fc.constantFrom(...walk.variants), { minLength: 1, maxLength: EVENTS_MAX, size: 'max' }),
          fc.tuple(step, step),
          live,
        ),
        { seed: SEED, numRuns: lives[walk.name] ?? 0 },
      );
    },
  );

  test('there are ten thousand lives and more, some of each chart', () => {
    const counts = chartWalks.map(({ name }) => lives[name] ?? 0);
    expect(Math.min(...counts)).toBeGreaterThan(0);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBeGreaterThanOrEqual(10_000);
  });
});
