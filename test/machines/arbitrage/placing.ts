// The table of an arbitrage that has asked for an unwind, written from the design.
import { UNWINDS_MAX } from '../../../machines/arbitrage.ts';
import type { ArbitrageEvent } from '../../../machines/arbitrage.ts';
import { ignoring, illegal, type ArbitrageCase } from './case.ts';
import {
  assessed,
  assessing,
  begun,
  deadline,
  filled,
  malformed,
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
const late = over('b', 'rejected', shares(7));

const ended = ['arbitrageEnded'];
const fullOrders = Array.from({ length: UNWINDS_MAX }, (_none, index) => [`u${index}`, 1] as const);
const fullBut = (rejected: number): readonly ArbitrageEvent[] => [
  ...placing,
  placed(...fullOrders.slice(0, rejected)),
  ...fullOrders.slice(0, rejected).map(([clOrdId]) => over(clOrdId, 'rejected')),
];

/** Every row of unwinding, while its orders are placed. */
export const placingCases: readonly ArbitrageCase[] = [
  {
    name: 'the unwind orders join the legs',
    given: placing,
    when: placed(['u', 60], ['v', 40]),
    then: {
      value: working('resting'),
      legs: {
        u: {
          role: 'unwind',
          plannedQty: shares(60),
          orderQty: shares(60),
          leavesQty: shares(60),
          cumQty: 0n,
          status: 'pending',
          released: true,
          sent: false,
        },
        v: { role: 'unwind', plannedQty: shares(40) },
      },
    },
  },
  ...[
    placed(),
    placed(['a', 1]),
    placed(['u', 1], ['u', 1]),
    placed(['u', 0]),
    placed(['u', -1]),
    placed(...fullOrders, ['v', 1]),
    malformed({ type: 'unwind.placed' }),
    malformed({ type: 'unwind.placed', orders: [null] }),
    malformed({ type: 'unwind.placed', orders: [{ plannedQty: 1n }] }),
    malformed({ type: 'unwind.placed', orders: [{ clOrdId: 'u' }] }),
  ].map((when, index) => illegal(`a placement that is none is refused (${index})`, placing, when, working('placing'))),
  {
    name: 'as many unwind orders as there is room for join',
    given: placing,
    when: placed(...fullOrders),
    then: { value: working('resting') },
  },
  {
    name: 'without room for one more order an exposure is written down',
    given: fullBut(UNWINDS_MAX),
    when: assessed(2, 'exposed'),
    then: { value: { ended: 'exposed' }, effects: ended },
  },
  {
    name: 'with room for one more order an exposure is worked',
    given: fullBut(UNWINDS_MAX - 1),
    when: assessed(2, 'exposed'),
    then: { value: working('placing'), effects: ['placeUnwind'], context: { unwindAttempts: 2 } },
  },
  {
    name: 'a refused unwind waits for its time',
    given: placing,
    when: noBook,
    then: { value: working('backingOff'), context: { cause: 'noBook', unwindAttempts: 1 } },
  },
  illegal(
    'an unwind refusal without a reason is refused',
    placing,
    malformed({ type: 'unwind.refused' }),
    working('placing'),
  ),
  {
    name: 'a late fill is remembered until the unwind is placed',
    given: placing,
    when: late,
    then: { value: working('placing'), context: { exposureStale: true }, legs: { b: { cumQty: shares(7) } } },
  },
  {
    name: 'an unwind that is placed for an exposure that moved is taken back at once',
    given: [...placing, late],
    when: placed(['u', 100]),
    then: { value: working('withdrawing'), effects: ['cancelUnwind'], legs: { u: { status: 'pending' } } },
  },
  {
    name: 'an unwind that is refused for an exposure that moved is assessed again at once',
    given: [...placing, late],
    when: noBook,
    then: {
      value: assessing,
      effects: ['assessExposure'],
      context: { assessmentCount: 2, exposureStale: false, cause: 'noBook' },
    },
  },
  {
    name: 'an unwind that is refused while a leg is in doubt again waits for it',
    given: [...placing, over('b', 'rejected', 0n, { inDoubt: true })],
    when: noBook,
    then: { value: 'cancelling', effects: ['cancelOtherLegs'], context: { assessmentCount: 1, cause: 'noBook' } },
  },
  {
    name: 'a settlement that fails while placing is remembered',
    given: placing,
    when: unsettled('a'),
    then: { value: working('placing'), context: { exposureStale: true } },
  },
  {
    name: 'a second failure tells nothing more',
    given: [...placing, unsettled('a')],
    when: unsettled('a'),
    then: { value: working('placing'), context: { exposureStale: true }, ignored: 1 },
  },
  {
    name: 'a settlement that is confirmed while placing is written down',
    given: placing,
    when: filled('a'),
    then: { value: working('placing'), context: { exposureStale: false }, legs: { a: { unsettledQty: 0n } } },
  },
  ...ignoring('placing', placing, working('placing'), [
    over('b', 'rejected'),
    assessed(1, 'nothing'),
    deadline,
    staleness,
    stop,
    overdue('a'),
    reprice,
  ]),
  illegal('an order that is not of the set is refused while placing', placing, update('z'), working('placing')),
  illegal('a settlement of nothing is refused while placing', placing, unsettled('a', 0n), working('placing')),
  illegal(
    'a settlement of nothing is refused while placing for an exposure that moved',
    [...placing, unsettled('a')],
    unsettled('a', 0n),
    working('placing'),
  ),
];
