// Executes a prepared run for a person: reports its progress, prints what it came to, and ends the command by its verdict.
// The same for `dte run` and `dte resume`.
import { summaryJson } from '../../report/summary-json.ts';
import type { RunSummary } from '../../report/summary-types.ts';
import { pageWidth, STORY_INDENT, summaryLines } from '../../report/text/summary-text.ts';
import { verdictLine } from '../../report/text/verdict-text.ts';
import { placeOf } from '../../report/verdict.ts';
import { StoreError } from '../../persistence/store/store-error.ts';
import { commandOf, programIn } from '../../run/execution/command-line.ts';
import { executeRun, type Executed, type Recorded } from '../../run/execution/execute-run.ts';
import { listenToInterrupts, type Interrupts } from '../../run/execution/interrupts.ts';
import type { PreparedRun } from '../../run/execution/prepare.ts';
import { RunBroke } from '../../run/run-failed.ts';
import { CommandFailed, commandFailureOf, failedBy } from '../command-failed.ts';
import type { DatabaseOptions } from '../database-setting.ts';
import { exitCodes, interruptedBy } from '../exit-codes.ts';
import type { Terminal } from '../terminal.ts';
import { hintsOf } from './hints.ts';
import { databaseLost, notOverWords } from './not-over.ts';
import { paintFor } from './paint.ts';
import { createProgress, quietProgress } from './progress.ts';
import type { Shell } from './shell.ts';
import { nobodyStays, type Watcher } from './watcher.ts';

/** How a run is watched, and what is printed of it. */
export interface ReportOptions extends DatabaseOptions {
  readonly quiet?: true;
  readonly json?: true;
  readonly speed?: number;
  readonly out?: string;
}

/** The command that does the run again. */
const reproductionOf = ({ path, inputs, seed }: PreparedRun, { environment }: Terminal): string =>
  `${programIn(environment)} ${commandOf(['run'], path, inputs, seed)}`;

/** Prints what the run came to, where that was asked for. */
const write = (
  prepared: PreparedRun,
  summary: RunSummary,
  options: ReportOptions,
  shell: Shell,
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

const execute = async (
  prepared: PreparedRun,
  options: ReportOptions,
  recorded: Recorded | null,
  shell: Shell,
  terminal: Terminal,
  watcher: Watcher,
  interrupts: Interrupts,
): Promise<Executed> => {
  const { speed, out } = options;
  const recorder = recorded?.recorder ?? null;
  try {
    return await executeRun(prepared, {
      wall: shell.wall,
      progress: options.quiet ? quietProgress(terminal.err) : createProgress(shell, terminal.err),
      say: (sentence) => terminal.err(`${sentence}\n`),
      watcher,
      stopping: {
        interrupts,
        abandon: (signal, summary) => {
          terminal.out(options.json === true ? summaryJson(summary) : `${verdictLine(summary)}\n`);
          const words = recorder === null ? null : notOverWords(recorder, options, terminal);
          if (words !== null) terminal.err(`${words}\n`);
          shell.exitNow(interruptedBy(signal));
        },
      },
      ...(speed === undefined ? {} : { speed }),
      ...(out === undefined ? {} : { out }),
      ...(recorded === null ? {} : { recorded }),
    });
  } catch (error) {
    if (error instanceof StoreError && recorder !== null) throw databaseLost(error, recorder, options, terminal);
    if (!(error instanceof RunBroke)) throw commandFailureOf(error);
    const again = `Reproduce with: ${reproductionOf(prepared, terminal)}`;
    throw failedBy(error, exitCodes.failed, `${error.message}\ndte: ${again}`);
  }
};

/** Executes the run and prints what happened. Throws `CommandFailed`, or a `StoreError` for exit code 3. */
export const runAndReport = async (
  prepared: PreparedRun,
  options: ReportOptions,
  recorded: Recorded | null,
  shell: Shell,
  terminal: Terminal,
  watcher: Watcher = nobodyStays,
): Promise<void> => {
  // Until all is printed: a signal must always find somebody who listens.
  const interrupts = listenToInterrupts(shell);
  let summary: RunSummary;
  try {
    const executed = await execute(prepared, options, recorded, shell, terminal, watcher, interrupts);
    ({ summary } = executed);
    write(prepared, executed.judged, options, shell, terminal);
  } finally {
    interrupts.forget();
  }
  const { signal } = interrupts;
  const { interrupted } = summary;
  if (interrupted === null) await watcher.stay(shell, terminal.err);
  const failures = [...summary.failures, ...watcher.failures];
  if (interrupted !== null)
    throw new CommandFailed(
      signal === null ? exitCodes.failed : interruptedBy(signal),
      [`The run was interrupted at ${placeOf(interrupted)}.`, ...failures].join('\ndte: '),
    );
  if (failures.length === 0) return;
  throw new CommandFailed(
    exitCodes.failed,
    [...failures, `Reproduce with: ${reproductionOf(prepared, terminal)}`].join('\ndte: '),
  );
};
