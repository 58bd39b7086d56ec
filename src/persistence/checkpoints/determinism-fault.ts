// What is said when a run that is made again is not the run that is written.

/** What was made again is not what is in the database. The message is a sentence, with both sides. */
export class DeterminismFault extends Error {
  override readonly name = 'DeterminismFault';
  /** The first record that differs. */
  readonly seq: number;

  constructor(run: number, where: string, seq: number, written: string | null, made: string | null) {
    super(
      `The run ${run} of ${where} does not come again as it is written there: record ${seq} differs, and nothing was ` +
        `overwritten.\n  in the database: ${written ?? 'nothing'}\n  made again:      ${made ?? 'nothing'}`,
    );
    this.seq = seq;
  }
}
