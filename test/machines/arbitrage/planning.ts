// The table of an arbitrage that is still planned, written from the design.
import type { ArbitrageEvent } from '../../../machines/arbitrage.ts';
import { illegal, type ArbitrageCase } from './case.ts';
import {
  accepted,
  admitted,
  assessed,
  begun,
  deadline,
  filled,
  malformed,
  over,
  reprice,
  shares,
  staleness,
  stop,
  threeInTurn,
  unsettled,
  update,
} from './words.ts';

const planning = { planning: 'checking' };
const admitting = { planning: 'admitting' };
const cancelled = { ended: 'cancelled' };
const refused = (reason: string): ArbitrageEvent => ({ type: 'plan.refused', reason });
const shutOut = (reason: string): ArbitrageEvent => ({ type: 'lanes.refused', reason });

/** Every row of planning. */
export const planningCases: readonly ArbitrageCase[] = [
  { name: 'a plan that hedges asks for its lanes', given: [], when: accepted, then: { value: admitting } },
  {
    name: 'a plan that does not hedge ends unsent, with its reason',
    given: [],
    when: refused('unequalShares'),
    then: { value: cancelled, effects: ['arbitrageEnded'], context: { cause: 'unequalShares', assessmentCount: 0 } },
  },
  illegal('a refusal without a reason is refused', [], malformed({ type: 'plan.refused' }), planning),
  illegal('lanes are not admitted before the plan', [], admitted, planning),
  illegal('lanes are not refused before the plan', [], shutOut('full'), planning),
  illegal('a plan is accepted once', [accepted], accepted, admitting),
  illegal('a plan that was accepted is not refused', [accepted], refused('late'), admitting),
  {
    name: 'all parallel legs go at once',
    given: [accepted],
    when: admitted,
    then: { value: 'legging', effects: ['sendLegs'], legs: { a: { released: true }, b: { released: true } } },
  },
  {
    name: 'of sequential legs only the first goes',
    input: threeInTurn,
    given: [accepted],
    when: admitted,
    then: {
      value: 'legging',
      effects: ['sendNextLeg'],
      legs: { a: { released: true, orderQty: shares(100) }, b: { released: false }, c: { released: false } },
    },
  },
  {
    name: 'lanes that are full end it unsent',
    given: [accepted],
    when: shutOut('laneSaturated'),
    then: { value: cancelled, effects: ['arbitrageEnded'], context: { cause: 'laneSaturated' } },
  },
  illegal('lanes are not refused without a reason', [accepted], malformed({ type: 'lanes.refused' }), admitting),
  ...([[], [accepted]] as const).flatMap((given): readonly ArbitrageCase[] => [
    {
      name: `a deadline in planning ends it unsent (${given.length})`,
      given,
      when: deadline,
      then: { value: cancelled, effects: ['arbitrageEnded'], context: { cause: 'deadlineReached' } },
    },
    {
      name: `stale books in planning end it unsent (${given.length})`,
      given,
      when: staleness,
      then: { value: cancelled, effects: ['arbitrageEnded'], context: { cause: 'bookStale' } },
    },
    {
      name: `a stop in planning ends it unsent (${given.length})`,
      given,
      when: stop,
      then: { value: cancelled, effects: ['arbitrageEnded'], context: { cause: 'killSwitch' } },
    },
  ]),
  illegal('a stop without a reason is refused', [], malformed({ type: 'stop.requested' }), planning),
  illegal('no order speaks before it was sent', [], update('a'), planning),
  illegal('nothing settles before it was sent', [], unsettled('a'), planning),
  illegal('nothing is assessed before it was asked', [], assessed(1, 'nothing'), planning),
  illegal('nothing is repriced before it was assessed', [], reprice, planning),
  ...[accepted, refused('late'), admitted, shutOut('late')].map((when) => ({
    name: `the answer ${when.type} to a plan that was given up changes nothing`,
    given: [accepted, stop],
    when,
    then: { value: cancelled, ignored: 1 },
  })),
  ...[accepted, refused('late'), admitted, shutOut('late')].map((when) => ({
    name: `${when.type} leaves the end of a given-up plan as it was assessed`,
    given: [accepted, stop, over('a', 'cancelled', shares(5)), assessed(1, 'flat')],
    when,
    then: { value: { ended: 'failed' }, ignored: 1 },
  })),
  ...[accepted, refused('late'), admitted, shutOut('late')].map((when) =>
    illegal(
      `${when.type} after an end that was reached by legging is refused`,
      [...begun, filled('a'), filled('b')],
      when,
      {
        ended: 'completed',
      },
    ),
  ),
  {
    name: 'an event of the runtime itself is nobody’s anomaly',
    given: [],
    when: malformed({ type: 'xstate.something' }),
    then: { value: planning },
  },
  illegal('an event that nobody knows is written down', begun, malformed({ type: 'moon.full' }), 'legging'),
];
