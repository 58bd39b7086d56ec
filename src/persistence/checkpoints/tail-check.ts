// The tail of a run that is resumed: the records re-executed after the checkpoint must equal the existing rows, up to the
// mark. It only reads.
import { encodeRecord } from '../../journal/encode.ts';
import type { JournalConsumer } from '../../journal/journal.ts';
import { assert } from '../../kernel/assert.ts';
import { DeterminismFault } from './determinism-fault.ts';
import type { Dictionary } from '../write/dictionary.ts';
import type { OutageWatch } from '../write/outage.ts';
import { readRecords } from '../read/read-journal.ts';
import type { Store } from '../store/store.ts';
import { retryUntilCommitted } from '../write/retry-until-committed.ts';
import type { WriterClock } from '../write/writer-types.ts';

/** Records that are compared at once. */
const pageRecords = 8_192;

/** Compares the records behind a checkpoint with the rows. */
export class TailCheck {
  private readonly store: Store;
  private readonly clock: WriterClock;
  private readonly watch: OutageWatch;
  private readonly run: number;
  private readonly dictionary: Dictionary;
  private readonly mark: number;
  private readonly made: string[] = [];
  private comparedSeq: number;

  /** The rows (`fromSeq`, `mark`] are compared. */
  constructor(
    store: Store,
    clock: WriterClock,
    watch: OutageWatch,
    run: number,
    dictionary: Dictionary,
    fromSeq: number,
    mark: number,
  ) {
    this.store = store;
    this.clock = clock;
    this.watch = watch;
    this.run = run;
    this.dictionary = dictionary;
    this.comparedSeq = fromSeq;
    this.mark = mark;
  }

  /** For the journal: remembers what is to be compared. */
  readonly consume: JournalConsumer = (body, seq, atUs) => {
    if (seq > this.mark) return;
    assert(seq === this.comparedSeq + this.made.length + 1, () => `the record ${seq} does not follow its tail`);
    this.made.push(encodeRecord(body, seq, atUs));
  };

  /** Whether all rows have been found equal. */
  get isOver(): boolean {
    return this.comparedSeq === this.mark;
  }

  /** Before the first step: there is nothing behind the mark. Throws `DeterminismFault`. */
  async begin(): Promise<void> {
    const { mark } = this;
    const [beyond] = await this.read(mark + 1, Number.MAX_SAFE_INTEGER);
    if (beyond !== undefined)
      throw new DeterminismFault(this.run, this.store.where, beyond.seq, beyond.line, 'not yet anything');
  }

  /** Between two steps: compares, if there is enough or it is the last. Throws `DeterminismFault`. */
  async turn(hasRunEnded: boolean): Promise<void> {
    const { made, mark } = this;
    const reaches = this.comparedSeq + made.length;
    if (made.length < pageRecords && reaches < mark && !hasRunEnded) return;
    if (made.length > 0) {
      const rows = await this.read(this.comparedSeq + 1, reaches);
      made.forEach((line, index) => {
        const seq = this.comparedSeq + index + 1;
        const written = rows[index]?.seq === seq ? rows[index].line : null;
        if (written !== line) throw this.fault(seq, written, line);
      });
      this.comparedSeq = reaches;
      made.length = 0;
    }
    if (!hasRunEnded || reaches === mark) return;
    const [left] = await this.read(reaches + 1, mark);
    throw this.fault(reaches + 1, left?.line ?? null, null);
  }

  private fault(seq: number, written: string | null, made: string | null): DeterminismFault {
    return new DeterminismFault(this.run, this.store.where, seq, written, made);
  }

  private async read(first: number, last: number): Promise<readonly { readonly seq: number; readonly line: string }[]> {
    const records = await retryUntilCommitted(
      this.store,
      this.clock,
      (session) => readRecords(session, this.run, this.dictionary, first, last),
      this.watch,
    );
    return records.map((record) => ({ seq: record.seq, line: encodeRecord(record, record.seq, record.atUs) }));
  }
}
