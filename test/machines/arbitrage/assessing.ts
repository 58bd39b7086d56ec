// The table of an arbitrage whose exposure is assessed, written from the design.
import type { StateValue } from 'xstate';
import type { ExposureVerdict } from '../../../machines/arbitrage.ts';
import { ignoring, illegal, type ArbitrageCase } from './case.ts';
import {
  assessed,
  assessing,
  begun,
  broken,
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
const late = over('b', 'rejected', shares(7));

const verdict = (
  name: string,
  is: ExposureVerdict,
  value: StateValue,
  effects: readonly string[],
  more: Partial<ArbitrageCase> = {},
): ArbitrageCase => ({
  name,
  given: asked,
  when: assessed(1, is, { residueQty: 5n, worstCase: -3n, cause: 'why' }),
  then: {
    value,
    effects,
    context: { verdict: is, residueQty: 5n, worstCase: -3n, cause: 'why', dust: is === 'dust' },
  },
  ...more,
});

const settledAsked = [...begun, filled('a'), over('b', 'rejected')];
const ended = ['arbitrageEnded'];

/** Every row of unwinding, while its exposure is assessed. */
export const assessingCases: readonly ArbitrageCase[] = [
  verdict('nothing filled: cancelled', 'nothing', { ended: 'cancelled' }, ended),
  verdict('all planned sets, settled: completed', 'complete', { ended: 'completed' }, ended, { given: settledAsked }),
  verdict('all planned sets, unsettled: hedged', 'complete', 'hedged', []),
  verdict('fewer sets, settled: partial', 'balanced', { ended: 'partial' }, ended, { given: settledAsked }),
  verdict('fewer sets, unsettled: hedged', 'balanced', 'hedged', []),
  verdict('flat again: failed', 'flat', { ended: 'failed' }, ended),
  verdict('dust is written down, whatever attempts are left', 'dust', { ended: 'exposed' }, ended),
  verdict('an exposure is unwound', 'exposed', working('placing'), ['placeUnwind'], {
    then: {
      value: working('placing'),
      effects: ['placeUnwind'],
      context: { verdict: 'exposed', residueQty: 5n, worstCase: -3n, cause: 'why', unwindAttempts: 1, dust: false },
    },
  }),
  verdict('an exposure is bought complete', 'exposed', working('placing'), ['placeUnwind'], {
    input: { ...twoLegs, policy: 'complete' },
  }),
  verdict('an exposure is held where the policy says so', 'exposed', { ended: 'exposed' }, ended, {
    input: { ...twoLegs, policy: 'hold' },
  }),
  verdict('an exposure without an attempt is written down', 'exposed', { ended: 'exposed' }, ended, {
    input: { ...twoLegs, unwindAttemptsMax: 0 },
  }),
  {
    name: 'an answer without a cause keeps the one that is known',
    given: asked,
    when: assessed(1, 'flat'),
    then: { value: { ended: 'failed' }, effects: ended, context: { cause: 'legShort' } },
  },
  ...[
    { assessment: 0 },
    { assessment: 1.5 },
    { assessment: 2 },
    { verdict: 'unclear' },
    { residueQty: -1n },
    { worstCase: 0 },
    { cause: 4 },
  ].map((fields) =>
    illegal(
      `an answer with a broken ${Object.keys(fields).join()} is refused (${String(Object.values(fields)[0])})`,
      asked,
      broken(assessed(1, 'nothing'), fields),
      assessing,
    ),
  ),
  {
    name: 'a late fill puts the question again',
    given: asked,
    when: late,
    then: {
      value: assessing,
      effects: ['assessExposure'],
      context: { assessmentCount: 2 },
      legs: { b: { cumQty: shares(7) } },
    },
  },
  {
    name: 'the answer to a question that was put again is not taken',
    given: [...asked, late],
    when: assessed(1, 'exposed'),
    then: { value: assessing, ignored: 1, context: { verdict: null } },
  },
  {
    name: 'the answer to the question as put again is taken',
    given: [...asked, late],
    when: assessed(2, 'flat'),
    then: { value: { ended: 'failed' }, effects: ended },
  },
  {
    name: 'a leg that comes into doubt is waited for before anything is measured',
    given: asked,
    when: over('b', 'rejected', 0n, { inDoubt: true }),
    then: {
      value: 'cancelling',
      effects: ['cancelOtherLegs'],
      context: { assessmentCount: 1 },
      legs: { b: { inDoubt: true } },
    },
  },
  {
    name: 'what was the cause stays the cause when a leg comes into doubt',
    given: [...begun, filled('a'), update('b'), deadline, over('b', 'cancelled')],
    when: over('b', 'cancelled', 0n, { inDoubt: true }),
    then: { value: 'cancelling', effects: ['cancelOtherLegs'], context: { cause: 'deadlineReached' } },
  },
  {
    name: 'a settlement that is confirmed is written down',
    given: asked,
    when: filled('a'),
    then: { value: assessing, context: { assessmentCount: 1 }, legs: { a: { unsettledQty: 0n } } },
  },
  {
    name: 'a settlement that fails puts the question again',
    given: asked,
    when: unsettled('a'),
    then: { value: assessing, effects: ['assessExposure'], context: { assessmentCount: 2 } },
  },
  ...ignoring('assessing', asked, assessing, [over('b', 'rejected'), deadline, staleness, stop, overdue('a'), reprice]),
  illegal('an order that is not of the set is refused while assessing', asked, update('z'), assessing),
  illegal('a settlement of nothing is refused while assessing', asked, unsettled('a', 0n), assessing),
  illegal('an unwind is not placed before it was asked for', asked, placed(['u', 1]), assessing),
];
