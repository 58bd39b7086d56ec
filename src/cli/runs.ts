// `dte runs`: the runs of the database, the newest first.
import { Option, type Command } from 'commander';
import { listRuns, type ListedRun } from '../persistence/run-list.ts';
import { countText } from '../report/text/units.ts';
import { columns } from './columns.ts';
import { addDatabaseOption, ask, type DatabaseOptions } from './database.ts';
import { parseCount } from './run/inputs.ts';
import { openRuns } from './runs/journals.ts';
import type { Terminal } from './terminal.ts';

interface Options extends DatabaseOptions {
  readonly limit: number;
  readonly json?: true;
}

const RUNS_SHOWN = 20;
const DIGEST_LENGTH = 16;
const TIME_LENGTH = 'YYYY-MM-DDThh:mm:ss'.length;

const timeText = (time: Date): string => time.toISOString().slice(0, TIME_LENGTH).replace('T', ' ');

const textOf = (runs: readonly ListedRun[], where: string): string => {
  if (runs.length === 0) return `There is no run in ${where} yet.\n`;
  const head = ['run', 'name', 'scenario', 'seed', 'state', 'records', 'dead letters', 'begun (UTC)', 'digest'];
  const rows = runs.map(({ id, name, scenario, seed, state, mark, deadLetters, startedAt, digest, verdict }) => [
    String(id),
    name,
    scenario ?? '–',
    seed,
    state === 'running' ? 'not over' : verdict?.outcome === 'interrupted' ? 'interrupted' : state,
    countText(mark),
    deadLetters === 0 ? '–' : countText(deadLetters),
    timeText(startedAt),
    digest?.slice(0, DIGEST_LENGTH) ?? '–',
  ]);
  return columns([head, ...rows], [0, 5, 6]);
};

const jsonOf = ({ id, name, scenario, seed, state, ...run }: ListedRun): object => {
  const { mark, deadLetters, digest, scenarioHash, engineVersion, startedAt, endedAt, verdict } = run;
  return {
    run: id,
    runId: name,
    scenario,
    seed,
    state,
    verdict: verdict?.outcome ?? null,
    records: mark,
    deadLetters,
    digest,
    scenarioHash,
    engineVersion,
    startedAt: startedAt.toISOString(),
    endedAt: endedAt?.toISOString() ?? null,
  };
};

const show = async (options: Options, terminal: Terminal): Promise<void> => {
  const store = await openRuns(options, terminal.environment);
  try {
    const runs = await ask(store, (session) => listRuns(session, options.limit));
    terminal.out(options.json ? `${JSON.stringify({ runs: runs.map(jsonOf) }, null, 2)}\n` : textOf(runs, store.where));
  } finally {
    await store.close();
  }
};

/** Adds `runs` to the program. */
export const addRuns = (program: Command, terminal: Terminal): void => {
  const command = program
    .command('runs')
    .description('Lists the runs of the database, the newest first. Other commands take them by number or name.')
    .addOption(new Option('--limit <count>', 'so many at most').argParser(parseCount).default(RUNS_SHOWN))
    .addOption(new Option('--json', 'one JSON object instead of text'));
  addDatabaseOption(command).action((options: Options) => show(options, terminal));
};
