// The table of an arbitrage whose unwind rests, is taken back, or was refused, written from the design.
import { ignoring, illegal, type ArbitrageCase } from './case.ts';
import {
  assessed,
  assessing,
  begun,
  deadline,
  doubted,
  filled,
  noBook,
  over,
  overdue,
  placed,
  reprice,
  shares,
  staleness,
  stop,
  unsettled,
  update,
  working,
} from './words.ts';

const asked = [...begun, filled('a', shares(100), shares(100)), over('b', 'rejected')];
const placing = [...asked, assessed(1, 'exposed', { residueQty: shares(100), worstCase: shares(50) })];
const resting = [...placing, placed(['u', 100])];
const withdrawing = [...resting, reprice];
const backingOff = [...placing, noBook];
const late = over('b', 'rejected', shares(7));

const ended = ['arbitrageEnded'];

/** Every row of unwinding, while its orders work. */
export const workingCases: readonly ArbitrageCase[] = [
  {
    name: 'an unwind that fills in part rests on',
    given: resting,
    when: update('u', { status: 'partial', cumQty: shares(30), leavesQty: shares(70) }),
    then: { value: working('resting'), legs: { u: { cumQty: shares(30) } }, context: { exposureStale: false } },
  },
  {
    name: 'an unwind that has ended is assessed',
    given: resting,
    when: filled('u'),
    then: { value: assessing, effects: ['assessExposure'], context: { assessmentCount: 2 } },
  },
  {
    name: 'one of two unwind orders that has ended waits for the other',
    given: [...placing, placed(['u', 60], ['v', 40])],
    when: filled('u', shares(60)),
    then: { value: working('resting'), context: { exposureStale: false } },
  },
  {
    name: 'an unwind that overfills is assessed like any other',
    given: [...resting, filled('u', shares(130)), assessed(2, 'exposed')],
    when: placed(['v', 30]),
    then: { value: working('resting'), context: { unwindAttempts: 2 } },
  },
  {
    name: 'attempts run out',
    given: [
      ...resting,
      over('u', 'rejected'),
      assessed(2, 'exposed'),
      placed(['v', 100]),
      over('v', 'rejected'),
      assessed(3, 'exposed'),
      placed(['w', 100]),
      over('w', 'rejected'),
    ],
    when: assessed(4, 'exposed', { residueQty: shares(100), worstCase: shares(50) }),
    then: {
      value: { ended: 'exposed' },
      effects: ended,
      context: { unwindAttempts: 3, residueQty: shares(100), worstCase: shares(50) },
    },
  },
  {
    name: 'a late fill takes the unwind back',
    given: resting,
    when: late,
    then: { value: working('withdrawing'), effects: ['cancelUnwind'], legs: { b: { cumQty: shares(7) } } },
  },
  {
    name: 'a settlement that fails takes the unwind back',
    given: resting,
    when: unsettled('a'),
    then: { value: working('withdrawing'), effects: ['cancelUnwind'] },
  },
  {
    name: 'a new price takes the unwind back first',
    given: resting,
    when: reprice,
    then: { value: working('withdrawing'), effects: ['cancelUnwind'], context: { exposureStale: false } },
  },
  {
    name: 'what was taken back is assessed when it has ended',
    given: withdrawing,
    when: over('u', 'cancelled', shares(40)),
    then: {
      value: assessing,
      effects: ['assessExposure'],
      context: { assessmentCount: 2, unwindAttempts: 1 },
      legs: { u: { cumQty: shares(40) } },
    },
  },
  {
    name: 'what was taken back is waited for while it is in doubt',
    given: withdrawing,
    when: doubted('u'),
    then: { value: working('withdrawing'), legs: { u: { inDoubt: true } } },
  },
  ...ignoring('withdrawing', withdrawing, working('withdrawing'), [reprice, stop, deadline, overdue('u')]),
  ...ignoring('a withdrawal for a failed settlement', [...resting, unsettled('a')], working('withdrawing'), [
    unsettled('a'),
  ]),
  ...ignoring('resting', resting, working('resting'), [
    stop,
    deadline,
    staleness,
    overdue('u'),
    filled('a', shares(100), shares(100)),
  ]),
  illegal('a second placement is refused', resting, placed(['v', 1]), working('resting')),
  illegal('a refusal of what was placed is refused', resting, noBook, working('resting')),
  {
    name: 'after a refusal the time of the next attempt assesses again',
    given: backingOff,
    when: reprice,
    then: { value: assessing, effects: ['assessExposure'], context: { assessmentCount: 2, unwindAttempts: 1 } },
  },
  {
    name: 'after a refusal a settlement assesses again',
    given: backingOff,
    when: filled('a', shares(100), shares(99)),
    then: {
      value: assessing,
      effects: ['assessExposure'],
      context: { assessmentCount: 2 },
      legs: { a: { unsettledQty: shares(99) } },
    },
  },
  {
    name: 'after a refusal a change that settles nothing is written down',
    given: backingOff,
    when: over('b', 'rejected', 0n, { leavesQty: 1n }),
    then: { value: working('backingOff'), legs: { b: { leavesQty: 1n } } },
  },
  {
    name: 'after a refusal a late fill assesses again',
    given: backingOff,
    when: late,
    then: { value: assessing, effects: ['assessExposure'], context: { exposureStale: false, assessmentCount: 2 } },
  },
  {
    name: 'after a refusal a leg that settles while it comes into doubt is waited for',
    given: backingOff,
    when: over('a', 'filled', shares(100), { inDoubt: true }),
    then: { value: 'cancelling', effects: ['cancelOtherLegs'], legs: { a: { unsettledQty: 0n } } },
  },
  {
    name: 'after a refusal a settlement that fails assesses again',
    given: backingOff,
    when: unsettled('a'),
    then: { value: assessing, effects: ['assessExposure'], context: { assessmentCount: 2 } },
  },
  ...ignoring('backingOff', backingOff, working('backingOff'), [over('b', 'rejected'), stop, deadline]),
  illegal('a placement after a refusal is refused', backingOff, placed(['u', 1]), working('backingOff')),
];
