// `dte report`: the summary of a run that `dte run` printed at its end, from its rows.
import { writeFileSync } from 'node:fs';
import { Option, type Command } from 'commander';
import { countDeadLetters, listDeadLetters, type DeadLetter } from '../persistence/write/dead-letters.ts';
import type { RunRow } from '../persistence/read/run-list.ts';
import type { Store } from '../persistence/store/store.ts';
import { reportHtml } from '../report/html/page.ts';
import type { Retelling } from '../report/retelling.ts';
import { jsonOf } from '../report/summary-json.ts';
import type { RunSummary } from '../report/summary-types.ts';
import { tellingOf } from '../report/telling.ts';
import { pageWidth, STORY_INDENT, summaryLines } from '../report/text/summary-text.ts';
import { countText, manyText } from '../text/units.ts';
import { columns } from '../text/columns.ts';
import { wrongInput } from './command-failed.ts';
import { addDatabaseOption, ask, resumeCommand, type DatabaseOptions } from './database.ts';
import { fileFault } from '../run/file-fault.ts';
import type { CommandDependencies } from './run/command-dependencies.ts';
import { inputsOfText, typedInputs } from '../run/recorded/frozen.ts';
import { commandOf, programIn } from './run/inputs.ts';
import { paintFor } from './run/paint.ts';
import { withJournals } from './runs/journals.ts';
import { retold } from './runs/retold.ts';
import type { Terminal } from './terminal.ts';

interface Options extends DatabaseOptions {
  readonly json?: true;
  readonly html?: string;
}

/** The summary of a run, and what the database would not take of it. */
interface Report {
  readonly summary: RunSummary;
  readonly retelling: Retelling;
  readonly letters: readonly DeadLetter[];
  readonly letterCount: number;
}

const LETTERS_SHOWN = 10;
/** Letters of a line of the story in a page. */
const STORY_WIDTH = 100;

const reportOf = async (store: Store, run: RunRow): Promise<Report> => {
  const told = await retold({ kind: 'run', name: run.name, run, store });
  const [letterCount, letters] = await ask(store, async (session) => [
    await countDeadLetters(session, run.id),
    await listDeadLetters(session, run.id, LETTERS_SHOWN),
  ]);
  return { ...told, letters, letterCount };
};

const lettersText = ({ letters, letterCount }: Report, { id }: RunRow, program: string): string => {
  if (letterCount === 0) return '';
  const rows = letters.map(({ seq, type, sqlState, reason }) => [`  ${countText(seq)}`, type, sqlState, reason]);
  const more = letterCount > letters.length ? `  and ${manyText(letterCount - letters.length, 'more record')}\n` : '';
  return (
    `\nDead letters: ${manyText(letterCount, 'record')} that the database refused; the journal is whole all the same\n` +
    `${columns(rows, [0])}${more}  ${program} db redrive ${id}  tries them again\n`
  );
};

const stateText = ({ state, id, mark }: RunRow, resume: string): string => {
  if (state === 'ended') return '';
  const how = state === 'failed' ? 'broke' : `is not over: ${resume} continues it`;
  return `\nThe run ${id} ${how}. This is what it had come to by record ${countText(mark)}.\n`;
};

const pageOf = ({ summary, retelling }: Report, run: RunRow, program: string): string => {
  const frozen = inputsOfText(run.inputs, run.id);
  const modules = Object.entries(frozen.modules).map(([name, sha256]) => [`module of ${name}`, sha256]);
  return reportHtml({
    summary,
    ...retelling.plotted(),
    story: retelling.story(STORY_WIDTH),
    reproduction: `${program} ${commandOf(['run'], frozen.path, typedInputs(frozen), summary.seed)}`,
    frozen: {
      'scenario and its changes': frozen.scenarioHash,
      engine: run.engineVersion,
      ...Object.fromEntries(modules),
    },
  });
};

const writePage = (path: string, page: string): void => {
  try {
    writeFileSync(path, page);
  } catch (error) {
    throw wrongInput(`The report cannot be written to ${path}: ${fileFault(error)}.`);
  }
};

const report = async (
  named: string,
  options: Options,
  { shell }: CommandDependencies,
  terminal: Terminal,
): Promise<void> => {
  await withJournals([named], options, terminal, async (journal) => {
    if (journal?.kind !== 'run') throw wrongInput(`${named} is a file: a report is of a run of the database.`);
    const { run, store } = journal;
    const found = await reportOf(store, run);
    const { summary, retelling, letters, letterCount } = found;
    if (options.json) {
      const extra = { run: run.id, state: run.state, deadLetters: { total: letterCount, found: letters } };
      terminal.out(`${JSON.stringify(jsonOf({ ...summary, ...extra }), null, 2)}\n`);
      return;
    }
    const program = programIn(terminal.environment);
    if (options.html !== undefined) {
      writePage(options.html, pageOf(found, run, program));
      terminal.out(`${options.html}: the report of the run ${run.id}, one page that stands alone.\n`);
      return;
    }
    const story = retelling.story(pageWidth(shell.columns) - STORY_INDENT);
    const explain = (id: string): string => `${program} explain ${id} --journal ${run.id}`;
    const telling = tellingOf(summary, story);
    const lines = summaryLines(summary, {
      width: shell.columns,
      paint: paintFor(shell.isOutTty, terminal.environment),
      story,
      explain,
      ...(telling === null ? {} : { see: { command: explain(telling.id), shows: telling.why } }),
    });
    terminal.out(
      `${lines.join('\n')}\n${lettersText(found, run, program)}${stateText(run, resumeCommand(run.id, options, terminal.environment))}`,
    );
  });
};

/** Adds `report` to the program. */
export const addReport = (program: Command, terminal: Terminal, port: CommandDependencies): void => {
  const command = program
    .command('report')
    .description(
      'Prints the summary that `dte run` printed at the end of a run, from its rows, and what the database refused.',
    )
    .argument('<run>', 'a run by name or number, as `dte runs` lists them')
    .addOption(new Option('--html <file>', 'write one page with plots, which stands alone').conflicts('json'))
    .addOption(new Option('--json', 'one JSON object instead of text'));
  addDatabaseOption(command).action((named: string, options: Options) => report(named, options, port, terminal));
};
