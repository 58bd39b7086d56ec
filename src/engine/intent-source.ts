// Where a core's intents come from, as the core sees it. A run's come from strategies (intents.ts); a test or a
// benchmark may have a source of its own.

/** A source of intents, which it offers to the core's admission. */
export interface IntentSource {
  /** A moment has come: intents are offered, and the next moment is scheduled, or the phases are told of the last. */
  moment(): void;
  /** No intent comes any more. */
  stop(): void;
  /** Moments so far. */
  readonly moments: number;
  /** The source as plain data. */
  save(): unknown;
}
