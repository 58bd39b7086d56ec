// The order's book-keeping: what a trade, a bust, a correction or a word about missing fills does to the
// quantities. Pure: a context and an event in, the changed part of the context out. Quantities are the
// truth; the chart in order.ts makes the status follow them.
import { divideRounded } from '../../src/money/rounding.ts';
import { withAnomaly, type Anomaly } from '../anomalies.ts';
import {
  TRADES_MAX,
  type BookedTrade,
  type OrderAnomalyKind,
  type OrderContext,
  type VenueTradeCorrected,
  type VenueTraded,
} from './types.ts';

type Change = Partial<OrderContext>;

/** The trade of that id, if the order has heard of it in any way. */
export const findTrade = (context: OrderContext, tradeId: string): BookedTrade | undefined => {
  const { trades } = context;
  for (let index = trades.length - 1; index >= 0; index -= 1) {
    const trade = trades[index];
    if (trade !== undefined && trade.tradeId === tradeId) return trade;
  }
  return undefined;
};

/** The quantity an order may reach before a fill is an overfill: the larger of what it has and what it asked for. */
export const qtyLimit = ({ orderQty, requestedQty }: OrderContext): bigint =>
  requestedQty !== null && requestedQty > orderQty ? requestedQty : orderQty;

/** The most a trade has ever been, with this word about it: a correction may have known of more before it came. */
export const matchedQtyOf = (context: OrderContext, event: VenueTraded | VenueTradeCorrected): bigint => {
  const known = findTrade(context, event.tradeId);
  return known !== undefined && known.matchedQty > event.lastQty ? known.matchedQty : event.lastQty;
};

/** Returns what is still missing after the venue has reported that much more. */
const missingAfter = ({ missingQty }: OrderContext, toldQty: bigint): bigint =>
  missingQty > toldQty ? missingQty - toldQty : 0n;

const average = (grossPicos: bigint, cumQty: bigint): bigint =>
  cumQty > 0n ? divideRounded(grossPicos, cumQty, 'halfEven') : 0n;

const placeTrade = (trades: readonly BookedTrade[], trade: BookedTrade): readonly BookedTrade[] => {
  // One by one, because a list that grows in a literal makes room for sixteen more.
  if (trades.length === 0) return [trade];
  if (trades.some((known) => known.tradeId === trade.tradeId))
    return trades.map((known) => (known.tradeId === trade.tradeId ? trade : known));
  return trades.length < TRADES_MAX ? [...trades, trade] : [...trades.slice(1), trade];
};

const anomalyOf = (kind: OrderAnomalyKind, event: VenueTraded | VenueTradeCorrected): Anomaly<OrderAnomalyKind> => ({
  kind,
  event: event.type,
  id: event.tradeId,
  qty: event.lastQty,
  px: event.lastPx,
});

/** Moves the sums from one version of a trade to the next. */
const replaceTrade = (context: OrderContext, before: BookedTrade | undefined, after: BookedTrade): Change => {
  const cumQty = context.cumQty - (before?.lastQty ?? 0n) + after.lastQty;
  const grossPicos =
    context.grossPicos - (before === undefined ? 0n : before.lastQty * before.lastPx) + after.lastQty * after.lastPx;
  return {
    cumQty,
    grossPicos,
    avgPx: average(grossPicos, cumQty),
    matchedQty: context.matchedQty - (before?.matchedQty ?? 0n) + after.matchedQty,
    feesPaid: context.feesPaid - (before?.fee ?? 0n) + (after.fee ?? 0n),
    trades: placeTrade(context.trades, after),
  };
};

const stateOnArrival = (known: BookedTrade | undefined): BookedTrade['state'] => {
  if (known === undefined) return 'booked';
  return known.state === 'bustedUnseen' ? 'busted' : 'corrected';
};

/**
 * Books a trade that comes for the first time. If its bust or correction overtook it, that has the last
 * word on what stands, and the trade only takes its place on the order. `late`: the order had ended.
 */
export const bookTrade = (context: OrderContext, event: VenueTraded, late: boolean): Change => {
  const known = findTrade(context, event.tradeId);
  const trade: BookedTrade = {
    tradeId: event.tradeId,
    state: stateOnArrival(known),
    reportedQty: event.lastQty,
    reportedPx: event.lastPx,
    reportedFee: event.fee ?? null,
    lastQty: known === undefined ? event.lastQty : known.lastQty,
    lastPx: known === undefined ? event.lastPx : known.lastPx,
    matchedQty: matchedQtyOf(context, event),
    fee: known?.fee ?? event.fee ?? null,
  };
  const change = replaceTrade(context, undefined, trade);
  const { missingQty } = context;
  const stillMissing = missingAfter(context, trade.matchedQty);
  let record: Pick<OrderContext, 'anomalies' | 'anomalyCount'> = context;
  if (late && trade.matchedQty > missingQty) record = withAnomaly(record, anomalyOf('lateFill', event));
  if (context.matchedQty + trade.matchedQty > qtyLimit(context))
    record = withAnomaly(record, anomalyOf('overfill', event));
  if (record === context && stillMissing === missingQty) return change;
  return { ...change, missingQty: stillMissing, anomalies: record.anomalies, anomalyCount: record.anomalyCount };
};

/** Takes a booked trade back. Its place on the order stays used: see `leavesQty`. */
export const bustTrade = (context: OrderContext, tradeId: string): Change => {
  const before = findTrade(context, tradeId);
  if (before === undefined) return {};
  return replaceTrade(context, before, { ...before, state: 'busted', lastQty: 0n, fee: 0n });
};

/** Remembers the bust of a trade that has not come. */
export const rememberBust = (context: OrderContext, tradeId: string, eventType: string): Change => ({
  ...withAnomaly(context, { kind: 'unknownTrade', event: eventType, id: tradeId }),
  trades: placeTrade(context.trades, {
    tradeId,
    state: 'bustedUnseen',
    reportedQty: null,
    reportedPx: null,
    reportedFee: null,
    lastQty: 0n,
    lastPx: 0n,
    matchedQty: findTrade(context, tradeId)?.matchedQty ?? 0n,
    fee: 0n,
  }),
});

/** A booked trade with the content that the venue now gives it. */
export const correctTrade = (context: OrderContext, event: VenueTradeCorrected): Change => {
  const before = findTrade(context, event.tradeId);
  if (before === undefined) return {};
  const after: BookedTrade = {
    ...before,
    state: 'corrected',
    lastQty: event.lastQty,
    lastPx: event.lastPx,
    matchedQty: matchedQtyOf(context, event),
    fee: event.fee ?? before.fee,
  };
  const grownQty = after.matchedQty - before.matchedQty;
  const change = { ...replaceTrade(context, before, after), missingQty: missingAfter(context, grownQty) };
  const overfills = grownQty > 0n && context.matchedQty + grownQty > qtyLimit(context);
  return overfills ? { ...change, ...withAnomaly(context, anomalyOf('overfill', event)) } : change;
};

/** Remembers the correction of a trade that has not come; only its content, no quantity moves yet. */
export const rememberCorrection = (context: OrderContext, event: VenueTradeCorrected): Change => ({
  ...withAnomaly(context, anomalyOf('unknownTrade', event)),
  trades: placeTrade(context.trades, {
    tradeId: event.tradeId,
    state: 'correctedUnseen',
    reportedQty: null,
    reportedPx: null,
    reportedFee: null,
    lastQty: event.lastQty,
    lastPx: event.lastPx,
    matchedQty: matchedQtyOf(context, event),
    fee: event.fee ?? findTrade(context, event.tradeId)?.fee ?? null,
  }),
});

/** Notes that the venue counts more filled than it has reported; the anomaly is raised once. */
export const noteMissing = (context: OrderContext, venueCumQty: bigint | undefined, eventType: string): Change => {
  const missingQty = (venueCumQty ?? 0n) - context.matchedQty;
  if (missingQty <= context.missingQty) return {};
  if (context.missingQty > 0n || context.anomalies.some(({ kind }) => kind === 'fillsMissing')) return { missingQty };
  return { missingQty, ...withAnomaly(context, { kind: 'fillsMissing', event: eventType, qty: missingQty }) };
};
