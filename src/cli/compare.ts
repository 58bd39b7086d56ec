// `dte compare`: what several runs came to, side by side, whether they are journal files or runs of the database.
import { Option, type Command } from 'commander';
import { printMicros } from '../money/decimal.ts';
import { compareRuns, type ComparedFigure, type Unit } from '../report/compare.ts';
import { printable } from '../kernel/printable.ts';
import type { RunSummary } from '../report/summary-types.ts';
import { tableLines, type Cell } from '../text/table.ts';
import { countText, durationText, moneyText } from '../text/units.ts';
import { outcomeWords } from '../report/text/outcome-words.ts';
import { paintedWord } from '../report/text/verdict-text.ts';
import type { Paint } from '../text/paint.ts';
import { wrongInput } from './command-failed.ts';
import { addDatabaseOption, type DatabaseOptions } from './database.ts';
import { paintFor } from './run/paint.ts';
import type { Shell } from './run/shell.ts';
import { withJournals } from './runs/journals.ts';
import { retold } from './runs/retold.ts';
import type { Terminal } from './terminal.ts';

interface Options extends DatabaseOptions {
  readonly json?: true;
}

/** A run under the name that it was asked for by. */
interface Named {
  readonly name: string;
  readonly summary: RunSummary;
  /** A journal alone does not say what was expected: whether it has passed is not known then. */
  readonly isJudged: boolean;
}

const RUNS_MAX = 8;

const bpsText = (bps: bigint): string => {
  const size = bps < 0n ? -bps : bps;
  const tenths = size % 100n === 0n ? '' : `.${String(size % 100n).padStart(2, '0')}`;
  return `${bps < 0n ? '-' : ''}${size / 100n}${tenths} %`;
};

const texts: Readonly<Record<Unit, (value: bigint) => string>> = {
  count: (value) => (value < 0n ? `-${countText(Number(-value))}` : countText(Number(value))),
  us: (value) => (value < 0n ? `-${durationText(Number(-value))}` : durationText(Number(value))),
  money: (value) => moneyText(value),
  bps: bpsText,
};

const differenceCell = (unit: Unit, difference: bigint | null, paint: Paint): Cell => {
  if (difference === null) return '';
  if (difference === 0n) return { text: '=', paint: paint.dim };
  return { text: `${difference > 0n ? '+' : ''}${texts[unit](difference)}`, paint: paint.bold };
};

const textOf = (runs: readonly Named[], figures: readonly ComparedFigure[], paint: Paint): string => {
  const head = (title: string, read: (run: Named) => Cell): readonly Cell[] => [
    title,
    ...runs.flatMap((run, at) => (at === 0 ? [read(run)] : [read(run), ''])),
  ];
  const rows: (readonly Cell[])[] = [
    head('', ({ name }) => ({ text: name, paint: paint.bold })),
    head('scenario', ({ summary }) => summary.name),
    head('seed', ({ summary }) => summary.seed),
    head('digest', ({ summary }) => summary.digest.slice(0, 8)),
    head('verdict', ({ summary, isJudged }) =>
      isJudged
        ? { text: outcomeWords[summary.verdict], paint: (text) => paintedWord(summary, text, paint) }
        : { text: 'not judged', paint: paint.dim },
    ),
  ];
  let group = '';
  for (const figure of figures) {
    if (figure.group !== group) rows.push(['']);
    ({ group } = figure);
    const isDetail = !['run', 'intents', 'arbitrages', 'orders', 'edge', 'trouble'].includes(group);
    rows.push([
      isDetail ? `${group}: ${figure.name}` : figure.name,
      ...figure.values.flatMap((value, at): readonly Cell[] => {
        const text = value === null ? '–' : texts[figure.unit](value);
        return at === 0 ? [text] : [text, differenceCell(figure.unit, figure.differences[at] ?? null, paint)];
      }),
    ]);
  }
  const right = Array.from({ length: 2 * runs.length - 1 }, (_, at) => at + 1);
  const unjudged = runs.some(({ isJudged }) => !isJudged)
    ? ' Of a journal alone nobody knows what was expected, so that it is not judged.'
    : '';
  const currencies = [...new Set(runs.map(({ summary }) => summary.pnl.currency))];
  const money =
    currencies.length === 1
      ? `Money is in ${currencies[0]}.`
      : `Money is in the currency of each run (${currencies.join(', ')}), and not compared across them.`;
  const table = tableLines(rows, { right, indent: '' }).join('\n');
  const beside = `What stands beside a figure is its difference from ${printable(runs[0]?.name ?? '')}.`;
  return `${table}\n\n${money} ${beside}${unjudged}\n`;
};

const jsonValue = (unit: Unit, value: bigint | null): string | number | null =>
  value === null ? null : unit === 'money' ? printMicros(value) : Number(value);

const jsonOf = (runs: readonly Named[], figures: readonly ComparedFigure[]): object => ({
  simulation: true,
  runs: runs.map(({ name, summary, isJudged }) => ({
    name,
    scenario: summary.name,
    seed: summary.seed,
    digest: summary.digest,
    passed: isJudged ? summary.passed : null,
    verdict: isJudged ? summary.verdict : null,
    interrupted: summary.interrupted,
    currency: summary.pnl.currency,
  })),
  figures: figures.map(({ group, name, unit, values, differences }) => ({
    group,
    figure: name,
    unit,
    values: values.map((value) => jsonValue(unit, value)),
    differences: differences.map((value) => jsonValue(unit, value)),
  })),
});

const compare = async (names: readonly string[], options: Options, shell: Shell, terminal: Terminal): Promise<void> => {
  if (names.length > RUNS_MAX)
    throw wrongInput(`At most ${RUNS_MAX} runs are set side by side, and not ${names.length}.`);
  const runs = await withJournals(names, options, terminal, async (...journals) => {
    const told: Named[] = [];
    for (const journal of journals) {
      const { summary, isJudged } = await retold(journal);
      told.push({ name: journal.name, summary, isJudged });
    }
    return told;
  });
  const figures = compareRuns(runs.map(({ summary }) => summary));
  terminal.out(
    options.json
      ? `${JSON.stringify(jsonOf(runs, figures), null, 2)}\n`
      : textOf(runs, figures, paintFor(shell.isOutTty, terminal.environment)),
  );
};

/** Adds `compare` to the program. */
export const addCompare = (program: Command, terminal: Terminal, shell: Shell): void => {
  const command = program
    .command('compare')
    .description(
      'Sets what runs came to side by side, figure by figure, with the differences from the first. `dte diff` shows where ' +
        'their journals part.',
    )
    .argument('<a>', 'a journal, as `dte run --out` writes it, or a run of the database by name or number')
    .argument('<b...>', 'one or several others')
    .addOption(new Option('--json', 'one JSON object instead of text'));
  addDatabaseOption(command).action((first: string, others: readonly string[], options: Options) =>
    compare([first, ...others], options, shell, terminal),
  );
};
