// Whoever watches a run from outside: an inspector, a page. The run does not know of it; it may hold the run back in wall
// time, and it may stay when the run is over.
import type { Shell } from './shell.ts';

/** Somebody who watches. */
export interface Watcher {
  /** The shell in which the run is driven: one that waits for those who read, where they must be waited for. */
  holding(shell: Shell): Shell;
  /** What was shown wrongly, one sentence each. */
  readonly failures: readonly string[];
  /** The run is over: stays until Ctrl-C. */
  stay(shell: Shell, say: (text: string) => void): Promise<void>;
  /** Frees what it holds, at once. */
  close(): Promise<void>;
}

/** The shell that all of them have a say in. */
export const heldBy = (watchers: readonly Watcher[], shell: Shell): Shell => {
  let held = shell;
  for (const watcher of watchers) held = watcher.holding(held);
  return held;
};
