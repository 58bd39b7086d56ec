// How a command ends early: with one sentence for the user and the exit code that fits it.
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

/** Does what the layers below do, and turns what they refuse of the user's input into a failure with exit code 2. */
export const refusing = <T>(work: () => T): T => {
  try {
    return work();
  } catch (error) {
    throw refusalOf(error);
  }
};

/** The same error, or the failure of a command where it is wrong input. */
export const refusalOf = (error: unknown): unknown => (error instanceof WrongInput ? wrongInput(error.message) : error);
