// The command table: which kinds of command a world takes. A kind is registered with its name, the check of what it asks
// for, and what it does; a command of any other kind is refused before anything happens.
import { assert } from '../../kernel/assert.ts';
import {
  RefusedCommand,
  type Commander,
  type CommandPayload,
  type GivenCommand,
  type WrittenCommand,
} from './command.ts';
import { payloadOfText, textOfPayload } from './payload.ts';

/** Who gave a command, and whether the signature held. */
export interface CommandOrigin {
  /** Null where the process itself gave it. */
  readonly session: number | null;
  readonly who: Commander | null;
  /** `ok`, or the name of the refusal: then nothing is done but what a refusal does. */
  readonly verification: string;
}

/** A kind of command. */
export interface CommandKind<Asked> {
  /** In camel case. */
  readonly name: string;
  /** Reads what is asked for. Throws `RefusedCommand` with a sentence. It changes nothing. */
  readonly read: (what: CommandPayload['what']) => Asked;
  /** Does it, at the instant of the record that is already written. */
  readonly act: (asked: Asked, origin: CommandOrigin) => void;
}

/** A command that the table takes: what is written of it, and what it does. */
export interface TakenCommand {
  readonly written: WrittenCommand;
  act(): void;
}

/** The refusal of a command of a kind that nobody has registered. */
export const unknownCommand = (command: string, known: readonly string[]): RefusedCommand =>
  new RefusedCommand(command, `this engine knows ${known.map((name) => `'${name}'`).join(', ')} and no other`);

/** The kinds of command of one world. */
export class CommandTable {
  private readonly kinds = new Map<string, (payload: CommandPayload, session: number | null) => () => void>();

  /** Registers a kind, once. */
  register<Asked>({ name, read, act }: CommandKind<Asked>): void {
    assert(/^[a-z][A-Za-z0-9]*$/.test(name), () => `'${name}' cannot be the name of a kind of command`);
    assert(!this.kinds.has(name), () => `the kind of command '${name}' is registered already`);
    this.kinds.set(name, ({ who = null, verification = 'ok', what }, session) => {
      const asked = read(what);
      return () => act(asked, { session, who, verification });
    });
  }

  /** The names of the kinds, sorted. */
  get names(): readonly string[] {
    return [...this.kinds.keys()].toSorted();
  }

  /** Takes a command that is given. Throws `RefusedCommand`, and nothing has happened. */
  take({ session, command, ...payload }: GivenCommand): TakenCommand {
    return this.taken({ session, command, payload: textOfPayload(command, payload) });
  }

  /** Takes a command that was written: what re-execution repeats. Throws `RefusedCommand`, and nothing has happened. */
  taken(written: WrittenCommand): TakenCommand {
    const { session, command } = written;
    const kind = this.kinds.get(command);
    if (kind === undefined) throw unknownCommand(command, this.names);
    const payload = payloadOfText(command, written.payload);
    if (session !== undefined && payload.who === undefined)
      throw new RefusedCommand(command, 'it comes from a session, and its payload names nobody');
    return { written, act: kind(payload, session ?? null) };
  }
}
