// What a venue's account is opened with, its entry for an order, and its saved state: plain data with names for everything.
import type { Side } from '../../../machines/order/types.ts';
import type { FeeState, Liquidity } from '../definitions/fees.ts';
import type { Slot } from './venue-account-markets.ts';

/** What an account is opened with. */
export interface VenueAccountOptions {
  readonly account: string;
  readonly currency: string;
  /** Micros of that currency. */
  readonly opening: bigint;
  /** The shares with which it begins; none, where they are left out. */
  readonly holdings?: readonly OpeningHolding[];
}

/** Shares with which an account begins. Micros. */
export interface OpeningHolding {
  readonly market: string;
  readonly outcome: string;
  readonly qty: bigint;
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

/** The entry of an order in the account. It reserves `cash` and `shares`. Only the order holds it. */
export interface BookedEntry {
  readonly slot: Slot;
  readonly side: Side;
  readonly isMaker: boolean;
  /** Whether it may sell what is not held. */
  readonly mayOwe: boolean;
  price: bigint;
  openQty: bigint;
  cash: bigint;
  shares: bigint;
  isUntouched: boolean;
  feeState: FeeState;
}

/** The saved entry of an order: its slot is known from its request. */
export type SavedEntry = Readonly<Omit<BookedEntry, 'slot'>>;

/** A trade that has not settled, at rest: what it changed. */
export interface SavedTrade {
  readonly tradeId: string;
  readonly market: string;
  readonly outcome: string;
  readonly cash: bigint;
  readonly shares: bigint;
}

/** The saved account, without the entries of its orders: plain data. */
export interface SavedVenueAccount {
  readonly account: string;
  readonly currency: string;
  readonly cash: bigint;
  readonly held: readonly (readonly [market: string, outcome: string, qty: bigint])[];
  readonly trades: readonly SavedTrade[];
  /** Markets whose result is final, and what a share of each of their outcomes pays. */
  readonly resolved: readonly (readonly [market: string, payouts: readonly bigint[]])[];
}
