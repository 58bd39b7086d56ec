// Where the journal of a run that is looked at comes from: a file, a database, or the run itself while it runs. The
// page and the server know this interface alone.
import type { JournalRecord } from '../../journal/records.ts';
import type { IndexState } from '../index/index-state.ts';

/** A journal that can be read from its beginning, and again in any part. */
export interface RunSource {
  /** How a person names it: a file, or the name of a run. */
  readonly name: string;
  /** How much of it `batches` has given, from 0 to 1. */
  readonly share: number;
  /** All records in order, in batches small enough that others get their turn between two. */
  batches(): AsyncIterable<readonly JournalRecord[]>;
  /** The records of these sequences, both included, in order; only of those that `batches` has given. */
  read(firstSeq: number, lastSeq: number): Promise<readonly JournalRecord[]>;
  /** Returns its last record without reading the rest; null where there is none, or the last line is not one. */
  last?(): Promise<JournalRecord | null>;
  /** What was kept of it when it was last read to its end, if it is still the same; null if nothing was. */
  recall?(): Promise<IndexState | null>;
  /** Keeps its index for the next time. An index that cannot be kept is built the next time. */
  keep?(state: IndexState): Promise<void>;
  close(): Promise<void>;
}

/** A journal cannot be read. Its message is a sentence that says where and why. */
export class UnreadableRun extends Error {
  override readonly name = 'UnreadableRun';
}
