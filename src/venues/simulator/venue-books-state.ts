// What a venue's books are opened with, and what they are at rest: plain data with names for everything.
import type { Side } from '../../../machines/order/types.ts';
import type { FeeState, Liquidity } from '../fees.ts';

/** Whose books these are. */
export interface VenueAccount {
  readonly account: string;
  readonly currency: string;
  /** Micros of that currency; it begins with no shares. */
  readonly opening: bigint;
}

/** How a fill came about in a book: it is never worse than the order's own price. */
export interface MatchedAt {
  readonly px: bigint;
  readonly liquidity: Liquidity;
  /** What others offered just before, at which price of the first outcome, and how often the book had moved. */
  readonly offer?: Offer;
}

/** What a book offered at a price. Micros. */
export interface Offer {
  readonly offeredQty: bigint;
  readonly offeredPx: bigint;
  readonly bookMove: number;
}

/** An order in the books, at rest. What it ties up is `cash` and `shares`. */
export interface SavedEntry {
  readonly key: string;
  readonly market: string;
  readonly outcome: string;
  readonly side: Side;
  readonly price: bigint;
  readonly openQty: bigint;
  readonly cash: bigint;
  readonly shares: bigint;
  readonly isMaker: boolean;
  readonly isUntouched: boolean;
  readonly feeState: FeeState;
}

/** A trade that has not settled, at rest: what it changed. */
export interface SavedTrade {
  readonly tradeId: string;
  readonly market: string;
  readonly outcome: string;
  readonly cash: bigint;
  readonly shares: bigint;
}

/** The books at rest: plain data. */
export interface VenueBooksState {
  readonly cash: bigint;
  readonly held: readonly (readonly [market: string, outcome: string, qty: bigint])[];
  readonly entries: readonly SavedEntry[];
  readonly trades: readonly SavedTrade[];
}
