// The region that owns the lifecycle: what the venue does with the order. It lists its illegal moves
// explicitly, because a wildcard at the root of a parallel chart stays silent as soon as any region takes the event.
import { and } from 'xstate';
import { orderSetup } from './setup.ts';
import {
  ackedAlive,
  ackedWhilePending,
  agreedOrStale,
  bookWhenEnded,
  bookWhileLive,
  cancelledAgain,
  cancelledByQuery,
  cancelledByVenue,
  duplicateOfLive,
  endedElsewhere,
  filledByQuery,
  foundAlive,
  foundAsKnown,
  ignored,
  illegal,
  lateAck,
  partialByQuery,
  reconciledWhilePending,
  rejectedByQuery,
  rejectedByVenue,
  vanishedByQuery,
} from './transitions.ts';

/** `pending { queued → inFlight → inDoubt } → submitted → partial → filled | cancelled | rejected`. */
export const execution = orderSetup.createStateConfig({
  initial: 'pending',
  description: 'What the venue does with the order.',
  on: {
    'order.sent': illegal,
    'order.refused': illegal,
    'venue.acked': illegal,
    'venue.rejected': illegal,
    'venue.traded': [
      { guard: 'isRepeatedTrade', ...ignored, description: 'The same trade reported twice counts once.' },
      {
        guard: 'isConflictingTrade',
        actions: { type: 'recordAnomaly', params: { kind: 'tradeConflict' } },
        description: 'A known trade id with other content is quarantined: only a correction may change a trade.',
      },
      { ...illegal, description: 'A trade of nothing.' },
    ],
    'venue.cancelled': illegal,
    'venue.replaced': illegal,
    'ack.overdue': { ...ignored, description: 'The timer lost the race against the answer.' },
    'order.reconciled': illegal,
    'venue.tradeBusted': [
      {
        guard: 'isStandingTrade',
        actions: 'bustStandingTrade',
        description: 'Quantities move, the status stays: a busted quantity does not return to the book.',
      },
      { guard: 'isBustedTrade', ...ignored },
      {
        guard: 'hasTradeId',
        actions: 'rememberEarlyBust',
        description: 'The trade may still come: its bust then has the last word.',
      },
      illegal,
    ],
    'venue.tradeCorrected': [
      { guard: 'isRepeatedCorrection', ...ignored },
      { guard: and(['isStandingTrade', 'isSoundCorrection']), actions: 'correctStandingTrade' },
      {
        guard: and(['isBustedTrade', 'isSoundCorrection']),
        actions: { type: 'recordAnomaly', params: { kind: 'tradeConflict' } },
        description: 'A trade that was taken back stays taken back.',
      },
      {
        guard: 'isSoundCorrection',
        actions: 'rememberEarlyCorrection',
        description: 'The trade may still come: its correction then has the last word.',
      },
      illegal,
    ],
  },
  states: {
    pending: {
      initial: 'queued',
      on: { 'venue.traded': bookWhileLive },
      states: {
        queued: {
          on: {
            'order.sent': { guard: 'isSoundSend', target: 'inFlight', actions: 'recordVenueId' },
            'order.refused': { guard: 'hasReason', target: '#order.execution.rejected', actions: 'recordEnd' },
            'cancel.requested': {
              target: '#order.execution.cancelled',
              actions: { type: 'recordEndAs', params: { reason: 'unsent' } },
              description: 'It never left: nothing has to be asked of the venue.',
            },
          },
        },
        inFlight: {
          on: {
            'venue.acked': ackedWhilePending,
            'venue.rejected': [
              {
                guard: 'isDuplicateReject',
                target: 'inDoubt',
                actions: 'queryOrder',
                description: 'A refused copy proves nothing about the first one, which may be live.',
              },
              rejectedByVenue,
            ],
            'venue.cancelled': cancelledByVenue,
            'ack.overdue': {
              target: 'inDoubt',
              actions: 'queryOrder',
              description: 'It may or may not exist: it counts as its worst case until it is known.',
            },
            'order.reconciled': reconciledWhilePending,
          },
        },
        inDoubt: {
          on: {
            'venue.acked': ackedWhilePending,
            'venue.rejected': [
              { guard: 'isDuplicateReject', actions: ['countIgnored', 'queryOrder'] },
              rejectedByVenue,
            ],
            'venue.cancelled': cancelledByVenue,
            'order.reconciled': reconciledWhilePending,
          },
        },
      },
    },
    submitted: {
      on: {
        'venue.acked': {
          guard: 'isFirstAck',
          actions: 'recordAck',
          description: 'The ack was late, and a query had found the order first. A second ack is illegal.',
        },
        'venue.rejected': [duplicateOfLive, rejectedByVenue],
        'venue.traded': bookWhileLive,
        'venue.cancelled': cancelledByVenue,
        'venue.replaced': { guard: 'isSoundReplace', actions: 'applyReplace' },
        'order.reconciled': [
          vanishedByQuery,
          filledByQuery,
          cancelledByQuery,
          rejectedByQuery,
          partialByQuery,
          foundAsKnown,
        ],
      },
    },
    partial: {
      on: {
        'venue.acked': lateAck,
        'venue.rejected': duplicateOfLive,
        'venue.traded': bookWhileLive,
        'venue.cancelled': cancelledByVenue,
        'venue.replaced': [
          { guard: 'isFillingReplace', target: 'filled', actions: 'applyReplace' },
          { guard: 'isSoundReplace', actions: 'applyReplace' },
        ],
        'venue.replaceRejected': {
          guard: and(['hasReason', 'isNothingLeft']),
          target: 'filled',
          description: 'It had filled the old quantity and waited for the larger one that is now refused.',
        },
        'venue.tradeCorrected': {
          guard: 'isFillingCorrection',
          target: 'filled',
          actions: 'correctStandingTrade',
        },
        'order.reconciled': [vanishedByQuery, filledByQuery, cancelledByQuery, foundAsKnown],
      },
    },
    filled: {
      on: {
        'venue.acked': lateAck,
        'venue.traded': bookWhenEnded,
        'venue.cancelled': cancelledAgain,
        'order.reconciled': [
          { guard: { type: 'isThereAsOrStale', params: { status: 'filled' } }, ...agreedOrStale },
          endedElsewhere,
        ],
      },
    },
    cancelled: {
      on: {
        'venue.acked': [{ ...ackedAlive, guard: and(['isPresumedDead', 'hasVenueId']) }, ...lateAck],
        'venue.traded': bookWhenEnded,
        'venue.cancelled': cancelledAgain,
        'order.reconciled': [
          { guard: and(['isPresumedDead', 'isThereLive']), ...foundAlive },
          { guard: { type: 'isThereAsOrStale', params: { status: 'cancelled' } }, ...agreedOrStale },
          endedElsewhere,
        ],
      },
    },
    rejected: {
      on: {
        'venue.acked': ackedAlive,
        'venue.traded': bookWhenEnded,
        'venue.cancelled': cancelledAgain,
        'order.reconciled': [
          { guard: 'isThereLive', ...foundAlive },
          { guard: 'isRejectedOrNotThere', ...agreedOrStale },
          endedElsewhere,
        ],
      },
    },
  },
});
