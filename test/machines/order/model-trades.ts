// How the naive order hears of trades: what they, their busts and their corrections do to the books and the status.
import type { OrderEvent } from '../../../machines/order.ts';
import { matchedOf, unheardTrade, type ModelTrade } from './model-book.ts';
import { anomalyOf, countIgnored, hasEnded, limitOf, write, type Kind, type Memory } from './model-memory.ts';

type EventOf<Type extends OrderEvent['type']> = Extract<OrderEvent, { readonly type: Type }>;

const record = (order: Memory, kind: Kind, event: OrderEvent): void => write(order, anomalyOf(kind, event));

/** A trade became larger than the venue had said: that much less is missing, and it may be too much. */
const grow = (
  order: Memory,
  event: EventOf<'venue.traded' | 'venue.tradeCorrected'>,
  before: bigint,
  isLate: boolean,
): void => {
  const after = matchedOf(order.trades);
  const grown = after - before;
  if (isLate && grown > order.missingQty) record(order, 'lateFill', event);
  if (grown > 0n && after > limitOf(order)) record(order, 'overfill', event);
  order.missingQty = order.missingQty > grown ? order.missingQty - grown : 0n;
};

const tradeOf = (order: Memory, tradeId: string): ModelTrade => {
  const known = order.trades.find((trade) => trade.tradeId === tradeId);
  if (known !== undefined) return known;
  const trade = unheardTrade(tradeId);
  order.trades.push(trade);
  return trade;
};

/** A trade is reported: booked the first time, whatever else is under way. */
export const hearTrade = (order: Memory, event: EventOf<'venue.traded'>): void => {
  const trade = tradeOf(order, event.tradeId);
  if (trade.isReported) {
    const isSameFee = event.fee === undefined || trade.reportedFee === null || trade.reportedFee === event.fee;
    const isSame = trade.reportedQty === event.lastQty && trade.reportedPx === event.lastPx && isSameFee;
    return isSame ? countIgnored(order) : record(order, 'tradeConflict', event);
  }
  const before = matchedOf(order.trades);
  const isFirstWord = !trade.isCorrected && !trade.isBusted;
  trade.isReported = true;
  trade.reportedQty = event.lastQty;
  trade.reportedPx = event.lastPx;
  trade.reportedFee = event.fee ?? null;
  if (isFirstWord) {
    trade.qty = event.lastQty;
    trade.px = event.lastPx;
  }
  trade.fee ??= event.fee ?? null;
  if (event.lastQty > trade.mostQty) trade.mostQty = event.lastQty;
  grow(order, event, before, hasEnded(order));
  if (!hasEnded(order)) order.execution = matchedOf(order.trades) >= limitOf(order) ? 'filled' : 'partial';
};

/** A trade is taken back, perhaps before it has come. */
export const hearBust = (order: Memory, event: EventOf<'venue.tradeBusted'>): void => {
  const trade = tradeOf(order, event.tradeId);
  if (trade.isBusted) return countIgnored(order);
  if (!trade.isReported) {
    write(order, { kind: 'unknownTrade', event: event.type, id: event.tradeId });
    trade.px = 0n;
  }
  trade.isBusted = true;
  trade.qty = 0n;
  trade.fee = 0n;
};

/** A trade is given another content, perhaps before it has come. */
export const hearCorrection = (order: Memory, event: EventOf<'venue.tradeCorrected'>): void => {
  const trade = tradeOf(order, event.tradeId);
  if (trade.isBusted) return record(order, 'tradeConflict', event);
  const isSameFee = event.fee === undefined || event.fee === trade.fee;
  if (trade.isCorrected && trade.qty === event.lastQty && trade.px === event.lastPx && isSameFee)
    return countIgnored(order);
  const before = matchedOf(order.trades);
  trade.isCorrected = true;
  trade.qty = event.lastQty;
  trade.px = event.lastPx;
  trade.fee = event.fee ?? trade.fee;
  if (event.lastQty > trade.mostQty) trade.mostQty = event.lastQty;
  if (!trade.isReported) return record(order, 'unknownTrade', event);
  const grown = matchedOf(order.trades) - before;
  grow(order, event, before, false);
  if (order.execution === 'partial' && grown > 0n && matchedOf(order.trades) >= limitOf(order))
    order.execution = 'filled';
};
