// What `dte` says to whoever started it, by its exit code. These stay stable: scripts and CI read them.

/** The exit codes of every command. */
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

/** One of {@link exitCodes}. */
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];
