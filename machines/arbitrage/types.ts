// The words of the arbitrage chart: its input, its events, its context.
// Quantities, sets and money are bigint micros everywhere.
import type { AnomalyRecord } from '../anomalies.ts';

/** The most legs that one arbitrage may plan. */
export const LEGS_MAX = 16;

/** The most unwind orders that one arbitrage may place in its life, over all attempts and re-openings. */
export const UNWINDS_MAX = 64;

/** What is done with a set that came out exposed: sold back or merged, bought complete, or left as it is. */
export type ArbitragePolicy = 'unwind' | 'complete' | 'hold';

/** All legs at once, or one after the other, each sized to what the one before it filled. */
export type LeggingMode = 'parallel' | 'sequential';

/** The six statuses of an order's life, as its leg sees them. */
export type LegStatus = 'pending' | 'submitted' | 'partial' | 'filled' | 'cancelled' | 'rejected';

/** What an order says of itself after any change. Absolute figures, so that a repetition is harmless. */
export interface LegView {
  readonly status: LegStatus;
  readonly cumQty: bigint;
  readonly leavesQty: bigint;
  /** Fills that the venue has reported in sum but not yet one by one. */
  readonly missingQty: bigint;
  /** Fills that are not yet settled, of `cumQty`. */
  readonly unsettledQty: bigint;
  /** Whether the order's outcome is unknown. */
  readonly inDoubt: boolean;
  /** Whether the order has left for its venue. */
  readonly sent: boolean;
}

/** One order of the arbitrage: a planned leg, or an order that unwinds or completes. */
export interface ArbitrageLeg extends LegView {
  readonly clOrdId: string;
  readonly role: 'leg' | 'unwind';
  /** What the plan asks of this order; it never changes. */
  readonly plannedQty: bigint;
  /** What is expected of the order now: the plan, or less in a sequential set whose earlier leg filled less. */
  readonly orderQty: bigint;
  /** Whether the chart has asked for it to be sent. */
  readonly released: boolean;
}

/** An order by name and size, as planned or as placed. */
export interface PlannedOrder {
  readonly clOrdId: string;
  readonly plannedQty: bigint;
}

/**
 * What an assessment found: `nothing` filled; `complete`, all planned sets; `balanced`, the same payout in every
 * outcome with fewer sets; `flat` again, at a cost; `exposed`, a residue that can be worked; `dust`, one that is too
 * small for any venue.
 */
export type ExposureVerdict = 'nothing' | 'complete' | 'balanced' | 'flat' | 'exposed' | 'dust';

/** Every event that an arbitrage can receive. */
export type ArbitrageEvent =
  | { readonly type: 'plan.accepted' }
  | { readonly type: 'plan.refused'; readonly reason: string }
  | { readonly type: 'lanes.admitted' }
  | { readonly type: 'lanes.refused'; readonly reason: string }
  | ({ readonly type: 'leg.updated'; readonly clOrdId: string } & LegView)
  | { readonly type: 'leg.overdue'; readonly clOrdId: string }
  | { readonly type: 'deadline.reached' }
  | { readonly type: 'staleness.reached' }
  | { readonly type: 'stop.requested'; readonly reason: string }
  | {
      readonly type: 'exposure.assessed';
      /** Which assessment this answers: `assessmentCount` at the time of asking. */
      readonly assessment: number;
      readonly verdict: ExposureVerdict;
      readonly residueQty: bigint;
      /** The largest loss over all outcomes; negative where even the worst outcome gains. */
      readonly worstCase: bigint;
      readonly cause: string | null;
    }
  | { readonly type: 'unwind.placed'; readonly orders: readonly PlannedOrder[] }
  | { readonly type: 'unwind.refused'; readonly reason: string }
  | { readonly type: 'reprice.due' }
  | { readonly type: 'settlement.failed'; readonly clOrdId: string; readonly qty: bigint };

/** What an arbitrage is made from. */
export interface ArbitrageInput {
  readonly arbitrageId: string;
  readonly mode: LeggingMode;
  readonly policy: ArbitragePolicy;
  /** How many whole sets are planned. */
  readonly sets: bigint;
  /** The legs, 2 to {@link LEGS_MAX}; in a sequential set the hardest first. */
  readonly legs: readonly PlannedOrder[];
  /** The coarsest quantity grid of the legs, to which a sequential leg is floored; one micro if absent. */
  readonly qtyStep?: bigint;
  /** How many unwinds may be tried for one exposure. */
  readonly unwindAttemptsMax: number;
}

/** What an arbitrage remembers. */
export interface ArbitrageContext extends AnomalyRecord<'illegalMove'> {
  readonly arbitrageId: string;
  readonly mode: LeggingMode;
  readonly policy: ArbitragePolicy;
  readonly sets: bigint;
  readonly qtyStep: bigint;
  /** The planned legs in their order, then the unwind orders; at most {@link LEGS_MAX} and {@link UNWINDS_MAX}. */
  readonly legs: readonly ArbitrageLeg[];
  /** Unwinds tried since the exposure was last opened. */
  readonly unwindAttempts: number;
  readonly unwindAttemptsMax: number;
  /** How often the exposure has been asked for: the number of the last question. */
  readonly assessmentCount: number;
  /** The last answer that counted, with its figures; null and zero until there is one. */
  readonly verdict: ExposureVerdict | null;
  readonly residueQty: bigint;
  readonly worstCase: bigint | null;
  readonly dust: boolean;
  /** Whether a quantity has moved that the last assessment did not know of. */
  readonly exposureStale: boolean;
  /** Why it left its plan, in a word of the chart's, or of what refused, stopped or assessed it; else null. */
  readonly cause: string | null;
  /** Late or doubled reports that changed nothing. */
  readonly ignored: number;
}
