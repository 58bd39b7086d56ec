// A command from outside: what a client of a session, or the process that executes a run, asks of it. It enters the core as
// a `command.received` record, from which it is re-executed; so it carries no secret.

/** Plain data of a command: whole numbers alone, because an amount is micros as a text of digits. */
export type CommandData =
  null | boolean | number | string | readonly CommandData[] | { readonly [key: string]: CommandData | undefined };

/** Who gave a command: an account, and the key that spoke for it by its id. */
export interface Commander {
  readonly account: string;
  readonly keyId: string;
}

/** What a command says, as its record has it in canonical JSON. */
export interface CommandPayload {
  /** Left out where the process itself gives the command. */
  readonly who?: Commander;
  /**
   * What came of checking the commander's signature: `ok`, or the name of the refusal. Re-execution takes it as said. Left
   * out with `who`.
   */
  readonly verification?: string;
  /** What is asked for; each kind has a form of its own. */
  readonly what: { readonly [key: string]: CommandData | undefined };
}

/** A command that is given. */
export interface GivenCommand extends CommandPayload {
  /** The session whose client gives it; left out where the process itself does. */
  readonly session?: number;
  /** The name of its kind. */
  readonly command: string;
}

/** A command as its record has it. */
export interface WrittenCommand {
  readonly session?: number | undefined;
  readonly command: string;
  /** Canonical JSON of a `CommandPayload`. */
  readonly payload: string;
}

/** A command at its place in a journal. */
export interface JournaledCommand extends WrittenCommand {
  readonly seq: number;
  /** Virtual time, microseconds. */
  readonly atUs: number;
}

/** A command cannot be taken. Its message is a sentence that shows no value of the payload. */
export class RefusedCommand extends Error {
  override readonly name = 'RefusedCommand';
  readonly command: string;
  /** The end of the sentence. */
  readonly why: string;

  /** `seq`: of its record, where it is a journaled one. */
  constructor(command: string, why: string, seq?: number) {
    super(`The command '${command}'${seq === undefined ? '' : ` of record ${seq}`} is refused: ${why}.`);
    this.command = command;
    this.why = why;
  }

  /** The same for a journaled command. */
  ofRecord(seq: number): RefusedCommand {
    return new RefusedCommand(this.command, this.why, seq);
  }
}
