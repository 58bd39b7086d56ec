// Goal: the seam finds every place by the shortest way, bigints or not. Method: a counter whose places can be counted by hand.
import { assign, setup } from 'xstate';
import { describe, expect, test } from 'vitest';
import { shortestPaths, textOf } from '../../src/xstate/graph.ts';

const counter = setup({
  types: {
    context: {} as { readonly total: bigint },
    events: {} as
      { readonly type: 'add'; readonly amount: bigint } | { readonly type: 'flip' } | { readonly type: 'burst' },
    input: {} as { readonly total: bigint },
  },
  guards: { isLarge: ({ context }) => context.total >= 4n },
  actions: {
    add: assign(({ context, event }) => ({
      total: event.type === 'add' ? context.total + event.amount : context.total,
    })),
    burst: assign(() => {
      throw new Error('it burst');
    }),
  },
}).createMachine({
  context: ({ input }) => input,
  initial: 'small',
  states: {
    small: {
      always: { guard: 'isLarge', target: 'large' },
      on: { add: { actions: 'add' }, burst: { actions: 'burst' } },
    },
    large: { on: { flip: 'flipped' } },
    flipped: {},
  },
});

const add = (amount: bigint) => ({ type: 'add', amount }) as const;
const flip = { type: 'flip' } as const;
const input = { total: 0n };
const totalKey = ({ value, context }: { value: unknown; context: { total: bigint } }): string =>
  textOf([value, context]);

describe('shortestPaths', () => {
  test('finds each state by the fewest events, the start first', () => {
    expect(shortestPaths(counter, { input, events: [add(1n), add(2n), flip] })).toEqual([
      { key: '"small"', events: [] },
      // Without a key the first small place stands for all of them: only one step can be made from it.
    ]);
    expect(shortestPaths(counter, { input: { total: 2n }, events: [add(1n), add(2n), flip] })).toEqual([
      { key: '"small"', events: [] },
      { key: '"large"', events: [add(2n)] },
      { key: '"flipped"', events: [add(2n), flip] },
    ]);
  });

  test('a key that tells contexts apart finds what lies behind them', () => {
    const paths = shortestPaths(counter, { input, events: [add(1n), add(2n), flip], stateKey: totalKey });
    const ways = new Map(paths.map(({ key, events }) => [key, events]));
    expect([...ways.keys()]).toContain('["small",{"total":"3n"}]');
    expect(ways.get('["large",{"total":"4n"}]')).toEqual([add(2n), add(2n)]);
    expect(ways.get('["flipped",{"total":"5n"}]')?.length).toBe(4);
  });

  test('two events of one type with other amounts are two events', () => {
    const paths = shortestPaths(counter, { input, events: [add(4n), add(1n)] });
    expect(paths.map(({ key }) => key)).toEqual(['"small"', '"large"']);
  });

  test('ends with an error where there is no end, and where the chart throws', () => {
    expect(() => shortestPaths(counter, { input, events: [add(-1n)], stateKey: totalKey, limit: 50 })).toThrow('limit');
    expect(() => shortestPaths(counter, { input, events: [{ type: 'burst' }] })).toThrow('it burst');
  });
});
