// The journal: gives each record its place, feeds its canonical line to the digest, and hands it on. It keeps
// nothing: who wants to remember records is a consumer.
import { RunningDigest, type DigestState } from '../kernel/digest.ts';
import { SequenceGenerator } from '../kernel/sequence.ts';
import type { VirtualClock } from '../kernel/clock.ts';
import { writeRecord } from './encode.ts';
import type { RecordBody } from './records.ts';

/** Who is told of every record, in order. It may not change anything in the core, nor write a record. */
export type JournalConsumer = (body: RecordBody, seq: number, atUs: number) => void;

/** The journal at rest. */
export interface JournalState {
  readonly lastSeq: number;
  readonly digest: DigestState;
}

/** The journal of one run. */
export class Journal {
  private readonly clock: VirtualClock;
  private readonly consumers: JournalConsumer[] = [];
  private sequences: SequenceGenerator;
  private readonly digest: RunningDigest;

  constructor(clock: VirtualClock, state?: JournalState) {
    this.clock = clock;
    this.sequences = state === undefined ? new SequenceGenerator() : SequenceGenerator.restore({ last: state.lastSeq });
    this.digest = state === undefined ? new RunningDigest() : RunningDigest.restore(state.digest);
  }

  /** The sequence of the last record, 0 before the first. */
  get lastSeq(): number {
    return this.sequences.last;
  }

  /** Adds a consumer, which is told of everything from now on. */
  consume(consumer: JournalConsumer): void {
    this.consumers.push(consumer);
  }

  /** Writes the record down, at this instant of virtual time. */
  append(body: RecordBody): void {
    const seq = this.sequences.next();
    const { nowUs } = this.clock;
    writeRecord(this.digest.begin(), body, seq, nowUs);
    this.digest.end();
    for (let index = 0; index < this.consumers.length; index += 1) this.consumers[index]!(body, seq, nowUs);
  }

  /** The canonical line of the last record, until the journal is saved: made when a consumer asks, for few do. */
  get lastLine(): string {
    return this.digest.lastText;
  }

  /** The digest of everything written so far, as hex. */
  digestHex(): string {
    return this.digest.value();
  }

  /** The journal as plain data. */
  save(): JournalState {
    return { lastSeq: this.sequences.last, digest: this.digest.save() };
  }
}
