// One order as the journal tells it, from both sides: what the client made of it, and what the venue did with it.
import type { ArbitrageView } from './arbitrage-view.ts';
import type { BodyOf } from './types.ts';

/** One trade, as the venue made it and as the client has booked it. Micros. */
export interface TradeView {
  readonly tradeId: string;
  /** What the venue made; null when it never made it. */
  made: { readonly qty: bigint; readonly px: bigint; readonly fee: bigint } | null;
  /** Whether the client has booked it. */
  isBooked: boolean;
  isBusted: boolean;
  /** What stands in the client's book: changed by a correction, nothing after a bust. */
  qty: bigint;
  px: bigint;
  fee: bigint;
  /** The most it ever was. */
  matchedQty: bigint;
}

/** What a record does to an order's trades. */
export type TradeEffect = 'none' | 'booked' | 'repeated' | 'conflicting' | 'unsound';

/** Where the venue has an order. */
export type VenueStatus = 'unknown' | 'live' | 'filled' | 'cancelled' | 'rejected';

/** One order, from both sides. */
export interface OrderView {
  readonly clOrdId: string;
  readonly venue: string;
  readonly arbitrage: ArbitrageView | undefined;
  readonly sign: bigint;
  readonly paysIn: number;
  readonly price: bigint;
  orderQty: bigint;
  readonly trades: TradeView[];
  /** The client's side. */
  status: string;
  statusBefore: string;
  /** How far the lifecycle is known to have come: a status may never be behind it. */
  progress: number;
  /** How often it left for its venue. */
  sentCount: number;
  /** Whether a replace was ever asked for or told, and whether one is under way. */
  wasReplaced: boolean;
  isReplacing: boolean;
  /** Whether an anomaly says that client and venue tell its end differently. */
  isContested: boolean;
  /** Whether it was written down that the venue may have made fills that it has not told. */
  isMissingFills: boolean;
  /** Sums over the trades that stand, and what the venue has taken off the order. */
  cumQty: bigint;
  matchedQty: bigint;
  paidPicos: bigint;
  feesPaid: bigint;
  /** The venue's side. */
  venueStatus: VenueStatus;
  venueOrderId: string | null;
  venueReason: string | null;
  venueCumQty: bigint;
}

const progressOf: Readonly<Record<string, number>> = {
  pendingNew: 0,
  new: 1,
  partiallyFilled: 2,
  filled: 3,
  canceled: 3,
  rejected: 3,
};

/** How far a FIX order status is in the lifecycle; -1 for the two that hide it. */
export const progressOfStatus = (status: string): number => progressOf[status] ?? -1;

/** Whether the client holds the order for ended. */
export const isEnded = ({ status }: OrderView): boolean => progressOfStatus(status) === 3;

/** Whether the order is over on both sides, and they agree about it. */
export const isAtRest = (order: OrderView): boolean =>
  isEnded(order) && order.venueStatus !== 'live' && order.cumQty === order.venueCumQty;

/** A new order, before anything has become of it. */
export const createOrderView = (body: BodyOf<'order.created'>, arbitrage: ArbitrageView | undefined): OrderView => ({
  clOrdId: body.clOrdId,
  venue: body.venue,
  arbitrage,
  sign: body.side === 'buy' ? 1n : -1n,
  paysIn: arbitrage?.legs.find((leg) => leg.outcome === body.outcome && leg.market === body.market)?.paysIn ?? 0,
  price: body.price,
  orderQty: body.orderQty,
  trades: [],
  status: 'pendingNew',
  statusBefore: 'pendingNew',
  progress: 0,
  sentCount: 0,
  wasReplaced: false,
  isReplacing: false,
  isContested: false,
  isMissingFills: false,
  cumQty: 0n,
  matchedQty: 0n,
  paidPicos: 0n,
  feesPaid: 0n,
  venueStatus: 'unknown',
  venueOrderId: null,
  venueReason: null,
  venueCumQty: 0n,
});

/** The trade of that id, if either side has named it. */
export const tradeOf = ({ trades }: OrderView, tradeId: string | undefined): TradeView | undefined => {
  for (let index = trades.length - 1; index >= 0; index -= 1)
    if (trades[index]?.tradeId === tradeId) return trades[index];
  return undefined;
};

/** The trade of that id, new if neither side has named it. */
export const nameTrade = (order: OrderView, tradeId: string): TradeView => {
  const known = tradeOf(order, tradeId);
  if (known !== undefined) return known;
  const trade: TradeView = {
    tradeId,
    made: null,
    isBooked: false,
    isBusted: false,
    qty: 0n,
    px: 0n,
    fee: 0n,
    matchedQty: 0n,
  };
  order.trades.push(trade);
  return trade;
};
