// A run as one page that stands alone: no script, nothing to load, so that it can be mailed, kept and opened anywhere. A pure
// function of what is known of the run.
import { OWN_ORDERS } from '../text/summary-text.ts';
import { hopTitles, meaningOf } from '../text/figures-sections.ts';
import { countText, durationText, moneyText, percentText, sizeText } from '../../text/units.ts';
import { hops, type RunSummary } from '../summary-types.ts';
import type { VenueFills } from './fill-tally.ts';
import type { RunSeries, SeriesPoint } from './series.ts';
import { reportStyle } from './style.ts';
import { verdictHtml } from './verdict.ts';
import { escaped, plotSvg, rowsSvg, tableHtml, type PlotSeries, type Row } from './svg.ts';

/** What a report is made of. */
export interface ReportInputs {
  readonly summary: RunSummary;
  readonly series: RunSeries;
  readonly fills: readonly VenueFills[];
  /** The story of one arbitrage, as lines. */
  readonly story: readonly string[];
  /** The command that does the run again. */
  readonly reproduction: string;
  /** What else identifies it, by name: hashes of the scenario, of a recording, of strategies. */
  readonly frozen: Readonly<Record<string, string>>;
}

/** The page. */
export const reportHtml = (inputs: ReportInputs): string => {
  const { summary } = inputs;
  const title = `${summary.name === '' ? 'run' : summary.name}, seed ${summary.seed}`;
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Simulation: ${escaped(title)}</title><style>${reportStyle}</style></head><body>
${verdictHtml(summary)}
${opportunities(inputs)}
${edge(inputs)}
${fillsAndSlippage(inputs)}
${latency(summary)}
${exposure(inputs)}
${anomalies(inputs)}
${story(inputs)}
${reproduce(inputs)}
</body></html>
`;
};

const section = (title: string, ...parts: readonly string[]): string =>
  `<section><h2>${escaped(title)}</h2>\n${parts.filter((part) => part !== '').join('\n')}</section>`;

const count = (value: bigint): string => countText(Number(value));

const seriesOf = (
  { points }: RunSeries,
  name: string,
  tone: string,
  shape: PlotSeries['shape'],
  read: (point: SeriesPoint) => number | bigint,
): PlotSeries => ({ name, tone, shape, values: points.map((point) => BigInt(read(point))) });

const ends = ({ series }: ReportInputs) =>
  ({ from: '0', to: `${durationText(series.points.length * series.widthUs)} of virtual time` }) as const;

const opportunities = (inputs: ReportInputs): string => {
  const { summary, series } = inputs;
  const { intents, arbitrages } = summary;
  const bar = (name: string, value: number, tone: string): Row => ({
    name,
    from: 0n,
    to: BigInt(value),
    tone,
    text: `${countText(value)} (${percentText(value, intents.total)})`,
  });
  const rows = [
    bar('seen', intents.total, 'sky'),
    bar('taken', arbitrages.total, 'blue'),
    bar('completed', arbitrages.completed, 'green'),
    bar('partial', arbitrages.partial, 'green'),
    bar('cancelled', arbitrages.cancelled, 'grey'),
    bar('failed', arbitrages.failed, 'orange'),
    bar('exposed', arbitrages.exposed, 'red'),
    bar('live', arbitrages.live, 'pink'),
  ].filter(({ to }, place) => place < 3 || to > 0n);
  const refused = Object.entries(intents.refused).map(([reason, times]) => [reason, countText(times)]);
  return section(
    'Opportunities: seen, taken, captured',
    rowsSvg('What became of them', rows),
    plotSvg({
      title: `Intents in each ${durationText(series.widthUs)}`,
      series: [
        seriesOf(series, 'seen', 'sky', 'bars', ({ intents: seen }) => seen),
        seriesOf(series, 'taken', 'blue', 'bars', ({ begun }) => begun),
      ],
      ...ends(inputs),
      valueText: count,
    }),
    refused.length === 0 ? '' : tableHtml(['refused before anything was sent', 'times'], refused, [1]),
  );
};

const edge = (inputs: ReportInputs): string => {
  const { pnl } = inputs.summary;
  let level = pnl.expected;
  const steps = pnl.differences
    .filter(({ amount }) => amount !== 0n)
    .map((difference): Row => {
      const from = level;
      level += difference.amount;
      const { name, amount } = difference;
      const text = `${moneyText(amount, { isSigned: true })} ${meaningOf(difference)}`;
      return { name, from, to: level, tone: amount < 0n ? 'red' : 'green', text };
    });
  const whole = (name: string, amount: bigint): Row => ({
    name,
    from: 0n,
    to: amount,
    tone: 'blue',
    text: moneyText(amount),
  });
  return section(
    `Edge, in ${pnl.currency}: expected, and what took the rest`,
    rowsSvg('From the edge that was expected to what was captured', [
      whole('expected', pnl.expected),
      ...steps,
      whole('captured', pnl.captured),
    ]),
    plotSvg({
      title: 'Edge of all that has ended',
      series: [
        seriesOf(inputs.series, 'expected', 'sky', 'line', ({ expected }) => expected),
        seriesOf(inputs.series, 'captured', 'green', 'line', ({ captured }) => captured),
      ],
      ...ends(inputs),
      valueText: moneyText,
    }),
    `<p>The worst arbitrage: ${moneyText(pnl.worstArbitrage, { isSigned: true })}.</p>`,
  );
};

const fillsAndSlippage = (inputs: ReportInputs): string =>
  section(
    `Fills and slippage: ${countText(inputs.summary.fills)} fills`,
    plotSvg({
      title: `Fills in each ${durationText(inputs.series.widthUs)}`,
      series: [seriesOf(inputs.series, 'fills', 'blue', 'bars', ({ fills }) => fills)],
      ...ends(inputs),
      valueText: count,
    }),
    tableHtml(
      ['venue', 'fills', 'shares', 'at a better price than the limit', 'worth', 'fees'],
      inputs.fills.map(({ venue, fills, qty, betterQty, saved, fees }) => [
        venue,
        countText(fills),
        sizeText(qty),
        sizeText(betterQty),
        moneyText(saved),
        moneyText(fees),
      ]),
      [1, 2, 3, 4, 5],
    ),
  );

const latency = ({ latency: byVenue }: RunSummary): string => {
  const rows = Object.entries(byVenue).flatMap(([venue, byHop]) =>
    hops.flatMap((hop) => {
      const { p50, p90, p99, count: times } = byHop[hop];
      if (times === 0) return [];
      return [[venue, hopTitles[hop], durationText(p50), durationText(p90), durationText(p99), countText(times)]];
    }),
  );
  const bars = Object.entries(byVenue).flatMap(([venue, byHop]): Row[] => {
    const { p50, p99, count: times } = byHop.submitToFirstFill;
    if (times === 0) return [];
    const text = `${durationText(p50)}, at worst ${durationText(p99)}`;
    return [{ name: venue, from: BigInt(p50), to: BigInt(p99), tone: 'pink', text }];
  });
  return section(
    'Latency, in virtual time',
    bars.length === 0 ? '' : rowsSvg('Submit to first fill: from the median to the 99th percentile', bars),
    tableHtml(['venue', 'hop', 'p50', 'p90', 'p99', 'times'], rows, [2, 3, 4, 5]),
  );
};

const exposure = (inputs: ReportInputs): string =>
  section(
    `Exposure over time, in ${inputs.summary.pnl.currency}`,
    plotSvg({
      title: 'The most that was at risk',
      series: [
        seriesOf(inputs.series, 'at risk', 'orange', 'area', ({ exposureMax }) => exposureMax),
        seriesOf(inputs.series, 'faults', 'red', 'marks', ({ faults }) => faults),
      ],
      ...ends(inputs),
      valueText: moneyText,
    }),
    plotSvg({
      title: 'Arbitrages that lived at once',
      series: [seriesOf(inputs.series, 'live', 'blue', 'area', ({ liveMax }) => liveMax)],
      ...ends(inputs),
      valueText: count,
    }),
  );

const anomalies = (inputs: ReportInputs): string => {
  const { summary, series } = inputs;
  const found = Object.entries(summary.anomalies).map(([kind, times]) => [
    kind,
    countText(times),
    (summary.anomalyIds[kind] ?? []).join(', '),
  ]);
  const faults = Object.entries(summary.faults).map(([fault, { injected }]) => [fault, countText(injected)]);
  const broken = summary.audit.found.map(({ invariant, seq, actor, sentence }) => [
    invariant,
    String(seq),
    actor,
    sentence,
  ]);
  const { audit } = summary;
  const verdict =
    audit.violations === 0
      ? `<p class="good">Every promise held: ${audit.checks} invariants, ${countText(audit.comparisons)} comparisons, over the journal alone.</p>`
      : `<p class="bad">${countText(audit.violations)} promises broken.</p>`;
  const isQuiet = found.length === 0 && faults.length === 0;
  return section(
    'Anomalies, faults and the audit',
    verdict,
    broken.length === 0 ? '' : tableHtml(['invariant', 'record', 'actor', 'what is wrong'], broken, [1]),
    isQuiet
      ? '<p>No faults were injected, and nothing odd was noticed.</p>'
      : plotSvg({
          title: `Anomalies and faults in each ${durationText(series.widthUs)}`,
          series: [
            seriesOf(series, 'faults', 'orange', 'bars', (point) => point.faults),
            seriesOf(series, 'anomalies', 'red', 'bars', (point) => point.anomalies),
          ],
          ...ends(inputs),
          valueText: count,
        }),
    found.length === 0 ? '' : tableHtml(['anomaly', 'times', 'first at'], found, [1]),
    faults.length === 0 ? '' : tableHtml(['fault', 'injected'], faults, [1]),
    expectationTable(summary),
  );
};

const expectationTable = ({ expectations }: RunSummary): string =>
  expectations.length === 0
    ? ''
    : tableHtml(
        ['expected by the scenario', '', 'it is'],
        expectations.map(({ key, text, holds, actual }) => [
          `${key}: ${text}`,
          holds ? 'holds' : 'MISSED',
          actual ?? '–',
        ]),
      );

const story = ({ story: lines }: ReportInputs): string =>
  section(
    'The story of one arbitrage',
    lines.length === 0 ? '' : `<pre>${escaped(lines.join('\n'))}</pre>`,
    `<p>${escaped(OWN_ORDERS)}</p>`,
  );

const reproduce = ({ summary, reproduction, frozen }: ReportInputs): string =>
  section(
    summary.interrupted === null ? 'The same run again' : 'The whole run',
    `<pre>${escaped(reproduction)}</pre>`,
    tableHtml(
      ['', ''],
      [['run', summary.runId], ['seed', summary.seed], ['digest', summary.digest], ...Object.entries(frozen)],
    ),
  );
