// How long the engine waits for its venues before it acts.

/** How long an answer may take before it is overdue, in microseconds. */
export interface Patience {
  readonly ackUs: number;
  readonly cancelUs: number;
  readonly replaceUs: number;
  /** How long after its submit a venue may still not show an order that it has: reads lag writes. */
  readonly visibilityUs: number;
  /** From the moment an order is in doubt to the moment its arbitrage acts on it. */
  readonly doubtUs: number;
  /** How long a fill may be on its way to the chain without a word before its venue is asked. */
  readonly settlementUs: number;
}
