// Every pair of a place and an event that the design's table does not hold: refused, written down, and nothing else.
import type { OrderEvent } from '../../../machines/order.ts';
import type { Case } from '../case-judge.ts';
import { found } from '../order-variants.ts';
import {
  acked,
  at,
  cancelOverdue,
  cancelTooLate,
  cancelled,
  duplicate,
  rejected,
  replaceOverdue,
  replaceRejected,
  replaceTo,
  replacedTo,
  row,
  sent,
  wayTo,
  type Place,
} from './words-of-cases.ts';

const waiting = ['inFlight', 'inDoubt'] as const;
const live = ['submitted', 'partial'] as const;
const ended = ['filled', 'cancelled', 'rejected', 'unsent', 'vanished'] as const;

/** Where each event is legal, without a request of ours under way. What is not here is legal everywhere. */
const legalPlaces: readonly (readonly [event: OrderEvent, places: readonly Place[]])[] = [
  [sent, ['queued']],
  [{ type: 'order.refused', reason: 'risk' }, ['queued']],
  [acked, [...waiting, 'partial', ...ended]],
  [rejected, [...waiting, 'submitted']],
  [duplicate, [...waiting, ...live]],
  [cancelled, [...waiting, ...live]],
  [cancelOverdue, []],
  [cancelTooLate, ended],
  [replaceTo(12), live],
  [replaceOverdue, []],
  [replacedTo(12), live],
  [replaceRejected, ended],
  [found('submitted'), [...waiting, ...live, ...ended]],
  [{ type: 'order.unheardOf' } as unknown as OrderEvent, []],
];

const executionOf = (place: Place) => (place === 'unsent' || place === 'vanished' ? 'cancelled' : place);

/** The pairs that are not in the table. */
export const illegalCases: readonly Case[] = legalPlaces.flatMap(([event, legal]) =>
  (Object.keys(wayTo) as Place[])
    .filter((place) => !legal.includes(place))
    .map((place) => {
      const reason = 'reason' in event ? `, ${event.reason}` : '';
      return row(`${place}: ${event.type}${reason} is an illegal move`, wayTo[place], event, {
        ...at(executionOf(place)),
        context: { cumQty: place === 'partial' ? 4_000_000n : place === 'filled' ? 10_000_000n : 0n, missingQty: 0n },
        anomalies: [...(place === 'vanished' ? ['vanished'] : []), 'illegalMove'],
      });
    }),
);
