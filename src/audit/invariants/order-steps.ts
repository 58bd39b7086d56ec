// Invariant 4: the moves of an order are a chain, each by an event that can make it.
import type { Invariant } from '../types.ts';

const NOWHERE: readonly string[] = [];

/** The statuses that an event can lead to, besides the one that the order has. */
const leadsTo: Readonly<Record<string, readonly string[]>> = {
  'order.refused': ['rejected'],
  'venue.acked': ['new'],
  'venue.rejected': ['rejected'],
  'venue.traded': ['partiallyFilled', 'filled'],
  'venue.cancelled': ['canceled'],
  'cancel.requested': ['pendingCancel', 'canceled'],
  'venue.cancelRejected': ['pendingNew', 'new', 'partiallyFilled', 'pendingReplace'],
  'replace.requested': ['pendingReplace'],
  'venue.replaced': ['new', 'partiallyFilled', 'filled'],
  'venue.replaceRejected': ['new', 'partiallyFilled', 'filled'],
  'order.reconciled': ['new', 'partiallyFilled', 'filled', 'canceled', 'rejected'],
  'venue.tradeCorrected': ['filled'],
};

/** Each move starts where the one before ended, an order is sent once, and a status changes only by what can change it. */
export const createOrderSteps = (): Invariant => {
  const invariant: Invariant = {
    name: 'order-steps',
    says: 'each move of an order starts where the one before it ended, by an event that can make it',
    hears: ['order.moved'],
    observe({ body, order }, findings) {
      if (body.type !== 'order.moved' || order === undefined) return;
      const { clOrdId, event, from, to } = body;
      const { statusBefore } = order;
      findings.expect(from === statusBefore, invariant, clOrdId, () => `moves from ${from}, and was ${statusBefore}`);
      findings.expect(
        from === to || (leadsTo[event] ?? NOWHERE).includes(to),
        invariant,
        clOrdId,
        () => `${event} leads from ${from} to ${to}`,
      );
      if (event !== 'order.sent') return;
      const isFirst = order.sentCount === 1 && from === 'pendingNew';
      findings.expect(
        isFirst || body.anomaly !== undefined,
        invariant,
        clOrdId,
        () => 'the order is sent a second time',
      );
    },
  };
  return invariant;
};
