// Requests to stop, from a run's first step until its result has been reported, as one registration: at no moment would a
// signal find no listener, and end the process without a word.

/** A signal by which somebody asks a run to stop. */
export type InterruptSignal = 'SIGHUP' | 'SIGINT' | 'SIGTERM';

/** Where signals come from: a process, or whatever stands in for it. */
export interface SignalSource {
  /** Calls `heard` at every signal, until the returned function is called. */
  onInterrupt(heard: (signal: InterruptSignal) => void): () => void;
}

/** The signals so far. */
export interface Interrupts extends SignalSource {
  /** The first signal; null as long as there was none. */
  readonly signal: InterruptSignal | null;
  /** How many there were. */
  readonly count: number;
  /** Listens no longer. */
  forget(): void;
}

/** Listens from now on. */
export const listenToInterrupts = (source: SignalSource): Interrupts => {
  const listeners = new Set<(signal: InterruptSignal) => void>();
  let first: InterruptSignal | null = null;
  let count = 0;
  const forget = source.onInterrupt((signal) => {
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

/** No signal ever comes: for a run inside a process that ends by itself. */
export const neverInterrupted: Interrupts = {
  signal: null,
  count: 0,
  onInterrupt: () => () => undefined,
  forget: () => undefined,
};
