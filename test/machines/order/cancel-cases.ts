// Our request to cancel: when it goes out, when it is over.
import type { Case } from '../case-judge.ts';
import { malformed, traded, found } from '../order-variants.ts';
import {
  sent,
  sentAsV1,
  acked,
  cancelRequested,
  cancelOverdue,
  cancelNotFound,
  cancelTooLate,
  rejected,
  cancelled,
  wayTo,
  at,
  row,
} from './words-of-cases.ts';

const { inFlight, inDoubt, submitted, partial } = wayTo;
const held = { cancellation: 'held' } as const;
const asked = { cancellation: 'sent' } as const;

const cancelling: readonly Case[] = [
  row('queued: a cancel ends it, nothing is asked of the venue', [], cancelRequested, {
    ...at('cancelled'),
    context: { endReason: 'unsent' },
  }),
  row('inFlight: a cancel is held', inFlight, cancelRequested, { ...at('inFlight', held) }),
  row('inDoubt: a cancel is held', inDoubt, cancelRequested, { ...at('inDoubt', held) }),
  row('inFlight: a cancel goes out where the id was known before', [sentAsV1], cancelRequested, {
    ...at('inFlight', asked),
    effects: ['sendCancel'],
  }),
  row('submitted: a cancel goes out', submitted, cancelRequested, {
    ...at('submitted', asked),
    effects: ['sendCancel'],
  }),
  row('partial: a cancel goes out', partial, cancelRequested, { ...at('partial', asked), effects: ['sendCancel'] }),
  row('partial: a cancel is held while the id is not known', [sent, traded('T1', 4)], cancelRequested, {
    ...at('partial', held),
  }),
  row('a held cancel goes out with the ack', [...inFlight, cancelRequested], acked, {
    ...at('submitted', asked),
    effects: ['sendCancel'],
  }),
  row(
    'a held cancel goes out when a query tells the id',
    [...inDoubt, cancelRequested],
    found('pending', { venueOrderId: 'V1' }),
    {
      ...at('inDoubt', asked),
      effects: ['sendCancel'],
      ignored: 1,
    },
  ),
  row('a held cancel stays held over a fill', [...inFlight, cancelRequested], traded('T1', 4), {
    ...at('partial', held),
  }),
  row('a held cancel is over when it fills', [...inFlight, cancelRequested], traded('T3', 10), { ...at('filled') }),
  row('a cancel asked for twice, held', [...inFlight, cancelRequested], cancelRequested, {
    ...at('inFlight', held),
    ignored: 1,
  }),
  row('a cancel asked for twice, sent', [...submitted, cancelRequested], cancelRequested, {
    ...at('submitted', asked),
    ignored: 1,
  }),
  ...(['filled', 'cancelled', 'rejected'] as const).map((place) =>
    row(`${place}: there is nothing to cancel`, wayTo[place], cancelRequested, { ...at(place), ignored: 1 }),
  ),
  row('an overdue cancel that is held is asked about', [...inFlight, cancelRequested], cancelOverdue, {
    ...at('inFlight', held),
    effects: ['queryOrder'],
  }),
  row('an overdue cancel is asked about and sent again', [...submitted, cancelRequested], cancelOverdue, {
    ...at('submitted', asked),
    effects: ['queryOrder', 'sendCancel'],
  }),
  row('no cancel is overdue where none was asked for', submitted, cancelOverdue, {
    ...at('submitted'),
    anomalies: ['illegalMove'],
  }),
  row('a cancel refused: the order lives on', [...submitted, cancelRequested], cancelTooLate, { ...at('submitted') }),
  row('a cancel refused while it is held', [...inFlight, cancelRequested], cancelTooLate, { ...at('inFlight') }),
  row('a cancel refused: the status comes from the quantities', [...partial, cancelRequested], cancelTooLate, {
    ...at('partial'),
  }),
  row('a cancel answered with not found proves nothing', [...submitted, cancelRequested], cancelNotFound, {
    ...at('submitted'),
    effects: ['queryOrder'],
  }),
  row(
    'a cancel can be asked for again after a refusal',
    [...submitted, cancelRequested, cancelTooLate],
    cancelRequested,
    {
      ...at('submitted', asked),
      effects: ['sendCancel'],
    },
  ),
  row(
    'a refusal without a reason is no refusal',
    [...submitted, cancelRequested],
    malformed({ type: 'venue.cancelRejected' }),
    {
      ...at('submitted', asked),
      anomalies: ['illegalMove'],
    },
  ),
  row('a refusal of a cancel that nobody asked for', submitted, cancelTooLate, {
    ...at('submitted'),
    anomalies: ['illegalMove'],
  }),
  ...(['filled', 'cancelled', 'rejected'] as const).flatMap((place) => [
    row(`${place}: the cancel lost the race`, wayTo[place], cancelTooLate, { ...at(place), ignored: 1 }),
    row(`${place}: the cancel lost the race, not found`, wayTo[place], cancelNotFound, { ...at(place), ignored: 1 }),
    row(`${place}: a refused cancel without a reason`, wayTo[place], malformed({ type: 'venue.cancelRejected' }), {
      ...at(place),
      anomalies: ['illegalMove'],
    }),
    row(`${place}: no cancel is overdue`, wayTo[place], cancelOverdue, { ...at(place), anomalies: ['illegalMove'] }),
  ]),
  row('rejected under a known id: the cancel lost the race', [...submitted, rejected], cancelTooLate, {
    ...at('rejected'),
    ignored: 1,
  }),
  row('a cancel that the venue grants', [...submitted, cancelRequested], cancelled, {
    ...at('cancelled'),
    context: { endReason: 'requested' },
  }),
];

/** The rows of `cancel.requested`, `cancel.overdue` and `venue.cancelRejected`. */
export const cancelCases: readonly Case[] = cancelling;
