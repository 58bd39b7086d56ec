// Goal: an order is shown where the number of its owner is chosen, whatever its id looks like, and its owner is the one that
// the journal names.
import { describe, expect, test } from 'vitest';
import { parseFollowed } from '../../../src/inspect/stately/followed.ts';
import { ShownActors } from '../../../src/inspect/stately/shown-actors.ts';
import type { BodyOf } from '../../../src/audit/types.ts';

const created = (clOrdId: string, owner: string, ownerId: number): BodyOf<'order.created'> => ({
  ...{
    type: 'order.created',
    clOrdId,
    owner,
    ownerId,
    venue: 'kalshi',
    account: 'main',
    market: 'FED',
    outcome: 'yes',
  },
  ...{ side: 'buy', orderQty: 1_000_000n, price: 400_000n, timeInForce: 'GTC' },
});

const shownOf = (text: string): ShownActors => {
  const shown = new ShownActors(parseFollowed(text)!);
  for (const body of [
    created('7.1', 'leg', 3),
    created('x', 'unwind', 3),
    created('3.1', 'leg', 7),
    created('4.1', 'strategy', 4),
    created('s3.1', 'client', 3),
  ])
    shown.learn(body);
  return shown;
};

const ids = [
  'engine',
  'venue:kalshi',
  'arb:3',
  'arb:7',
  'order:7.1',
  'order:x',
  'order:3.1',
  'order:4.1',
  'order:s3.1',
];

describe('the actors that are shown', () => {
  test.each([
    ['3', ['engine', 'venue:kalshi', 'arb:3', 'order:7.1', 'order:x']],
    ['4-6', ['engine', 'venue:kalshi', 'order:4.1']],
    ['all', ids],
  ])(
    'of %s are the chosen arbitrages with their own orders, plain orders by their intent, and the engine',
    (text, shown) => {
      expect(ids.filter((id) => shownOf(text).has(id))).toEqual(shown);
    },
  );

  test('have the owners that the journal names', () => {
    const shown = shownOf('all');
    expect(ids.map((id) => shown.ownerOf(id) ?? '-').join(' ')).toBe('- - - - arb:3 arb:3 arb:7 - -');
    shown.forget('order:x');
    expect(shown.ownerOf('order:x')).toBeUndefined();
    expect(shownOf('3').ownerOf('order:3.1')).toBeUndefined();
  });

  test('that were chosen are shown again when they come back', () => {
    const shown = shownOf('3');
    shown.forget('order:x');
    expect([shown.has('order:x'), shown.ownerOf('order:x')]).toEqual([true, 'arb:3']);
  });
});
