// The events that the writer's chart receives, and what it keeps. It keeps counts: the rows are its owner's.
import type { AnomalyRecord } from '../anomalies.ts';

/** Why a flush failed. `unknown`: the connection broke after the commit was sent, it may have landed. */
export type FlushFailure = 'connection' | 'content' | 'unknown';

/** What is under way, or waits to be tried again: the whole batch, a part of it, or one dead letter. */
export type WriteStep = 'batch' | 'part' | 'row';

/** What the journal, the database, the buffer and the timers report. */
export type PersistenceEvent =
  | { readonly type: 'rows.buffered'; readonly count: number }
  /** The oldest row in the buffer has waited long enough. */
  | { readonly type: 'flush.due' }
  | { readonly type: 'flush.succeeded'; readonly rows: number }
  | { readonly type: 'flush.failed'; readonly cause: FlushFailure }
  /** The run's mark has been read: `landed` says whether the flush in question moved it. */
  | { readonly type: 'mark.found'; readonly landed: boolean }
  | { readonly type: 'mark.lookUpFailed' }
  /** The first row of the range is a dead letter now, and the mark has passed it. */
  | { readonly type: 'row.deadLettered' }
  | { readonly type: 'backOff.elapsed' }
  /** Another writer owns the run: its epoch is above ours. */
  | { readonly type: 'fenced' }
  | { readonly type: 'buffer.full' }
  | { readonly type: 'buffer.relieved' }
  | { readonly type: 'drain.requested' }
  /** The answer to `close`. */
  | { readonly type: 'drain.finished' };

/** The bounds of the writer. All are at least 1. */
export interface PersistenceInput {
  readonly batchRowsMax: number;
  readonly bufferRowsMax: number;
  readonly backOffMsMin: number;
  readonly backOffMsMax: number;
}

/** Where each row is: waiting, in the batch, written or a dead letter. Together they are all rows ever buffered. */
export interface PersistenceContext
  extends PersistenceInput, AnomalyRecord<'illegalMove' | 'bufferOverrun' | 'deadLetterRefused'> {
  /** Rows that wait and are in no batch yet. */
  readonly buffered: number;
  /** Rows of the present batch, 0 when there is none. Those before `from` are dealt with. */
  readonly batchRows: number;
  /** The range [from, to) of the batch that is being written. */
  readonly from: number;
  readonly to: number;
  readonly step: WriteStep;
  /** Whether the last flush may have landed: its mark is looked up before anything is sent again. */
  readonly isOutcomeUnknown: boolean;
  /** Whether the rows that wait are to be flushed though they fill no batch. */
  readonly isFlushDue: boolean;
  /** Failures in a row. */
  readonly attempt: number;
  /** The present wait before the jitter, which the owner draws. */
  readonly backOffMs: number;
  readonly written: number;
  readonly deadLettered: number;
  /** Legal repetitions: late or doubled reports that changed nothing. */
  readonly ignored: number;
}
