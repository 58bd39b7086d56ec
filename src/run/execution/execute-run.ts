// Executes a prepared run: drives it to its end, closes what was written, and judges it. The same for a run that begins and
// one that is restored, for a command and for a server.
import type { Wall } from '../../kernel/pacer.ts';
import { DeterminismFault } from '../../persistence/checkpoints/determinism-fault.ts';
import type { Recorder } from '../../persistence/write/recorder.ts';
import type { JournaledCommand } from '../../world/commands/command.ts';
import { StoreError } from '../../persistence/store/store-error.ts';
import { WriterFenced } from '../../persistence/write/writer-types.ts';
import type { RunSummary } from '../../report/summary-types.ts';
import { toldVerdict } from '../../report/text/verdict-text.ts';
import { cutShort } from '../../report/verdict.ts';
import { RunBroke, RunFailed } from '../run-failed.ts';
import { WrongInput } from '../wrong-input.ts';
import { drive } from './drive.ts';
import { neverInterrupted, type Interrupts, type InterruptSignal } from './interrupts.ts';
import { openJournalFile } from './journal-file.ts';
import type { PreparedRun } from './prepare.ts';
import { noProgress, type ProgressReporter } from './progress-reporter.ts';
import { noWatcher, withFailures, type RunWatcher } from './watcher.ts';

/** Where a run is written down, and the commands that it received before it was interrupted. */
export interface Recorded {
  readonly recorder: Recorder;
  readonly commands: readonly JournaledCommand[];
}

/** How a run is executed. */
export interface ExecutionOptions {
  readonly wall: Wall;
  /** Virtual time for each unit of wall time. Default: as fast as it goes. */
  readonly speed?: number;
  /** The file that takes the journal. Default: none does. */
  readonly out?: string;
  /** The database that takes the rows. Default: none does. */
  readonly recorded?: Recorded;
  /** Default: nothing is reported. */
  readonly progress?: ProgressReporter;
  /** Receives a sentence about the database that fails no run. Default: nobody does. */
  readonly say?: (sentence: string) => void;
  /** Default: nobody watches. */
  readonly watcher?: RunWatcher;
  /** Default: nobody asks the run to stop. */
  readonly stopping?: {
    readonly interrupts: Interrupts;
    /** Ends the process at once, with the run as far as it is; its journal file is whole by then. */
    readonly abandon: (signal: InterruptSignal, summary: RunSummary) => void;
  };
}

/** What a run came to. */
export interface Executed {
  /** Cut short where the run was interrupted. */
  readonly summary: RunSummary;
  /** The same, failed where a watcher was shown something wrongly. */
  readonly judged: RunSummary;
}

/** The summary so far, of a run that was stopped there. */
const cutShortNow = ({ run, scenario: { length } }: PreparedRun): RunSummary => {
  const { intents: moments, intentsMax } = run.progress();
  return cutShort(run.summary(), { moments, intentsMax, durationUs: length.durationUs });
};

/** The error of a run that did not come to its end; its database learns what it can take. */
const failureOf = async (
  error: unknown,
  { run }: PreparedRun,
  recorder: Recorder | null,
  say: (sentence: string) => void,
): Promise<unknown> => {
  const isOfRows = error instanceof WriterFenced || error instanceof DeterminismFault;
  if (isOfRows || error instanceof StoreError || error instanceof RunFailed || error instanceof WrongInput) {
    await recorder?.abandon();
    return isOfRows ? new RunFailed(error.message) : error;
  }
  // A database that is lost as well must not hide what broke.
  await recorder?.fail(run.digest).catch((lost: unknown) => {
    if (!(lost instanceof StoreError)) throw lost;
    say(lost.message);
  });
  return new RunBroke(run.nowUs, error);
};

const driveToEnd = async (prepared: PreparedRun, options: ExecutionOptions): Promise<void> => {
  const { run } = prepared;
  const { wall, speed, out, recorded, watcher = noWatcher, progress = noProgress, stopping } = options;
  const { say = () => undefined } = options;
  const recorder = recorded?.recorder ?? null;
  const interrupts = stopping?.interrupts ?? neverInterrupted;
  const journal = out === undefined ? null : openJournalFile(out);
  if (journal !== null) run.consume(journal.consume);
  if (recorder !== null) run.consume(recorder.consume);
  // A process that ends at once still leaves the journal as far as it went.
  const abandon = (signal: InterruptSignal): void => {
    journal?.close();
    stopping?.abandon(signal, cutShortNow(prepared));
  };
  try {
    await drive(run, {
      wall: watcher.holding(wall),
      progress,
      stopping: { signals: interrupts, abandon },
      ...(speed === undefined ? {} : { speed }),
      ...recorded,
    });
    interrupts.onInterrupt((signal) => {
      // Nothing can be written into a database that is waited for.
      if (interrupts.count > 1 || recorder?.isWaitedFor === true) abandon(signal);
      else progress.storing();
    });
    if (recorder !== null) {
      const { endRecorded } = await import('../recorded/end-recorded.ts');
      await endRecorded(recorder, prepared, say);
    }
  } catch (error) {
    throw await failureOf(error, prepared, recorder, say);
  } finally {
    journal?.close();
  }
};

/**
 * Drives the run to its end and returns what it came to, whether it passed or not. Throws `WrongInput` for a journal file that
 * cannot be opened, `StoreError` for a database that is lost, `RunBroke` where a step threw, and `RunFailed` otherwise.
 */
export const executeRun = async (prepared: PreparedRun, options: ExecutionOptions): Promise<Executed> => {
  const { watcher = noWatcher, stopping } = options;
  await driveToEnd(prepared, options);
  const isInterrupted = stopping !== undefined && stopping.interrupts.signal !== null;
  const summary = isInterrupted ? cutShortNow(prepared) : prepared.run.summary();
  const judged = withFailures(summary, watcher.failures);
  watcher.judged?.(toldVerdict(judged));
  return { summary, judged };
};
