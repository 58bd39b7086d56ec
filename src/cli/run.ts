// `dte run`: one run of a scenario, from its file to its summary. Knows the engine by its port alone.
import { InvalidArgumentError, Option, type Command } from 'commander';
import { summaryJson } from '../report/summary-json.ts';
import type { RunSummary } from '../report/summary-types.ts';
import { pageWidth, STORY_INDENT, summaryLines, type NextCommand } from '../report/text/summary-text.ts';
import { CommandFailed } from './command-failed.ts';
import { exitCodes } from './exit-codes.ts';
import { drive } from './run/drive.ts';
import type { EnginePort } from './run/engine-port.ts';
import { addInspectOption, startInspection, type InspectOptions, type Inspection } from './run/inspect.ts';
import { addRunInputs, commandOf, programIn, type RunInputs } from './run/inputs.ts';
import { openJournalFile } from './run/journal-out.ts';
import { paintFor } from './run/paint.ts';
import { prepareRun, type PreparedRun } from './run/prepare.ts';
import { createProgress, quietProgress } from './run/progress.ts';
import { judge, verdictLine, type Verdict } from './run/verdict.ts';
import type { Terminal } from './terminal.ts';

interface Options extends RunInputs, InspectOptions {
  readonly quiet?: true;
  readonly json?: true;
  readonly speed?: number;
  readonly out?: string;
}

const SPEED_MAX = 1_000_000;

const parseSpeed = (text: string): number => {
  const speed = Number(text);
  if (text.trim() === '' || !Number.isFinite(speed) || speed <= 0 || speed > SPEED_MAX)
    throw new InvalidArgumentError(`It must be a number above 0: 1 is real time, at most ${SPEED_MAX}.`);
  return speed;
};

/** What to look at after this run. */
const nextCommands = ({ path, run, seed }: PreparedRun, inputs: RunInputs, program: string): readonly NextCommand[] => {
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

/** Runs to the end; what breaks on the way is said with the command that does it again. */
const driven = async (
  { run }: PreparedRun,
  options: Options,
  { shell }: EnginePort,
  terminal: Terminal,
  reproduction: string,
  inspection: Inspection | null,
): Promise<boolean> => {
  const progress = options.quiet ? quietProgress(terminal.err) : createProgress(shell, terminal.err);
  const journal = options.out === undefined ? null : openJournalFile(options.out);
  if (journal !== null) run.consume(journal.consume);
  if (inspection !== null) run.consume(inspection.consume);
  try {
    const { speed } = options;
    // Whoever ends the process at once still has the journal as far as it went.
    const exitNow = (exitCode: number): void => {
      journal?.close();
      shell.exitNow(exitCode);
    };
    const paced = speed === undefined ? {} : { speed };
    const { isInterrupted } = await drive(run, { shell: { ...shell, exitNow }, progress, ...paced });
    return isInterrupted;
  } catch (error) {
    if (error instanceof CommandFailed) throw error;
    const what = error instanceof Error ? error.message : String(error);
    const failure = new CommandFailed(
      exitCodes.failed,
      `The run broke at ${run.nowUs} µs of virtual time: ${what}\ndte: It does so again with: ${reproduction}`,
    );
    if (error instanceof Error && error.stack !== undefined) failure.stack = error.stack;
    throw failure;
  } finally {
    journal?.close();
  }
};

const write = (
  prepared: PreparedRun,
  summary: RunSummary,
  options: Options,
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
    next: nextCommands(prepared, options, programIn(terminal.environment)),
  });
  say(`${lines.join('\n')}\n`);
};

const runOnce = async (
  named: string | undefined,
  options: Options,
  port: EnginePort,
  terminal: Terminal,
): Promise<void> => {
  const prepared = await prepareRun(named, options, port, options.quiet !== true);
  const command = commandOf(['run'], prepared.path, options, prepared.seed);
  const reproduction = `${programIn(terminal.environment)} ${command}`;
  const inspection = await startInspection(prepared.scenario.name, options, port.shell, terminal);
  let verdict: Verdict;
  try {
    const isInterrupted = await driven(prepared, options, port, terminal, reproduction, inspection);
    const summary = prepared.run.summary();
    verdict = judge(summary, isInterrupted);
    write(prepared, summary, options, verdict, port, terminal);
    if (!isInterrupted) await inspection?.stay();
  } finally {
    await inspection?.close();
  }
  if (verdict.exitCode === exitCodes.fine) return;
  throw new CommandFailed(
    verdict.exitCode,
    [...verdict.failures, `It does so again with: ${reproduction}`].join('\ndte: '),
  );
};

/** Adds `run` to the program. */
export const addRun = (program: Command, terminal: Terminal, port: EnginePort): void => {
  const command = program
    .command('run')
    .summary('run a scenario against simulated venues')
    .description(
      'Runs a scenario against simulated venues and says what happened. A simulation: it cannot trade. ' +
        'Without a scenario it runs the demo.\n\n' +
        'Ctrl-C stops what is new, drains what is live and still reports; the exit code is 0 then if the audit holds. ' +
        'A second Ctrl-C ends at once.',
    )
    .argument('[scenario.yaml]', 'the scenario; `scenarios/` holds some to copy');
  addInspectOption(addRunInputs(command))
    .addOption(
      new Option('--speed <factor>', 'pace virtual time: 1 is real time; as fast as it goes if left out').argParser(
        parseSpeed,
      ),
    )
    .addOption(new Option('--out <file.jsonl>', 'write the journal, for `dte verify`, `dte diff`, `dte explain`'))
    .addOption(new Option('--json', 'one JSON object on stdout; what is for people goes to stderr'))
    .addOption(new Option('--quiet', 'no progress, and one line instead of the summary'))
    .action((named: string | undefined, options: Options) => runOnce(named, options, port, terminal));
};
