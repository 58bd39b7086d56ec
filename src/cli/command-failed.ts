// How a command ends early: with one sentence for the user and the exit code that fits it.
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
