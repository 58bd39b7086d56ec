// What a venue's books are opened with, and what they are at rest: plain data with names for everything.
import type { Side } from '../../../machines/order/types.ts';
import type { FeeState } from '../fees.ts';

/** Whose books these are. */
export interface VenueAccount {
  readonly account: string;
  readonly currency: string;
  /** Micros of that currency; it begins with no shares. */
  readonly opening: bigint;
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
  /** Markets whose result is final, and what a share of each of their outcomes pays. */
  readonly resolved: readonly (readonly [market: string, payouts: readonly bigint[]])[];
}
