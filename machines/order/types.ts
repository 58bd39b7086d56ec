// The words of an order: its input, its events, its context. Names are FIX's where FIX has one.
// All quantities and prices are bigint micros (10⁻⁶ of a share, 10⁻⁶ of the venue's currency).
import type { AnomalyRecord } from '../anomalies.ts';

/** How many trades a context keeps for recognising repetitions, busts and corrections. */
export const TRADES_MAX = 1_024;

/** FIX tag 54, as these venues have it. */
export type Side = 'buy' | 'sell';

/** FIX tag 59. FAK is FIX's IOC; GTD is good till a date. */
export type TimeInForce = 'GTC' | 'GTD' | 'IOC' | 'FOK';

/** The six statuses of the lifecycle. */
export type OrderStatus = 'pending' | 'submitted' | 'partial' | 'filled' | 'cancelled' | 'rejected';

/** FIX tag 39. */
export type OrdStatus =
  'pendingNew' | 'new' | 'partiallyFilled' | 'filled' | 'canceled' | 'rejected' | 'pendingCancel' | 'pendingReplace';

/** Why the venue ended an order without filling it. */
export type CancelReason =
  'requested' | 'expired' | 'iocRemainder' | 'fokUnfilled' | 'postOnlyCross' | 'selfTrade' | 'marketClosed' | 'venue';

/** What can be wrong with an order's story; each is also counted. */
export type OrderAnomalyKind =
  'illegalMove' | 'zombie' | 'vanished' | 'lateFill' | 'overfill' | 'tradeConflict' | 'fillsMissing' | 'unknownTrade';

/** What an order is born with. */
export interface OrderInput {
  readonly clOrdId: string;
  readonly venue: string;
  readonly instrument: string;
  readonly side: Side;
  readonly orderQty: bigint;
  readonly price: bigint;
  readonly timeInForce: TimeInForce;
}

/**
 * A trade as the order knows it. `lastQty` and `lastPx` are what stands now; `reportedQty`,
 * `reportedPx` and `reportedFee` what the venue first said (null while only a bust or correction of it has come, and
 * then nothing of it counts yet); `matchedQty` is the most it has ever been: what the venue took off the order.
 * `fee` is null while it has not been reported.
 */
export interface BookedTrade {
  readonly tradeId: string;
  readonly state: 'booked' | 'corrected' | 'busted' | 'correctedUnseen' | 'bustedUnseen';
  readonly reportedQty: bigint | null;
  readonly reportedPx: bigint | null;
  readonly reportedFee: bigint | null;
  readonly lastQty: bigint;
  readonly lastPx: bigint;
  readonly matchedQty: bigint;
  readonly fee: bigint | null;
}

/** Everything an order remembers. Flat, plain data: it is persisted as it is. */
export interface OrderContext extends OrderInput, AnomalyRecord<OrderAnomalyKind> {
  /** The venue's name for the order: from the ack, or known before the submit (Polymarket's order hash). */
  readonly venueOrderId: string | null;
  /** Whether the venue's ack has come. */
  readonly acked: boolean;
  /** Sum of the trades that stand. */
  readonly cumQty: bigint;
  /** What the venue has taken off the order: `cumQty` and what was busted or corrected away since. */
  readonly matchedQty: bigint;
  /** Sum of lastQty × lastPx over the trades that stand, in 10⁻¹². */
  readonly grossPicos: bigint;
  /** Average price of what stands, half-even; 0 while nothing does. */
  readonly avgPx: bigint;
  /** Sum of the fees of the trades that stand. */
  readonly feesPaid: bigint;
  /** What the venue says it filled and has not yet reported. A leg is not settled until this is 0. */
  readonly missingQty: bigint;
  /** The quantity and price of a replace that is under way. */
  readonly requestedQty: bigint | null;
  readonly requestedPx: bigint | null;
  /** The trades, oldest first, the last {@link TRADES_MAX} of them. */
  readonly trades: readonly BookedTrade[];
  /** Why it ended: a cancel or reject reason, `unsent`, `notFound` or `vanished`; null while it lives. */
  readonly endReason: string | null;
  /** Events that were legal and changed nothing: repetitions, answers that lost a race. */
  readonly ignored: number;
}

/** A trade as the venue reports it. `fee` is in micros of the venue's currency. */
export interface VenueTraded {
  readonly type: 'venue.traded';
  readonly tradeId: string;
  readonly lastQty: bigint;
  readonly lastPx: bigint;
  readonly fee?: bigint;
  readonly liquidity?: 'maker' | 'taker';
}

export interface VenueTradeCorrected {
  readonly type: 'venue.tradeCorrected';
  readonly tradeId: string;
  readonly lastQty: bigint;
  readonly lastPx: bigint;
  readonly fee?: bigint;
}

export interface OrderReconciled {
  readonly type: 'order.reconciled';
  /** False only once the venue's visibility window has passed: reads lag writes. */
  readonly found: boolean;
  readonly status?: OrderStatus;
  readonly cumQty?: bigint;
  readonly venueOrderId?: string;
}

export type OrderEvent =
  | { readonly type: 'order.sent'; readonly venueOrderId?: string }
  | { readonly type: 'order.refused'; readonly reason: string }
  | { readonly type: 'venue.acked'; readonly venueOrderId: string }
  | { readonly type: 'venue.rejected'; readonly reason: string }
  | VenueTraded
  | { readonly type: 'venue.cancelled'; readonly reason: CancelReason; readonly cumQty?: bigint }
  | { readonly type: 'cancel.requested'; readonly reason?: string }
  | { readonly type: 'cancel.overdue' }
  | { readonly type: 'replace.overdue' }
  | { readonly type: 'venue.cancelRejected'; readonly reason: string }
  | { readonly type: 'replace.requested'; readonly orderQty?: bigint; readonly price?: bigint }
  | { readonly type: 'venue.replaced'; readonly orderQty?: bigint; readonly price?: bigint }
  | { readonly type: 'venue.replaceRejected'; readonly reason: string }
  | { readonly type: 'ack.overdue' }
  | OrderReconciled
  | { readonly type: 'venue.tradeBusted'; readonly tradeId: string }
  | VenueTradeCorrected;

/** What every assign and guard of the order chart is given. */
export interface OrderArgs {
  readonly context: OrderContext;
  readonly event: OrderEvent;
}
