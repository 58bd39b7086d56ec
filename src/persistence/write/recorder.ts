// A run as its database has it, from its row to its end: held while it is under way, its rows written, its checkpoints
// taken, the tail of a resumed one compared. Knows of the run what a `Checkpointed` says, and its journal.
import type { JournalConsumer } from '../../journal/journal.ts';
import type { Build } from '../checkpoints/build.ts';
import { Checkpointer, type Checkpointed } from '../checkpoints/checkpointer.ts';
import { forgetCheckpoints } from '../checkpoints/checkpoints.ts';
import { Dictionary } from './dictionary.ts';
import { OutageWatch, type OutageLimits } from './outage.ts';
import { holdRun, RunIsLive, type RunHold } from './run-hold.ts';
import { endRun, insertRun, type RunInputs } from './run-rows.ts';
import type { Session } from '../store/session.ts';
import { storeErrorOf } from '../store/store-error.ts';
import type { Store } from '../store/store.ts';
import type { TailCheck } from '../checkpoints/tail-check.ts';
import { retryUntilCommitted } from './retry-until-committed.ts';
import { createWriter } from './writer.ts';
import { WriterFenced, type WriterClock, type WriterFigures, type WriterLimits } from './writer-types.ts';

/** The options of a recorder, from the process that runs. */
export interface RecorderOptions {
  readonly store: Store;
  readonly build: Build;
  readonly clock: WriterClock;
  /** A number from 0 up to 1, for the jitter. */
  readonly random: () => number;
  /** The longest tail that a resume re-executes, but for what is under way. */
  readonly checkpointEveryRecords: number;
  readonly limits?: WriterLimits;
  /** How long the database is waited for; `say` receives the sentences about it. */
  readonly outage?: OutageLimits;
  readonly say?: (sentence: string) => void;
}

/** A run that was found in a database and taken over: from where it continues. */
export interface RecordedSoFar {
  readonly epoch: number;
  readonly mark: number;
  readonly dictionary: Dictionary;
  /** The last record before the checkpoint that the run was restored from; 0 at its beginning. */
  readonly checkpointSeq: number;
  readonly tail: TailCheck;
}

/** A run that is being recorded. */
export interface Recorder {
  /** The run's number in its database. */
  readonly run: number;
  readonly store: Store;
  /** The sequence up to which the database had everything at the beginning. */
  readonly mark: number;
  /** For the journal, from its first record, or its first behind the checkpoint, on. */
  readonly consume: JournalConsumer;
  /** Between two steps, every few milliseconds. Throws `WriterFenced`, `DeterminismFault`, and a `StoreError` for a database that is given up. */
  turn(run: Checkpointed): Promise<void>;
  /** Whether the core is to stand still, because too much waits. */
  readonly isHeld: boolean;
  /** Waits until the core may continue. Throws `WriterFenced`, `StoreError`. */
  released(): Promise<void>;
  /** Whether the database is in trouble, or so slow that it was said, at this moment. */
  readonly isWaitedFor: boolean;
  /** Whether the database has it that the run is over. */
  readonly isOver: boolean;
  /** Asks the database for something until it is done. The work must bear being done twice. Throws a `StoreError`. */
  land<T>(work: (session: Session) => Promise<T>): Promise<T>;
  /** Writes what waits, and that the run is over. Throws `WriterFenced`, `DeterminismFault`, `StoreError`. */
  end(digest: string): Promise<void>;
  /** Writes what waits, and that the run broke; one that broke before it had come as far as its rows is left as it was. */
  fail(digest: string): Promise<void>;
  /** Gives up without a word: what waits is left to a resume. */
  abandon(): Promise<void>;
  /** Its checkpoints are those that are written; one is under way until its rows are there, and then itself. */
  figures(): WriterFigures & { readonly checkpoints: number; readonly isCheckpointing: boolean };
}

/** Gives a run that has not begun its row, and records it. Throws a `StoreError`, `RunIsLive`. */
export const recordNewRun = async (options: RecorderOptions, inputs: RunInputs): Promise<Recorder> => {
  const { store, clock } = options;
  try {
    const run = await store.borrow((session) => insertRun(session, inputs, store.place));
    return record(options, run, null, await holdRun(store, run, clock), watchOf(options));
  } catch (error) {
    throw error instanceof RunIsLive ? error : storeErrorOf(error, store.where);
  }
};

/** The watch over the database of a run. */
export const watchOf = ({ store, clock, outage, say }: RecorderOptions): OutageWatch =>
  new OutageWatch({ store, clock, limits: outage, say });

/** Records a run that is held and taken over already. */
export const recordOn = (
  options: RecorderOptions,
  run: number,
  soFar: RecordedSoFar,
  hold: RunHold,
  watch: OutageWatch,
): Recorder => record(options, run, soFar, hold, watch);

const record = (
  options: RecorderOptions,
  run: number,
  soFar: RecordedSoFar | null,
  hold: RunHold,
  watch: OutageWatch,
): Recorder => {
  const { store, build, clock, random, limits } = options;
  const { epoch, mark, dictionary, checkpointSeq, tail } = soFar ?? {
    epoch: 1,
    mark: 0,
    dictionary: new Dictionary(),
    checkpointSeq: 0,
    tail: null,
  };
  store.note(run);
  const writer = createWriter({
    store,
    run,
    epoch,
    mark,
    dictionary,
    clock,
    random,
    watch,
    ...(limits === undefined ? {} : { limits }),
  });
  const checkpointer = new Checkpointer({
    store,
    run,
    epoch,
    build,
    clock,
    everyRecords: options.checkpointEveryRecords,
    lastSeq: checkpointSeq,
  });
  let isOver = false;
  const land = <T>(work: (session: Session) => Promise<T>): Promise<T> =>
    retryUntilCommitted(store, clock, work, watch);
  let isCatchingUp = tail !== null && !tail.isOver;

  /** Nothing is written before all that was there has come again. */
  const catchUp = async (hasRunEnded: boolean): Promise<void> => {
    if (!isCatchingUp || tail === null) return;
    await tail.turn(hasRunEnded);
    isCatchingUp = !tail.isOver;
  };

  const endAs = async (state: 'ended' | 'failed', digest: string): Promise<void> => {
    await writer.drain();
    await checkpointer.close();
    const isOurs = await land((session) => {
      session.beforeWrite();
      return session.database.transaction(async (transaction) => {
        const found = await endRun({ database: transaction }, run, epoch, state, digest);
        if (found) await forgetCheckpoints({ database: transaction }, run);
        return found;
      });
    });
    isOver = isOurs;
    await hold.release();
    if (!isOurs) throw new WriterFenced(`Nothing more is written: another process has taken the run ${run} over.`);
  };

  const abandon = async (): Promise<void> => {
    writer.abandon();
    await checkpointer.close();
    await hold.release();
  };

  return {
    run,
    store,
    mark,
    consume: (body, seq, atUs) => {
      if (seq > mark) writer.consume(body, seq, atUs);
      else tail?.consume(body, seq, atUs);
    },
    turn: async (checkpointed) => {
      hold.tend();
      await catchUp(false);
      if (isCatchingUp) return;
      writer.pump();
      checkpointer.turn(checkpointed, writer.figures().mark);
    },
    get isHeld() {
      return writer.isHeld;
    },
    released: () => writer.released(),
    get isWaitedFor() {
      return watch.isOut;
    },
    get isOver() {
      return isOver;
    },
    land,
    end: async (digest) => {
      await catchUp(true);
      await endAs('ended', digest);
    },
    fail: (digest) => (isCatchingUp ? abandon() : endAs('failed', digest)),
    abandon,
    figures: () => ({
      ...writer.figures(),
      checkpoints: checkpointer.written,
      isCheckpointing: checkpointer.isUnderWay,
    }),
  };
};
