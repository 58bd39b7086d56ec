// A strategy runs, or is stopped with a sentence that says what it did; and what it does is a function of what it
// received, wherever it is resumed.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RandomStreams } from '../../src/kernel/random/streams.ts';
import { createRunner } from '../../src/strategies/runner.ts';
import type { StrategyRunner } from '../../src/strategies/runner.ts';
import type { IntentDraft, Strategy, StrategyTools } from '../../src/strategies/types.ts';
import { quotesAt, setupOf } from './scenes.ts';

type Step = Strategy<unknown>['step'];

const runnerOf = (step: Step, start: Strategy<unknown>['start'] = () => null): StrategyRunner =>
  createRunner({ strategy: { name: 'mine', start, step }, setup: setupOf('mine'), streams: new RandomStreams(1) });

const event = quotesAt([400_000n, 500_000n]);

/** The sentence with which a step's answer stops the strategy. */
const sentenceOf = (answer: unknown): string => runnerOf(() => answer as never).step(event).fault?.sentence ?? '';

const draft = { pair: 'fed', sets: 5_000_000n, prices: [400_000n, 500_000n] };

describe('a strategy that runs', () => {
  it('gives its drafts, as it meant them', () => {
    const full: IntentDraft = { ...draft, mode: 'sequential', policy: 'hold', timeInForce: 'IOC' };
    expect(runnerOf((state) => [state, [draft, full]]).step(event)).toEqual({ fault: null, drafts: [draft, full] });
  });

  it('cannot change a draft that it has given', () => {
    const prices = [400_000n, 500_000n];
    const runner = runnerOf((state) => [state, [{ ...draft, prices }]]);
    const { drafts } = runner.step(event);
    prices[0] = 1n;
    expect(drafts[0]?.prices).toEqual([400_000n, 500_000n]);
  });

  it('receives the time and its own chance, the same in every run', () => {
    const told = () => {
      const runner = runnerOf(
        (state, { atUs }, { nowUs, random }) => [[...(state as unknown[]), atUs - nowUs, random.nextBelow(1_000)], []],
        () => [],
      );
      for (let step = 0; step < 40; step += 1) runner.step(quotesAt([400_000n, 500_000n], step));
      return runner.save().state;
    };
    expect(told()).toEqual(told());
    expect(new Set(told() as unknown[]).size).toBeGreaterThan(30);
  });

  it('continues exactly as it would have, from wherever it was saved, with whatever checks', () => {
    const step: Step = (state, { atUs }, { random }) => {
      const { seen, sum } = state as { seen: ReadonlyMap<number, bigint>; sum: bigint };
      const add = BigInt(random.nextBelow(1_000_000));
      return [{ seen: new Map([...seen, [atUs % 7, add]]), sum: sum + add }, add % 2n === 0n ? [draft] : []];
    };
    const parts = {
      strategy: { name: 'mine', start: () => ({ seen: new Map(), sum: 0n }), step },
      setup: setupOf('mine'),
    };
    fc.assert(
      fc.property(fc.nat({ max: 60 }), fc.nat({ max: 60 }), fc.nat(), (before, after, seed) => {
        const streams = new RandomStreams(seed);
        const runner = createRunner({ ...parts, streams }, undefined);
        for (let at = 0; at < before; at += 1) runner.step(quotesAt([400_000n, 500_000n], at));
        const saved = structuredClone({ runner: runner.save(), streams: streams.save() });
        const checks = { first: 0, every: 3 };
        const again = createRunner({ ...parts, streams: RandomStreams.restore(saved.streams), checks }, saved.runner);
        for (let at = 0; at < after; at += 1) {
          const now = quotesAt([400_000n, 500_000n], before + at);
          expect(again.step(now)).toEqual(runner.step(now));
        }
        expect(again.save()).toEqual(runner.save());
      }),
      { numRuns: 50 },
    );
  });

  it('is saved as a copy', () => {
    const runner = runnerOf(
      (state) => [state, []],
      () => ({ list: [1] }),
    );
    const saved = runner.save().state as { list: number[] };
    saved.list.push(2);
    expect(runner.save().state).toEqual({ list: [1] });
  });
});

describe('a strategy is stopped with a sentence', () => {
  it('when it throws, whatever it throws, and is not run again', () => {
    let taken = 0;
    const runner = runnerOf(
      (state) => {
        taken += 1;
        if (state === 2) throw new RangeError('no more');
        return [(state as number) + 1, []];
      },
      () => 0,
    );
    runner.step(event);
    runner.step(event);
    const sentence = "Strategy 'mine' threw at step 3: RangeError: no more.";
    expect(runner.step(event)).toEqual({ fault: { strategy: 'mine', step: 3, sentence }, drafts: [] });
    const before = taken;
    expect(runner.step(event).fault?.sentence).toBe(sentence);
    expect(taken).toBe(before);
    const throws = (thrown: unknown) =>
      runnerOf(() => {
        throw thrown;
      }).step(event).fault?.sentence;
    expect(throws('a text')).toBe("Strategy 'mine' threw at step 1: a text.");
    expect(throws(Object.create(null))).toBe("Strategy 'mine' threw at step 1: something that is no text.");
  });

  it('when it throws as it starts', () => {
    const runner = runnerOf(
      (state) => [state, []],
      () => {
        throw new Error('not today');
      },
    );
    expect(runner.fault).toEqual({
      strategy: 'mine',
      step: 0,
      sentence: "Strategy 'mine' threw at its start: Error: not today.",
    });
    expect(runner.step(event).drafts).toEqual([]);
  });

  it('when it answers later', async () => {
    expect(sentenceOf(Promise.reject(new Error('never seen')))).toBe(
      "Strategy 'mine' failed at step 1: it returned a promise, but a step answers at once.",
    );
    expect(sentenceOf([Promise.resolve(1), []])).toMatch(/a promise as its state/);
    expect(
      runnerOf(
        (state) => [state, []],
        () => Promise.reject(new Error('nor this')),
      ).fault?.sentence,
    ).toBe("Strategy 'mine' failed at its start: it returned a promise as its state, but it must begin at once.");
    // What nobody waits for would end the process here.
    await new Promise((resolve) => setImmediate(resolve));
  });

  it.each(
    (
      [
        [undefined, 'returned undefined, but a step gives [state, drafts]'],
        [{ state: 1 }, 'returned an object, but a step gives [state, drafts]'],
        [[1], 'returned a list, but a step gives [state, drafts]'],
        [[1, null], 'returned null as its drafts, but they must be a list'],
        [[1, [null]], 'returned draft 1 with null in place of an object'],
        [[1, Array.from({ length: 65 }, () => draft)], 'returned 65 drafts, but a step gives at most 64'],
        [
          [1, [draft, { ...draft, pair: 'cpi' }]],
          "returned draft 2 with the pair 'cpi', which this strategy does not trade",
        ],
        [[1, [{ ...draft, pair: 7 }]], 'returned draft 1 with a number as its pair, which must be a name'],
        [[1, [{ ...draft, sets: 5 }]], 'returned draft 1 with a number as its sets, which must be a bigint of micros'],
        [[1, [{ ...draft, sets: -5n }]], 'returned draft 1 with -5 sets, which must be more than 0'],
        [[1, [{ ...draft, sets: 0n }]], 'returned draft 1 with 0 sets, which must be more than 0'],
        [
          [1, [{ ...draft, sets: [5n, 6n] }]],
          'returned draft 1 with a list of sizes, but every leg has the same number of shares: give one, as sets',
        ],
        [[1, [{ ...draft, prices: [1n] }]], "returned draft 1 with 1 prices, but the pair 'fed' has 2 legs"],
        [[1, [{ ...draft, prices: 1n }]], 'returned draft 1 with a bigint as its prices, which must be a list'],
        [
          [1, [{ ...draft, prices: [0.4, 0.5] }]],
          'returned draft 1 with a number as price 1, which must be a bigint of micros',
        ],
        [[1, [{ ...draft, prices: [1n, -1n] }]], 'returned draft 1 with the price -1, which is not from 0 to 1000000'],
        [[1, [{ ...draft, size: 1n }]], "returned draft 1 with the key 'size', which no draft has"],
        [
          [1, [{ ...draft, mode: 'both' }]],
          "returned draft 1 with the mode 'both', which must be one of parallel, sequential",
        ],
        [
          [1, [{ ...draft, policy: 1 }]],
          'returned draft 1 with the policy a number, which must be one of unwind, complete, hold',
        ],
        [
          [1, [{ ...draft, timeInForce: 'FAK' }]],
          "returned draft 1 with the timeInForce 'FAK', which must be one of GTC, GTD, IOC, FOK",
        ],
      ] as const
    ).map(([answer, problem]) => ({ answer, problem })),
  )('when it $problem', ({ answer, problem }) => {
    expect(sentenceOf(answer)).toBe(`Strategy 'mine' failed at step 1: it ${problem}.`);
  });

  it('when it keeps what is no plain data', () => {
    const keeps = (state: unknown) => runnerOf(() => [state, []]).step(event).fault?.sentence;
    const says = (what: string) =>
      `Strategy 'mine' failed at step 1: it keeps ${what}, but its state must be plain data.`;
    expect(keeps({ now: () => 1 })).toBe(says('a function at state.now'));
    expect(keeps([new Date(0)])).toMatch(/keeps a \w+ at state\.0/);
    expect(keeps(new Map([['a', Symbol('b')]]))).toBe(says('a symbol at state.a'));
    expect(keeps(Array.from({ length: 100_001 }, () => 0))).toMatch(/more than 100000 values/);
    const circle: unknown[] = [];
    circle.push(circle);
    expect(keeps(circle)).toMatch(/more than 64 levels deep, or in a circle/);
    expect(
      runnerOf(
        (state) => [state, []],
        () => new WeakMap(),
      ).fault?.sentence,
    ).toBe("Strategy 'mine' failed at its start: it keeps a WeakMap at state, but its state must be plain data.");
  });

  it('when it changes what it was given', () => {
    const changes = (step: Step, start: () => unknown) => runnerOf(step, start).step(event).fault?.sentence;
    expect(
      changes(
        (state) => {
          (state as number[]).push(1);
          return [state, []];
        },
        () => [],
      ),
    ).toMatch(
      /^Strategy 'mine' failed at step 1: it changed what it was given \(TypeError: .*\): states and events are frozen/,
    );
    expect(
      changes(
        (state) => {
          (state as Map<string, number>).set('a', 1);
          return [state, []];
        },
        () => new Map(),
      ),
    ).toBe(
      "Strategy 'mine' failed at step 1: it changed what it was given: states and events are frozen, and a step gives a new state.",
    );
  });

  it('when what it keeps is not in its state', () => {
    let count = 0;
    const sentence =
      "Strategy 'mine' failed at step 1: it gave two answers to the same state and event: all that it keeps must be in its state.";
    expect(runnerOf(() => [(count += 1), []]).step(event).fault?.sentence).toBe(sentence);
    expect(runnerOf((state) => [state, (count += 1) % 2 === 0 ? [draft] : []]).step(event).fault?.sentence).toBe(
      sentence,
    );
  });

  it('when it goes wrong late, at the next step that is checked', () => {
    let count = 0;
    const runner = runnerOf((_state, { atUs }) => [atUs < 20 ? 0 : (count += 1), []]);
    for (let at = 0; at < 1_100; at += 1) runner.step(quotesAt([400_000n, 500_000n], at));
    expect(runner.fault?.step).toBe(1_024);
  });

  it('but not by being saved, which only says what cannot be', () => {
    const runner = createRunner({
      strategy: { name: 'mine', start: () => 0, step: () => [() => 1, []] },
      setup: setupOf('mine'),
      streams: new RandomStreams(1),
      checks: { first: 0, every: 10 },
    });
    runner.step(event);
    expect(() => runner.save()).toThrow("Strategy 'mine' cannot be saved: it keeps a function at state.");
    expect(runner.fault).toBe(null);
  });

  it('and stays stopped when it is restored', () => {
    const parts = {
      strategy: { name: 'mine', start: () => 0, step: () => undefined as never },
      setup: setupOf('mine'),
    };
    const runner = createRunner({ ...parts, streams: new RandomStreams(1) });
    const stopped = runner.step(event);
    const again = createRunner({ ...parts, streams: new RandomStreams(1) }, structuredClone(runner.save()));
    expect(again.step(event)).toEqual(stopped);
    expect(again.fault).toEqual(runner.fault);
  });
});

it('a strategy cannot change its setup, nor its tools', () => {
  const setup = setupOf('mine');
  const tools: StrategyTools[] = [];
  const runner = createRunner({
    strategy: {
      name: 'mine',
      start: ({ pairs }) => {
        (pairs as unknown[]).push(1);
        return 0;
      },
      step: (state, _event, given) => {
        tools.push(given);
        return [state, []];
      },
    },
    setup,
    streams: new RandomStreams(1),
  });
  expect(runner.fault?.sentence).toMatch(/^Strategy 'mine' failed at its start: it changed what it was given/);
  expect(setup.pairs).toHaveLength(1);
  const other = runnerOf((state, _event, given) => {
    tools.push(given);
    return [state, []];
  });
  other.step(event);
  expect(Object.isFrozen(tools[0]) && Object.isFrozen(tools[0]?.random)).toBe(true);
});
