// Where a run's intents come from, as the engine sees it. They come from strategies (intents.ts); a test or a
// benchmark may have a source of its own.
import type { ReplayEntry } from '../entries.ts';

/** A source of intents, which it offers to admission. */
export interface IntentSource {
  /** A moment has come: intents are offered, and the next moment is scheduled, or the phases learn that it was the last. */
  moment(): void;
  /** No intent comes any more. */
  stop(): void;
  /** Moments so far. */
  readonly moments: number;
  /** Before every step: makes what comes next from outside due, if it is of that kind. */
  prepare?(): void;
  /** Whether what comes next from outside is not there yet, and has to be waited for. */
  readonly needsInput?: boolean;
  /** What it has made due. */
  handle?(entry: ReplayEntry): void;
  /** The source as plain data. */
  save(): unknown;
}
