// `dte data inspect`: what is in a recording. Knows it by its survey alone.
import { Option, type Command } from 'commander';
import { hashOfFile } from '../../market-data/recording.ts';
import { faultKinds, type ReadReport } from '../../market-data/read/tally.ts';
import { Survey, type MarketSurvey, type SurveyReport } from '../../market-data/survey.ts';
import { jsonOf } from '../../report/summary-json.ts';
import { countText, durationText, manyText, priceText, sizeText } from '../../text/units.ts';
import { columns } from '../../text/columns.ts';
import type { Terminal } from '../terminal.ts';
import { refuseEmpty } from '../../run/open-data.ts';
import { addReadingOptions, openRecording, type ReadingOptions } from './open-recording.ts';

interface Options extends ReadingOptions {
  readonly json?: true;
}

const timeText = (us: number | null): string =>
  us === null ? '-' : new Date(us / 1_000).toISOString().replace('T', ' ').replace('.000Z', 'Z');

const faultWords: Readonly<Record<(typeof faultKinds)[number], string>> = {
  broken: 'broken lines, left out',
  gap: 'gaps in the numbering',
  contradiction: 'frames that contradict the book',
  late: 'frames out of order, left out',
  duplicate: 'frames that came twice, left out',
  unusable: 'changes of stale books, left out',
  unmapped: 'frames of tokens that are not named, left out',
  undated: 'times without any time stated',
  cut: 'files cut short',
};

const MARKETS_SHOWN = 40;

const bestText = ({ bestBid, bestAsk }: MarketSurvey): string =>
  `${bestBid === null ? '-' : priceText(bestBid.px)} / ${bestAsk === null ? '-' : priceText(bestAsk.px)}`;

const marketRows = (markets: readonly MarketSurvey[]): string => {
  const head = [
    'venue',
    'market',
    'snapshots',
    'levels',
    'trades',
    'traded',
    'gaps',
    'stale for',
    'crossed',
    'last bid / ask',
  ];
  const rows = markets
    .slice(0, MARKETS_SHOWN)
    .map((survey) => [
      survey.venue,
      survey.market.length > 40 ? `${survey.market.slice(0, 39)}…` : survey.market,
      countText(survey.updates.snapshot),
      countText(survey.updates.level),
      countText(survey.updates.trade),
      sizeText(survey.tradedQty),
      countText(survey.updates.gap),
      survey.staleUs === 0 ? '-' : durationText(survey.staleUs),
      countText(survey.crossings),
      bestText(survey),
    ]);
  const more = markets.length - rows.length;
  return (
    columns([head, ...rows], [2, 3, 4, 5, 6, 7, 8, 9]) + (more > 0 ? `and ${manyText(more, 'market')} more\n` : '')
  );
};

const faultRows = ({ faults, firstFaults }: ReadReport): string => {
  const kinds = faultKinds.filter((kind) => faults[kind] > 0);
  if (kinds.length === 0) return 'nothing is wrong with it\n';
  const rows = kinds.flatMap((kind) => [
    [countText(faults[kind]), faultWords[kind]],
    ...firstFaults
      .filter((fault) => fault.kind === kind)
      .map(({ line, sentence }) => ['', `line ${line}: ${sentence}`]),
  ]);
  return columns(rows, [0]);
};

const textOf = (path: string, hash: string, survey: SurveyReport, report: ReadReport): string => {
  const { firstUs, lastUs, stepsBack, stepBackUsMax, markets, updates } = survey;
  const forms = Object.entries(report.forms).map(([form, lines]) => `${form} (${manyText(lines, 'line')})`);
  const others = Object.entries(report.others).map(([type, count]) => `${countText(count)} ${type}`);
  const rows = [
    ['recording', path],
    ['sha256', hash],
    ['form', forms.join(', ')],
    ['lines', countText(report.lines)],
    ['updates', countText(updates)],
    ['from', timeText(firstUs)],
    ['to', `${timeText(lastUs)}, ${durationText((lastUs ?? 0) - (firstUs ?? 0))}`],
    ...(stepsBack === 0
      ? []
      : [['time goes back', `${manyText(stepsBack, 'time')}, by ${durationText(stepBackUsMax)} at most`]]),
    ...(others.length === 0 ? [] : [['moves no book', others.join(', ')]]),
  ];
  return `${columns(rows)}\n${marketRows(markets)}\n${faultRows(report)}`;
};

/** Adds `data inspect` to its command. */
export const addInspect = (data: Command, terminal: Terminal): void => {
  const command = data
    .command('inspect')
    .summary('say what is in a recording')
    .description(
      'Says what is in a recording: venues, markets, span, updates by kind, gaps, crossed books, broken lines. Reads ' +
        "Polymarket's and Kalshi's frames as JSON lines, the canonical form, and level summaries as CSV, plain or gzipped.",
    )
    .argument('<file>', 'a recording');
  addReadingOptions(command)
    .addOption(new Option('--json', 'one JSON object instead of text'))
    .action(async (path: string, options: Options) => {
      const recording = openRecording(path, options, terminal);
      const survey = new Survey();
      for await (const batch of recording.batches()) for (const update of batch) survey.observe(update);
      refuseEmpty(path, recording);
      const hash = await hashOfFile(path);
      const { report } = recording;
      const { lines, forms, faults, firstFaults, others } = report;
      const found = survey.report();
      const json = { file: path, sha256: hash, lines, forms, ...found, faults, firstFaults, others };
      terminal.out(options.json ? `${JSON.stringify(jsonOf(json), null, 2)}\n` : textOf(path, hash, found, report));
    });
};
