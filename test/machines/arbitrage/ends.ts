// The table of an arbitrage that is hedged or has ended, written from the design.
import type { ArbitrageEvent } from '../../../machines/arbitrage.ts';
import { ignoring, illegal, type ArbitrageCase } from './case.ts';
import {
  accepted,
  assessed,
  assessing,
  begun,
  deadline,
  filled,
  over,
  overdue,
  placed,
  reprice,
  shares,
  staleness,
  stop,
  twoLegs,
  unsettled,
  update,
  working,
} from './words.ts';

const asked = [...begun, filled('a', shares(100), shares(100)), over('b', 'rejected')];
const hedged = [...begun, filled('a', shares(100), shares(100)), filled('b')];
const completed = [...begun, filled('a'), filled('b')];
const late = over('b', 'rejected', shares(7));

const ended = ['arbitrageEnded'];

const reopening = (state: string, given: readonly ArbitrageEvent[]): readonly ArbitrageCase[] => [
  {
    name: `a late fill in ${state} opens the exposure again`,
    given,
    when: filled('b', shares(101)),
    then: {
      value: assessing,
      effects: ['exposureReopened', 'assessExposure'],
      context: { assessmentCount: 1, cause: 'quantityMoved' },
      legs: { b: { cumQty: shares(101) } },
    },
  },
  {
    name: `a bust in ${state} opens the exposure again`,
    given,
    when: filled('b', shares(99)),
    then: { value: assessing, effects: ['exposureReopened', 'assessExposure'], context: { cause: 'quantityMoved' } },
  },
  {
    name: `missing fills in ${state} are waited for`,
    given,
    when: over('b', 'filled', shares(100), { missingQty: 1n }),
    then: {
      value: 'cancelling',
      effects: ['exposureReopened', 'cancelOtherLegs'],
      context: { assessmentCount: 0, cause: 'quantityMoved' },
      legs: { b: { missingQty: 1n } },
    },
  },
  {
    name: `a settlement that fails in ${state} opens the exposure again`,
    given,
    when: unsettled('a'),
    then: {
      value: assessing,
      effects: ['exposureReopened', 'assessExposure'],
      context: { assessmentCount: 1, cause: 'settlementFailed' },
    },
  },
];

const again = [...asked, assessed(1, 'exposed')];
const exhausted = [...again, placed(['u', 100]), over('u', 'rejected'), assessed(2, 'exposed')];

/** Every row of hedged and of the ends. */
export const endCases: readonly ArbitrageCase[] = [
  ...reopening('hedged', hedged),
  ...reopening('completed', completed),
  ...[
    { state: 'hedged', given: hedged, value: 'hedged' },
    { state: 'completed', given: completed, value: { ended: 'completed' } },
  ].flatMap(({ state, given, value }): readonly ArbitrageCase[] => [
    ...ignoring(state, given, value, [filled('b'), deadline, staleness, stop, overdue('a')]),
    illegal(`an order that is not of the set is refused in ${state}`, given, update('z'), value),
    illegal(`a settlement of nothing is refused in ${state}`, given, unsettled('a', 0n), value),
    illegal(`a reprice without an unwind is refused in ${state}`, given, reprice, value),
    {
      name: `a change that moves no quantity is written down in ${state}`,
      given,
      when: filled('b', shares(100), 1n),
      then: { value, legs: { b: { unsettledQty: 1n } } },
    },
  ]),
  {
    name: 'hedged stays while anything is unsettled',
    given: hedged,
    when: filled('a', shares(100), 1n),
    then: { value: 'hedged', legs: { a: { unsettledQty: 1n } } },
  },
  {
    name: 'the last settlement completes it',
    given: hedged,
    when: filled('a'),
    then: { value: { ended: 'completed' }, effects: ended },
  },
  {
    name: 'the last settlement of fewer sets makes them partial',
    given: [...asked, assessed(1, 'balanced')],
    when: filled('a'),
    then: { value: { ended: 'partial' }, effects: ended },
  },
  {
    name: 'a failed settlement after partial opens the exposure again',
    given: [...asked, assessed(1, 'balanced'), filled('a')],
    when: unsettled('a'),
    then: { value: assessing, effects: ['exposureReopened', 'assessExposure'], context: { assessmentCount: 2 } },
  },
  ...(['nothing', 'flat', 'dust'] as const).map((is): ArbitrageCase => ({
    name: `a late fill after ${is} opens the exposure again`,
    given: [...asked, assessed(1, is)],
    when: late,
    then: { value: assessing, effects: ['exposureReopened', 'assessExposure'], context: { assessmentCount: 2 } },
  })),
  ...ignoring('an assessed end', [...asked, assessed(1, 'flat')], { ended: 'failed' }, [
    reprice,
    assessed(1, 'flat'),
    over('b', 'rejected'),
  ]),
  ...ignoring('a hedge of fewer sets', [...asked, assessed(1, 'balanced')], 'hedged', [
    filled('a', shares(100), shares(100)),
  ]),
  ...[
    { why: 'a late fill', when: late, value: assessing, effects: ['exposureReopened', 'assessExposure'] },
    {
      why: 'a failed settlement',
      when: unsettled('a'),
      value: assessing,
      effects: ['exposureReopened', 'assessExposure'],
    },
    {
      why: 'a doubt',
      when: over('b', 'rejected', 0n, { inDoubt: true }),
      value: 'cancelling',
      effects: ['exposureReopened', 'cancelOtherLegs'],
    },
  ].map(({ why, when, value, effects }): ArbitrageCase => ({
    name: `a hedge that was bought complete has all its attempts again after ${why}`,
    given: [...asked, assessed(1, 'exposed'), placed(['u', 100]), filled('u'), assessed(2, 'complete')],
    when,
    then: { value, effects, context: { unwindAttempts: 0 } },
  })),
  illegal('an answer to no question is refused', [...asked, assessed(1, 'flat')], assessed(2, 'flat'), {
    ended: 'failed',
  }),
  {
    name: 'what is opened again ends again',
    given: [...completed, unsettled('a')],
    when: assessed(1, 'complete'),
    then: { value: { ended: 'completed' }, effects: ended },
  },
  {
    name: 'an exposure that opens again has all its attempts again',
    input: { ...twoLegs, unwindAttemptsMax: 1 },
    given: [...exhausted, late],
    when: assessed(3, 'exposed'),
    then: { value: working('placing'), effects: ['placeUnwind'], context: { unwindAttempts: 1 } },
  },
  {
    name: 'so it has when a settlement opened it',
    input: { ...twoLegs, unwindAttemptsMax: 1 },
    given: [...exhausted, unsettled('a')],
    when: assessed(3, 'exposed'),
    then: { value: working('placing'), effects: ['placeUnwind'], context: { unwindAttempts: 1 } },
  },
  {
    name: 'and when a doubt did',
    input: { ...twoLegs, unwindAttemptsMax: 1 },
    given: [...exhausted, over('b', 'rejected', 0n, { inDoubt: true }), over('b', 'rejected')],
    when: assessed(3, 'exposed'),
    then: { value: working('placing'), effects: ['placeUnwind'], context: { unwindAttempts: 1 } },
  },
  {
    name: 'a leg that never went and is live after all is cancelled and waited for',
    given: [accepted, stop],
    when: update('a'),
    then: {
      value: 'cancelling',
      effects: ['exposureReopened', 'cancelOtherLegs'],
      context: { cause: 'quantityMoved' },
    },
  },
  {
    name: 'a leg that never went and says so ends no differently',
    given: [accepted, stop],
    when: over('a', 'cancelled', 0n, { sent: false }),
    then: { value: { ended: 'cancelled' }, legs: { a: { status: 'cancelled' } } },
  },
];
