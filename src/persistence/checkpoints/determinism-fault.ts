// The error of a re-execution that differs from the run that is written.

/** A re-executed record is not the one in the database. The message is a sentence, with both sides. */
export class DeterminismFault extends Error {
  override readonly name = 'DeterminismFault';
  /** The first record that differs. */
  readonly seq: number;

  constructor(run: number, where: string, seq: number, written: string | null, made: string | null) {
    super(
      `The run ${run} of ${where} does not come again as it is written there: record ${seq} differs, and nothing was ` +
        `overwritten.\n  in the database: ${written ?? 'nothing'}\n  re-executed:     ${made ?? 'nothing'}`,
    );
    this.seq = seq;
  }
}
