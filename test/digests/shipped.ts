// Every shipped scenario, whole, at two seeds, and one of our own. All of them together take some ten seconds of one core.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openRecordingFor } from '../../src/run/open-recording.ts';
import { createRun } from '../../src/run/create-run.ts';
import type { RunOptions } from '../../src/run/run-options.ts';
import type { Results } from '../../src/accounting/results.ts';
import { printMicros } from '../../src/money/decimal.ts';
import { parseScenario } from '../../src/scenario/parse.ts';
import type { Scenario } from '../../src/scenario/types.ts';
import { PortfolioWatch } from './portfolio-watch.ts';
import type { Pin } from './pins.ts';

const root = new URL('../../', import.meta.url);
const folder = new URL('scenarios/', root);

/** The seed beside a scenario's own. */
const OTHER_SEED = 'pinned';

/** A run that is to be pinned; null where what it replays is not there. */
export interface Pinnable {
  readonly name: string;
  readonly run: (() => Promise<Pin>) | null;
}

/** The runs of the shipped scenarios, and of one in which nothing comes out even. */
export const shippedRuns = (): readonly Pinnable[] =>
  [
    ...readdirSync(folder)
      .filter((file) => file.endsWith('.yaml'))
      .map((file) => new URL(file, folder)),
    new URL('odd.yaml', import.meta.url),
  ].flatMap((file) => {
    const { scenario, hash } = read(file);
    return [scenario.seed, OTHER_SEED].map((seed) => pinnableOf(scenario, { scenarioHash: hash, seed }));
  });

const read = (file: URL): { readonly scenario: Scenario; readonly hash: string } => {
  const path = fileURLToPath(file);
  const parsed = parseScenario(readFileSync(path, 'utf8'), path);
  if (!parsed.ok) throw new Error(`${path}: ${parsed.problems.map(({ message }) => message).join(' ')}`);
  return parsed;
};

const pinnableOf = (scenario: Scenario, options: RunOptions): Pinnable => {
  const name = `${scenario.name}, seed ${options.seed}`;
  const { data } = scenario;
  if (data === undefined) return { name, run: () => pinOf(scenario, options) };
  const recording = recordingOf(data.file);
  if (recording === null) return { name, run: null };
  return { name, run: async () => pinOf(scenario, { ...options, input: await openRecordingFor(data, recording) }) };
};

/** Where the recording may be: where the scenario says, else beside the scenarios, else beside the checkout. */
const recordingOf = (file: string | null): string | null => {
  const usual = basename(file ?? 'crossvenue_levels_30min.csv');
  const places = [
    ...(file === null ? [] : [file]),
    fileURLToPath(new URL(`data/${usual}`, folder)),
    fileURLToPath(new URL(`../shared/data/fed-dec2025-nochange-crossvenue/${usual}`, root)),
  ];
  return places.find((place) => existsSync(place)) ?? null;
};

/** Runs it to its end. */
export const pinOf = async (scenario: Scenario, options: RunOptions): Promise<Pin> => {
  const run = createRun(scenario, { ...options, pickStory: false });
  const books = new PortfolioWatch();
  run.consume((body) => books.observe(body));
  const { pnl } = await run.finish();
  return { records: run.lastSeq, digest: run.digest, books: books.digest(), results: resultsOf(pnl) };
};

const resultsOf = ({ expected, captured, worstArbitrage, differences, feesByVenue, paidOut }: Results) =>
  Object.fromEntries(
    [
      { name: 'expected', amount: expected },
      { name: 'captured', amount: captured },
      { name: 'worst arbitrage', amount: worstArbitrage },
      ...differences,
      ...feesByVenue.map(({ venue, amount }) => ({ name: `fees at ${venue}`, amount })),
      ...paidOut.map(({ venue, amount }) => ({ name: `paid out at ${venue}`, amount })),
    ].map(({ name, amount }) => [name, printMicros(amount)]),
  );
