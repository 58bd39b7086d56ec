// Invariant 4: the moves of an order are a chain, each by an event that can make it.
import { bits, hasBit, STATUS, statusNames, statusOf } from '../codes.ts';
import type { Findings } from '../findings.ts';
import type { OrderState } from '../state/order.ts';
import type { BodyOf, Invariant } from '../types.ts';

/** Each move starts where the one before ended, an order is sent once, and a status changes only by what can change it. */
export const orderSteps: Invariant = {
  index: 3,
  name: 'order-steps',
  says: 'each move of an order starts where the one before it ended, by an event that can make it',
};

const { pendingNew, partiallyFilled, filled, canceled, rejected, pendingCancel, pendingReplace } = STATUS;
const fresh = STATUS.new;

const REJECTED = bits(rejected);
const NEW = bits(fresh);
const TRADED = bits(partiallyFilled, filled);
const CANCELLED = bits(canceled);
const CANCELLING = bits(pendingCancel, canceled);
const KEPT = bits(pendingNew, fresh, partiallyFilled, pendingReplace);
const REPLACING = bits(pendingReplace);
const REPLACED = bits(fresh, partiallyFilled, filled);
const RECONCILED = bits(fresh, partiallyFilled, filled, canceled, rejected);
const CORRECTED = bits(filled);

/** The statuses that an event can lead to, besides the one that the order has. */
const leadsTo = (event: string): number => {
  switch (event) {
    case 'venue.acked':
      return NEW;
    case 'venue.traded':
      return TRADED;
    case 'venue.rejected':
    case 'order.refused':
      return REJECTED;
    case 'cancel.requested':
      return CANCELLING;
    case 'venue.cancelled':
      return CANCELLED;
    case 'venue.cancelRejected':
      return KEPT;
    case 'replace.requested':
      return REPLACING;
    case 'venue.replaced':
    case 'venue.replaceRejected':
      return REPLACED;
    case 'order.reconciled':
      return RECONCILED;
    case 'venue.tradeCorrected':
      return CORRECTED;
    default:
      return 0;
  }
};

/** One step of an order. */
export const judgeOrderStep = (order: OrderState, body: BodyOf<'order.moved'>, findings: Findings): void => {
  const { clOrdId, event, from, to } = body;
  const { status, statusBefore } = order;
  if (findings.fails(orderSteps, statusOf(from) === statusBefore))
    findings.add(orderSteps, clOrdId, `moves from ${from}, and was ${statusNames[statusBefore]}`);
  if (findings.fails(orderSteps, from === to || hasBit(leadsTo(event), status)))
    findings.add(orderSteps, clOrdId, `${event} leads from ${from} to ${to}`);
  if (event !== 'order.sent') return;
  const isFirst = order.sentCount === 1 && statusBefore === pendingNew;
  if (findings.fails(orderSteps, isFirst || body.anomaly !== undefined))
    findings.add(orderSteps, clOrdId, 'the order is sent a second time');
};
