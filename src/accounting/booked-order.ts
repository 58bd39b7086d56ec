// One order in the portfolio, as far as it needs it: of which arbitrage, what it has filled, and what it may still do.
import { assert } from '../kernel/assert.ts';
import type { RecordBody } from '../journal/records.ts';
import type { Side } from '../../machines/order/types.ts';
import type { BookedArbitrage, BookedInstrument } from './booked-arbitrage.ts';
import type { Holding } from './holdings.ts';
import type { BookedTrade, TradeChange } from './transactions.ts';

/** An order of an arbitrage, as far as the portfolio needs it. */
export interface BookedOrder {
  readonly clOrdId: string;
  readonly arbitrage: BookedArbitrage;
  /** The planned leg that it fills; -1 for one that unwinds or completes. */
  readonly leg: number;
  readonly instrument: BookedInstrument;
  readonly side: Side;
  readonly price: bigint;
  readonly orderQty: bigint;
  /** The most that all its fills together may cost in fees, and what those that stand have cost. */
  readonly feesMax: bigint;
  feesPaid: bigint;
  /** The most that it may still cost in fees. */
  worstFee: bigint;
  cumQty: bigint;
  openQty: bigint;
  /** What it ties up: money of a buy, shares of a sell. */
  reserved: bigint;
  /** Whether we hold it for dead, and the venue has it live. */
  isZombie: boolean;
  /** Its trades as they stand, while the venue may still change them. */
  trades: readonly BookedTrade[];
  /** What trades were corrected to that have not come yet. */
  early: readonly EarlyCorrection[];
}

/** A correction that has overtaken its trade: the trade is booked as this. */
export interface EarlyCorrection {
  readonly tradeKey: string;
  readonly qty: bigint;
  readonly px: bigint;
  /** Null where it was not reported: then that of the trade stands. */
  readonly fee: bigint | null;
}

/** A trade at rest: its holding and its side are its order's. */
export type SavedTrade = Omit<BookedTrade, 'kind' | 'holding' | 'side'>;

/** An order at rest: its instrument is one of its arbitrage's. */
export type SavedOrder = Omit<BookedOrder, 'arbitrage' | 'instrument' | 'trades'> & {
  readonly instrument: number;
  readonly trades: readonly SavedTrade[];
};

const NONE: readonly never[] = [];

/** The order that a record creates. Nothing of it is open before the portfolio has tied up what it may cost. */
export const newOrder = (
  body: Extract<RecordBody, { readonly type: 'order.created' }>,
  arbitrage: BookedArbitrage,
): BookedOrder => {
  const { clOrdId, venue, market, outcome, leg = 0, side, price, orderQty, worstFee = 0n } = body;
  return {
    clOrdId,
    arbitrage,
    leg: leg - 1,
    instrument: arbitrage.instrumentOf(venue, market, outcome),
    side: side as Side,
    price,
    orderQty,
    feesMax: worstFee,
    feesPaid: 0n,
    worstFee,
    cumQty: 0n,
    openQty: 0n,
    reserved: 0n,
    isZombie: false,
    trades: NONE,
    early: NONE,
  };
};

/** The order as plain data. */
export const savedOrder = ({ instrument, arbitrage, trades, ...order }: BookedOrder): SavedOrder => ({
  ...order,
  trades: trades.map(({ tradeKey, qty, px, cash, fee, overdrawn }) => ({ tradeKey, qty, px, cash, fee, overdrawn })),
  instrument: arbitrage.instruments.indexOf(instrument),
});

/** The order that was saved. Field by field, as it is created: a spread takes ten times as long, of tens of thousands. */
export const restoredOrder = (saved: SavedOrder, arbitrage: BookedArbitrage): BookedOrder => {
  const instrument = arbitrage.instruments[saved.instrument];
  assert(instrument !== undefined, () => `the order ${saved.clOrdId} is of no instrument`);
  return {
    clOrdId: saved.clOrdId,
    arbitrage,
    leg: saved.leg,
    instrument,
    side: saved.side,
    price: saved.price,
    orderQty: saved.orderQty,
    feesMax: saved.feesMax,
    feesPaid: saved.feesPaid,
    worstFee: saved.worstFee,
    cumQty: saved.cumQty,
    openQty: saved.openQty,
    reserved: saved.reserved,
    isZombie: saved.isZombie,
    trades: saved.trades.map((trade) => restoredTrade(trade, instrument.holding, saved.side)),
    early: saved.early,
  };
};

const restoredTrade = (
  { tradeKey, qty, px, cash, fee, overdrawn }: SavedTrade,
  holding: Holding,
  side: Side,
): BookedTrade => ({ kind: 'trade', tradeKey, holding, side, qty, px, cash, fee, overdrawn });

/** Puts what a trade has become in its place. */
export const changed = (order: BookedOrder, change: TradeChange): TradeChange => {
  order.trades = order.trades.map((trade) => (trade === change.before ? change.after : trade));
  return change;
};
