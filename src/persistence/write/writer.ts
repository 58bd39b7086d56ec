// The batch writer as an actor of the shell: the chart of machines/persistence.ts decides, and this does what it asks.
// Rows come in by the journal's consumer, which only buffers them; they go out between the steps of the core.
import { createActor, type AnyActorLogic } from 'xstate';
import {
  persistenceMachine,
  unwrittenRows,
  type FlushFailure,
  type PersistenceContext,
  type PersistenceEvent,
} from '../../../machines/persistence.ts';
import { assert, AssertionFailed } from '../../kernel/assert.ts';
import { compile } from '../../xstate/compile.ts';
import { Dictionary } from './dictionary.ts';
import { advanceMark, copiesOfDeadLetter, copiesOfRange, type Refusal } from './flush.ts';
import { RowQueue } from './row-queue.ts';
import type { Wait } from './outage.ts';
import { WriteFailed, type Copy } from '../store/session.ts';
import type { Segment } from './segment.ts';
import { readMark } from './run-rows.ts';
import { wordsOf } from '../store/store-error.ts';
import { usualLimits, WriterFenced, type Writer, type WriterOptions } from './writer-types.ts';

interface Snapshot {
  readonly context: PersistenceContext;
  readonly value: { readonly writing: unknown };
}

/** What a flush moves the mark from and to, for the look-up of one whose outcome is unknown. */
interface Attempt {
  readonly oldMark: number;
  readonly newMark: number;
}

/** Half of a wait is certain, the other half is drawn: so that those who failed together do not come back together. */
const jittered = (waitMs: number, random: () => number): number => waitMs / 2 + (waitMs / 2) * random();

/** Starts the writer of a run. */
export const createWriter = (options: WriterOptions): Writer => {
  const { store, run, epoch, clock, random, limits = usualLimits } = options;
  const { batchRowsMax, bufferRowsMax, backOffMsMin, backOffMsMax, rowAgeMsMax } = limits;
  const dictionary = options.dictionary ?? new Dictionary();
  const queue = new RowQueue(run, batchRowsMax, dictionary, options.mark);
  let batch: Segment | null = null;
  let { mark } = options;
  let attempt: Attempt = { oldMark: mark, newMark: mark };
  let refusal: Refusal = { sqlState: '', reason: '' };
  let untold = 0;
  let flushes = 0;
  let failures = 0;
  let trouble: unknown = null;
  let isHeld = false;
  let fencedBy: string | null = null;
  let givenUpFor: Error | null = null;
  let wait: Wait | null = null;
  let isAbandoned = false;
  let forgetAge: (() => void) | null = null;
  let forgetBackOff: (() => void) | null = null;
  const waiters: {
    readonly isMet: () => boolean;
    readonly resolve: () => void;
    readonly reject: (error: Error) => void;
  }[] = [];

  // At any event the chart may take its next batch: so it receives the count of all buffered rows first.
  const tell = (event: PersistenceEvent): void => {
    if (isAbandoned) return;
    pump();
    actor.send(event);
  };

  const fence = (reason: string): void => {
    fencedBy = reason;
    wait?.end();
    tell({ type: 'fenced' });
  };

  /** Why nothing is written any more; null as long as something is. */
  const stopped = (): Error | null =>
    givenUpFor ?? (fencedBy === null ? null : new WriterFenced(`Nothing more is written: ${fencedBy}.`));

  const abandon = (): void => {
    isAbandoned = true;
    wait?.end();
    forgetAge?.();
    forgetBackOff?.();
    actor.stop();
  };

  /** From the first time that rows are sent until they are there. */
  const waitForRows = (): Wait | null => {
    if (wait !== null || options.watch === undefined) return wait;
    wait = options.watch.begin();
    wait.givenUp.catch((error: Error) => {
      if (isAbandoned) return;
      givenUpFor = error;
      abandon();
      for (const { reject } of waiters.splice(0)) reject(error);
    });
    return wait;
  };

  /** The rows that the chart speaks of, taken off the queue when it takes its batch. */
  const batchOf = ({ batchRows }: PersistenceContext): Segment => (batch ??= queue.takeBatch(batchRows));

  const landed = (): void => {
    flushes += 1;
    trouble = null;
    wait?.end();
    wait = null;
    mark = attempt.newMark;
    if (batch === null || mark < batch.firstSeq + batch.rows - 1) return;
    batch = null;
    queue.endBatch();
  };

  const failed = (error: unknown, isLastResort: boolean): void => {
    if (error instanceof AssertionFailed) throw error;
    failures += 1;
    trouble = error;
    let cause: FlushFailure = 'connection';
    if (error instanceof WriteFailed) {
      cause = error.failure;
      if (cause === 'content') refusal = { sqlState: error.sqlState, reason: wordsOf(error) };
    }
    // Rows that are refused are put aside; a database that takes not even that is in trouble.
    if (cause !== 'content' || isLastResort) wait?.failed(error);
    tell({ type: 'flush.failed', cause });
  };

  const write = async (rows: number, from: number, copies: readonly Copy[], isLastResort = false): Promise<boolean> => {
    assert(batch !== null, 'nothing is to be written');
    waitForRows();
    const oldMark = batch.firstSeq - 1 + from;
    attempt = { oldMark, newMark: oldMark + rows };
    try {
      await store.borrow((session) => session.write(advanceMark({ run, epoch }, oldMark, oldMark + rows), copies));
    } catch (error) {
      failed(error, isLastResort);
      return false;
    }
    landed();
    return true;
  };

  const flush = async (context: PersistenceContext): Promise<void> => {
    const { from, to } = context;
    const copies = copiesOfRange(batchOf(context), from, to, run, dictionary);
    if (await write(to - from, from, copies)) tell({ type: 'flush.succeeded', rows: to - from });
  };

  const deadLetter = async (context: PersistenceContext): Promise<void> => {
    const { from } = context;
    const record = batchOf(context).recordAt(from, dictionary);
    const copies = copiesOfDeadLetter(record, refusal, run, dictionary);
    if (await write(1, from, copies, true)) tell({ type: 'row.deadLettered' });
  };

  const lookUp = async (): Promise<void> => {
    let found: Awaited<ReturnType<typeof readMark>>;
    try {
      found = await store.borrow((session) => readMark(session, run));
    } catch (error) {
      trouble = error;
      wait?.failed(error);
      return tell({ type: 'mark.lookUpFailed' });
    }
    if (found === null) fence(`the run ${run} is not there any more`);
    else if (found.epoch !== epoch) fence(`another process has taken the run ${run} over`);
    else if (found.mark === attempt.newMark) {
      landed();
      tell({ type: 'mark.found', landed: true });
    } else if (found.mark === attempt.oldMark) tell({ type: 'mark.found', landed: false });
    else fence(`the mark of the run ${run} is ${found.mark}, and nobody of ours has set it`);
  };

  const actor = createActor(
    compile(
      persistenceMachine.provide({
        actions: {
          startFlush: ({ context }) => void flush(context),
          flushHalf: ({ context }) => void flush(context),
          deadLetterRow: ({ context }) => void deadLetter(context),
          lookUpMark: () => void lookUp(),
          scheduleBackOff: ({ context }) => {
            forgetBackOff = clock.after(jittered(context.backOffMs, random), () => tell({ type: 'backOff.elapsed' }));
          },
          holdEngine: () => {
            isHeld = true;
          },
          releaseEngine: () => {
            isHeld = false;
          },
          // The store is its opener's: there is nothing here to close.
          close: () => queueMicrotask(() => tell({ type: 'drain.finished' })),
        },
      }),
    ) as unknown as AnyActorLogic,
    { id: 'persistence', input: { batchRowsMax, bufferRowsMax, backOffMsMin, backOffMsMax } } as never,
  );

  const snapshotNow = (): Snapshot => actor.getSnapshot() as unknown as Snapshot;
  const unwritten = (): number => unwrittenRows(snapshotNow());

  actor.subscribe(() => {
    if (isHeld && unwritten() <= limits.releasedAtRows) queueMicrotask(() => tell({ type: 'buffer.relieved' }));
    for (let index = waiters.length - 1; index >= 0; index -= 1) {
      const waiter = waiters[index]!;
      const isMet = waiter.isMet();
      if (!isMet && fencedBy === null) continue;
      waiters.splice(index, 1);
      if (isMet) waiter.resolve();
      else waiter.reject(stopped()!);
    }
  });
  actor.start();

  const until = (isMet: () => boolean): Promise<void> => {
    if (isMet()) return Promise.resolve();
    const reason = stopped();
    if (reason !== null) return Promise.reject(reason);
    return new Promise((resolve, reject) => waiters.push({ isMet, resolve, reject }));
  };

  const pump = (): void => {
    if (givenUpFor !== null) throw givenUpFor;
    const count = untold;
    if (count === 0 || isAbandoned) return;
    untold = 0;
    actor.send({ type: 'rows.buffered', count });
    if (!isHeld && unwritten() >= limits.heldFromRows) actor.send({ type: 'buffer.full' });
    forgetAge ??= clock.after(rowAgeMsMax, () => {
      forgetAge = null;
      tell({ type: 'flush.due' });
    });
  };

  return {
    consume: (body, seq, atUs) => {
      queue.append(body, seq, atUs);
      untold += 1;
    },
    pump,
    get isHeld() {
      return isHeld;
    },
    released: () => until(() => !isHeld),
    drain: () => {
      tell({ type: 'drain.requested' });
      return until(() => snapshotNow().value.writing === 'closed').finally(() => forgetAge?.());
    },
    abandon,
    figures: () => {
      const { written, deadLettered } = snapshotNow().context;
      return { written, deadLettered, unwritten: unwritten() + untold, flushes, failures, mark, trouble };
    },
  };
};
