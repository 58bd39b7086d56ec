// Somebody who watches a run from outside, such as an inspector or a page. The run does not know of it; it may hold the run
// back in wall time, and it may find that something was shown wrongly.
import type { Wall } from '../../kernel/pacer.ts';
import type { RunSummary, ToldVerdict } from '../../report/summary-types.ts';

/** Somebody who watches. */
export interface RunWatcher {
  /** The wall clock by which the run is driven: one that waits for readers, where they must be waited for. */
  holding(wall: Wall): Wall;
  /** Receives the verdict on the run, before its result is returned. */
  judged?(verdict: ToldVerdict): void;
  /** What was shown wrongly, one sentence each. */
  readonly failures: readonly string[];
}

/** Nobody watches. */
export const noWatcher: RunWatcher = { holding: (wall) => wall, failures: [] };

/** The summary of a run, failed where something was shown wrongly. */
export const withFailures = (summary: RunSummary, failures: readonly string[]): RunSummary =>
  failures.length === 0
    ? summary
    : {
        ...summary,
        passed: false,
        verdict: summary.verdict === 'passed' ? 'failed' : summary.verdict,
        failures: [...summary.failures, ...failures],
      };
