// Takes a record into the view of its order: what the client was told on one side, what the venue did on the other.
// It judges nothing; sums are made anew from the trades, never taken from the record.
import {
  nameTrade,
  progressOfStatus,
  tradeOf,
  type OrderView,
  type TradeEffect,
  type TradeView,
} from './order-view.ts';
import type { BodyOf } from './types.ts';

type Told = BodyOf<'order.moved'>;

/** Gives what stands of a trade its new content, and moves the sums with it. */
const restate = (order: OrderView, trade: TradeView, qty: bigint, px: bigint, fee: bigint): void => {
  if (order.arbitrage !== undefined) order.arbitrage.isJudged = false;
  order.cumQty += qty - trade.qty;
  order.paidPicos += qty * px - trade.qty * trade.px;
  order.feesPaid += fee - trade.fee;
  trade.qty = qty;
  trade.px = px;
  trade.fee = fee;
  if (qty <= trade.matchedQty) return;
  order.matchedQty += qty - trade.matchedQty;
  trade.matchedQty = qty;
};

const readTrade = (order: OrderView, { tradeId, lastQty, lastPx, fee }: Told): TradeEffect => {
  if (tradeId === undefined || lastQty === undefined || lastPx === undefined || lastQty <= 0n) return 'unsound';
  const trade = nameTrade(order, tradeId);
  if (trade.isBooked)
    return trade.qty === lastQty && trade.px === lastPx && (fee === undefined || trade.fee === fee)
      ? 'repeated'
      : 'conflicting';
  trade.isBooked = true;
  restate(order, trade, lastQty, lastPx, fee ?? 0n);
  if (trade.isBusted) restate(order, trade, 0n, lastPx, 0n);
  return 'booked';
};

const readBust = (order: OrderView, { tradeId }: Told): TradeEffect => {
  if (tradeId === undefined) return 'unsound';
  const trade = nameTrade(order, tradeId);
  trade.isBusted = true;
  if (trade.isBooked) restate(order, trade, 0n, trade.px, 0n);
  return 'none';
};

const readCorrection = (order: OrderView, { tradeId, lastQty, lastPx, fee }: Told): TradeEffect => {
  const trade = tradeOf(order, tradeId);
  if (trade === undefined || lastQty === undefined || lastPx === undefined || !trade.isBooked || trade.isBusted)
    return 'none';
  restate(order, trade, lastQty, lastPx, fee ?? trade.fee);
  return 'none';
};

const readReplace = (order: OrderView, { event, leavesQty }: Told): void => {
  order.wasReplaced = true;
  order.isReplacing = event === 'replace.requested';
  // The new quantity is what has been matched and what is left of it, for as long as something is.
  if (event === 'venue.replaced') order.orderQty = order.matchedQty + leavesQty;
};

/** Takes in what an order was told. */
export const readMove = (order: OrderView, body: Told): TradeEffect => {
  order.statusBefore = order.status;
  order.status = body.to;
  if (body.anomaly === 'zombie' || body.anomaly === 'vanished' || body.anomaly === 'illegalMove')
    order.isContested = true;
  // A second end is noted with its missing fills, and flagged as the illegal move that it is.
  const isOtherEnd =
    body.anomaly === 'illegalMove' && (body.event === 'venue.cancelled' || body.event === 'order.reconciled');
  if (body.anomaly === 'fillsMissing' || isOtherEnd) order.isMissingFills = true;
  switch (body.event) {
    case 'order.sent':
      order.sentCount += 1;
      return 'none';
    case 'venue.traded':
      return readTrade(order, body);
    case 'venue.tradeBusted':
      return readBust(order, body);
    case 'venue.tradeCorrected':
      return readCorrection(order, body);
    case 'replace.requested':
    case 'venue.replaced':
    case 'venue.replaceRejected':
      if (body.anomaly === undefined) readReplace(order, body);
      return 'none';
    default:
      return 'none';
  }
};

/** Notes how far the order has come, after its move was judged. */
export const noteProgress = (order: OrderView, to: string): void => {
  const progress = progressOfStatus(to);
  if (progress > order.progress) order.progress = progress;
};

/** Takes in what the venue did. */
export const readVenue = (
  order: OrderView,
  body: BodyOf<'venue.accepted'> | BodyOf<'venue.filled'> | BodyOf<'venue.ended'>,
): void => {
  switch (body.type) {
    case 'venue.accepted':
      order.venueStatus = 'live';
      order.venueOrderId = body.venueOrderId;
      return;
    case 'venue.filled': {
      nameTrade(order, body.tradeId).made = { qty: body.lastQty, px: body.lastPx, fee: body.fee };
      order.venueCumQty += body.lastQty;
      if (body.leavesQty === 0n) order.venueStatus = 'filled';
      return;
    }
    case 'venue.ended':
      order.venueStatus = body.status === 'rejected' ? 'rejected' : 'cancelled';
      order.venueReason = body.reason;
  }
};
