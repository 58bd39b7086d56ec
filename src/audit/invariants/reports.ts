// Invariant 10: the client is told only what the venue did, and each trade counts once.
import { tradeOf, type OrderView } from '../order-view.ts';
import type { BodyOf, Invariant } from '../types.ts';

const hasCause = (body: BodyOf<'order.moved'>, order: OrderView): boolean => {
  switch (body.event) {
    case 'venue.acked':
      return order.venueOrderId !== null && order.venueOrderId === body.venueOrderId;
    case 'venue.rejected':
      return body.reason === 'duplicate' || (order.venueStatus === 'rejected' && order.venueReason === body.reason);
    case 'venue.cancelled':
      return order.venueStatus === 'cancelled' && order.venueReason === body.reason;
    case 'venue.traded': {
      const { made } = tradeOf(order, body.tradeId) ?? { made: null };
      if (body.anomaly === 'tradeConflict' || body.anomaly === 'illegalMove') return true;
      if (made === null || made.qty !== body.lastQty || made.px !== body.lastPx) return false;
      return body.fee === undefined || body.fee === made.fee;
    }
    case 'venue.cancelRejected':
    case 'venue.replaceRejected':
      return body.reason !== undefined || body.anomaly === 'illegalMove';
    default:
      return true;
  }
};

/** What an order is told of its venue has happened there, with the same figures, and is not told of another order. */
export const createReports = (): Invariant => {
  const invariant: Invariant = {
    name: 'reports',
    says: 'what an order is told of its venue has happened there to that order, with the same names and figures',
    hears: ['order.moved', 'venue.filled', 'settlement.moved'],
    observe({ body, order }, findings) {
      if (order === undefined) return;
      if (body.type === 'order.moved') {
        const { clOrdId, event, venueOrderId } = body;
        findings.expect(
          hasCause(body, order),
          invariant,
          clOrdId,
          () => `${event} tells what ${order.venue} did not do`,
        );
        const isNamed =
          venueOrderId === undefined || order.venueOrderId === null || venueOrderId === order.venueOrderId;
        findings.expect(isNamed || body.anomaly !== undefined, invariant, clOrdId, () => `is not ${venueOrderId}`);
      } else if (body.type === 'venue.filled') {
        const isNew = (tradeOf(order, body.tradeId)?.made ?? null) === null;
        findings.expect(isNew, invariant, body.clOrdId, () => `${body.tradeId} is made a second time`);
      } else if (body.type === 'settlement.moved') {
        const isMade = (tradeOf(order, body.tradeId)?.made ?? null) !== null;
        findings.expect(isMade, invariant, body.clOrdId, () => `${body.tradeId} settles, and was never made`);
      }
    },
  };
  return invariant;
};
