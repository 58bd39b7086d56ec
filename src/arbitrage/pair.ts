// A verified pair (or larger set): which outcomes of which markets are the same event's, so that one share of each leg
// pays exactly 1 whatever happens.

/** One leg of a pair. */
export interface PairLeg {
  readonly venue: string;
  readonly market: string;
  readonly outcome: string;
  /** The outcomes of the mapped event in which a share pays 1, as bits: bit 0 is the first of `Pair.outcomes`. */
  readonly paysIn: number;
}

/** A set of legs over one event, with the verdict of the comparison of the markets' rules. */
export interface Pair {
  readonly pair: string;
  /** The mapped event's outcomes: exactly one comes true. */
  readonly outcomes: readonly string[];
  readonly legs: readonly PairLeg[];
  /** Who found the markets to resolve alike, and when; an unverified pair is not traded. */
  readonly verified: string;
}
