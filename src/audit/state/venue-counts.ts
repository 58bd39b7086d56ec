// What a venue has counted, as the journal tells it: the orders and trades that it has numbered, and what has struck it.
// Numbers alone: however long a journal is, this stays as small.

/** So many numbers that were left out are remembered: an order that is held may be taken later than its successors. */
export const LEFT_OUT_MAX = 8_192;

/** What a venue has counted. Plain data. */
export interface VenueCounts {
  /** Trades so far: they are numbered without a gap. */
  trades: number;
  /** Orders that it took, the largest number that one of them has, and how many took a number and were refused. */
  accepted: number;
  highest: number;
  refused: number;
  /** The instant at which that one was taken. */
  highestAt: number;
  /** Of the refused, those since that one was made, and those that were made after it was taken: their numbers are larger. */
  refusedSince: number;
  refusedLater: number;
  /** Numbers below the largest that no order has which it took, ascending; those below `floor` are not remembered. */
  readonly leftOut: number[];
  floor: number;
  /** Faults that struck it as a whole, and what they did. */
  cutFaults: number;
  /** Strikes of which the journal does not say whether they cut it off again or lost an order that was under way. */
  maybeCuts: number;
  /** The instant of the last strike of either kind; -1 before. */
  struckAt: number;
  cuts: number;
  haltFaults: number;
  halts: number;
  storms: number;
  /** Whether its connection is down, and the last instant at which it was; -1 before it ever was. */
  isDown: boolean;
  downAt: number;
}

/** A venue that has counted nothing. */
export const createCounts = (): VenueCounts => ({
  trades: 0,
  accepted: 0,
  highest: 0,
  refused: 0,
  highestAt: 0,
  refusedSince: 0,
  refusedLater: 0,
  leftOut: [],
  floor: 0,
  cutFaults: 0,
  maybeCuts: 0,
  struckAt: -1,
  cuts: 0,
  haltFaults: 0,
  halts: 0,
  storms: 0,
  isDown: false,
  downAt: -1,
});
