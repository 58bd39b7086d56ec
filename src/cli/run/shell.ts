// What a long command needs of the process it lives in: the wall clock, signals, and what its streams are. Tests hand
// in a shell of their own; this file and `dte.ts` alone touch the real one.
import type { Wall } from '../../kernel/pacer.ts';
import type { WriterClock } from '../../persistence/write/writer-types.ts';
import type { SignalSource } from '../../run/execution/interrupts.ts';
import { interruptSignals } from '../exit-codes.ts';

/** The process around a command. */
export interface Shell extends SignalSource {
  readonly wall: Wall;
  /** Does something later; the answer takes it back. */
  readonly timer: WriterClock;
  /** A number from 0 up to 1 that nothing of a run depends on. */
  readonly random: () => number;
  /** Whether somebody looks at what is written out, and at what is said. */
  readonly isOutTty: boolean;
  readonly isErrTty: boolean;
  /** Columns of the terminal. */
  readonly columns: number;
  /** Ends the process at once. */
  exitNow(exitCode: number): void;
}

/** Resolves at the next Ctrl-C. */
export const untilInterrupted = (shell: SignalSource): Promise<void> =>
  new Promise((resolve) => {
    const forget = shell.onInterrupt(() => {
      forget();
      resolve();
    });
  });

const COLUMNS_USUAL = 100;

/** The shell of this process. */
export const processShell: Shell = {
  wall: {
    nowMs: () => performance.now(),
    sleepMs: (durationMs) =>
      new Promise((resolve) => {
        if (durationMs === 0) setImmediate(resolve);
        else setTimeout(resolve, durationMs);
      }),
  },
  timer: {
    after: (delayMs, work) => {
      const handle = setTimeout(work, delayMs);
      return () => clearTimeout(handle);
    },
  },
  random: Math.random,
  get isOutTty() {
    return process.stdout.isTTY;
  },
  get isErrTty() {
    return process.stderr.isTTY;
  },
  get columns() {
    return process.stdout.isTTY ? process.stdout.columns : COLUMNS_USUAL;
  },
  onInterrupt(heard) {
    for (const signal of interruptSignals) process.on(signal, heard);
    return () => {
      for (const signal of interruptSignals) process.off(signal, heard);
    };
  },
  exitNow(exitCode) {
    process.exit(exitCode);
  },
};
