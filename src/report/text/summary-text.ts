// A run's summary as a page for a terminal: a pure function from the summary to lines. It says first that all of it was
// a simulation, and last what to look at next.
import type { RunSummary } from '../summary-types.ts';
import { wrapped } from '../story/story.ts';
import { arbitrageLines, intentLines, orderLines, troubleLines } from './counts-sections.ts';
import { laneLines, latencyLines, moneyLines } from './figures-sections.ts';
import { plainPaint, type Paint } from './paint.ts';
import { replayLines } from './replay-section.ts';
import { tableLines, type Cell } from './table.ts';
import { countText, durationText, manyText } from './units.ts';

/** A command to try, and what it shows. */
export interface NextCommand {
  readonly command: string;
  readonly shows: string;
}

/** How the page is laid out, and what it says beside the summary. */
export interface SummaryPage {
  /** Columns of the terminal; 80 to 120 look best. */
  readonly width?: number;
  readonly paint?: Paint;
  /** The story of one arbitrage, as lines. */
  readonly story?: readonly string[];
  readonly next?: readonly NextCommand[];
}

const WORD = 'SIMULATION';
/** How far to the right the page puts a story. */
export const STORY_INDENT = 2;
const WIDTH_MIN = 40;
const WIDTH_MAX = 120;

/** Why a run is shorter than its scenario, as a sentence; nothing where it is not. */
const earlyEnd = ({ endedBy, tripped }: RunSummary): string => {
  if (endedBy === '' || endedBy === 'finished') return '';
  if (endedBy === 'interrupted') return ' It was interrupted, and drained.';
  if (endedBy === 'strategyFaulted') return ' It ended early: its strategy had to be stopped.';
  if (endedBy === tripped) return ` It ended early: the kill switch, by the limit ${endedBy}.`;
  return ` It ended early: ${endedBy}.`;
};

const headline = (summary: RunSummary): string => {
  const { name, seed, throughput } = summary;
  const { virtualUs, records } = throughput;
  const what = `${name === '' ? 'run' : name}, seed ${seed}`;
  const time = `${durationText(virtualUs)} of virtual time, ${manyText(records, 'record')}`;
  return `${WORD} ${what}: ${time}. No order has left this machine.${earlyEnd(summary)}`;
};

const auditLines = ({ audit, tripped }: RunSummary, width: number, paint: Paint): readonly string[] => {
  const { violations, checks, comparisons, found } = audit;
  const trip = tripped === null ? [] : [`  the limit ${tripped} was reached: the kill switch stopped the run`];
  const scope = `${manyText(checks, 'invariant')}, ${manyText(comparisons, 'comparison')}`;
  if (violations === 0) return [...trip, `  ${paint.good('every promise held')}: ${scope}, over the journal alone`];
  const rows = found.map(
    ({ invariant, actor, seq, sentence }) => `    ${invariant}, record ${seq}, ${actor}: ${sentence}`,
  );
  const more = violations - found.length;
  return [
    ...trip,
    `  ${paint.bad(`${manyText(violations, 'promise')} BROKEN`)}: ${scope}`,
    ...fitted(rows, width).map((row) => paint.bad(row)),
    ...(more > 0 ? [`    and ${countText(more)} more`] : []),
  ];
};

const expectationLines = ({ expectations }: RunSummary, paint: Paint): readonly string[] =>
  tableLines(
    expectations.map(({ key, text, holds, actual }): readonly Cell[] => [
      holds ? { text: 'holds', paint: paint.good } : { text: 'MISSED', paint: paint.bad },
      `${key}: ${text}`,
      actual === null ? 'the run has no such figure' : `it is ${actual}`,
    ]),
  );

/** Beside each other where there is room, else one below the other: a command that is broken cannot be copied. */
const nextLines = (next: readonly NextCommand[], width: number, paint: Paint): readonly string[] => {
  const longest = (texts: readonly string[]): number => Math.max(...texts.map((text) => text.length), 0);
  const room = longest(next.map(({ command }) => command)) + longest(next.map(({ shows }) => shows)) + 4;
  if (room <= width) return tableLines(next.map(({ command, shows }) => [command, { text: shows, paint: paint.dim }]));
  return next.flatMap(({ command, shows }) => [`  ${command}`, `      ${paint.dim(shows)}`]);
};

/** Lines that are too long go on below, as far to the right as they began; painted ones and rows of tables are left. */
const fitted = (lines: readonly string[], width: number): readonly string[] =>
  lines.flatMap((line) => {
    if (line.length <= width || line.includes('\u001B') || /\S {2,}\S/.test(line)) return [line];
    const indent = ' '.repeat(line.length - line.trimStart().length);
    return wrapped(line.trim(), width - indent.length - 2).map((part, row) => `${indent}${row > 0 ? '  ' : ''}${part}`);
  });

/** The width of the page on a terminal of so many columns. */
export const pageWidth = (columns: number): number => Math.min(Math.max(columns, WIDTH_MIN), WIDTH_MAX);

/** The page, line by line. */
export const summaryLines = (summary: RunSummary, page: SummaryPage = {}): readonly string[] => {
  const { paint = plainPaint, story = [], next = [] } = page;
  const width = pageWidth(page.width ?? 100);
  const { orders, arbitrages, fills, pnl, throughput, endedBy } = summary;
  const rate = `${countText(Math.round(throughput.intentsPerVirtualSecond))} a second of virtual time`;
  const sections: readonly (readonly [title: string, lines: readonly string[]])[] = [
    ['The story of one arbitrage', story.map((line) => `${' '.repeat(STORY_INDENT)}${line}`)],
    ['Opportunities in the recording (all legs for less than they pay, before fees)', replayLines(summary, paint)],
    [`Intents (${rate})`, intentLines(summary)],
    [`Arbitrages: ${countText(arbitrages.total)}`, arbitrageLines(summary, width, paint)],
    [`Orders: ${countText(orders.total)}, with ${manyText(fills, 'fill')}`, orderLines(summary, width, paint)],
    [`Edge, in ${pnl.currency}`, moneyLines(summary, paint)],
    ['Latency, in virtual time', latencyLines(summary, width, paint)],
    ['Lanes', laneLines(summary, paint)],
    ['Faults and anomalies', troubleLines(summary, paint)],
    ['Audit', auditLines(summary, width, paint)],
    [
      endedBy === 'interrupted'
        ? 'Expected by the scenario of a whole run, which this was not'
        : 'Expected by the scenario',
      expectationLines(summary, paint),
    ],
    ['Digest (same inputs, same digest)', [`  ${summary.digest}`]],
  ];
  const body = sections.flatMap(([title, lines]) =>
    lines.length === 0 ? [] : ['', paint.bold(title), ...fitted(lines, width)],
  );
  const commands = next.length === 0 ? [] : ['', paint.bold('Next'), ...nextLines(next, width, paint)];
  const [first = '', ...rest] = wrapped(headline(summary), width);
  return [first.replace(WORD, paint.bold(WORD)), ...rest, ...body, ...commands];
};
