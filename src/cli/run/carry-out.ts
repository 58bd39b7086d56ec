// Carries a prepared run out: drives it to its end, closes what was written, says what happened and judges it. The same
// for a run that begins and one that is resumed.
import { summaryJson } from '../../report/summary-json.ts';
import type { RunSummary } from '../../report/summary-types.ts';
import { pageWidth, STORY_INDENT, summaryLines, type NextCommand } from '../../report/text/summary-text.ts';
import type { Recorder } from '../../persistence/recorder.ts';
import type { JournaledCommand } from '../../persistence/recover.ts';
import { StoreError } from '../../persistence/store-error.ts';
import { DeterminismFault } from '../../persistence/determinism-fault.ts';
import { WriterFenced } from '../../persistence/writer-types.ts';
import { CommandFailed } from '../command-failed.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Terminal } from '../terminal.ts';
import { drive } from './drive.ts';
import type { EnginePort } from './engine-port.ts';
import { commandOf, programIn } from './inputs.ts';
import { openJournalFile } from './journal-out.ts';
import { paintFor } from './paint.ts';
import type { PreparedRun } from './prepare.ts';
import { createProgress, quietProgress } from './progress.ts';
import { judge, verdictLine, type Verdict } from './verdict.ts';
import { nobody, type Watcher } from './watcher.ts';

/** How a run is watched, and what is said of it. */
export interface CarryOutOptions {
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

/** What to look at after this run. */
const nextCommands = ({ path, run, seed, inputs }: PreparedRun, program: string): readonly NextCommand[] => {
  const told = /^Arbitrage (\d+)/.exec(run.story()[0] ?? '')?.[1];
  const other = { ...inputs, fault: [] };
  const next: readonly NextCommand[] = [
    { command: commandOf(['explain', told ?? '1'], path, inputs, seed), shows: 'the life of one arbitrage' },
    { command: commandOf(['run'], path, inputs, seed), shows: 'the same run again, to the last byte' },
    {
      command: commandOf(['run', '--fault', 'ackLost=2000'], path, other, seed),
      shows: 'with a fifth of all acks lost',
    },
    { command: 'faults', shows: 'what can go wrong, and where it was seen' },
  ];
  return next.map(({ command, shows }) => ({ command: `${program} ${command}`, shows }));
};

/** What broke, as a sentence with the command that does it again; the database is told what can be told. */
const broken = async (error: unknown, prepared: PreparedRun, recorder: Recorder | null, terminal: Terminal) => {
  const isOfRows = error instanceof WriterFenced || error instanceof DeterminismFault;
  if (error instanceof CommandFailed || error instanceof StoreError || isOfRows) {
    await recorder?.abandon();
    return isOfRows ? new CommandFailed(exitCodes.failed, error.message) : error;
  }
  const { run } = prepared;
  await recorder?.fail(run.digest);
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
): Promise<boolean> => {
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
    if (recorder !== null)
      terminal.err(`The run ${recorder.run} is not over: ${programIn(terminal.environment)} resume ${recorder.run}\n`);
    shell.exitNow(exitCode);
  };
  try {
    const { isInterrupted } = await drive(run, {
      shell: { ...shell, exitNow },
      progress,
      ...(speed === undefined ? {} : { speed }),
      ...recorded,
    });
    if (recorder !== null) {
      const { endRecorded } = await import('./end-recorded.ts');
      await endRecorded(recorder, prepared, shell.timer, terminal);
    }
    return isInterrupted;
  } catch (error) {
    throw await broken(error, prepared, recorder, terminal);
  } finally {
    journal?.close();
  }
};

const write = (
  prepared: PreparedRun,
  summary: RunSummary,
  options: CarryOutOptions,
  verdict: Verdict,
  { shell }: EnginePort,
  terminal: Terminal,
): void => {
  const isJson = options.json === true;
  // With --json stdout holds the object alone; the page is for people then.
  const say = isJson ? terminal.err : terminal.out;
  const isTty = isJson ? shell.isErrTty : shell.isOutTty;
  if (isJson) terminal.out(summaryJson(summary));
  if (options.quiet) {
    if (!isJson) say(`${verdictLine(summary, verdict)}\n`);
    return;
  }
  const lines = summaryLines(summary, {
    width: shell.columns,
    paint: paintFor(isTty, terminal.environment),
    story: prepared.run.story(pageWidth(shell.columns) - STORY_INDENT),
    next: nextCommands(prepared, programIn(terminal.environment)),
  });
  say(`${lines.join('\n')}\n`);
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
  const isInterrupted = await driven(prepared, options, recorded, held, terminal);
  const summary = prepared.run.summary();
  const verdict = judge(summary, isInterrupted);
  write(prepared, summary, options, verdict, port, terminal);
  if (!isInterrupted) await watcher.stay(port.shell, terminal.err);
  const failures = [...verdict.failures, ...watcher.failures];
  if (failures.length === 0) return;
  throw new CommandFailed(
    exitCodes.failed,
    [...failures, `It does so again with: ${reproductionOf(prepared, terminal)}`].join('\ndte: '),
  );
};
