// What the batch writer needs of its owner, and what it is to it.
import type { PersistenceInput } from '../../../machines/persistence.ts';
import type { JournalConsumer } from '../../journal/journal.ts';
import type { WriterClock } from './clock.ts';
import type { Dictionary } from './dictionary.ts';
import type { RunOfRows } from './flush.ts';
import type { OutageWatch } from './outage.ts';
import type { Store } from '../store/store.ts';

export type { WriterClock } from './clock.ts';

/** How much goes in one flush, how long a row may wait, and how much may wait. */
export interface WriterLimits extends PersistenceInput {
  /** The longest that a row waits for its batch to fill. */
  readonly rowAgeMsMax: number;
  /** Rows at which the engine is held, and at which it is released. */
  readonly heldFromRows: number;
  readonly releasedAtRows: number;
}

/** Limits that suit a server and the embedded database alike. */
export const usualLimits: WriterLimits = {
  batchRowsMax: 16_384,
  bufferRowsMax: 65_536,
  backOffMsMin: 50,
  backOffMsMax: 5_000,
  rowAgeMsMax: 250,
  heldFromRows: 49_152,
  releasedAtRows: 24_576,
};

/** So many records after a checkpoint the next is due, where nobody says otherwise: a few seconds of a run. */
export const usualCheckpointEveryRecords = 500_000;

/** What a writer is made of. */
export interface WriterOptions extends RunOfRows {
  readonly store: Store;
  /** The sequence up to which the database has everything. */
  readonly mark: number;
  /** The run's words so far; none at its beginning. */
  readonly dictionary?: Dictionary;
  readonly clock: WriterClock;
  /** A number from 0 up to 1, for the jitter. */
  readonly random: () => number;
  readonly limits?: WriterLimits;
  /** Gives the database up for good; without one, the writer tries for ever. */
  readonly watch?: OutageWatch;
}

/** What a writer has done, and what hinders it. */
export interface WriterFigures {
  readonly written: number;
  readonly deadLettered: number;
  /** Rows that are neither. */
  readonly unwritten: number;
  readonly flushes: number;
  readonly failures: number;
  /** The sequence up to which the database has everything, as far as the writer knows. */
  readonly mark: number;
  /** What the database said last, as long as the writer waits to try again; or null. */
  readonly trouble: unknown;
}

/** Another writer owns the run, or its rows are not what this one left. */
export class WriterFenced extends Error {
  override readonly name = 'WriterFenced';
}

/** The batch writer of one run. */
export interface Writer {
  /** For the journal: buffers each record, and does nothing else. */
  readonly consume: JournalConsumer;
  /** Tells the chart what was buffered: to be called between steps of the core. Throws a `StoreError` once the database is given up. */
  pump(): void;
  /** Whether the core is to stand still, because too much waits. */
  readonly isHeld: boolean;
  /** Waits while the core is held. Throws `WriterFenced`, or a `StoreError` for a database that is given up. */
  released(): Promise<void>;
  /** Writes everything that waits, and ends. Throws as `released` does. */
  drain(): Promise<void>;
  /** Gives up: what waits is left to a resume. */
  abandon(): void;
  figures(): WriterFigures;
}
