// Takes a record into the state of its order: what the client received on one side, what the venue did on the other.
// It judges nothing; sums are computed from the trades, never taken from the record.
import { AT_VENUE, SETTLEMENT, settlementOf, STATUS, statusOf } from './codes.ts';
import { costOf, nameTrade, tradeOf, type OrderState, type TradeState } from './state/order.ts';
import type { BodyOf } from './types.ts';

type Told = BodyOf<'order.moved'>;

/** What a record does to an order's trades. */
export type TradeEffect = 'none' | 'booked' | 'repeated' | 'conflicting' | 'unsound';

const measureOpen = (order: OrderState): void => {
  order.openQty = order.matchedQty < order.orderQty ? order.orderQty - order.matchedQty : 0n;
};

/** The money of a trade as the client received it, as long as that is the trade that it received. */
const toldCashOf = ({ toldCash, toldQty, toldPx }: TradeState, qty: bigint, px: bigint): bigint | undefined =>
  qty === toldQty && px === toldPx ? toldCash : undefined;

/** Books what the trade now is in the client's ledger, once what it was is taken out of it. */
const rebook = (order: OrderState, trade: TradeState, qty: bigint, px: bigint, fee: bigint): void => {
  const { cash } = order.held.account;
  if (cash === null) return;
  if (trade.qty !== 0n)
    cash.ledgerAmount += costOf(order.isBuy, trade.qty, trade.px, trade.fee, toldCashOf(trade, trade.qty, trade.px));
  if (qty !== 0n) cash.ledgerAmount -= costOf(order.isBuy, qty, px, fee, toldCashOf(trade, qty, px));
  order.shares.ledgerAmount += order.isBuy ? qty - trade.qty : trade.qty - qty;
};

/** Gives what stands of a trade its new content, and moves the sums with it. */
const restate = (order: OrderState, trade: TradeState, qty: bigint, px: bigint, fee: bigint): void => {
  if (order.arbitrage !== undefined) order.arbitrage.isJudged = false;
  rebook(order, trade, qty, px, fee);
  const isSame = order.matchedQty === order.cumQty && trade.matchedQty === trade.qty;
  // The first trade of most orders is their only one: its quantity is all their sums, and nothing is added up.
  if (trade.qty !== 0n) order.cumQty += qty - trade.qty;
  else order.cumQty = order.cumQty === 0n ? qty : order.cumQty + qty;
  trade.qty = qty;
  trade.px = px;
  trade.fee = fee;
  if (qty <= trade.matchedQty) return;
  order.matchedQty = isSame ? order.cumQty : order.matchedQty + qty - trade.matchedQty;
  trade.matchedQty = qty;
  measureOpen(order);
};

const readTrade = (order: OrderState, { tradeId, lastQty, lastPx, fee, cash }: Told, instant: number): TradeEffect => {
  if (tradeId === undefined || lastQty === undefined || lastPx === undefined || lastQty <= 0n) return 'unsound';
  const trade = nameTrade(order, tradeId);
  trade.ownTellings += 1;
  trade.toldAt = instant;
  if (trade.isBooked)
    return trade.toldQty === lastQty &&
      trade.toldPx === lastPx &&
      (fee === undefined || trade.toldFee === undefined || trade.toldFee === fee)
      ? 'repeated'
      : 'conflicting';
  trade.isBooked = true;
  trade.toldQty = lastQty;
  trade.toldPx = lastPx;
  trade.toldFee = fee;
  trade.toldCash = cash;
  restate(order, trade, lastQty, lastPx, fee ?? 0n);
  if (trade.isBusted) restate(order, trade, 0n, lastPx, 0n);
  return 'booked';
};

const readBust = (order: OrderState, { tradeId }: Told): void => {
  if (tradeId === undefined) return;
  const trade = nameTrade(order, tradeId);
  trade.isBusted = true;
  if (trade.isBooked) restate(order, trade, 0n, trade.px, 0n);
};

const readCorrection = (order: OrderState, { tradeId, lastQty, lastPx, fee }: Told): void => {
  const trade = tradeOf(order, tradeId);
  if (trade === undefined || lastQty === undefined || lastPx === undefined || !trade.isBooked || trade.isBusted) return;
  restate(order, trade, lastQty, lastPx, fee ?? trade.fee);
};

/** The answer to a query: it has reported every trade once, at this instant, and none of these came by itself. */
export const readAnswer = (order: OrderState, instant: number): void => {
  for (const trade of order.trades)
    if (trade.toldAt === instant) {
      trade.ownTellings -= 1;
      trade.toldAt = -1;
    }
};

const readReplace = (order: OrderState, { event, leavesQty }: Told): void => {
  order.wasReplaced = true;
  if (event !== 'venue.replaced') return;
  order.replacesTold += 1;
  // The new quantity is what has been matched and what is left of it, for as long as something is.
  order.orderQty = order.matchedQty + leavesQty;
  measureOpen(order);
};

const readAnomaly = (order: OrderState, { event, anomaly }: Told): void => {
  if (anomaly === 'zombie' || anomaly === 'vanished' || anomaly === 'illegalMove') order.isContested = true;
  // What was rejected cannot fill: the venue has taken it after all.
  if (anomaly === 'lateFill' && order.status === STATUS.rejected) order.isContested = true;
  // A second end is noted with its missing fills, and flagged as the illegal move that it is.
  const isOtherEnd = anomaly === 'illegalMove' && (event === 'venue.cancelled' || event === 'order.reconciled');
  if (anomaly === 'fillsMissing' || isOtherEnd) order.isMissingFills = true;
};

/** Takes in an event that an order received. */
export const readMove = (order: OrderState, body: Told, instant: number): TradeEffect => {
  order.statusBefore = order.status;
  order.matchedBefore = order.matchedQty;
  order.status = statusOf(body.to);
  if (body.anomaly !== undefined) readAnomaly(order, body);
  switch (body.event) {
    case 'order.sent':
      order.sentCount += 1;
      return 'none';
    case 'venue.traded':
      return readTrade(order, body, instant);
    case 'venue.acked':
      order.acksTold += 1;
      return 'none';
    case 'venue.cancelled':
      order.cancelsTold += 1;
      return 'none';
    case 'venue.rejected':
      if (body.reason !== 'duplicate') order.rejectsTold += 1;
      return 'none';
    case 'cancel.requested':
      order.isCancelWanted = true;
      return 'none';
    case 'venue.cancelRejected':
      if (body.reason === 'venueRefused') order.cancelRefusals += 1;
      return 'none';
    case 'order.reconciled':
      readAnswer(order, instant);
      return 'none';
    case 'venue.tradeBusted':
      readBust(order, body);
      return 'none';
    case 'venue.tradeCorrected':
      readCorrection(order, body);
      return 'none';
    case 'replace.requested':
    case 'venue.replaced':
    case 'venue.replaceRejected':
      if (body.anomaly === undefined) readReplace(order, body);
      return 'none';
    default:
      return 'none';
  }
};

/** The venue took the order. */
export const readAccepted = (order: OrderState, { venueOrderId }: BodyOf<'venue.accepted'>, instant: number): void => {
  order.venueStatus = AT_VENUE.live;
  order.acceptedAt = instant;
  order.venueOrderId = venueOrderId;
  order.market.liveOrders += 1;
  order.held.liveOrders += 1;
};

/** An order has an end at its venue. */
const leave = (order: OrderState, venueStatus: number): void => {
  if (order.venueStatus === AT_VENUE.live) {
    order.market.liveOrders -= 1;
    order.held.liveOrders -= 1;
  }
  order.venueStatus = venueStatus;
};

/** The venue filled some of it. */
export const readFilled = (order: OrderState, body: BodyOf<'venue.filled'>, instant: number): void => {
  const { lastQty, lastPx, fee, leavesQty, liquidity } = body;
  const trade = nameTrade(order, body.tradeId);
  trade.madeCash = body.cash;
  trade.isMaker = liquidity === 'maker';
  order.hasRested ||= trade.isMaker;
  trade.isMade = true;
  trade.madeQty = lastQty;
  trade.madePx = lastPx;
  trade.madeFee = fee;
  order.venueCumQty = order.venueCumQty === 0n ? lastQty : order.venueCumQty + lastQty;
  order.venueOpenQty = leavesQty;
  order.venueFees += fee;
  if (order.filledAt === -1) order.filledAt = instant;
  const { venuePrice } = order;
  if (lastPx !== venuePrice) order.gainPicos += (order.isBuy ? venuePrice - lastPx : lastPx - venuePrice) * lastQty;
  if (leavesQty === 0n) leave(order, AT_VENUE.filled);
  const { cash } = order.held.account;
  if (cash === null) return;
  cash.venueAmount -= costOf(order.isBuy, lastQty, lastPx, fee, body.cash);
  if (order.isBuy) order.shares.venueAmount += lastQty;
  else order.shares.venueAmount -= lastQty;
};

/** The venue ended it. */
export const readEnded = (order: OrderState, { status, reason }: BodyOf<'venue.ended'>): void => {
  leave(order, status === 'rejected' ? AT_VENUE.rejected : AT_VENUE.cancelled);
  order.venueReason = reason;
};

/** The venue changed it: what it had filled before counts, and nothing may be left. */
export const readReplaced = (order: OrderState, { orderQty, price }: BodyOf<'venue.replaced'>): void => {
  order.venueReplaces += 1;
  order.hasRested = false;
  order.venueOrderQty = orderQty;
  order.venueOpenQty = orderQty - order.venueCumQty;
  order.venuePrice = price;
  if (order.venueCumQty >= orderQty) leave(order, AT_VENUE.filled);
};

/** A trade's settlement moved at the venue: one that fails takes the whole trade back, with its fee. */
export const readSettled = (order: OrderState, trade: TradeState, { status }: BodyOf<'venue.settled'>): void => {
  const isFailure = trade.venueSettlement !== SETTLEMENT.failed && status === 'failed' && trade.isMade;
  trade.venueSettlement = settlementOf(status);
  trade.venueSteps |= 1 << trade.venueSettlement;
  order.market.venue.settles = true;
  if (!isFailure) return;
  order.venueFailedQty += trade.madeQty;
  const { cash } = order.held.account;
  if (cash === null) return;
  cash.venueAmount += costOf(order.isBuy, trade.madeQty, trade.madePx, trade.madeFee, trade.madeCash);
  order.shares.venueAmount += order.isBuy ? -trade.madeQty : trade.madeQty;
};
