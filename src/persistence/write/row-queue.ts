// The rows that wait for the database, as segments of one batch each: all but the last are full. What is buffered is
// always the oldest batch, however the newest has grown since.
import type { RecordBody } from '../../journal/records.ts';
import { assert } from '../../kernel/assert.ts';
import type { Dictionary } from './dictionary.ts';
import { Segment } from './segment.ts';

/** Emptied segments that are kept for their room. */
const sparesMax = 2;

/** The rows of one run on their way. */
export class RowQueue {
  private readonly run: number;
  private readonly rowsPerBatch: number;
  private readonly dictionary: Dictionary;
  private readonly waiting: Segment[] = [];
  private readonly spares: Segment[] = [];
  private open: Segment;
  private batch: Segment | null = null;
  private lastSeq: number;
  private rowsWaiting = 0;

  /** `mark` is the sequence up to which the database has everything. */
  constructor(run: number, rowsPerBatch: number, dictionary: Dictionary, mark: number) {
    this.run = run;
    this.rowsPerBatch = rowsPerBatch;
    this.dictionary = dictionary;
    this.lastSeq = mark;
    this.open = new Segment(rowsPerBatch);
  }

  /** Rows that wait, those of the batch that is being written left out. */
  get size(): number {
    return this.rowsWaiting;
  }

  /** Buffers a record: the one behind the last. */
  append(body: RecordBody, seq: number, atUs: number): void {
    assert(seq === this.lastSeq + 1, () => `the record ${seq} does not follow ${this.lastSeq}`);
    if (this.open.rows === this.rowsPerBatch) {
      this.waiting.push(this.open);
      this.open = this.spares.pop() ?? new Segment(this.rowsPerBatch);
    }
    this.open.append(body, seq, atUs, this.run, this.dictionary);
    this.lastSeq = seq;
    this.rowsWaiting += 1;
  }

  /** Takes the oldest rows as the batch: a full one, or all that wait. It has exactly so many. */
  takeBatch(rows: number): Segment {
    assert(this.batch === null, 'a batch is under way');
    let batch = this.waiting.shift();
    if (batch === undefined) {
      batch = this.open;
      this.open = this.spares.pop() ?? new Segment(this.rowsPerBatch);
    }
    assert(batch.rows === rows && rows > 0, () => `a batch of ${rows} rows was wanted, and ${batch.rows} wait`);
    this.rowsWaiting -= rows;
    this.batch = batch;
    return batch;
  }

  /** The batch is dealt with. */
  endBatch(): void {
    const { batch } = this;
    assert(batch !== null, 'no batch is under way');
    batch.clear();
    if (this.spares.length < sparesMax) this.spares.push(batch);
    this.batch = null;
  }
}
