// Why a run has no result, where nothing that the user gave is wrong.

/** A run cannot be executed to its end, restored or re-executed. Its message is whole sentences, and all that a user sees. */
export class RunFailed extends Error {
  override readonly name: string = 'RunFailed';
}

/** A step of a run threw. Its stack is that of what was thrown. */
export class RunBroke extends RunFailed {
  override readonly name = 'RunBroke';

  /** `atUs`: virtual time, microseconds. */
  constructor(atUs: number, thrown: unknown) {
    super(`The run broke at ${atUs} µs of virtual time: ${thrown instanceof Error ? thrown.message : String(thrown)}`, {
      cause: thrown,
    });
    if (thrown instanceof Error && thrown.stack !== undefined) this.stack = thrown.stack;
  }
}
