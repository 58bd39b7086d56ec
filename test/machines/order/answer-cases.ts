// What the answer to a query does in each state: quantities are noted, the status never goes backwards.
import type { Case } from '../case-judge.ts';
import { shares, malformed, traded, found, notFound } from '../order-variants.ts';
import { sent, wayTo, at, row } from './words-of-cases.ts';

const { inDoubt, submitted, partial, unsent } = wayTo;
const ids = (venueOrderId: string | null, isAcked: boolean) => ({ context: { venueOrderId, acked: isAcked } });
const ended = (endReason: string | null) => ({ context: { endReason } });
const missing = (count: number, more: object = {}) => ({ context: { missingQty: shares(count), ...more } });

const answersWhilePending: readonly Case[] = (['inFlight', 'inDoubt'] as const).flatMap((place) => {
  const answered = (name: string, answer: Parameters<typeof row>[2], then: Case['then']): Case =>
    row(`${place}: ${name}`, wayTo[place], answer, then);
  return [
    answered('not there', notFound, { ...at('rejected'), ...ended('notFound') }),
    answered('there, and pending', found('pending', { venueOrderId: 'V1', cumQty: shares(4) }), {
      ...at(place),
      ...missing(4, ids('V1', false).context),
      anomalies: ['fillsMissing'],
      ignored: 1,
    }),
    answered('there, and live', found('submitted', { venueOrderId: 'V1' }), {
      ...at('submitted'),
      ...ids('V1', false),
    }),
    answered('there, live, with fills', found('submitted', { cumQty: shares(4) }), {
      ...at('submitted'),
      ...missing(4),
      anomalies: ['fillsMissing'],
    }),
    answered('there, and partly filled', found('partial', { venueOrderId: 'V1', cumQty: shares(4) }), {
      ...at('partial'),
      ...missing(4, { cumQty: 0n, ...ids('V1', false).context }),
      anomalies: ['fillsMissing'],
    }),
    answered('there, and filled', found('filled'), {
      ...at('filled'),
      ...missing(10, { cumQty: 0n, endReason: null }),
      anomalies: ['fillsMissing'],
    }),
    answered('there, and cancelled', found('cancelled', { cumQty: shares(4) }), {
      ...at('cancelled'),
      ...missing(4, { endReason: 'venue' }),
      anomalies: ['fillsMissing'],
    }),
    answered('there, and rejected', found('rejected'), { ...at('rejected'), ...ended('venue') }),
    answered('there, as something unheard of', malformed({ ...found('filled'), status: 'executed' }), {
      ...at(place),
      anomalies: ['illegalMove'],
    }),
    answered('there, under a number for a name', malformed({ ...found('submitted'), venueOrderId: 7 }), {
      ...at(place),
      ...ids(null, false),
      anomalies: ['illegalMove'],
    }),
    answered('neither there nor not', malformed({ type: 'order.reconciled', status: 'filled' }), {
      ...at(place),
      anomalies: ['illegalMove'],
    }),
  ];
});

const answersWhileLive: readonly Case[] = [
  ...(['submitted', 'partial'] as const).flatMap((place) => [
    row(`${place}: not there any more`, wayTo[place], notFound, {
      ...at('cancelled'),
      ...ended('vanished'),
      anomalies: ['vanished'],
    }),
    row(`${place}: filled`, wayTo[place], found('filled'), {
      ...at('filled'),
      ...missing(place === 'partial' ? 6 : 10, { endReason: null }),
      anomalies: ['fillsMissing'],
    }),
    row(`${place}: cancelled`, wayTo[place], found('cancelled', { cumQty: shares(5) }), {
      ...at('cancelled'),
      ...missing(place === 'partial' ? 1 : 5, { endReason: 'venue' }),
      anomalies: ['fillsMissing'],
    }),
    row(`${place}: live as known`, wayTo[place], found('submitted', { venueOrderId: 'V1' }), {
      ...at(place),
      ignored: 1,
    }),
    row(`${place}: live, with more fills than told`, wayTo[place], found('pending', { cumQty: shares(5) }), {
      ...at(place),
      ...missing(place === 'partial' ? 1 : 5),
      anomalies: ['fillsMissing'],
      ignored: 1,
    }),
    row(`${place}: as something unheard of`, wayTo[place], malformed({ ...found('filled'), status: null }), {
      ...at(place),
      anomalies: ['illegalMove'],
    }),
  ]),
  row('submitted: partly filled', submitted, found('partial', { cumQty: shares(4) }), {
    ...at('partial'),
    ...missing(4),
    anomalies: ['fillsMissing'],
  }),
  row('submitted: rejected', submitted, found('rejected'), { ...at('rejected'), ...ended('venue') }),
  row('partial: partly filled, as known', [sent, traded('T1', 4)], found('partial', { venueOrderId: 'V1' }), {
    ...at('partial'),
    ...ids('V1', false),
    ignored: 1,
  }),
  row('partial: rejected is impossible', partial, found('rejected'), { ...at('partial'), anomalies: ['illegalMove'] }),
  row(
    'live under an id that was not known',
    [...inDoubt, found('submitted')],
    found('submitted', { venueOrderId: 'V1' }),
    {
      ...at('submitted'),
      ...ids('V1', false),
      ignored: 1,
    },
  ),
  row(
    'partly filled under an id that was not known',
    [...inDoubt, found('submitted')],
    found('partial', { venueOrderId: 'V1' }),
    {
      ...at('partial'),
      ...ids('V1', false),
    },
  ),
  row('the id that is known stays', submitted, found('submitted', { venueOrderId: 'V2' }), {
    ...at('submitted'),
    ...ids('V1', true),
    ignored: 1,
  }),
  row(
    'fills are missing only once, however often it is said',
    [...submitted, found('submitted', { cumQty: shares(4) })],
    found('submitted', { cumQty: shares(6) }),
    {
      ...at('submitted'),
      ...missing(6),
      anomalies: ['fillsMissing'],
      ignored: 2,
    },
  ),
  row(
    'an older answer does not find what is missing',
    [...submitted, found('submitted', { cumQty: shares(4) })],
    found('submitted', { cumQty: shares(2) }),
    {
      ...at('submitted'),
      ...missing(4),
      anomalies: ['fillsMissing'],
      ignored: 2,
    },
  ),
];

const live = ['pending', 'submitted', 'partial'] as const;

const answersWhenEnded: readonly Case[] = [
  row('queued: nobody was asked', [], found('submitted'), { ...at('queued'), anomalies: ['illegalMove'] }),
  ...(['filled', 'cancelled', 'rejected'] as const).flatMap((place) => [
    row(`${place}: so says the answer`, wayTo[place], found(place), { ...at(place), ...missing(0), ignored: 1 }),
    row(`${place}: so says the answer, with more fills`, wayTo[place], found(place, { cumQty: shares(12) }), {
      ...at(place),
      ...missing(place === 'filled' ? 2 : 12),
      anomalies: ['fillsMissing'],
      ignored: 1,
    }),
    row(`${place}: the answer is older, not there`, wayTo[place], notFound, { ...at(place), ignored: 1 }),
    row(`${place}: as something unheard of`, wayTo[place], malformed({ ...found('filled'), status: 'gone' }), {
      ...at(place),
      anomalies: ['illegalMove'],
    }),
    row(
      `${place}: neither there nor not`,
      wayTo[place],
      malformed({ ...found('filled', { cumQty: shares(40) }), found: 1 }),
      {
        ...at(place),
        ...missing(0),
        anomalies: ['illegalMove'],
      },
    ),
    row(`${place}: with a count that is no bigint`, wayTo[place], malformed({ ...found('filled'), cumQty: 40 }), {
      ...at(place),
      anomalies: ['illegalMove'],
    }),
  ]),
  ...(['filled', 'cancelled'] as const).flatMap((place) =>
    live.map((status) =>
      row(`${place}: the answer is older, ${status}`, wayTo[place], found(status, { cumQty: shares(12) }), {
        ...at(place),
        ...missing(place === 'filled' ? 2 : 12),
        anomalies: ['fillsMissing'],
        ignored: 1,
      }),
    ),
  ),
  ...(
    [
      ['filled', 'cancelled', 2],
      ['filled', 'rejected', 2],
      ['cancelled', 'filled', 12],
      ['cancelled', 'rejected', 12],
      ['rejected', 'filled', 12],
      ['rejected', 'cancelled', 12],
    ] as const
  ).map(([place, status, count]) =>
    row(`${place}: the answer says ${status}`, wayTo[place], found(status, { cumQty: shares(12) }), {
      ...at(place),
      ...missing(count),
      anomalies: ['fillsMissing', 'illegalMove'],
    }),
  ),
  row('cancelled: the answer says filled, and so all of it', wayTo.cancelled, found('filled'), {
    ...at('cancelled'),
    ...missing(10),
    anomalies: ['fillsMissing', 'illegalMove'],
  }),
  ...(['unsent', 'vanished', 'rejected'] as const).flatMap((place) =>
    live.map((status) => {
      const answer = found(status, { venueOrderId: 'V3', cumQty: shares(4) });
      return row(`${place}: the answer says ${status}, a zombie`, wayTo[place], answer, {
        ...at(place === 'rejected' ? 'rejected' : 'cancelled'),
        ...missing(4, { venueOrderId: place === 'vanished' ? 'V1' : 'V3' }),
        effects: ['cancelZombie'],
        anomalies: [...(place === 'vanished' ? ['vanished'] : []), 'zombie', 'fillsMissing'],
      });
    }),
  ),
  row('unsent: the venue says it is cancelled', unsent, found('cancelled'), { ...at('cancelled'), ignored: 1 }),
];

/** The rows of `order.reconciled`. */
export const answerCases: readonly Case[] = [...answersWhilePending, ...answersWhileLive, ...answersWhenEnded];
