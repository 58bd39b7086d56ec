// What a venue answers to a query: one message. The order's trades come first, with the ids they have and whether
// they have failed since, then its status. Only what stands counts as filled.
import type { OrderEvent } from '../../../machines/order/types.ts';
import type { VenueOrder } from './stochastic-profile.ts';

/** Returns the answer to a query of an order, piece by piece. */
export const answerOf = (order: VenueOrder | undefined): readonly OrderEvent[] => {
  if (order === undefined) return [{ type: 'order.reconciled', found: false }];
  const { status, matchedQty, venueOrderId, trades, bustedIds } = order;
  const events: OrderEvent[] = [];
  let cumQty = matchedQty;
  for (const trade of trades) {
    events.push(trade);
    if (!bustedIds.includes(trade.tradeId)) continue;
    events.push({ type: 'venue.tradeBusted', tradeId: trade.tradeId });
    cumQty -= trade.lastQty;
  }
  events.push({ type: 'order.reconciled', found: true, status, cumQty, venueOrderId });
  return events;
};
