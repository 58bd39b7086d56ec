// Our request for another quantity or price: when it goes out, when it is over.
import type { Case } from '../case-judge.ts';
import { busted, shares, malformed, traded } from '../order-variants.ts';
import {
  cancelRequested,
  replaceOverdue,
  replaceRejected,
  replaceTo,
  replacedTo,
  wayTo,
  at,
  row,
} from './words-of-cases.ts';

const { submitted, partial } = wayTo;
const asked = { cancellation: 'sent' } as const;
const replacing = { replacement: 'requested' } as const;

/** Terms that cannot be. */
const nonsense = [{}, { orderQty: 0n }, { orderQty: -1n }, { orderQty: 12 }, { price: -1n }, { price: '0.5' }];

const asking: readonly Case[] = [
  ...(['submitted', 'partial'] as const).flatMap((place) => [
    row(
      `${place}: a replace is asked for`,
      wayTo[place],
      { type: 'replace.requested', orderQty: shares(12), price: 1n },
      {
        ...at(place, replacing),
        context: { orderQty: shares(10), requestedQty: shares(12), requestedPx: 1n },
        effects: ['sendReplace'],
      },
    ),
    row(
      `${place}: a new price is asked for`,
      wayTo[place],
      { type: 'replace.requested', price: 0n },
      {
        ...at(place, replacing),
        context: { requestedQty: null, requestedPx: 0n },
        effects: ['sendReplace'],
      },
    ),
    ...nonsense.map((words, index) =>
      row(
        `${place}: nonsense is asked for (${index})`,
        wayTo[place],
        malformed({ type: 'replace.requested', ...words }),
        {
          ...at(place),
          context: { requestedQty: null, requestedPx: null },
          anomalies: ['illegalMove'],
        },
      ),
    ),
  ]),
  ...(['queued', 'inFlight', 'inDoubt', 'filled', 'cancelled', 'rejected'] as const).map((place) =>
    row(`${place}: there is nothing to replace`, wayTo[place], replaceTo(12), {
      ...at(place),
      context: { requestedQty: null },
      anomalies: ['illegalMove'],
    }),
  ),
  row('one replace at a time', [...submitted, replaceTo(12)], replaceTo(14), {
    ...at('submitted', replacing),
    context: { requestedQty: shares(12) },
    anomalies: ['illegalMove'],
  }),
  row('an overdue replace is asked about and sent again', [...submitted, replaceTo(12)], replaceOverdue, {
    ...at('submitted', replacing),
    effects: ['queryOrder', 'sendReplace'],
  }),
  row('no replace is overdue where none was asked for', submitted, replaceOverdue, {
    ...at('submitted'),
    anomalies: ['illegalMove'],
  }),
  row('a replace continues beside a cancel', [...submitted, cancelRequested], replaceTo(12), {
    ...at('submitted', { ...asked, ...replacing }),
    context: { requestedQty: shares(12) },
    effects: ['sendReplace'],
  }),
];

const terms = (count: number, price: bigint) => ({
  context: { orderQty: shares(count), price, requestedQty: null, requestedPx: null },
});

const answering: readonly Case[] = [
  ...(['submitted', 'partial'] as const).flatMap((place) => [
    row(`${place}: a replace is granted`, [...wayTo[place], replaceTo(12)], replacedTo(12), {
      ...at(place),
      ...terms(12, 500_000n),
    }),
    row(
      `${place}: the venue replaces unasked`,
      wayTo[place],
      malformed({ type: 'venue.replaced', orderQty: shares(5), price: 1n }),
      {
        ...at(place),
        ...terms(5, 1n),
      },
    ),
    row(
      `${place}: a new price is granted`,
      [...wayTo[place], replaceTo(12)],
      { type: 'venue.replaced', price: 2n },
      {
        ...at(place),
        ...terms(10, 2n),
      },
    ),
    ...nonsense.map((words, index) =>
      row(
        `${place}: nonsense is granted (${index})`,
        [...wayTo[place], replaceTo(12)],
        malformed({ type: 'venue.replaced', ...words }),
        {
          ...at(place, replacing),
          context: { orderQty: shares(10), price: 500_000n, requestedQty: shares(12) },
          anomalies: ['illegalMove'],
        },
      ),
    ),
  ]),
  ...(['queued', 'inFlight', 'inDoubt', 'filled', 'cancelled', 'rejected'] as const).map((place) =>
    row(`${place}: there is nothing that the venue could replace`, wayTo[place], replacedTo(12), {
      ...at(place),
      ...terms(10, 500_000n),
      anomalies: ['illegalMove'],
    }),
  ),
  row('replaced to what is filled', partial, replacedTo(4), { ...at('filled'), ...terms(4, 500_000n) }),
  row('replaced to what the venue took, some of it busted', [...partial, busted('T1')], replacedTo(4), {
    ...at('filled'),
    ...terms(4, 500_000n),
  }),
  row('replaced to less than is filled', [...partial, replaceTo(3)], replacedTo(3), {
    ...at('filled'),
    ...terms(3, 500_000n),
  }),
  row(
    'the larger quantity is not granted, only a price',
    [...partial, replaceTo(12), traded('T2', 6)],
    { type: 'venue.replaced', price: 3n },
    {
      ...at('filled'),
      ...terms(10, 3n),
    },
  ),
  row(
    'the larger quantity is granted after the old one was filled',
    [...partial, replaceTo(12), traded('T2', 6)],
    replacedTo(12),
    {
      ...at('partial'),
      ...terms(12, 500_000n),
    },
  ),
  row('a replace refused', [...submitted, replaceTo(12)], replaceRejected, {
    ...at('submitted'),
    ...terms(10, 500_000n),
  }),
  row('a replace refused, with something left', [...partial, replaceTo(12)], replaceRejected, {
    ...at('partial'),
    ...terms(10, 500_000n),
  }),
  row('a replace refused, with nothing left', [...partial, replaceTo(12), traded('T2', 6)], replaceRejected, {
    ...at('filled'),
    ...terms(10, 500_000n),
  }),
  row(
    'a replace refused, with nothing left, some of it busted',
    [...partial, replaceTo(12), traded('T2', 6), busted('T1')],
    replaceRejected,
    { ...at('filled'), ...terms(10, 500_000n) },
  ),
  row('a replace refused after it was overfilled', [...partial, replaceTo(12), traded('T2', 7)], replaceRejected, {
    ...at('filled'),
    ...terms(10, 500_000n),
    anomalies: ['overfill'],
  }),
  row(
    'a refusal without a reason is no refusal of a replace',
    [...partial, replaceTo(12), traded('T2', 6)],
    malformed({ type: 'venue.replaceRejected' }),
    {
      ...at('partial', replacing),
      anomalies: ['illegalMove'],
    },
  ),
  row('a refusal of a replace that nobody asked for', partial, replaceRejected, {
    ...at('partial'),
    anomalies: ['illegalMove'],
  }),
  ...(['filled', 'cancelled', 'rejected'] as const).flatMap((place) => [
    row(`${place}: the replace lost the race`, wayTo[place], replaceRejected, { ...at(place), ignored: 1 }),
    row(`${place}: a refused replace without a reason`, wayTo[place], malformed({ type: 'venue.replaceRejected' }), {
      ...at(place),
      anomalies: ['illegalMove'],
    }),
    row(`${place}: no replace is overdue`, wayTo[place], replaceOverdue, { ...at(place), anomalies: ['illegalMove'] }),
  ]),
  row('a replace is over when it fills', [...partial, replaceTo(8)], traded('T2', 6), {
    ...at('filled'),
    ...terms(10, 500_000n),
  }),
];

/** The rows of `replace.requested`, `replace.overdue`, `venue.replaced` and `venue.replaceRejected`. */
export const replaceCases: readonly Case[] = [...asking, ...answering];
