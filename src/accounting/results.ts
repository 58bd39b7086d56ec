// What a run comes to in money, as its portfolio tells it at the end. Amounts are micros.

/** An amount and what it is for. */
export interface NamedAmount {
  readonly name: string;
  readonly amount: bigint;
}

/** The fees that were paid at a venue, in the venue's own currency. */
export interface VenueFees {
  readonly venue: string;
  readonly currency: string;
  readonly amount: bigint;
}

/** What an account has when nothing moves any more: money, or shares as `market:outcome`. */
export interface AccountBalance {
  readonly venue: string;
  readonly account: string;
  readonly asset: string;
  readonly amount: bigint;
}

/** The result of a run. Where no currency is named, amounts are in micros of `currency`. */
export interface Results {
  readonly currency: string;
  /** The edge that the strategies expected of all that was begun. */
  readonly expected: bigint;
  /** What came of it. */
  readonly captured: bigint;
  /** The lowest result of one arbitrage: below 0 where one has lost. */
  readonly worstArbitrage: bigint;
  /** Why the two differ: negative where it has cost something; they sum to `captured - expected`. */
  readonly differences: readonly NamedAmount[];
  readonly feesByVenue: readonly VenueFees[];
  /** What shares were paid out for, in each venue's own currency, where a market has resolved. */
  readonly paidOut: readonly VenueFees[];
  readonly balances: readonly AccountBalance[];
}
