// Invariant 5: the lifecycle has one direction.
import { progressOfStatus } from '../order-view.ts';
import type { Invariant } from '../types.ts';

/** A status never goes backwards. PendingCancel and PendingReplace hide it, and what comes after them is not behind it. */
export const createStatusForward = (): Invariant => {
  const invariant: Invariant = {
    name: 'status-forward',
    says: 'a status never goes backwards: pendingNew, new, partiallyFilled, then an end',
    hears: ['order.moved'],
    observe({ body, order }, findings) {
      if (body.type !== 'order.moved' || order === undefined) return;
      const progress = progressOfStatus(body.to);
      const isForward = progress >= order.progress || (progress === -1 && order.progress < 3);
      findings.expect(isForward, invariant, body.clOrdId, () => `goes back from ${order.statusBefore} to ${body.to}`);
    },
  };
  return invariant;
};
