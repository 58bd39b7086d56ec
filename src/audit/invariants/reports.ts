// Invariant 10: the client receives only what the venue did, and each trade counts once.
import { AT_VENUE, SETTLEMENT } from '../codes.ts';
import type { Findings } from '../findings.ts';
import { tradeOf, type OrderState } from '../state/order.ts';
import type { BodyOf, Invariant } from '../types.ts';

/** What an order receives from its venue has happened there to that order, with the same figures. */
export const reports: Invariant = {
  index: 9,
  name: 'reports',
  says: 'what an order receives from its venue has happened there to that order, with the same names and figures',
};

const isTradeMade = (body: BodyOf<'order.moved'>, order: OrderState): boolean => {
  if (body.anomaly === 'tradeConflict' || body.anomaly === 'illegalMove') return true;
  const trade = tradeOf(order, body.tradeId);
  if (trade === undefined || !trade.isMade) return false;
  const isSameSide = trade.isMaker === (body.liquidity === 'maker') && trade.madeCash === body.cash;
  return isSameSide && trade.madeQty === body.lastQty && trade.madePx === body.lastPx && trade.madeFee === body.fee;
};

/** It was replaced as often as that. The last report is what the venue has, unless the venue replaced it again since. */
const isReplaceMade = (order: OrderState, leavesQty: bigint): boolean => {
  if (order.replacesTold !== order.venueReplaces) return order.replacesTold < order.venueReplaces;
  return leavesQty === 0n || order.orderQty === order.venueOrderQty;
};

const hasCause = (body: BodyOf<'order.moved'>, order: OrderState): boolean => {
  switch (body.event) {
    case 'venue.acked':
      return order.venueOrderId !== null && order.venueOrderId === body.venueOrderId;
    case 'venue.traded':
      return isTradeMade(body, order);
    case 'venue.rejected':
      return (
        body.reason === 'duplicate' || (order.venueStatus === AT_VENUE.rejected && order.venueReason === body.reason)
      );
    case 'venue.cancelled':
      return order.venueStatus === AT_VENUE.cancelled && order.venueReason === body.reason;
    case 'venue.replaced':
      return body.anomaly !== undefined || isReplaceMade(order, body.leavesQty);
    case 'venue.tradeBusted':
      return tradeOf(order, body.tradeId)?.venueSettlement === SETTLEMENT.failed;
    case 'venue.cancelRejected':
    case 'venue.replaceRejected':
      return body.reason !== undefined || body.anomaly === 'illegalMove';
    default:
      return true;
  }
};

/** What the client received has its cause at the venue. */
export const judgeTold = (order: OrderState, body: BodyOf<'order.moved'>, findings: Findings): void => {
  const { clOrdId, event, venueOrderId } = body;
  if (findings.fails(reports, hasCause(body, order)))
    findings.add(reports, clOrdId, `${event} tells what ${order.market.venue.venue} did not do`);
  if (venueOrderId === undefined) return;
  const isNamed = order.venueOrderId === null || venueOrderId === order.venueOrderId || body.anomaly !== undefined;
  if (findings.fails(reports, isNamed)) findings.add(reports, clOrdId, `is not ${venueOrderId}`);
};
