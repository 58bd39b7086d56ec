// The timeouts of a client towards its venues.

/** How long an answer may take before it is overdue, in microseconds. */
export interface Timeouts {
  readonly ackUs: number;
  readonly cancelUs: number;
  readonly replaceUs: number;
  /** How long after its submit a venue may still not show an order that it has: reads lag writes. */
  readonly visibilityUs: number;
  /** From the moment an order is in doubt to the moment its arbitrage acts on it. */
  readonly doubtUs: number;
  /** How long a fill may be unsettled without a report before its venue is queried. */
  readonly settlementUs: number;
}
