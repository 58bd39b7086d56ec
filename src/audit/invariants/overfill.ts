// Invariant 8: what goes wrong with a fill is said.
import { progressOf } from '../codes.ts';
import type { Findings } from '../findings.ts';
import type { TradeEffect } from '../read-order.ts';
import type { OrderState } from '../state/order.ts';
import type { Invariant } from '../types.ts';

/** A fill beyond the order, after its end, or of a trade known otherwise is flagged, and no other fill is. */
export const overfill: Invariant = {
  index: 7,
  name: 'overfill',
  says: 'no fill goes unflagged that is beyond its order, after its end, or at odds with what was booked',
};

/** The flag of a fill is the one that it must have. */
export const judgeFill = (
  order: OrderState,
  effect: TradeEffect,
  anomaly: string | undefined,
  findings: Findings,
): void => {
  const isBooked = effect === 'booked';
  // While a larger quantity is asked for, only the venue knows which one a fill belongs to.
  const isOver = isBooked && order.openQty === 0n && order.matchedQty > order.orderQty;
  // The fills that are missing may be late; any other late fill says so.
  const isLate = isBooked && progressOf(order.statusBefore) === 3;
  const isSaid = anomaly === 'lateFill' || anomaly === 'overfill' || order.isMissingFills;
  const holds =
    (order.wasReplaced || isOver === (anomaly === 'overfill')) &&
    (effect === 'conflicting') === (anomaly === 'tradeConflict') &&
    (effect === 'unsound') === (anomaly === 'illegalMove') &&
    (isLate ? isSaid : anomaly !== 'lateFill');
  if (findings.fails(overfill, holds))
    findings.add(overfill, order.clOrdId, `a trade that is ${effect}, ${anomaly ?? 'nothing'} is flagged`);
};
