// The books of the naive order: its trades as a list, and sums that are worked out anew from it.
import type { OrderContext } from '../../../machines/order.ts';

/** A trade as the model knows it; `isReported` is false while only a bust or correction of it has come. */
export interface ModelTrade {
  readonly tradeId: string;
  isReported: boolean;
  isCorrected: boolean;
  isBusted: boolean;
  reportedQty: bigint | null;
  reportedPx: bigint | null;
  reportedFee: bigint | null;
  qty: bigint;
  px: bigint;
  fee: bigint | null;
  /** The most the venue has ever said that it was. */
  mostQty: bigint;
}

/** A trade that nobody has spoken of yet. */
export const unheardTrade = (tradeId: string): ModelTrade => ({
  tradeId,
  isReported: false,
  isCorrected: false,
  isBusted: false,
  reportedQty: null,
  reportedPx: null,
  reportedFee: null,
  qty: 0n,
  px: 0n,
  fee: null,
  mostQty: 0n,
});

const sum = (trades: readonly ModelTrade[], of: (trade: ModelTrade) => bigint): bigint =>
  trades.filter(({ isReported }) => isReported).reduce((total, trade) => total + of(trade), 0n);

/** What the venue took off the order: a bust or a correction downwards does not put it back. */
export const matchedOf = (trades: readonly ModelTrade[]): bigint => sum(trades, ({ mostQty }) => mostQty);

/** `gross / qty` to the nearest whole number, and from the middle to the even one; neither is negative. */
export const averageOf = (gross: bigint, qty: bigint): bigint => {
  if (qty === 0n) return 0n;
  const below = gross / qty;
  const twiceRest = 2n * (gross - below * qty);
  if (twiceRest < qty) return below;
  if (twiceRest > qty) return below + 1n;
  return below + (below % 2n);
};

/** The sums of the trades that stand. */
export const sumsOf = (
  trades: readonly ModelTrade[],
): Pick<OrderContext, 'cumQty' | 'matchedQty' | 'grossPicos' | 'avgPx' | 'feesPaid'> => {
  const cumQty = sum(trades, ({ qty }) => qty);
  const grossPicos = sum(trades, ({ qty, px }) => qty * px);
  return {
    cumQty,
    matchedQty: matchedOf(trades),
    grossPicos,
    avgPx: averageOf(grossPicos, cumQty),
    feesPaid: sum(trades, ({ fee }) => fee ?? 0n),
  };
};

const stateOf = ({ isReported, isCorrected, isBusted }: ModelTrade): string => {
  if (isBusted) return isReported ? 'busted' : 'bustedUnseen';
  if (isCorrected) return isReported ? 'corrected' : 'correctedUnseen';
  return 'booked';
};

/** The trades as the chart's context writes them. */
export const writtenTrades = (trades: readonly ModelTrade[]): OrderContext['trades'] =>
  trades.map((trade) => ({
    tradeId: trade.tradeId,
    state: stateOf(trade) as OrderContext['trades'][number]['state'],
    reportedQty: trade.reportedQty,
    reportedPx: trade.reportedPx,
    reportedFee: trade.reportedFee,
    lastQty: trade.qty,
    lastPx: trade.px,
    matchedQty: trade.mostQty,
    fee: trade.fee,
  }));
