// Goal: whatever a config may hold can be said in words. Method: the forms of guards and actions, one by one.
import { and, assign, not, or, raise, stateIn } from 'xstate';
import { describe, expect, test } from 'vitest';
import { actionText, eventText, guardMeanings, guardText } from '../../../src/xstate/describe/words.ts';
import { sampleMachine } from './sample-chart.ts';

describe('a guard in words', () => {
  test.each([
    ['hasKey', 'hasKey'],
    [
      { type: 'isKind', params: { kind: 'a', of: ['x', 'y'], qty: 5n, none: null } },
      'isKind(kind = a, of = [x, y], qty = 5, none = null)',
    ],
    [{ type: 'isKind', params: { of: { deep: 1 } } }, 'isKind(of = {deep = 1})'],
    [{ type: 'isKind', params: () => ({}) }, 'isKind(computed)'],
    [and(['a', 'b']), 'a and b'],
    [or(['a', and(['b', 'c'])]), 'a or b and c'],
    [and(['a', or(['b', 'c'])]), 'a and (b or c)'],
    [not('a'), 'not a'],
    [not(and(['a', not('b')])), 'not (a and not b)'],
    [not(or(['a', 'b'])), 'not (a or b)'],
    [stateIn('open'), 'in open'],
    [stateIn({ open: { door: 'ajar' } }), 'in open.door.ajar'],
    [stateIn({ left: 'on', right: { deep: 'off' } }), 'in left.on + right.deep.off'],
  ])('%o', (guard, words) => {
    expect(guardText(guard)).toBe(words);
  });

  test('those that setup made of others are explained, in the order of their names', () => {
    expect(guardMeanings(sampleMachine)).toEqual([
      { name: 'isOpen', meaning: 'in open.door.ajar' },
      { name: 'mayRing', meaning: 'hasKey or not isOpen' },
    ]);
  });
});

describe('an action in words', () => {
  test.each([
    ['ring', 'ring'],
    [{ type: 'say', params: { word: 'morning', times: 2n } }, 'say(word = morning, times = 2)'],
    [assign({}), 'assign'],
    [raise({ type: 'bell.rung' }), 'raise(bell.rung)'],
    [function shout() {}, 'shout'],
  ])('%o', (action, words) => {
    expect(actionText(action)).toBe(words);
  });
});

describe('an event in words', () => {
  test.each([
    ['door.opened', 'door.opened'],
    ['bell.*', 'bell.*'],
    ['', 'always'],
    ['xstate.done.state.house.open.door', 'done(open.door)'],
  ])('%s', (eventType, words) => {
    expect(eventText(sampleMachine, eventType)).toBe(words);
  });
});
