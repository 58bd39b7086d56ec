// What `dte` says to its caller, by its exit code. These stay stable: scripts and CI read them.
import type { InterruptSignal } from '../run/execution/interrupts.ts';

/** The exit codes of every command that comes to its own end. */
export const exitCodes = {
  /** Everything went as asked. */
  fine: 0,
  /** The run failed, an expectation or an invariant was missed, or something broke unexpectedly. */
  failed: 1,
  /** The user's input is wrong: an option, an argument, a file. */
  wrongInput: 2,
  /** The database cannot be reached. */
  databaseUnreachable: 3,
} as const;

/** The signals by which somebody asks a command to end, and the exit code of one that ends by them: 128 and the signal's number. */
const codeOfSignal = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const satisfies Readonly<
  Record<InterruptSignal, number>
>;

/** All of them. */
export const interruptSignals = Object.keys(codeOfSignal) as readonly InterruptSignal[];

/** The exit code of a command that a signal ended before its own end. */
export const interruptedBy = (signal: InterruptSignal): ExitCode => codeOfSignal[signal];

/** One of {@link exitCodes}, or that of a signal. */
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes] | (typeof codeOfSignal)[InterruptSignal];

const all: ReadonlySet<number> = new Set([...Object.values(exitCodes), ...Object.values(codeOfSignal)]);

/** Whether a command may end with it. */
export const isExitCode = (code: number): code is ExitCode => all.has(code);
