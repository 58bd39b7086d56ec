// The signals of a command from its first step until it has said what it came to, as one registration: no moment is left in
// which a signal would find nobody listening, and end the process without a word.
import type { InterruptSignal } from '../exit-codes.ts';
import type { Shell } from './shell.ts';

/** Signals, while somebody listens. */
export interface Interrupts {
  /** The first signal; null as long as there was none. */
  readonly signal: InterruptSignal | null;
  /** How many there were. */
  readonly count: number;
  /** As `Shell.onInterrupt`. */
  onInterrupt(heard: (signal: InterruptSignal) => void): () => void;
  /** Listens no longer. */
  forget(): void;
}

/** Listens from now on. */
export const listenToInterrupts = (shell: Pick<Shell, 'onInterrupt'>): Interrupts => {
  const listeners = new Set<(signal: InterruptSignal) => void>();
  let first: InterruptSignal | null = null;
  let count = 0;
  const forget = shell.onInterrupt((signal) => {
    first ??= signal;
    count += 1;
    for (const heard of listeners) heard(signal);
  });
  return {
    get signal() {
      return first;
    },
    get count() {
      return count;
    },
    onInterrupt(heard) {
      listeners.add(heard);
      return () => void listeners.delete(heard);
    },
    forget,
  };
};
