// Invariant 7: quantities are the truth, and they are sums of trades.
import { progressOf, STATUS } from '../codes.ts';
import type { Findings } from '../findings.ts';
import type { OrderState } from '../state/order.ts';
import type { BodyOf, Invariant } from '../types.ts';

/** At every step `cumQty` is the sum of the trades booked, `leavesQty` the rest, and the status follows from them. */
export const quantities: Invariant = {
  index: 6,
  name: 'quantities',
  says: 'cumQty is the sum of the trades booked, leavesQty is what is open, and the status follows from them',
};

/** The figures of a step are those of the trades. */
export const judgeQuantities = (order: OrderState, body: BodyOf<'order.moved'>, findings: Findings): void => {
  const { cumQty, leavesQty, clOrdId, to, missingQty } = body;
  const { status, matchedQty, openQty } = order;
  if (findings.fails(quantities, cumQty === order.cumQty))
    findings.add(quantities, clOrdId, `cumQty is ${cumQty}, its trades make ${order.cumQty}`);
  const progress = progressOf(status);
  if (findings.fails(quantities, leavesQty === (progress === 3 ? 0n : openQty)))
    findings.add(quantities, clOrdId, `leavesQty is ${leavesQty}, and ${progress === 3 ? 0n : openQty} are open`);
  // A query may find an order filled or partly filled before its trades have been reported.
  const isFollowing =
    status === STATUS.filled
      ? openQty === 0n || order.isMissingFills || order.wasReplaced
      : progress >= 2 || progress === -1 || matchedQty === 0n;
  if (findings.fails(quantities, isFollowing))
    findings.add(quantities, clOrdId, `${to} with ${matchedQty} of ${order.orderQty}`);
  judgeMissing(order, body, findings);
  if (missingQty === undefined) return;
  if (findings.fails(quantities, missingQty >= 0n && matchedQty + missingQty <= order.venueCumQty))
    findings.add(
      quantities,
      clOrdId,
      `misses ${missingQty} beyond ${matchedQty}, the venue filled ${order.venueCumQty}`,
    );
};

/** What is missing becomes less with each fill that is reported, and more only by a report of what the venue filled in sum. */
const judgeMissing = (order: OrderState, body: BodyOf<'order.moved'>, findings: Findings): void => {
  const { event, clOrdId, missingQty = 0n } = body;
  const before = order.missingQty;
  order.missingQty = missingQty;
  if (before === 0n && missingQty === 0n) return;
  let holds = missingQty === before;
  if (event === 'venue.traded' || event === 'venue.tradeCorrected') {
    const left = before - (order.matchedQty - order.matchedBefore);
    holds = missingQty === (left > 0n ? left : 0n);
  } else if (event === 'venue.cancelled' || event === 'order.reconciled') holds = missingQty >= before;
  if (findings.fails(quantities, holds))
    findings.add(quantities, clOrdId, `misses ${missingQty} after ${event}, and missed ${before}`);
};
