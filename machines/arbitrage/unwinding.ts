// The state in which an arbitrage measures what is exposed and works it off. It knows no sizes and no prices.
import { and, not } from 'xstate';
import { arbitrageSetup } from './setup.ts';

/** The exposure is assessed, an unwind is worked, and what comes of it is assessed again, until a verdict ends it. */
export const unwinding = arbitrageSetup.createStateConfig({
  initial: 'assessing',
  states: {
    assessing: {
      entry: ['countAssessment', 'assessExposure'],
      on: {
        'exposure.assessed': [
          {
            guard: { type: 'isAssessedAs', params: { verdict: 'nothing' } },
            target: '#arbitrage.ended.cancelled',
            actions: 'recordAssessment',
          },
          {
            guard: { type: 'isAssessedAs', params: { verdict: 'complete' } },
            target: '#arbitrage.hedged',
            actions: 'recordAssessment',
            description: 'The cancels lost their race, in our favour, or the missing legs have been bought.',
          },
          {
            guard: { type: 'isAssessedAs', params: { verdict: 'balanced' } },
            target: '#arbitrage.hedged',
            actions: 'recordAssessment',
            description: 'Fewer sets are hedged all the same; they are partial when they have settled.',
          },
          {
            guard: { type: 'isAssessedAs', params: { verdict: 'flat' } },
            target: '#arbitrage.ended.failed',
            actions: 'recordAssessment',
          },
          {
            guard: { type: 'isAssessedAs', params: { verdict: 'dust' } },
            target: '#arbitrage.ended.exposed',
            actions: 'recordAssessment',
            description: 'No venue takes an order this small: it is written down and not worked.',
          },
          {
            guard: 'callsForUnwind',
            target: 'working',
            actions: ['recordAssessment', 'countUnwindAttempt', 'placeUnwind'],
          },
          {
            guard: { type: 'isAssessedAs', params: { verdict: 'exposed' } },
            target: '#arbitrage.ended.exposed',
            actions: 'recordAssessment',
            description: 'The policy holds it, or no attempt is left: it is written down with its worst case.',
          },
        ],
        'leg.updated': [
          {
            guard: 'movesAndStaysAccounted',
            target: 'assessing',
            reenter: true,
            actions: 'recordLeg',
            description: 'The answer under way does not know of this fill or bust: the question is put again.',
          },
          {
            guard: 'movesAccountedLeg',
            target: '#arbitrage.cancelling',
            actions: 'recordLeg',
            description: 'An order that was over is not: it is waited for again before anything is measured.',
          },
          { guard: 'changesLeg', actions: 'recordLeg' },
          { guard: 'isLegUpdate', actions: 'countIgnored' },
        ],
        'settlement.failed': {
          guard: 'isSettlementFailure',
          target: 'assessing',
          reenter: true,
          description: 'The answer under way does not know of this failure: the question is put again.',
        },
      },
    },
    working: {
      initial: 'placing',
      on: {
        'leg.updated': [
          {
            guard: 'movesAccountedLeg',
            actions: ['recordLeg', 'markExposureStale'],
            description:
              'The unwind is sized to an exposure that is no longer the true one: it is taken back and sized again.',
          },
          { guard: 'changesLeg', actions: 'recordLeg' },
          { guard: 'isLegUpdate', actions: 'countIgnored' },
        ],
        'settlement.failed': [
          { guard: and(['isSettlementFailure', 'isExposureStale']), actions: 'countIgnored' },
          { guard: 'isSettlementFailure', actions: 'markExposureStale' },
        ],
      },
      states: {
        placing: {
          on: {
            'unwind.placed': { guard: 'isPlacement', target: 'resting', actions: 'joinUnwinds' },
            'unwind.refused': { guard: 'hasReason', target: 'backingOff', actions: 'recordCause' },
          },
        },
        resting: {
          always: [
            { guard: 'isEveryLegAccounted', target: '#arbitrage.unwinding.assessing' },
            { guard: 'isExposureStale', target: 'withdrawing' },
          ],
          on: {
            'reprice.due': {
              target: 'withdrawing',
              description: 'A new price is a cancel, its end, and a new order for the remainder.',
            },
          },
        },
        withdrawing: {
          entry: 'cancelUnwind',
          always: { guard: 'isEveryLegAccounted', target: '#arbitrage.unwinding.assessing' },
        },
        backingOff: {
          description:
            'The unwind was refused: nothing rests, and the next attempt waits for its time or for a settlement.',
          always: [
            { guard: and(['isExposureStale', 'isEveryLegAccounted']), target: '#arbitrage.unwinding.assessing' },
            { guard: 'isExposureStale', target: '#arbitrage.cancelling' },
          ],
          on: {
            'reprice.due': { target: '#arbitrage.unwinding.assessing' },
            'leg.updated': {
              guard: and(['settlesLeg', not('movesAccountedLeg')]),
              target: '#arbitrage.unwinding.assessing',
              actions: 'recordLeg',
              description: 'What could not be sold before it settled perhaps can be now.',
            },
          },
        },
      },
    },
  },
});
