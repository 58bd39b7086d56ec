// Where a run that is executed reports how far it is.
import type { RunProgress } from '../run.ts';

/** Receives the progress of a run. */
export interface ProgressReporter {
  /** Called every few milliseconds of wall time; it decides itself when to print. */
  show(progress: RunProgress, nowMs: number): void;
  /** The run was asked to stop: nothing new begins, and what is live is brought to its end. */
  stopping(): void;
  /** The run is over, was asked to stop, and its last rows are being written. */
  storing(): void;
  /** The run takes no more steps. */
  end(): void;
}

/** Reports nothing. */
export const noProgress: ProgressReporter = {
  show: () => undefined,
  stopping: () => undefined,
  storing: () => undefined,
  end: () => undefined,
};
