// How a command ends early: with one sentence for the user and the exit code that fits it.
import { RunFailed } from '../run/run-failed.ts';
import { WrongInput } from '../run/wrong-input.ts';
import { exitCodes, type ExitCode } from './exit-codes.ts';

/** A command cannot do what was asked. Its message is a whole sentence, and all that the user sees. */
export class CommandFailed extends Error {
  override readonly name = 'CommandFailed';
  readonly exitCode: ExitCode;

  constructor(exitCode: ExitCode, sentence: string) {
    super(sentence);
    this.exitCode = exitCode;
  }
}

/** The failure of a user's input, which exits with 2. */
export const wrongInput = (sentence: string): CommandFailed => new CommandFailed(exitCodes.wrongInput, sentence);

/**
 * The same error, or the failure of a command where a run was refused its inputs, or has no result. Its stack stays that of
 * what was thrown.
 */
export const commandFailureOf = (error: unknown): unknown => {
  if (!(error instanceof WrongInput) && !(error instanceof RunFailed)) return error;
  return failedBy(error, error instanceof WrongInput ? exitCodes.wrongInput : exitCodes.failed, error.message);
};

/** The failure of a command by an error, with that error's stack. */
export const failedBy = ({ stack }: Error, exitCode: ExitCode, sentence: string): CommandFailed => {
  const failure = new CommandFailed(exitCode, sentence);
  if (stack !== undefined) failure.stack = stack;
  return failure;
};
