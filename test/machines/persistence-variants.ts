// Every event of the batch writer in every variant that matters, malformed ones among them.
import type { PersistenceEvent, PersistenceInput } from '../../machines/persistence.ts';

/** Bounds so small that a batch, its halves and a full buffer are a few events away. */
export const persistenceInput: PersistenceInput = {
  batchRowsMax: 4,
  bufferRowsMax: 6,
  backOffMsMin: 10,
  backOffMsMax: 50,
};

const malformed = (event: object): PersistenceEvent => event as PersistenceEvent;

/** All of them. */
export const persistenceVariants: readonly PersistenceEvent[] = [
  ...[1, 2, 4, 7, 0, -1, 0.5].map((count): PersistenceEvent => ({ type: 'rows.buffered', count })),
  malformed({ type: 'rows.buffered' }),
  { type: 'flush.due' },
  ...[1, 2, 3, 4, 0].map((rows): PersistenceEvent => ({ type: 'flush.succeeded', rows })),
  malformed({ type: 'flush.succeeded' }),
  { type: 'flush.failed', cause: 'connection' },
  { type: 'flush.failed', cause: 'content' },
  { type: 'flush.failed', cause: 'unknown' },
  malformed({ type: 'flush.failed' }),
  { type: 'mark.found', landed: true },
  { type: 'mark.found', landed: false },
  malformed({ type: 'mark.found' }),
  { type: 'mark.lookUpFailed' },
  { type: 'row.deadLettered' },
  { type: 'backOff.elapsed' },
  { type: 'fenced' },
  { type: 'buffer.full' },
  { type: 'buffer.relieved' },
  { type: 'drain.requested' },
  { type: 'drain.finished' },
  malformed({ type: 'rows.unheardOf' }),
];
