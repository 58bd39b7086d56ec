// Invariant 8: what goes wrong with a fill is said.
import { progressOfStatus } from '../order-view.ts';
import type { Invariant } from '../types.ts';

/** A fill beyond the order, after its end, or of a trade known otherwise is flagged, and no other fill is. */
export const createOverfill = (): Invariant => {
  const invariant: Invariant = {
    name: 'overfill',
    says: 'no fill goes unflagged that is beyond its order, after its end, or at odds with what was booked',
    hears: ['order.moved'],
    observe({ body, order, effect }, findings) {
      if (body.type !== 'order.moved' || body.event !== 'venue.traded' || order === undefined) return;
      const { anomaly, clOrdId } = body;
      const says = (): string => `a trade that is ${effect}, ${anomaly ?? 'nothing'} is flagged`;
      const isBooked = effect === 'booked';
      // While a larger quantity is asked for, only the venue knows which one a fill belongs to.
      const isOver = isBooked && order.matchedQty > order.orderQty;
      if (!order.wasReplaced) findings.expect(isOver === (anomaly === 'overfill'), invariant, clOrdId, says);
      findings.expect((effect === 'conflicting') === (anomaly === 'tradeConflict'), invariant, clOrdId, says);
      findings.expect((effect === 'unsound') === (anomaly === 'illegalMove'), invariant, clOrdId, says);
      // The fills that are missing may be late; any other late fill says so.
      const isLate = isBooked && progressOfStatus(order.statusBefore) === 3;
      const isSaid = anomaly === 'lateFill' || anomaly === 'overfill' || order.isMissingFills;
      findings.expect(isLate ? isSaid : anomaly !== 'lateFill', invariant, clOrdId, says);
    },
  };
  return invariant;
};
