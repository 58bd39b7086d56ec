// Invariant 5: the lifecycle has one direction.
import { progressOf, statusNames } from '../codes.ts';
import type { Findings } from '../findings.ts';
import type { OrderState } from '../state/order.ts';
import type { Invariant } from '../types.ts';

/** A status never goes backwards. PendingCancel and PendingReplace hide it, and what comes after them is not behind it. */
export const statusForward: Invariant = {
  index: 4,
  name: 'status-forward',
  says: 'a status never goes backwards: pendingNew, new, partiallyFilled, then an end',
};

/** The status has not gone back; notes how far the order has come. */
export const judgeProgress = (order: OrderState, findings: Findings): void => {
  const progress = progressOf(order.status);
  const isForward = progress >= order.progress || (progress === -1 && order.progress < 3);
  if (findings.fails(statusForward, isForward))
    findings.add(
      statusForward,
      order.clOrdId,
      `goes back from ${statusNames[order.statusBefore]} to ${statusNames[order.status]}`,
    );
  if (progress > order.progress) order.progress = progress;
};
