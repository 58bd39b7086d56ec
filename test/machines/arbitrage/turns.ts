// The table of an arbitrage whose legs are worked one after the other, written from the design.
import { type ArbitrageCase } from './case.ts';
import { assessing, begun, deadline, filled, over, shares, threeInTurn, update } from './words.ts';

const turns = { input: threeInTurn, given: begun };

/** Every row of legging in turn. */
export const turnCases: readonly ArbitrageCase[] = [
  { ...turns, name: 'a leg that works holds the next', when: update('a'), then: { value: 'legging' } },
  {
    ...turns,
    name: 'a filled leg sends the next',
    when: filled('a'),
    then: {
      value: 'legging',
      effects: ['sendNextLeg'],
      context: { cause: null },
      legs: { b: { released: true, orderQty: shares(100), leavesQty: shares(100) }, c: { released: false } },
    },
  },
  {
    ...turns,
    name: 'the next leg is sized to what the one before it filled, on the grid',
    when: over('a', 'cancelled', shares(60) + 500_000n),
    then: {
      value: 'legging',
      effects: ['sendNextLeg'],
      legs: { a: { plannedQty: shares(100) }, b: { released: true, orderQty: shares(60), leavesQty: shares(60) } },
    },
  },
  {
    ...turns,
    name: 'the next leg is never sized above the plan',
    when: filled('a', shares(105)),
    then: { value: 'legging', effects: ['sendNextLeg'], legs: { b: { orderQty: shares(100) } } },
  },
  {
    ...turns,
    name: 'the next leg waits until every fill of the one before it is reported',
    when: over('a', 'cancelled', shares(40), { missingQty: shares(20) }),
    then: { value: 'legging', effects: [], legs: { b: { released: false } } },
  },
  {
    ...turns,
    name: 'a first leg that filled nothing sends no other',
    when: over('a', 'rejected'),
    then: { value: assessing, effects: ['cancelOtherLegs', 'assessExposure'], context: { cause: 'legShort' } },
  },
  {
    ...turns,
    name: 'a first leg that filled less than the grid sends no other',
    when: over('a', 'cancelled', 999_999n),
    then: { value: assessing, effects: ['cancelOtherLegs', 'assessExposure'], context: { cause: 'legShort' } },
  },
  {
    ...turns,
    name: 'a later leg that is refused before its turn ends the first',
    given: [...begun, update('a')],
    when: over('b', 'rejected', 0n, { sent: false }),
    then: { value: 'cancelling', effects: ['cancelOtherLegs'], context: { cause: 'legShort' } },
  },
  {
    ...turns,
    name: 'a later leg that ends before its turn is carried by nobody',
    given: [...begun, update('a')],
    when: over('b', 'cancelled', shares(5)),
    then: { value: 'cancelling', effects: ['cancelOtherLegs'], context: { cause: 'legShort' } },
  },
  {
    ...turns,
    name: 'a bust of the first leg ends the second',
    given: [...begun, over('a', 'cancelled', shares(60)), update('b')],
    when: over('a', 'cancelled', shares(59)),
    then: { value: 'cancelling', effects: ['cancelOtherLegs'], context: { cause: 'legShort' } },
  },
  {
    ...turns,
    name: 'a set whose legs were all sized down is assessed',
    given: [...begun, over('a', 'cancelled', shares(60)), filled('b', shares(60))],
    when: filled('c', shares(60)),
    then: { value: assessing, effects: ['assessExposure'], context: { cause: 'legsUneven' } },
  },
  {
    ...turns,
    name: 'the last leg has no other to carry what it lacks',
    given: [...begun, filled('a'), filled('b')],
    when: over('c', 'cancelled', shares(60)),
    then: { value: assessing, effects: ['cancelOtherLegs', 'assessExposure'], context: { cause: 'legShort' } },
  },
  {
    ...turns,
    name: 'legs filled one after the other complete the set',
    given: [...begun, filled('a'), filled('b')],
    when: filled('c'),
    then: { value: { ended: 'completed' }, effects: ['arbitrageEnded'] },
  },
  {
    ...turns,
    name: 'a deadline does not wait for legs that never went',
    given: [...begun, update('a'), deadline],
    when: over('a', 'cancelled'),
    then: { value: assessing, effects: ['assessExposure'] },
  },
];
