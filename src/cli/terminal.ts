// Where a command writes: what was asked for goes out, everything said to a person goes to the other side, so that
// the first can be piped. Commands know no process; tests hand them a terminal that only remembers.

/** The two streams of a command, and the environment it was started in. */
export interface Terminal {
  /** Takes what was asked for, line breaks included. */
  readonly out: (text: string) => void;
  /** Takes what is said to a person, line breaks included. */
  readonly err: (text: string) => void;
  readonly environment: Readonly<Record<string, string | undefined>>;
}
