// A merge is Object.assign({}, context, change), whatever the records; also where code may not be made from strings.
import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createMerge } from '../../../src/xstate/compile/merge.ts';
import type { Context } from '../../../src/xstate/compile/types.ts';

const owner = Symbol('owner');
const keys = ['a', 'b', 'longer', '__proto__', '1', '0', '01', '-1', 'constructor', 'toString', 'a b', '"', "'", '\\'];
const stranger = ['\u2028', '\ud800', '${a}', '`', '', 'hasOwnProperty', '__defineGetter__', 'prototype', '4294967295'];

type Entries = readonly (readonly [string | symbol, unknown])[];

const valueArbitrary = fc.oneof(
  fc.integer(),
  fc.constantFrom(undefined, null, -0, Number.NaN, 7n, owner, owner.toString),
);
const entriesArbitrary = fc.uniqueArray(fc.tuple(fc.constantFrom(...keys, ...stranger), valueArbitrary), {
  maxLength: 8,
  selector: ([key]) => key,
});

/** A frozen record with exactly those fields of its own, in that order, `__proto__` among them. */
const recordOf = (entries: Entries, prototype: object | null = Object.prototype): Context => {
  const record = Object.create(prototype) as Record<string | symbol, unknown>;
  for (const [key, value] of entries)
    Object.defineProperty(record, key, { value, enumerable: true, writable: true, configurable: true });
  return Object.freeze(record);
};

const expectSame = (seen: Context, expected: Context): void => {
  expect(Reflect.ownKeys(seen)).toEqual(Reflect.ownKeys(expected));
  for (const key of Reflect.ownKeys(expected))
    expect(Object.getOwnPropertyDescriptor(seen, key)).toStrictEqual(Object.getOwnPropertyDescriptor(expected, key));
  expect(Object.getPrototypeOf(seen)).toBe(Object.getPrototypeOf(expected));
};

const changeArbitrary = fc.oneof(
  { weight: 8, arbitrary: entriesArbitrary.map((entries) => recordOf(entries)) },
  { weight: 1, arbitrary: fc.constantFrom<Context | null | undefined>(null, undefined) },
);

const expectMergesLikeAssign = (): void => {
  const pairs = fc.array(fc.tuple(entriesArbitrary, changeArbitrary), { maxLength: 14 });
  fc.assert(
    fc.property(pairs, (list) => {
      const merge = createMerge();
      // Twice, since what is met for the first time is merged in another way than what is known.
      for (const [entries, change] of [...list, ...list]) {
        const context = recordOf(entries);
        expectSame(merge(context, change), Object.assign({}, context, change));
      }
    }),
    { numRuns: 400 },
  );
};

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('a merge', () => {
  it('is Object.assign over any records, in any order, with any keys, again and again', () => {
    expectMergesLikeAssign();
  });

  it('is Object.assign where code may not be made from strings', () => {
    const refusals: string[] = [];
    vi.stubGlobal('Function', function refuse(): never {
      refusals.push('refused');
      throw new EvalError('Code generation from strings disallowed for this context');
    });
    expectMergesLikeAssign();
    expect(refusals).not.toHaveLength(0);
  });

  it('keeps symbols, and nothing that is inherited', () => {
    const marked = (entries: Entries): Context => recordOf([...entries, [owner, entries.length]]);
    const inheriting = (entries: Entries): Context => recordOf(entries, { inherited: 1 });
    const bare = (entries: Entries): Context => recordOf(entries, null);
    fc.assert(
      fc.property(entriesArbitrary, entriesArbitrary, (first, second) => {
        for (const [contextOf, changeOf] of [
          [marked, recordOf],
          [recordOf, marked],
          [marked, marked],
          [inheriting, recordOf],
          [recordOf, inheriting],
          [bare, bare],
        ] as const) {
          const merge = createMerge();
          for (let time = 0; time < 3; time += 1) {
            const [context, change] = [contextOf(first), changeOf(second)];
            expectSame(merge(context, change), Object.assign({}, context, change));
          }
        }
      }),
      { numRuns: 100 },
    );
  });

  it('makes code for few shapes only, however many an assign returns', () => {
    let made = 0;
    const RealFunction = Function;
    vi.stubGlobal('Function', function count(...texts: string[]): unknown {
      made += 1;
      return RealFunction(...texts);
    });
    const merge = createMerge();
    for (let shape = 0; shape < 1_000; shape += 1) merge({ n: 1 }, { [`key${shape}`]: shape });
    expect(made).toBeGreaterThan(0);
    expect(made).toBeLessThanOrEqual(8);
  });

  it('reads a getter once and does not carry it over', () => {
    let reads = 0;
    const change = {
      get n(): number {
        reads += 1;
        return reads;
      },
    };
    const merge = createMerge();
    expect([merge({ n: 0 }, change), merge({ n: 0 }, change)]).toStrictEqual([{ n: 1 }, { n: 2 }]);
  });
});
