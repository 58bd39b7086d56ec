// Whoever watches a run from outside: an inspector, a page. The run does not know of it; it may hold the run back in wall
// time, and it may stay when the run is over.
import type { ToldVerdict } from '../../report/summary-types.ts';
import type { Shell } from './shell.ts';

/** Somebody who watches. */
export interface Watcher {
  /** The shell in which the run is driven: one that waits for those who read, where they must be waited for. */
  holding(shell: Shell): Shell;
  /** The run was judged: what a page says of it. */
  judged?(verdict: ToldVerdict): void;
  /** What was shown wrongly, one sentence each. */
  readonly failures: readonly string[];
  /** The run is over: stays until Ctrl-C. */
  stay(shell: Shell, say: (text: string) => void): Promise<void>;
  /** Frees what it holds, at once. */
  close(): Promise<void>;
}

/** All of them as one. `beforeStay` is waited for before they stay, such as to let go of what the run alone has needed. */
export const together = (
  watchers: readonly Watcher[],
  beforeStay: () => Promise<void> = () => Promise.resolve(),
): Watcher => ({
  judged: (verdict) => {
    for (const watcher of watchers) watcher.judged?.(verdict);
  },
  holding: (shell) => watchers.reduce((held, watcher) => watcher.holding(held), shell),
  get failures() {
    return watchers.flatMap(({ failures }) => failures);
  },
  stay: async (shell, say) => {
    if (watchers.length === 0) return;
    await beforeStay();
    await Promise.all(watchers.map((watcher) => watcher.stay(shell, say)));
  },
  close: async () => {
    for (const watcher of watchers) await watcher.close();
  },
});

/** Nobody. */
export const nobody = together([]);
