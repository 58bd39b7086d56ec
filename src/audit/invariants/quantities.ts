// Invariant 7: quantities are the truth, and they are sums of trades.
import { progressOfStatus } from '../order-view.ts';
import type { Invariant } from '../types.ts';

/** At every step `cumQty` is the sum of the trades booked, `leavesQty` the rest, and the status follows from them. */
export const createQuantities = (): Invariant => {
  const invariant: Invariant = {
    name: 'quantities',
    says: 'cumQty is the sum of the trades booked, leavesQty is what is open, and the status follows from them',
    hears: ['order.moved'],
    observe({ body, order }, findings) {
      if (body.type !== 'order.moved' || order === undefined) return;
      const { cumQty, leavesQty, to, clOrdId } = body;
      const { matchedQty, orderQty } = order;
      findings.expect(cumQty === order.cumQty, invariant, clOrdId, () => `cumQty ${cumQty}, trades ${order.cumQty}`);
      const progress = progressOfStatus(to);
      const openQty = progress === 3 || matchedQty >= orderQty ? 0n : orderQty - matchedQty;
      findings.expect(leavesQty === openQty, invariant, clOrdId, () => `leavesQty ${leavesQty}, open ${openQty}`);
      // A query may find an order filled or partly filled before its trades have been told.
      const isFollowing =
        to === 'filled'
          ? matchedQty >= orderQty || order.isMissingFills || order.wasReplaced
          : matchedQty === 0n || progress >= 2 || progress === -1;
      findings.expect(isFollowing, invariant, clOrdId, () => `${to} with ${matchedQty} of ${orderQty}`);
    },
  };
  return invariant;
};
