// Wall time, as far as persistence needs it: its owner has the clock.

/** The owner's time: the writer knows no clock of its own. */
export interface WriterClock {
  /** Does the work so much later; the answer takes it back. */
  after(delayMs: number, work: () => void): () => void;
}
