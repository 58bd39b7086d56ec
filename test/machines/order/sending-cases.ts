// An order leaves and the venue takes it or not: the rows of sending, acks and rejects, both sides of each condition.
import type { Case } from '../case-judge.ts';
import { malformed, traded, found } from '../order-variants.ts';
import {
  sent,
  sentAsV1,
  acked,
  ackedAsV2,
  ackOverdue,
  rejected,
  duplicate,
  cancelled,
  wayTo,
  at,
  row,
} from './words-of-cases.ts';

const { inFlight, inDoubt, submitted, partial, filled, unsent, vanished } = wayTo;
const ids = (venueOrderId: string | null, isAcked: boolean) => ({ context: { venueOrderId, acked: isAcked } });
const ended = (endReason: string | null) => ({ context: { endReason } });

const sending: readonly Case[] = [
  row('an order is born queued, with nothing filled', [], null, {
    ...at('queued'),
    context: { cumQty: 0n, matchedQty: 0n, avgPx: 0n, feesPaid: 0n, missingQty: 0n, trades: [], endReason: null },
  }),
  row('it is sent', [], sent, { ...at('inFlight'), ...ids(null, false) }),
  row('it is sent under a name that is known before', [], sentAsV1, { ...at('inFlight'), ...ids('V1', false) }),
  row('a send whose name is no text is refused', [], malformed({ ...sent, venueOrderId: 7 }), {
    ...at('queued'),
    ...ids(null, false),
    anomalies: ['illegalMove'],
  }),
  row(
    'it is refused before it left',
    [],
    { type: 'order.refused', reason: 'laneSaturated' },
    {
      ...at('rejected'),
      ...ended('laneSaturated'),
    },
  ),
  row('a refusal without a reason is refused', [], malformed({ type: 'order.refused' }), {
    ...at('queued'),
    ...ended(null),
    anomalies: ['illegalMove'],
  }),
  row('no ack in time puts it in doubt', inFlight, ackOverdue, { ...at('inDoubt'), effects: ['queryOrder'] }),
  row('an overdue ack is ignored in doubt', inDoubt, ackOverdue, { ...at('inDoubt'), ignored: 1 }),
  row('an overdue ack is ignored before it is sent', [], ackOverdue, { ...at('queued'), ignored: 1 }),
  row('an overdue ack is ignored once live', submitted, ackOverdue, { ...at('submitted'), ignored: 1 }),
  row('an overdue ack is ignored at the end', filled, ackOverdue, { ...at('filled'), ignored: 1 }),
];

const acks: readonly Case[] = [
  row('an ack in flight', inFlight, acked, { ...at('submitted'), ...ids('V1', true) }),
  row('an ack in doubt', inDoubt, acked, { ...at('submitted'), ...ids('V1', true) }),
  row('an ack in flight without an id is refused', inFlight, malformed({ type: 'venue.acked' }), {
    ...at('inFlight'),
    ...ids(null, false),
    anomalies: ['illegalMove'],
  }),
  row('an ack in doubt without an id is refused', inDoubt, malformed({ type: 'venue.acked', venueOrderId: '' }), {
    ...at('inDoubt'),
    anomalies: ['illegalMove'],
  }),
  row('an ack before it is sent', [], acked, { ...at('queued'), ...ids(null, false), anomalies: ['illegalMove'] }),
  row('a second ack', submitted, acked, { ...at('submitted'), anomalies: ['illegalMove'] }),
  row('a first ack after a query had found it', [...inDoubt, found('submitted')], acked, {
    ...at('submitted'),
    ...ids('V1', true),
  }),
  row('a first ack that contradicts the query', [...inDoubt, found('submitted', { venueOrderId: 'V2' })], acked, {
    ...at('submitted'),
    ...ids('V2', false),
    anomalies: ['illegalMove'],
  }),
  row('a first ack without an id after a query', [...inDoubt, found('submitted')], malformed({ type: 'venue.acked' }), {
    ...at('submitted'),
    ...ids(null, false),
    anomalies: ['illegalMove'],
  }),
  row('an ack after a fill lowers nothing', [sent, traded('T1', 4)], acked, { ...at('partial'), ...ids('V1', true) }),
  row('an ack told again after a fill', partial, acked, { ...at('partial'), ...ids('V1', true), ignored: 1 }),
  row('an ack of another id after a fill', partial, ackedAsV2, {
    ...at('partial'),
    ...ids('V1', true),
    anomalies: ['illegalMove'],
  }),
  row('an ack after it was filled', [sent, traded('T3', 10)], acked, { ...at('filled'), ...ids('V1', true) }),
  row('an ack told again after it was filled', filled, acked, { ...at('filled'), ignored: 1 }),
  row('an ack of another id after it was filled', filled, ackedAsV2, { ...at('filled'), anomalies: ['illegalMove'] }),
  row('an ack after the venue cancelled', [sent, cancelled], acked, { ...at('cancelled'), ...ids('V1', true) }),
  row('an ack told again after the venue cancelled', wayTo.cancelled, acked, { ...at('cancelled'), ignored: 1 }),
  row('an ack of another id after the venue cancelled', wayTo.cancelled, ackedAsV2, {
    ...at('cancelled'),
    ...ids('V1', true),
    anomalies: ['illegalMove'],
  }),
  row('an ack without an id after the venue cancelled', wayTo.cancelled, malformed({ type: 'venue.acked' }), {
    ...at('cancelled'),
    anomalies: ['illegalMove'],
  }),
  ...(
    [
      ['it was cancelled before it was sent', unsent, 'cancelled', []],
      ['it had vanished', vanished, 'cancelled', ['vanished']],
      ['it was rejected', wayTo.rejected, 'rejected', []],
    ] as const
  ).flatMap(([when, given, execution, before]) => [
    row(`an ack after ${when} is a zombie`, given, ackedAsV2, {
      ...at(execution),
      ...ids('V2', true),
      effects: ['cancelZombie'],
      anomalies: [...before, 'zombie'],
    }),
    row(`an ack without an id after ${when} is refused`, given, malformed({ type: 'venue.acked' }), {
      ...at(execution),
      anomalies: [...before, 'illegalMove'],
    }),
  ]),
];

const rejects: readonly Case[] = [
  ...(['inFlight', 'inDoubt', 'submitted'] as const).map((place) =>
    row(`${place}: the venue rejects it`, wayTo[place], rejected, { ...at('rejected'), ...ended('notEnoughBalance') }),
  ),
  ...(['inFlight', 'inDoubt', 'submitted'] as const).map((place) =>
    row(`a reject without a reason, ${place}`, wayTo[place], malformed({ type: 'venue.rejected' }), {
      ...at(place),
      ...ended(null),
      anomalies: ['illegalMove'],
    }),
  ),
  row('a duplicate in flight puts it in doubt', inFlight, duplicate, { ...at('inDoubt'), effects: ['queryOrder'] }),
  row('a duplicate in doubt asks again', inDoubt, duplicate, {
    ...at('inDoubt'),
    effects: ['queryOrder'],
    ignored: 1,
  }),
  row('a duplicate of a live order', submitted, duplicate, { ...at('submitted'), ignored: 1 }),
  row('a duplicate of a partly filled order', partial, duplicate, { ...at('partial'), ignored: 1 }),
  row('a reject of a partly filled order', partial, rejected, { ...at('partial'), anomalies: ['illegalMove'] }),
];

/** The rows of `order.sent`, `order.refused`, `ack.overdue`, `venue.acked` and `venue.rejected`. */
export const sendingCases: readonly Case[] = [...sending, ...acks, ...rejects];
