// The room of a leg, and how legs are counted by the venue that they go to.
import { expect, it } from 'vitest';
import { ordersOf, ROOM_PER_LEG, TICKETS_PER_ORDER } from '../../../src/engine/venues/room.ts';

it.each([
  ['a', [1]],
  ['ab', [1, 1]],
  ['aa', [2, 0]],
  ['aba', [2, 1, 0]],
  ['abba', [2, 2, 0, 0]],
  ['aaab', [3, 0, 0, 1]],
] as const)('the legs %s are counted where their venue comes first', (venues, counts) => {
  const legs = [...venues].map((venue) => ({ venue }));
  expect(legs.map((_leg, index) => ordersOf(legs, index))).toEqual(counts);
});

it('a leg has room for its submit beside the tickets of its order', () => {
  expect([TICKETS_PER_ORDER, ROOM_PER_LEG]).toEqual([4, 5]);
});
