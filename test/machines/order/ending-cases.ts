// The venue ends an order, and what follows from an end.
import type { Case } from '../case-judge.ts';
import { busted, shares, malformed, found } from '../order-variants.ts';
import { rejected, cancelRequested, cancelled, cancelledAt, replaceTo, wayTo, at, row } from './words-of-cases.ts';

const { submitted, partial, filled } = wayTo;
const missing = (count: number, more: object = {}) => ({ context: { missingQty: shares(count), ...more } });

const cancels: readonly Case[] = [
  ...(['inFlight', 'inDoubt', 'submitted', 'partial'] as const).flatMap((place) => [
    row(
      `the venue cancels, ${place}`,
      wayTo[place],
      { type: 'venue.cancelled', reason: 'expired' },
      {
        ...at('cancelled'),
        context: { endReason: 'expired', missingQty: 0n },
      },
    ),
    row(`a cancel without a reason, ${place}`, wayTo[place], malformed({ type: 'venue.cancelled' }), {
      ...at(place),
      anomalies: ['illegalMove'],
    }),
    row(`a cancel with a count that is no bigint, ${place}`, wayTo[place], malformed({ ...cancelled, cumQty: 4 }), {
      ...at(place),
      anomalies: ['illegalMove'],
    }),
    row(`the venue cancels and counts more than it has told, ${place}`, wayTo[place], cancelledAt(7), {
      ...at('cancelled'),
      ...missing(place === 'partial' ? 3 : 7),
      anomalies: ['fillsMissing'],
    }),
  ]),
  row('the venue cancels and counts what it has told', partial, cancelledAt(4), { ...at('cancelled'), ...missing(0) }),
  row('the venue cancels and counts less than it has told', partial, cancelledAt(2), {
    ...at('cancelled'),
    ...missing(0),
  }),
  row('the venue counts a trade that it has taken back', [...partial, busted('T1')], cancelledAt(4), {
    ...at('cancelled'),
    ...missing(0, { cumQty: 0n }),
  }),
  row('a cancel after the end is refused, and its count is kept', filled, cancelledAt(12), {
    ...at('filled'),
    ...missing(2),
    anomalies: ['fillsMissing', 'illegalMove'],
  }),
  row('a cancel after the cancel is refused, and its count is kept', wayTo.cancelled, cancelledAt(4), {
    ...at('cancelled'),
    ...missing(4, { endReason: 'requested' }),
    anomalies: ['fillsMissing', 'illegalMove'],
  }),
  row('a cancel after the reject is refused, and its count is kept', wayTo.rejected, cancelledAt(4), {
    ...at('rejected'),
    ...missing(4),
    anomalies: ['fillsMissing', 'illegalMove'],
  }),
  ...(['filled', 'cancelled', 'rejected'] as const).map((place) =>
    row(`a cancel with a count that is no bigint, ${place}`, wayTo[place], malformed({ ...cancelled, cumQty: 40 }), {
      ...at(place),
      ...missing(0),
      anomalies: ['illegalMove'],
    }),
  ),
];

const endings: readonly Case[] = [
  row(
    'when it is filled, our requests are over',
    [...submitted, cancelRequested, replaceTo(12)],
    found('filled', { cumQty: 0n }),
    {
      ...at('filled'),
      context: { requestedQty: null },
    },
  ),
  row('when it is rejected, our requests are over', [...submitted, cancelRequested, replaceTo(12)], rejected, {
    ...at('rejected'),
    context: { requestedQty: null },
  }),
  row('when it is cancelled, our requests are over', [...submitted, cancelRequested, replaceTo(12)], cancelled, {
    ...at('cancelled'),
    context: { requestedQty: null },
  }),
  row('an event that nobody knows', submitted, malformed({ type: 'venue.unheardOf' }), {
    ...at('submitted'),
    anomalies: ['illegalMove'],
  }),
  row('an event of the statechart library is none of ours', submitted, malformed({ type: 'xstate.unheardOf' }), {
    ...at('submitted'),
  }),
];

/** The rows of `venue.cancelled`, of the ends, and of what nobody knows. */
export const endingCases: readonly Case[] = [...cancels, ...endings];
