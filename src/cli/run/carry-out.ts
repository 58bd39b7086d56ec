// Carries a prepared run out: drives it to its end, closes what was written, says what happened and judges it. The same
// for a run that begins and one that is resumed.
import { summaryJson } from '../../report/summary-json.ts';
import type { RunSummary } from '../../report/summary-types.ts';
import { pageWidth, STORY_INDENT, summaryLines } from '../../report/text/summary-text.ts';
import { toldVerdict, verdictLine } from '../../report/text/verdict-text.ts';
import { cutShort, placeOf } from '../../report/verdict.ts';
import type { Recorder } from '../../persistence/write/recorder.ts';
import type { JournaledCommand } from '../../persistence/checkpoints/recover.ts';
import { StoreError } from '../../persistence/store/store-error.ts';
import { DeterminismFault } from '../../persistence/checkpoints/determinism-fault.ts';
import { WriterFenced } from '../../persistence/write/writer-types.ts';
import { CommandFailed } from '../command-failed.ts';
import type { DatabaseOptions } from '../database-setting.ts';
import { exitCodes, interruptedBy } from '../exit-codes.ts';
import type { Terminal } from '../terminal.ts';
import { drive } from './drive.ts';
import type { EnginePort } from './engine-port.ts';
import { commandOf, programIn } from './inputs.ts';
import { hintsOf } from './hints.ts';
import { listenToInterrupts, type Interrupts } from './interrupts.ts';
import { openJournalFile } from './journal-out.ts';
import { databaseLost, notOverWords } from './not-over.ts';
import { paintFor } from './paint.ts';
import type { PreparedRun } from './prepare.ts';
import { createProgress, quietProgress } from './progress.ts';
import { nobody, type Watcher } from './watcher.ts';

/** How a run is watched, and what is said of it. */
export interface CarryOutOptions extends DatabaseOptions {
  readonly quiet?: true;
  readonly json?: true;
  readonly speed?: number;
  readonly out?: string;
}

/** Where a run is written down, and what it was told before it was interrupted. */
export interface Recorded {
  readonly recorder: Recorder;
  readonly commands: readonly JournaledCommand[];
}

/** The command that does the run again. */
const reproductionOf = ({ path, inputs, seed }: PreparedRun, { environment }: Terminal): string =>
  `${programIn(environment)} ${commandOf(['run'], path, inputs, seed)}`;

/** What broke, as a sentence with the command that does it again; the database is told what can be told. */
const broken = async (
  error: unknown,
  prepared: PreparedRun,
  options: CarryOutOptions,
  recorder: Recorder | null,
  terminal: Terminal,
) => {
  const isOfRows = error instanceof WriterFenced || error instanceof DeterminismFault;
  if (error instanceof CommandFailed || error instanceof StoreError || isOfRows) {
    await recorder?.abandon();
    if (error instanceof StoreError && recorder !== null) return databaseLost(error, recorder, options, terminal);
    return isOfRows ? new CommandFailed(exitCodes.failed, error.message) : error;
  }
  const { run } = prepared;
  // A database that is lost as well must not hide what broke.
  await recorder?.fail(run.digest).catch((lost: unknown) => {
    if (!(lost instanceof StoreError)) throw lost;
    terminal.err(`${lost.message}\n`);
  });
  const what = error instanceof Error ? error.message : String(error);
  const failure = new CommandFailed(
    exitCodes.failed,
    `The run broke at ${run.nowUs} µs of virtual time: ${what}\ndte: It does so again with: ${reproductionOf(prepared, terminal)}`,
  );
  if (error instanceof Error && error.stack !== undefined) failure.stack = error.stack;
  return failure;
};

/** Runs to the end; what breaks on the way is said with the command that does it again. */
const driven = async (
  prepared: PreparedRun,
  options: CarryOutOptions,
  recorded: Recorded | null,
  { shell }: EnginePort,
  terminal: Terminal,
  interrupts: Interrupts,
): Promise<void> => {
  const { run } = prepared;
  const { speed } = options;
  const recorder = recorded?.recorder ?? null;
  const progress = options.quiet ? quietProgress(terminal.err) : createProgress(shell, terminal.err);
  const journal = options.out === undefined ? null : openJournalFile(options.out);
  if (journal !== null) run.consume(journal.consume);
  if (recorder !== null) run.consume(recorder.consume);
  // Whoever ends the process at once still has the journal as far as it went.
  const exitNow = (exitCode: number): void => {
    journal?.close();
    sayCutShort(prepared, options, terminal);
    const words = recorder === null ? null : notOverWords(recorder, options, terminal);
    if (words !== null) terminal.err(`${words}\n`);
    shell.exitNow(exitCode);
  };
  try {
    await drive(run, {
      shell: { ...shell, exitNow, onInterrupt: interrupts.onInterrupt },
      progress,
      ...(speed === undefined ? {} : { speed }),
      ...recorded,
    });
    interrupts.onInterrupt((signal) => {
      // Nothing can be written into a database that is waited for.
      if (interrupts.count > 1 || recorder?.isWaitedFor === true) return exitNow(interruptedBy(signal));
      return progress.say('The run is over, and its last rows are being written. Ctrl-C again ends at once.');
    });
    if (recorder !== null) {
      const { endRecorded } = await import('./end-recorded.ts');
      await endRecorded(recorder, prepared, terminal);
    }
  } catch (error) {
    throw await broken(error, prepared, options, recorder, terminal);
  } finally {
    journal?.close();
  }
};

/** How long the run was to be, and how far it is. */
const lengthOf = ({ run, scenario: { length } }: PreparedRun) => {
  const { intents: moments, intentsMax } = run.progress();
  return { moments, intentsMax, durationUs: length.durationUs };
};

/** Writes what the run came to, where it was asked for. */
const write = (
  prepared: PreparedRun,
  summary: RunSummary,
  options: CarryOutOptions,
  { shell }: EnginePort,
  terminal: Terminal,
): void => {
  const isJson = options.json === true;
  // With --json stdout holds the object alone; the page is for people then.
  const say = isJson ? terminal.err : terminal.out;
  const isTty = isJson ? shell.isErrTty : shell.isOutTty;
  if (isJson) terminal.out(summaryJson(summary));
  if (options.quiet) {
    if (!isJson) say(`${verdictLine(summary)}\n`);
    return;
  }
  const story = prepared.run.story(pageWidth(shell.columns) - STORY_INDENT);
  const lines = summaryLines(summary, {
    width: shell.columns,
    paint: paintFor(isTty, terminal.environment),
    story,
    ...hintsOf(prepared, summary, story, programIn(terminal.environment)),
  });
  say(`${lines.join('\n')}\n`);
};

/** The run as far as it has come, for one who ends the process at once. */
const sayCutShort = (prepared: PreparedRun, options: CarryOutOptions, terminal: Terminal): void => {
  const summary = cutShort(prepared.run.summary(), lengthOf(prepared));
  if (options.json === true) terminal.out(summaryJson(summary));
  else terminal.out(`${verdictLine(summary)}\n`);
};

/** What a run came to, with what was shown wrongly to those who watched it. */
const withFailures = (summary: RunSummary, failures: readonly string[]): RunSummary =>
  failures.length === 0
    ? summary
    : {
        ...summary,
        passed: false,
        verdict: summary.verdict === 'passed' ? 'failed' : summary.verdict,
        failures: [...summary.failures, ...failures],
      };

/** Drives the run to its end and says what happened. Throws `CommandFailed`, or a `StoreError` for exit code 3. */
export const carryOut = async (
  prepared: PreparedRun,
  options: CarryOutOptions,
  recorded: Recorded | null,
  port: EnginePort,
  terminal: Terminal,
  watcher: Watcher = nobody,
): Promise<void> => {
  const held = { ...port, shell: watcher.holding(port.shell) };
  const interrupts = listenToInterrupts(port.shell);
  let summary: RunSummary;
  try {
    await driven(prepared, options, recorded, held, terminal, interrupts);
    summary = prepared.run.summary();
    if (interrupts.signal !== null) summary = cutShort(summary, lengthOf(prepared));
    const judged = withFailures(summary, watcher.failures);
    watcher.judged?.(toldVerdict(judged));
    write(prepared, judged, options, port, terminal);
  } finally {
    interrupts.forget();
  }
  const { signal } = interrupts;
  const { interrupted } = summary;
  if (interrupted === null) await watcher.stay(port.shell, terminal.err);
  const failures = [...summary.failures, ...watcher.failures];
  if (interrupted !== null)
    throw new CommandFailed(
      signal === null ? exitCodes.failed : interruptedBy(signal),
      [`The run was interrupted at ${placeOf(interrupted)}.`, ...failures].join('\ndte: '),
    );
  if (failures.length === 0) return;
  throw new CommandFailed(
    exitCodes.failed,
    [...failures, `It does so again with: ${reproductionOf(prepared, terminal)}`].join('\ndte: '),
  );
};
