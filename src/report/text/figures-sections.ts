// Money, time and lanes, as parts of a page.
import type { NamedAmount, VenueFees } from '../../accounting/results.ts';
import type { Percentiles } from '../histogram.ts';
import { hops, type Hop, type RunSummary } from '../summary-types.ts';
import { isResolutionDecisive } from '../remarks/resolution.ts';
import type { Paint } from '../../text/paint.ts';
import { tableLines, type Cell } from '../../text/table.ts';
import { countText, durationText, moneyText } from '../../text/units.ts';

const differenceMeanings: Readonly<Record<string, string>> = {
  slippage: 'fills at other prices than planned',
  unfilled: 'the edge of sets that never filled',
  unwinds: 'getting out of legs that stood alone',
  failures: 'settlements that failed',
  settlementFailures: 'settlements that failed',
  rounding: "the venues' and our own rounding",
  resolution: 'what markets paid in the end, against the least that was counted',
};

/** What a difference is for. The plan counts on the worst fees of its legs; what gets out of a leg is charged too. */
export const meaningOf = ({ name, amount }: NamedAmount): string => {
  if (name !== 'fees') return differenceMeanings[name] ?? '';
  return amount > 0n
    ? 'less than the worst fees, which are planned'
    : 'more than the planned fees: getting out costs too';
};

const signed = (amount: bigint, paint: Paint): Cell => ({
  text: moneyText(amount, { isSigned: true }),
  paint: amount < 0n ? paint.bad : paint.good,
});

/** Hundredths of a percent, rounded down, of one amount in another. */
const shareText = (part: bigint, whole: bigint): string => {
  if (whole <= 0n) return '';
  return `${(part * 100n) / whole} % of it`;
};

/** What was expected, what came of it, and why the two differ. */
export const moneyLines = (summary: RunSummary, paint: Paint): readonly string[] => {
  const { pnl } = summary;
  const why = pnl.differences
    .filter(({ amount }) => amount !== 0n)
    .map((difference): readonly Cell[] => [
      `  ${difference.name}`,
      signed(difference.amount, paint),
      { text: meaningOf(difference), paint: paint.dim },
    ]);
  const byVenue = (amounts: readonly VenueFees[], what: string): readonly string[] => {
    const parts = amounts
      .filter(({ amount }) => amount !== 0n)
      .map(({ venue, currency, amount }) => `${venue} ${moneyText(amount)} ${currency}`);
    return parts.length === 0 ? [] : [`  ${what}: ${parts.join(', ')}`];
  };
  const rows: readonly (readonly Cell[])[] = [
    ['expected', moneyText(pnl.expected), ''],
    ...why,
    [
      { text: 'captured', paint: paint.bold },
      { text: moneyText(pnl.captured), paint: pnl.captured < 0n ? paint.bad : paint.bold },
      isResolutionDecisive(summary) ? '' : shareText(pnl.captured, pnl.expected),
    ],
    ['worst arbitrage', moneyText(pnl.worstArbitrage, { isSigned: true }), ''],
  ];
  return [
    ...tableLines(rows, { right: [1] }),
    ...byVenue(pnl.feesByVenue, 'fees paid'),
    ...byVenue(pnl.paidOut, 'paid out by markets that resolved'),
  ];
};

/** The hops as people call them. */
export const hopTitles: Readonly<Record<Hop, string>> = {
  submitToAck: 'submit to answer',
  submitToFirstFill: 'submit to first fill',
  fillToReport: 'fill to report',
  cancelToAnswer: 'cancel to answer',
};

/** Columns that two hops beside each other need. */
const TWO_HOPS_WIDTH = 80;

/** One hop of all venues as a block of three columns under its title. */
const blockOf = (hop: Hop, rows: readonly Percentiles[]): readonly string[] => {
  const cells = rows.map(({ p50, p90, p99, count }): readonly string[] =>
    count === 0 ? ['–', '–', '–'] : [durationText(p50), durationText(p90), durationText(p99)],
  );
  const table = tableLines([['p50', 'p90', 'p99'], ...cells], { right: [0, 1, 2], indent: '' });
  const width = Math.max(hopTitles[hop].length, ...table.map((line) => line.length));
  return [hopTitles[hop].padEnd(width), ...table.map((line) => line.padStart(width))];
};

/** Percentiles of each hop by venue, in virtual time. */
export const latencyLines = ({ latency }: RunSummary, width: number, paint: Paint): readonly string[] => {
  const venues = Object.entries(latency);
  if (venues.length === 0) return ['  nothing was sent'];
  const names = ['', '', ...venues.map(([venue]) => venue)];
  const lines: string[] = [];
  const inRow = width < TWO_HOPS_WIDTH ? 1 : 2;
  for (let from = 0; from < hops.length; from += inRow) {
    const blocks = hops.slice(from, from + inRow).map((hop) =>
      blockOf(
        hop,
        venues.map(([, byHop]) => byHop[hop]),
      ),
    );
    const rows = names.map((name, row) => [name, ...blocks.flatMap((block) => ['  ', block[row] ?? ''])]);
    const laidOut = tableLines(rows);
    lines.push(...laidOut.map((line, row) => (row < 2 ? paint.dim(line) : line)));
  }
  return lines;
};

/** What the lanes went through. */
export const laneLines = ({ lanes }: RunSummary, paint: Paint): readonly string[] => {
  const head = ['', 'most in use', 'of', 'refused', 'throttled', 'disconnects', 'halts'];
  const count = (value: number): string => (value === 0 ? '–' : countText(value));
  const rows = Object.entries(lanes).map(([venue, lane]): readonly Cell[] => [
    venue,
    countText(lane.depthMax),
    lane.capacity === null ? '?' : countText(lane.capacity),
    { text: count(lane.refused), paint: lane.refused > 0 ? paint.odd : paint.dim },
    { text: count(lane.throttled), paint: paint.dim },
    { text: count(lane.disconnects), paint: paint.dim },
    { text: count(lane.halts), paint: paint.dim },
  ]);
  if (rows.length === 0) return ['  no lane has anything to tell'];
  return tableLines([head.map((text) => ({ text, paint: paint.dim })), ...rows], { right: [1, 2, 3, 4, 5, 6] });
};
