// Those who watch the run of a command, such as an inspector or a page: they may stay when the run is over, until Ctrl-C.
import type { SignalSource } from '../../run/execution/interrupts.ts';
import type { RunWatcher } from '../../run/execution/watcher.ts';

/** Somebody who watches, and serves what was seen. */
export interface Watcher extends RunWatcher {
  /** The run is over: stays until Ctrl-C. */
  stay(signals: SignalSource, say: (text: string) => void): Promise<void>;
  /** Frees what it holds, at once. */
  close(): Promise<void>;
}

/** All of them as one. `beforeStay` is waited for before they stay, such as to release what the run alone has needed. */
export const together = (
  watchers: readonly Watcher[],
  beforeStay: () => Promise<void> = () => Promise.resolve(),
): Watcher => ({
  judged: (verdict) => {
    for (const watcher of watchers) watcher.judged?.(verdict);
  },
  holding: (wall) => watchers.reduce((held, watcher) => watcher.holding(held), wall),
  get failures() {
    return watchers.flatMap(({ failures }) => failures);
  },
  stay: async (signals, say) => {
    if (watchers.length === 0) return;
    await beforeStay();
    await Promise.all(watchers.map((watcher) => watcher.stay(signals, say)));
  },
  close: async () => {
    for (const watcher of watchers) await watcher.close();
  },
});

/** Nobody watches, and nobody stays. */
export const nobodyStays = together([]);
