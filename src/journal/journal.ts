// The journal: gives each record its sequence, feeds its canonical line to the digest, and hands it on. It keeps no
// record: a consumer receives each one at once, a reader in blocks. Most need not know at once, and a block is read
// somewhat faster than its records one by one between everything else that a run does: what is done over and over stays
// in the processor's caches.
import { RunningDigest } from '../kernel/digest.ts';
import type { DigestState } from '../kernel/digest-state.ts';
import { SequenceGenerator } from '../kernel/sequence.ts';
import type { VirtualClock } from '../kernel/clock.ts';
import type { RecordBody } from './records.ts';
import { writeRecord } from './write-record.ts';

/** Receives every record, in order. It may not change anything in the core, nor write a record. */
export type JournalConsumer = (body: RecordBody, seq: number, atUs: number) => void;

/** Records of a block. */
const blockMax = 256;

/** The journal at rest. */
export interface JournalState {
  readonly lastSeq: number;
  readonly digest: DigestState;
}

/** The journal of one run. */
export class Journal {
  private readonly clock: VirtualClock;
  private readonly consumers: JournalConsumer[] = [];
  private readonly readers: JournalConsumer[] = [];
  // The block that is open: the records that neither digest nor readers have seen.
  private readonly bodies: RecordBody[] = [];
  private readonly timesUs = new Float64Array(blockMax);
  private open = 0;
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

  /** Subscribes a consumer to every subsequent record; it receives each at once. */
  consume(consumer: JournalConsumer): void {
    this.consumers.push(consumer);
  }

  /** Subscribes a reader to every subsequent record; it receives them in blocks, at the latest by `catchUp`. */
  addReader(reader: JournalConsumer): void {
    this.catchUp();
    this.readers.push(reader);
  }

  /** Shows the readers what they have not seen. */
  catchUp(): void {
    const { bodies, timesUs, open } = this;
    if (open === 0) return;
    const firstSeq = this.lastSeq - open + 1;
    this.open = 0;
    for (let index = 0; index < open; index += 1) {
      writeRecord(this.digest.begin(), bodies[index]!, firstSeq + index, timesUs[index]!);
      this.digest.end();
    }
    for (const reader of this.readers)
      for (let index = 0; index < open; index += 1) reader(bodies[index]!, firstSeq + index, timesUs[index]!);
  }

  /** Writes the record down, at this instant of virtual time. */
  append(body: RecordBody): void {
    const seq = this.sequences.next();
    const { nowUs } = this.clock;
    this.bodies[this.open] = body;
    this.timesUs[this.open] = nowUs;
    this.open += 1;
    for (let index = 0; index < this.consumers.length; index += 1) this.consumers[index]!(body, seq, nowUs);
    if (this.open === blockMax) this.catchUp();
  }

  /** The digest of everything written so far, as hex. */
  digestHex(): string {
    this.catchUp();
    return this.digest.value();
  }

  /** The journal as plain data. */
  save(): JournalState {
    this.catchUp();
    return { lastSeq: this.sequences.last, digest: this.digest.save() };
  }
}
