// One arbitrage: N legs that are worth something only together. The chart decides what happens when; it knows no books,
// fees, prices or payoffs: whether the set hedges, what is exposed and at what price to unwind are events from outside.
import { and } from 'xstate';
import { newArbitrage } from './arbitrage/assigns.ts';
import { arbitrageSetup } from './arbitrage/setup.ts';
import { unwinding } from './arbitrage/unwinding.ts';

export { LEGS_MAX, UNWINDS_MAX } from './arbitrage/types.ts';
export type {
  ArbitrageContext,
  ArbitrageEvent,
  ArbitrageInput,
  ArbitrageLeg,
  ArbitragePolicy,
  ExposureVerdict,
  LeggingMode,
  LegStatus,
  LegView,
  PlannedOrder,
} from './arbitrage/types.ts';
export { isEverythingSettled, legsToCancel, legsToSend, nextLegToSend, unwindsToCancel } from './arbitrage/legs.ts';
export { arbitrageEffects } from './arbitrage/setup.ts';
export { arbitrageState, isArbitrageEnded } from './arbitrage/state.ts';
export type { ArbitrageState } from './arbitrage/state.ts';

// What was thought over is not: the same after an end as in a hedge that waits for its settlements.
const reopens = {
  'leg.updated': [
    {
      guard: 'movesAndStaysAccounted',
      target: 'unwinding',
      actions: ['recordLeg', 'recordCause', 'renewUnwindAttempts', 'exposureReopened'],
      description: 'A fill or a bust after the end: an end is what was known then, and the quantities are the truth.',
    },
    {
      guard: 'movesAccountedLeg',
      target: 'cancelling',
      actions: ['recordLeg', 'recordCause', 'renewUnwindAttempts', 'exposureReopened'],
      description: 'An order turns out not to be over after the end: its worst case counts until it is known.',
    },
    { guard: 'changesLeg', actions: 'recordLeg' },
    { guard: 'isLegUpdate', actions: 'countIgnored' },
  ],
  'settlement.failed': {
    guard: 'isSettlementFailure',
    target: 'unwinding',
    actions: ['recordCause', 'renewUnwindAttempts', 'exposureReopened'],
    description: 'A fill that does not settle was never had: the exposure is open again, even after completion.',
  },
} as const;

/** The arbitrage chart. */
export const arbitrageMachine = arbitrageSetup.createMachine({
  id: 'arbitrage',
  description:
    'N legs at their venues that are worth something only together, from the plan to the last word about them.',
  options: { maxIterations: 100 },
  context: ({ input }) => newArbitrage(input),
  initial: 'planning',
  states: {
    planning: {
      initial: 'checking',
      on: {
        'deadline.reached': { target: '#arbitrage.ended.cancelled', actions: 'recordCause' },
        'staleness.reached': { target: '#arbitrage.ended.cancelled', actions: 'recordCause' },
        'stop.requested': { guard: 'hasReason', target: '#arbitrage.ended.cancelled', actions: 'recordCause' },
      },
      states: {
        checking: {
          on: {
            'plan.accepted': { target: 'admitting' },
            'plan.refused': { guard: 'hasReason', target: '#arbitrage.ended.cancelled', actions: 'recordCause' },
          },
        },
        admitting: {
          on: {
            'lanes.admitted': [
              { guard: 'isParallel', target: '#arbitrage.legging', actions: ['releaseEveryLeg', 'sendLegs'] },
              { target: '#arbitrage.legging', actions: ['releaseNextLeg', 'sendNextLeg'] },
            ],
            'lanes.refused': { guard: 'hasReason', target: '#arbitrage.ended.cancelled', actions: 'recordCause' },
          },
        },
      },
    },
    legging: {
      always: [
        { guard: 'isFilledAsPlanned', target: 'hedged' },
        {
          guard: 'isLegShort',
          target: 'cancelling',
          actions: 'blameShortLeg',
          description: 'A leg that ended with less than was expected of it ends the others in the same step.',
        },
        {
          guard: 'isNextLegDue',
          actions: ['releaseNextLeg', 'sendNextLeg'],
          description:
            'A sequential leg is sized to what the one before it filled, never to what was planned for that one.',
        },
        {
          guard: 'isEveryLegAccounted',
          target: 'unwinding',
          actions: 'blameUnevenLegs',
          description:
            'No leg is short and none is live, yet they are not as planned: one overfilled, or all were sized down.',
        },
      ],
      on: {
        'leg.updated': [
          { guard: 'changesLeg', actions: 'recordLeg' },
          { guard: 'isLegUpdate', actions: 'countIgnored' },
        ],
        'leg.overdue': {
          guard: 'namesLegInDoubt',
          target: 'cancelling',
          actions: 'recordCause',
          description:
            'It may or may not have filled: the others are cancelled, and so is it as soon as a cancel can reach its venue.',
        },
        'deadline.reached': { target: 'cancelling', actions: 'recordCause' },
        'staleness.reached': {
          guard: 'isNothingSent',
          target: 'cancelling',
          actions: 'recordCause',
          description:
            'The books grew old while the legs waited in their lanes; once one has left, the policy decides.',
        },
        'stop.requested': { guard: 'hasReason', target: 'cancelling', actions: 'recordCause' },
        'settlement.failed': {
          guard: 'isSettlementFailure',
          target: 'cancelling',
          actions: 'recordCause',
          description: 'What that leg had filled is gone, so the others would fill for nothing.',
        },
      },
    },
    cancelling: {
      description: 'Waits until every order has ended, is out of doubt, and has all its fills reported.',
      entry: 'cancelOtherLegs',
      always: { guard: 'isEveryLegAccounted', target: 'unwinding' },
      on: {
        'leg.updated': [
          { guard: 'changesLeg', actions: 'recordLeg' },
          { guard: 'isLegUpdate', actions: 'countIgnored' },
        ],
        'settlement.failed': {
          guard: 'isSettlementFailure',
          actions: 'countIgnored',
          description: 'The assessment is still to come, and will know.',
        },
      },
    },
    unwinding,
    hedged: {
      always: [
        { guard: and(['isEverythingSettled', 'isFewerSets']), target: '#arbitrage.ended.partial' },
        { guard: 'isEverythingSettled', target: '#arbitrage.ended.completed' },
      ],
      on: reopens,
    },
    ended: {
      initial: 'cancelled',
      entry: 'arbitrageEnded',
      on: {
        ...reopens,
        'plan.accepted': {
          guard: 'isNothingReleased',
          actions: 'countIgnored',
          description: 'The answer to a plan that was given up meanwhile; so are the three below.',
        },
        'plan.refused': { guard: 'isNothingReleased', actions: 'countIgnored' },
        'lanes.admitted': { guard: 'isNothingReleased', actions: 'countIgnored' },
        'lanes.refused': { guard: 'isNothingReleased', actions: 'countIgnored' },
      },
      states: { completed: {}, partial: {}, cancelled: {}, failed: {}, exposed: {} },
    },
  },
  on: {
    'deadline.reached': { actions: 'countIgnored', description: 'It has nothing left to end.' },
    'staleness.reached': { actions: 'countIgnored', description: 'Counts only until the first leg is sent.' },
    'stop.requested': {
      guard: 'hasReason',
      actions: 'countIgnored',
      description: 'Nothing new is started any more; cancelling and unwinding lower the risk, and continue.',
    },
    'leg.overdue': {
      guard: 'namesLeg',
      actions: 'countIgnored',
      description: 'The doubt is over, or already dealt with.',
    },
    'exposure.assessed': {
      guard: 'isPastAssessment',
      actions: 'countIgnored',
      description: 'The answer to a question that has been put again since, or was answered.',
    },
    'reprice.due': {
      guard: 'wasAssessed',
      actions: 'countIgnored',
      description: 'The time of an order that has ended meanwhile.',
    },
    '*': {
      guard: 'isDomainEvent',
      actions: 'recordIllegalMove',
      description: 'Whatever the table does not hold is refused and written down.',
    },
  },
});
