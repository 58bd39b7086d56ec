// The table of an arbitrage that waits for its cancels, written from the design.
import type { ArbitrageInput } from '../../../machines/arbitrage.ts';
import { illegal, type ArbitrageCase } from './case.ts';
import {
  assessing,
  begun,
  deadline,
  doubted,
  filled,
  noBook,
  over,
  overdue,
  shares,
  staleness,
  stop,
  twoLegs,
  unsettled,
  update,
} from './words.ts';

const live = [...begun, update('a'), update('b')];
const cancelling = [...live, deadline];
const hold: ArbitrageInput = { ...twoLegs, policy: 'hold' };

/** Every row of cancelling. */
export const cancellingCases: readonly ArbitrageCase[] = [
  {
    name: 'it waits for the last leg',
    given: cancelling,
    when: over('a', 'cancelled'),
    then: { value: 'cancelling', effects: [], legs: { a: { status: 'cancelled' } } },
  },
  {
    name: 'when every leg has ended the exposure is assessed',
    given: [...cancelling, over('a', 'cancelled')],
    when: over('b', 'cancelled', shares(3)),
    then: {
      value: assessing,
      effects: ['assessExposure'],
      context: { assessmentCount: 1, cause: 'deadlineReached' },
      legs: { b: { cumQty: shares(3) } },
    },
  },
  {
    name: 'two legs that fail in one instant are cancelled once',
    given: [...live, over('a', 'rejected')],
    when: over('b', 'rejected'),
    then: { value: assessing, effects: ['assessExposure'], context: { assessmentCount: 1 } },
  },
  {
    name: 'a leg that fills while it is cancelled is booked, and still assessed',
    given: [...live, filled('a'), deadline],
    when: filled('b'),
    then: { value: assessing, effects: ['assessExposure'], legs: { b: { cumQty: shares(100) } } },
  },
  {
    name: 'a leg in doubt is waited for',
    given: [...live, doubted('a'), overdue('a')],
    when: over('b', 'cancelled'),
    then: { value: 'cancelling' },
  },
  {
    name: 'a rejected leg that may be live after all is waited for',
    given: cancelling.concat(over('a', 'rejected', 0n, { inDoubt: true })),
    when: over('b', 'cancelled'),
    then: { value: 'cancelling' },
  },
  {
    name: 'a leg with missing fills is waited for',
    given: [...cancelling, over('a', 'cancelled', 0n, { missingQty: shares(5) })],
    when: over('b', 'cancelled'),
    then: { value: 'cancelling' },
  },
  {
    name: 'a doubled report while cancelling changes nothing',
    given: cancelling,
    when: update('a'),
    then: { value: 'cancelling', ignored: 1 },
  },
  illegal('an order that is not of the set is refused while cancelling', cancelling, update('z'), 'cancelling'),
  ...[deadline, staleness, stop, overdue('a'), unsettled('a')].map((when): ArbitrageCase => ({
    name: `${when.type} while cancelling changes nothing`,
    given: cancelling,
    when,
    then: { value: 'cancelling', effects: [], context: { cause: 'deadlineReached' }, ignored: 1 },
  })),
  illegal('a settlement of nothing is refused while cancelling', cancelling, unsettled('a', 0n), 'cancelling'),
  illegal('an unwind refusal nobody waits for is refused', cancelling, noBook, 'cancelling'),
  {
    name: 'a policy to hold cancels the others all the same',
    input: hold,
    given: live,
    when: over('a', 'rejected'),
    then: { value: 'cancelling', effects: ['cancelOtherLegs'] },
  },
];
