// The journal: gives each record its place, feeds its canonical line to the digest, and hands it on. It keeps
// nothing: who wants to remember records is a consumer.
import { RunningDigest, type DigestState } from '../kernel/digest.ts';
import { SequenceGenerator } from '../kernel/sequence.ts';
import type { VirtualClock } from '../kernel/clock.ts';
import { encodeRecord } from './encode.ts';
import type { RecordBody } from './records.ts';

/** Who is told of every record, in order. It may not change anything in the core. */
export type JournalConsumer = (body: RecordBody, seq: number, atUs: number, line: string) => void;

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
    const line = encodeRecord(body, seq, nowUs);
    this.digest.append(line);
    for (const consumer of this.consumers) consumer(body, seq, nowUs, line);
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
