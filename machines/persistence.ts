// The batch writer: one flush at a time, one flush one transaction, no row lost and none written twice.
// A row that is buffered while a flush is under way only waits. A batch that the database refuses for its content
// is halved until the row that is to blame stands alone and becomes a dead letter. A flush whose outcome nobody
// knows is looked up by the run's mark before it is sent again.
// Knows nothing of rows, SQL or time: it counts, and its owner acts.
import { noAnomalies } from './anomalies.ts';
import { persistenceSetup } from './persistence/setup.ts';
import type { PersistenceContext } from './persistence/types.ts';

export type {
  FlushFailure,
  PersistenceContext,
  PersistenceEvent,
  PersistenceInput,
  WriteStep,
} from './persistence/types.ts';

/**
 * What the writer asks of its owner, by name. `startFlush` writes the batch, `flushHalf` the rows [from, to) of it,
 * `deadLetterRow` puts the row `from` aside; each answers with one event.
 */
export const persistenceEffects = [
  'startFlush',
  'flushHalf',
  'deadLetterRow',
  'lookUpMark',
  'scheduleBackOff',
  'holdEngine',
  'releaseEngine',
  'close',
] as const;

const ignored = { actions: 'countIgnored' } as const;
const failedByConnection = {
  guard: { type: 'failedBy', params: { cause: 'connection' } },
  target: '#persistence.writing.active.backingOff',
} as const;
const failedUnknown = {
  guard: { type: 'failedBy', params: { cause: 'unknown' } },
  target: '#persistence.writing.active.lookingUp',
  description: 'It may have landed: sent again blindly, its rows would be doubled or taken for poison.',
} as const;
const failedByOneRow = {
  guard: 'oneRowIsRefused',
  target: '#persistence.writing.active.isolating.deadLettering',
  description: 'A row that is refused alone is the one to blame.',
} as const;
const buffering = [
  {
    guard: 'overrunsBuffer',
    actions: ['addRows', { type: 'recordAnomaly', params: { kind: 'bufferOverrun' } }],
    description: 'The engine should have been held. The rows are kept all the same.',
  },
  { guard: 'countIsPositive', actions: 'addRows' },
] as const;

/** The chart of the batch writer. Input: {@link PersistenceInput}. */
export const persistenceMachine = persistenceSetup.createMachine({
  id: 'persistence',
  description: 'The batch writer of one run.',
  context: ({ input }) => ({
    ...input,
    buffered: 0,
    batchRows: 0,
    from: 0,
    to: 0,
    step: 'batch',
    isOutcomeUnknown: false,
    isFlushDue: false,
    attempt: 0,
    backOffMs: 0,
    written: 0,
    deadLettered: 0,
    ignored: 0,
    ...noAnomalies,
  }),
  type: 'parallel',
  states: {
    writing: {
      initial: 'active',
      states: {
        active: {
          initial: 'idle',
          on: {
            'rows.buffered': buffering,
            'flush.due': [
              {
                guard: 'hasBuffered',
                actions: 'noteFlushDue',
                description: 'Remembered while something else is under way, so that no row waits for the next timer.',
              },
              { ...ignored, description: 'Nothing waits.' },
            ],
            fenced: 'fenced',
          },
          states: {
            idle: {
              always: [
                { guard: 'batchIsWanted', target: 'flushing', actions: 'takeBatch' },
                { guard: 'isDrained', target: '#persistence.writing.closing' },
              ],
            },
            flushing: {
              description: 'The whole batch is being written.',
              entry: [{ type: 'setStep', params: { step: 'batch' } }, 'startFlush'],
              on: {
                'flush.succeeded': {
                  guard: 'rowsAreTheRange',
                  target: 'idle',
                  actions: ['bookRange', 'resetBackOff', 'endBatch'],
                },
                'flush.failed': [
                  failedByConnection,
                  failedUnknown,
                  failedByOneRow,
                  {
                    guard: { type: 'failedBy', params: { cause: 'content' } },
                    target: 'isolating',
                    actions: 'takeHalf',
                  },
                ],
              },
            },
            isolating: {
              description: 'The batch holds a row that the database refuses: its parts are written one by one.',
              initial: 'sending',
              states: {
                sending: {
                  entry: [{ type: 'setStep', params: { step: 'part' } }, 'flushHalf'],
                  on: {
                    'flush.succeeded': {
                      guard: 'rowsAreTheRange',
                      target: 'advancing',
                      actions: ['bookRange', 'resetBackOff'],
                    },
                    'flush.failed': [
                      failedByConnection,
                      failedUnknown,
                      failedByOneRow,
                      {
                        guard: { type: 'failedBy', params: { cause: 'content' } },
                        target: 'sending',
                        reenter: true,
                        actions: 'takeHalf',
                      },
                    ],
                  },
                },
                deadLettering: {
                  entry: [{ type: 'setStep', params: { step: 'row' } }, 'deadLetterRow'],
                  on: {
                    'row.deadLettered': { target: 'advancing', actions: ['bookDeadLetter', 'resetBackOff'] },
                    'flush.failed': [
                      failedByConnection,
                      failedUnknown,
                      {
                        guard: { type: 'failedBy', params: { cause: 'content' } },
                        target: '#persistence.writing.active.backingOff',
                        actions: { type: 'recordAnomaly', params: { kind: 'deadLetterRefused' } },
                        description: 'A dead letter takes any bytes. Tried again, for the row must not be lost.',
                      },
                    ],
                  },
                },
                advancing: {
                  description: 'Part of the batch is dealt with: the rest is tried as a whole.',
                  always: [
                    { guard: 'batchIsThrough', target: '#persistence.writing.active.idle', actions: 'endBatch' },
                    { target: 'sending', actions: 'takeRest' },
                  ],
                },
              },
            },
            lookingUp: {
              description: 'Has the last flush landed? The mark, which moves in its transaction, tells.',
              entry: [{ type: 'setOutcomeUnknown', params: { isUnknown: true } }, 'lookUpMark'],
              on: {
                'mark.found': [
                  {
                    guard: 'rowHasLanded',
                    target: 'isolating.advancing',
                    actions: [
                      { type: 'setOutcomeUnknown', params: { isUnknown: false } },
                      'bookDeadLetter',
                      'resetBackOff',
                    ],
                  },
                  {
                    guard: 'hasLanded',
                    target: 'isolating.advancing',
                    actions: [{ type: 'setOutcomeUnknown', params: { isUnknown: false } }, 'bookRange', 'resetBackOff'],
                    description: 'A whole batch that has landed leaves no rest, and advances to idle.',
                  },
                  {
                    guard: 'hasNotLanded',
                    target: 'backingOff',
                    actions: { type: 'setOutcomeUnknown', params: { isUnknown: false } },
                    description: 'The same rows go again, but not at once: the connection has just broken.',
                  },
                ],
                'mark.lookUpFailed': 'backingOff',
              },
            },
            backingOff: {
              entry: ['growBackOff', 'scheduleBackOff'],
              on: {
                'backOff.elapsed': [
                  {
                    guard: 'isOutcomeUnknown',
                    target: 'lookingUp',
                    description: 'Nothing is sent before it is known whether the last flush landed.',
                  },
                  { guard: { type: 'stepIs', params: { step: 'row' } }, target: 'isolating.deadLettering' },
                  { guard: { type: 'stepIs', params: { step: 'part' } }, target: 'isolating' },
                  { target: 'flushing' },
                ],
              },
            },
          },
        },
        closing: {
          description: 'Every row is dealt with; the owner closes the database.',
          entry: 'close',
          on: { 'drain.finished': 'closed', 'flush.due': ignored },
        },
        closed: { on: { 'drain.finished': ignored, 'flush.due': ignored } },
        fenced: {
          description: 'Another writer has taken the run over. Nothing is written here any more.',
          on: {
            'rows.buffered': buffering,
            'flush.due': ignored,
            'flush.failed': { guard: 'causeIsKnown', ...ignored, description: 'The flush that met the fence.' },
            'backOff.elapsed': ignored,
            fenced: ignored,
          },
        },
      },
    },
    pressure: {
      initial: 'relieved',
      states: {
        relieved: {
          on: { 'buffer.full': { guard: 'mayBuffer', target: 'backpressured' }, 'buffer.relieved': ignored },
        },
        backpressured: {
          description: 'The engine stands still in wall time; its virtual time knows nothing of it.',
          entry: 'holdEngine',
          exit: 'releaseEngine',
          on: { 'buffer.relieved': 'relieved', 'buffer.full': ignored },
        },
      },
    },
    intake: {
      initial: 'taking',
      states: {
        taking: { on: { 'drain.requested': 'draining' } },
        draining: {
          description: 'No row waits for its batch to fill; when none is left, the writer closes.',
          on: { 'drain.requested': ignored },
        },
      },
    },
  },
  on: {
    '*': { guard: 'isDomainEvent', actions: { type: 'recordAnomaly', params: { kind: 'illegalMove' } } },
  },
  options: { maxIterations: 100 },
});

/** Rows that are neither written nor dead letters yet. */
export const unwrittenRows = (snapshot: { readonly context: PersistenceContext }): number =>
  snapshot.context.buffered + snapshot.context.batchRows - snapshot.context.from;
