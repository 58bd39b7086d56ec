// A run's summary as a page for a terminal: a pure function from the summary to lines. It says first what the run comes to,
// what was tested, how one failure is looked at and what to try next; then its figures, one story, and whose order management
// this was.
import type { RunSummary } from '../summary-types.ts';
import { printable } from '../../kernel/printable.ts';
import { wrapped } from '../story/story.ts';
import { arbitrageLines, countsText, intentLines, orderLines, troubleLines } from './counts-sections.ts';
import { laneLines, latencyLines, moneyLines } from './figures-sections.ts';
import { plainPaint, type Paint } from '../../text/paint.ts';
import { replayLines } from './replay-section.ts';
import { tableLines, type Cell } from '../../text/table.ts';
import { countText, durationText, manyText } from '../../text/units.ts';
import { outcomeWords } from './outcome-words.ts';
import { paintedWord, verdictText } from './verdict-text.ts';

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
  /** How the one that has most to tell is looked at. */
  readonly see?: NextCommand;
  readonly next?: readonly NextCommand[];
  /** The command that explains an order or an arbitrage of this run. */
  readonly explain?: (id: string) => string;
}

const WORD = 'SIMULATION';
/** How far to the right the page puts a story. */
export const STORY_INDENT = 2;
const WIDTH_MIN = 40;
const WIDTH_MAX = 120;
/** The indent of the further lines of a verdict or a remark. */
const HANGING = 6;

/** Whose order management a run of the engine tests, and how others test theirs. */
export const OWN_ORDERS =
  "The order management tested here is the engine's own. To test yours, drive a simulated venue with it: createVenue, in docs/order-management.md.";

/** Why a run is shorter than its scenario, as a sentence; nothing where it is not. */
const earlyEnd = ({ endedBy, tripped, interrupted }: RunSummary): string => {
  if (interrupted !== null) return ' It was interrupted, and drained.';
  if (endedBy === '' || endedBy === 'finished') return '';
  if (endedBy === 'strategyFaulted') return ' It ended early: its strategy had to be stopped.';
  if (endedBy === tripped) return ` It ended early: the kill switch, by the limit ${endedBy}.`;
  return ` It ended early: ${endedBy}.`;
};

const headline = (summary: RunSummary): string => {
  const { virtualUs, records } = summary.throughput;
  const time = `${durationText(virtualUs)} of virtual time, ${manyText(records, 'record')}`;
  return `${WORD}: ${time}. No order has left this machine.${earlyEnd(summary)}`;
};

/** Text on lines of that width, all but the first further to the right. */
const hanging = (text: string, width: number): readonly string[] =>
  wrapped(text, width - HANGING).map((line, row) => `${row === 0 ? '' : ' '.repeat(HANGING)}${line}`);

const testedLines = ({ intents, arbitrages, orders, fills, lanes, faults }: RunSummary): readonly string[] => {
  const venues = Object.keys(lanes);
  const injected = Object.fromEntries(Object.entries(faults).map(([name, fault]) => [name, fault.injected]));
  const total = Object.values(injected).reduce((sum, count) => sum + count, 0);
  return [
    `  ${manyText(intents.total, 'intent')}, ${countText(arbitrages.total)} begun: ${manyText(orders.total, 'order')} with ` +
      `${manyText(fills, 'fill')} at ${venues.length === 0 ? 'no venue' : printable(venues.join(', '))}`,
    total === 0 ? '  no faults were injected' : `  ${manyText(total, 'fault')} on the way: ${countsText(injected)}`,
    "  the engine's own order management, from intent to fill, audited over the journal alone",
  ];
};

const auditLines = ({ audit, tripped }: RunSummary, width: number, paint: Paint): readonly string[] => {
  const { violations, checks, comparisons, found } = audit;
  const trip = tripped === null ? [] : [`  the limit ${tripped} was reached: the kill switch stopped the run`];
  const scope = `${manyText(checks, 'invariant')}, ${manyText(comparisons, 'comparison')}`;
  if (violations === 0) return [...trip, `  ${paint.good('every promise held')}: ${scope}, over the journal alone`];
  const rows = found.map(
    ({ invariant, actor, seq, sentence }) => `    ${printable(`${invariant}, record ${seq}, ${actor}: ${sentence}`)}`,
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

/** Breaks lines that are too long, at the indent of their beginning; painted ones and rows of tables are left. */
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
  const { paint = plainPaint, story = [], see, next = [], explain } = page;
  const width = pageWidth(page.width ?? 100);
  const { orders, arbitrages, fills, pnl, throughput, interrupted, verdict, remarks } = summary;
  const rate = `${countText(Math.round(throughput.intentsPerVirtualSecond))} a second of virtual time`;
  const sections: readonly (readonly [title: string, lines: readonly string[]])[] = [
    ['Opportunities in the recording (all legs for less than they pay, before fees)', replayLines(summary, paint)],
    [`Intents (${rate})`, intentLines(summary)],
    [`Arbitrages: ${countText(arbitrages.total)}`, arbitrageLines(summary, width, paint)],
    [`Orders: ${countText(orders.total)}, with ${manyText(fills, 'fill')}`, orderLines(summary, width, paint)],
    [`Edge, in ${pnl.currency}`, moneyLines(summary, paint)],
    ['Latency, in virtual time', latencyLines(summary, width, paint)],
    ['Lanes', laneLines(summary, paint)],
    ['Faults and anomalies', troubleLines(summary, paint, explain)],
    ['Audit', auditLines(summary, width, paint)],
    [
      interrupted !== null ? 'Expected by the scenario of a whole run, which this was not' : 'Expected by the scenario',
      expectationLines(summary, paint),
    ],
    ['The story of one arbitrage', story.map((line) => `${' '.repeat(STORY_INDENT)}${line}`)],
    ['Whose order management', [`  ${OWN_ORDERS}`]],
    ['Digest (same inputs, same digest)', [`  ${summary.digest}`]],
  ];
  const titled = (title: string, lines: readonly string[]): readonly string[] =>
    lines.length === 0 ? [] : ['', paint.bold(title), ...lines];
  const body = [
    ...titled('What was tested', fitted(testedLines(summary), width)),
    ...titled('One failure, step by step', see === undefined ? [] : nextLines([see], width, paint)),
    ...titled('Next', next.length === 0 ? [] : nextLines(next, width, paint)),
    ...sections.flatMap(([title, lines]) => titled(title, fitted(lines, width))),
  ];
  const word = outcomeWords[verdict];
  const [first = '', ...rest] = hanging(`${word}  ${verdictText(summary)}`, width);
  return [
    first.replace(word, paintedWord(summary, word, paint)),
    ...rest,
    ...hanging(headline(summary), width).map((line) => line.replace(WORD, paint.bold(WORD))),
    ...remarks.flatMap(({ sentence }) => hanging(`NOTE  ${sentence}`, width)).map((line) => paint.odd(line)),
    ...body,
  ];
};
