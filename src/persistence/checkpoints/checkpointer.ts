// When a run's state is written down: every so many records, once the rows before it are there. A checkpoint that is taken
// waits for the mark; one at a time. What fails is tried again, for nothing depends on it but the length of the tail.
import type { Build } from './build.ts';
import { writeCheckpoint, type Checkpoint } from './checkpoints.ts';
import { bytesOfState, textOfBytes } from './codec.ts';
import type { RunOfRows } from '../write/flush.ts';
import type { Store } from '../store/store.ts';
import type { WriterClock } from '../write/writer-types.ts';

/** What is asked of a run between two steps. */
export interface Checkpointed {
  /** The sequence of its last record. */
  readonly lastSeq: number;
  /** Virtual time, microseconds. */
  readonly nowUs: number;
  readonly digest: string;
  /** All of it as plain data. */
  save(): unknown;
}

/** How a run's checkpoints are taken. */
export interface CheckpointerOptions extends RunOfRows {
  readonly store: Store;
  readonly build: Build;
  readonly clock: WriterClock;
  /** So many records after the last one the next is due: the longest tail, but for what is under way. */
  readonly everyRecords: number;
  /** The last record before the run's last checkpoint; 0 without one. */
  readonly lastSeq: number;
}

interface Taken {
  readonly seq: number;
  readonly atUs: number;
  readonly digest: string;
  readonly text: Promise<string>;
}

const tryAgainMs = 1_000;

/** Takes the checkpoints of one run. */
export class Checkpointer {
  private readonly options: CheckpointerOptions;
  private lastSeq: number;
  private taken: Taken | null = null;
  private writing: Promise<void> | null = null;
  private isWaiting = false;
  private isClosed = false;
  private forget: (() => void) | null = null;
  /** Checkpoints that are in the database. */
  written = 0;

  constructor(options: CheckpointerOptions) {
    this.options = options;
    this.lastSeq = options.lastSeq;
  }

  /** Whether one was taken that is not written yet: until then no other is. */
  get isUnderWay(): boolean {
    return this.taken !== null;
  }

  /** Between two steps: takes one that is due, and writes the one that was taken once the mark has reached it. */
  turn(run: Checkpointed, mark: number): void {
    if (this.taken === null && run.lastSeq - this.lastSeq >= this.options.everyRecords) this.take(run);
    if (this.taken !== null && this.writing === null && !this.isWaiting && mark >= this.taken.seq)
      this.writing = this.write(this.taken);
  }

  /** No more of them; waits for the one that is being written. */
  async close(): Promise<void> {
    this.isClosed = true;
    this.forget?.();
    await this.writing;
  }

  private take(run: Checkpointed): void {
    const text = textOfBytes(bytesOfState(run.save()));
    // `write` awaits it, and rejects with its error.
    text.catch(() => undefined);
    this.taken = { seq: run.lastSeq, atUs: run.nowUs, digest: run.digest, text };
    this.lastSeq = run.lastSeq;
  }

  private async write({ seq, atUs, digest, text }: Taken): Promise<void> {
    const { store, build, clock } = this.options;
    const checkpoint: Checkpoint = { seq, atUs, digest, state: await text };
    try {
      const isOurs = await store.borrow((session) => writeCheckpoint(session, this.options, build, checkpoint));
      // A process that took the run over is noticed by the writer.
      if (isOurs) this.written += 1;
      this.taken = null;
    } catch {
      if (!this.isClosed) {
        this.isWaiting = true;
        this.forget = clock.after(tryAgainMs, () => {
          this.isWaiting = false;
        });
      }
    } finally {
      this.writing = null;
    }
  }
}
