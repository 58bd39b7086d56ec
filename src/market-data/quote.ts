// The best prices of one outcome, wherever they come from. Knows no venue's rules.

/** The best prices of an outcome and how much waits there. Micros; null, and then 0, where nobody bids or asks. */
export interface BookQuote {
  readonly bidPx: bigint | null;
  readonly bidQty: bigint;
  readonly askPx: bigint | null;
  readonly askQty: bigint;
}

/** Where nobody bids and nobody asks. */
export const NO_QUOTE: BookQuote = { bidPx: null, bidQty: 0n, askPx: null, askQty: 0n };
