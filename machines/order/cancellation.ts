// The region of our request to cancel.
import { and, not } from 'xstate';
import { orderSetup } from './setup.ts';
import { ignored, illegal, lostRace } from './transitions.ts';

/** `none → requested { held → sent } → none | done`. */
export const cancellation = orderSetup.createStateConfig({
  initial: 'none',
  description: 'Our request to cancel.',
  on: {
    'cancel.requested': { ...ignored, description: 'Asked already, or there is nothing left to cancel.' },
    'cancel.overdue': illegal,
    'venue.cancelRejected': illegal,
  },
  states: {
    none: {
      always: { guard: 'isFilledOrCancelled', target: 'done' },
      on: {
        'cancel.requested': {
          guard: not('isEnded'),
          target: 'requested',
          description: 'An order that never left is cancelled in the same step, by the execution region.',
        },
        'venue.cancelRejected': { guard: and(['isRejected', 'hasReason']), ...lostRace },
      },
    },
    requested: {
      initial: 'held',
      always: [
        { guard: 'isRejected', target: 'none' },
        { guard: 'isFilledOrCancelled', target: 'done' },
      ],
      on: {
        'venue.cancelRejected': [
          {
            guard: 'isNotFound',
            target: 'none',
            actions: 'queryOrder',
            description: 'Not found proves nothing: Kalshi says the same of cancelled, executed and unknown orders.',
          },
          { guard: 'hasReason', target: 'none' },
        ],
      },
      states: {
        held: {
          description: "Held until the venue's name for the order is known.",
          always: { guard: 'isVenueIdKnown', target: 'sent', actions: 'sendCancel' },
          on: { 'cancel.overdue': { actions: 'queryOrder' } },
        },
        sent: { on: { 'cancel.overdue': { actions: ['queryOrder', 'sendCancel'] } } },
      },
    },
    done: { on: { 'venue.cancelRejected': { guard: 'hasReason', ...lostRace } } },
  },
});
