// The vocabulary of the order's truth tables: the events that lead into each state, and how an outcome is written down.
import type { StateValue } from 'xstate';
import { orderEffects, type OrderEvent } from '../../../machines/order.ts';
import type { Case, Outcome, Subject } from '../case-judge.ts';
import { notFound, orderInput, shares, traded } from '../order-variants.ts';

/** The order as its judges see it: 10 shares at 0.50. */
export const order: Subject = { effects: orderEffects, input: orderInput };

export const sent: OrderEvent = { type: 'order.sent' };
export const sentAsV1: OrderEvent = { type: 'order.sent', venueOrderId: 'V1' };
export const acked: OrderEvent = { type: 'venue.acked', venueOrderId: 'V1' };
export const ackedAsV2: OrderEvent = { type: 'venue.acked', venueOrderId: 'V2' };
export const ackOverdue: OrderEvent = { type: 'ack.overdue' };
export const rejected: OrderEvent = { type: 'venue.rejected', reason: 'notEnoughBalance' };
export const duplicate: OrderEvent = { type: 'venue.rejected', reason: 'duplicate' };
export const cancelRequested: OrderEvent = { type: 'cancel.requested', reason: 'client' };
export const cancelOverdue: OrderEvent = { type: 'cancel.overdue' };
export const cancelNotFound: OrderEvent = { type: 'venue.cancelRejected', reason: 'notFound' };
export const cancelTooLate: OrderEvent = { type: 'venue.cancelRejected', reason: 'tooLate' };
export const cancelled: OrderEvent = { type: 'venue.cancelled', reason: 'requested' };
export const replaceOverdue: OrderEvent = { type: 'replace.overdue' };
export const replaceRejected: OrderEvent = { type: 'venue.replaceRejected', reason: 'broker' };

/** The venue's word that it cancelled, with its own count of what was filled. */
export const cancelledAt = (count: number): OrderEvent => ({
  type: 'venue.cancelled',
  reason: 'requested',
  cumQty: shares(count),
});

/** We ask for another quantity. */
export const replaceTo = (count: number): OrderEvent => ({ type: 'replace.requested', orderQty: shares(count) });

/** The venue gives another quantity. */
export const replacedTo = (count: number): OrderEvent => ({ type: 'venue.replaced', orderQty: shares(count) });

/** The shortest way into each state. */
export const wayTo = {
  queued: [],
  inFlight: [sent],
  inDoubt: [sent, ackOverdue],
  submitted: [sent, acked],
  partial: [sent, acked, traded('T1', 4)],
  filled: [sent, acked, traded('T3', 10)],
  cancelled: [sent, acked, cancelled],
  rejected: [sent, rejected],
  unsent: [cancelRequested],
  vanished: [sent, acked, notFound],
} as const satisfies Readonly<Record<string, readonly OrderEvent[]>>;

/** A place that {@link wayTo} leads to. */
export type Place = keyof typeof wayTo;

/** The six statuses, and where in `pending`. */
export type Execution =
  'queued' | 'inFlight' | 'inDoubt' | 'submitted' | 'partial' | 'filled' | 'cancelled' | 'rejected';

/** The requests beside the execution; what is left out is `none`, or `done` where the end makes it so. */
export interface Requests {
  readonly cancellation?: 'none' | 'held' | 'sent';
  readonly replacement?: 'none' | 'requested';
}

/** A state value of the chart. */
export const at = (execution: Execution, requests: Requests = {}): { readonly value: StateValue } => {
  const isPending = execution === 'queued' || execution === 'inFlight' || execution === 'inDoubt';
  const isDone = execution === 'filled' || execution === 'cancelled';
  const cancellation = requests.cancellation ?? (isDone ? 'done' : 'none');
  return {
    value: {
      execution: isPending ? { pending: execution } : execution,
      cancellation: cancellation === 'held' || cancellation === 'sent' ? { requested: cancellation } : cancellation,
      replacement: requests.replacement ?? 'none',
    },
  };
};

/** One row: where it stands, what comes, what has changed then. */
export const row = (name: string, given: readonly OrderEvent[], when: OrderEvent | null, then: Outcome): Case => ({
  name,
  given,
  when,
  then,
});

/** The sums of a context, in whole shares: what stands, and what the venue took off the order. */
export const sums = (cum: number, matched: number, avgPx: bigint, feesPaid = 0n) => ({
  cumQty: shares(cum),
  matchedQty: shares(matched),
  grossPicos: shares(cum) * avgPx,
  avgPx,
  feesPaid,
});

/** The price of the order. */
export const half: bigint = orderInput.price;
