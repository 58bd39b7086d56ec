// The region of our request for another quantity or price.
import { and } from 'xstate';
import { orderSetup } from './setup.ts';
import { illegal, lostRace } from './transitions.ts';

/** `none → requested → none`. */
export const replacement = orderSetup.createStateConfig({
  initial: 'none',
  description: 'Our request for another quantity or price.',
  on: {
    'replace.requested': { ...illegal, description: 'One replace at a time, and only of an order that is live.' },
    'replace.overdue': illegal,
    'venue.replaceRejected': illegal,
  },
  states: {
    none: {
      on: {
        'replace.requested': {
          guard: and(['isReplaceable', 'isSoundReplace']),
          target: 'requested',
          actions: ['noteReplaceRequest', 'sendReplace'],
        },
        'venue.replaceRejected': { guard: and(['isEnded', 'hasReason']), ...lostRace },
      },
    },
    requested: {
      always: { guard: 'isEnded', target: 'none', actions: 'clearReplaceRequest' },
      on: {
        'venue.replaced': { guard: 'isSoundReplace', target: 'none', actions: 'clearReplaceRequest' },
        'venue.replaceRejected': {
          guard: 'hasReason',
          target: 'none',
          actions: ['noteRefusedOverfill', 'clearReplaceRequest'],
        },
        'replace.overdue': { actions: ['queryOrder', 'sendReplace'] },
      },
    },
  },
});
