// `dte data fit`: a scenario for the stochastic simulator with the numbers of a recording, and how near it comes.
import { existsSync, writeFileSync } from 'node:fs';
import { Option, type Command } from 'commander';
import type { DistributionFit } from '../../market-data/fit/fit-distribution.ts';
import { fitRecording, type Fit, type FittedMarket } from '../../market-data/fit/fit.ts';
import { Gatherer } from '../../market-data/fit/gather.ts';
import { hashOfFile } from '../../market-data/recording.ts';
import { jsonOf } from '../../report/summary-json.ts';
import { countText, durationText, manyText, priceText, sizeText } from '../../text/units.ts';
import { columns } from '../../text/columns.ts';
import { wrongInput } from '../command-failed.ts';
import { fileFault } from '../../run/file-fault.ts';
import type { Terminal } from '../terminal.ts';
import { fittedScenario } from './fitted-scenario.ts';
import { refuseEmpty } from '../../run/open-data.ts';
import { addReadingOptions, openRecording, type ReadingOptions } from './open-recording.ts';

interface Options extends ReadingOptions {
  readonly out: string;
  readonly json?: true;
}

const fitText = (title: string, fit: DistributionFit | null): string => {
  if (fit === null) return `${title}: not told by this recording\n\n`;
  const { spec, count, distance, rows } = fit;
  const head = ['', ...rows.map(({ quantile }) => `p${Math.round(quantile * 100)}`)];
  const table = columns(
    [
      head,
      ['  data', ...rows.map(({ dataUs }) => durationText(Math.round(dataUs)))],
      ['  fitted', ...rows.map(({ fittedUs }) => durationText(fittedUs))],
    ],
    head.map((_, index) => index).slice(1),
  );
  const off = `${(distance * 100).toFixed(1)} %`;
  return `${title}: ${spec.kind}, of ${countText(count)}, at most ${off} off\n${table}\n`;
};

const marketText = ({
  venue,
  market,
  spreadPx,
  spreads,
  depthQty,
  depths,
}: FittedMarket): readonly (readonly string[])[] => [
  [`${venue} ${market.slice(0, 24)}`, 'spread', ...spreads.map(priceText), priceText(spreadPx)],
  ['', 'depth at best', ...depths.map(sizeText), sizeText(depthQty)],
];

const textOf = (fit: Fit): string => {
  const head = ['', '', 'p5', 'p25', 'p50', 'p75', 'p95', 'fitted'];
  const rows = fit.events.flatMap(({ markets }) => markets.flatMap(marketText));
  const left = fit.eventsLeftOut === 0 ? '' : `${manyText(fit.eventsLeftOut, 'event')} with fewer moments left out\n`;
  const early =
    fit.receivedEarly === 0
      ? ''
      : `${manyText(fit.receivedEarly, 'update')} received before the venue's stamp: the recorder's clock was behind; left out\n`;
  return (
    fit.venues
      .map(
        ({ venue, latency, tradeGap }) =>
          fitText(`${venue}, from stamp to receipt`, latency) + fitText(`${venue}, from trade to trade`, tradeGap),
      )
      .join('') +
    fitText('from moment to moment', fit.momentGap) +
    `${columns([head, ...rows], [2, 3, 4, 5, 6, 7])}${left}${early}`
  );
};

const written = (path: string, text: string): void => {
  try {
    writeFileSync(path, text, { flag: 'wx' });
  } catch (error) {
    throw wrongInput(`${path} cannot be written: ${fileFault(error)}.`);
  }
};

/** Adds `data fit` to its command. */
export const addFit = (data: Command, terminal: Terminal): void => {
  const command = data
    .command('fit')
    .summary('write a scenario with the numbers of a recording')
    .description(
      'Takes latencies, spreads, depths, trade sizes and arrival rates from a recording, writes them as a scenario for the ' +
        'stochastic simulator, and shows the fit next to the data. Markets of one name at two venues are one event: --name ' +
        'and --token give names. Overwrites nothing.',
    )
    .argument('<file>', 'a recording');
  addReadingOptions(command)
    .addOption(new Option('--out <file.yaml>', 'where the scenario goes').default('fitted.yaml'))
    .addOption(new Option('--json', 'one JSON object instead of text'))
    .action(async (path: string, options: Options) => {
      const { out } = options;
      if (existsSync(out)) throw wrongInput(`${out} exists already, and nothing was written.`);
      const recording = openRecording(path, options, terminal);
      const gathered = new Gatherer();
      for await (const batch of recording.batches()) for (const update of batch) gathered.observe(update);
      refuseEmpty(path, recording);
      const fit = fitRecording(gathered);
      if (fit === null)
        throw wrongInput(`${path} shows no book with both sides that is not stale: there is nothing to fit to.`);
      const hash = await hashOfFile(path);
      written(out, fittedScenario(fit, path, hash));
      terminal.out(options.json ? `${JSON.stringify(jsonOf({ scenario: out, ...fit }), null, 2)}\n` : textOf(fit));
      terminal.err(`\n  A simulation: it cannot trade. Written: ${out}\n  Next: dte run ${out}\n`);
    });
};
