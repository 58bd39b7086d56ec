// `dte runs`: the runs of the database, the newest first.
import { Option, type Command } from 'commander';
import { countText } from '../text/units.ts';
import { columns } from '../text/columns.ts';
import { addDatabaseOption, type DatabaseOptions } from './database.ts';
import { parseCount } from './run/inputs.ts';
import { knownRuns, type KnownRun } from './runs/known-runs.ts';
import type { Terminal } from './terminal.ts';

interface Options extends DatabaseOptions {
  readonly limit: number;
  readonly json?: true;
}

const RUNS_SHOWN = 20;
const DIGEST_LENGTH = 16;
const TIME_LENGTH = 'YYYY-MM-DDThh:mm:ss'.length;

/** What is said of a run's state; of one in a database that another process holds, nobody knows more. */
const stateText = (state: KnownRun['state']): string => {
  if (state === 'running') return 'not over';
  return state ?? 'in use';
};

const timeText = (time: Date): string => time.toISOString().slice(0, TIME_LENGTH).replace('T', ' ');

const textOf = (runs: readonly KnownRun[], where: string): string => {
  if (runs.length === 0) return `There is no run in ${where} yet.\n`;
  const head = ['run', 'name', 'scenario', 'seed', 'state', 'records', 'dead letters', 'begun (UTC)', 'digest'];
  const rows = runs.map(({ id, name, scenario, seed, state, mark, deadLetters, startedAt, digest, verdict }) => [
    String(id),
    name,
    scenario ?? '–',
    seed,
    verdict?.outcome === 'interrupted' && state !== 'running' ? 'interrupted' : stateText(state),
    mark === null ? '–' : countText(mark),
    deadLetters === null || deadLetters === 0 ? '–' : countText(deadLetters),
    startedAt === null ? '–' : timeText(startedAt),
    digest?.slice(0, DIGEST_LENGTH) ?? '–',
  ]);
  return columns([head, ...rows], [0, 5, 6]);
};

const jsonOf = ({ id, name, scenario, seed, state, ...run }: KnownRun): object => {
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
    startedAt: startedAt?.toISOString() ?? null,
    endedAt: endedAt?.toISOString() ?? null,
  };
};

const show = async (options: Options, terminal: Terminal): Promise<void> => {
  const { runs, where } = await knownRuns(options, options.limit, terminal);
  terminal.out(options.json ? `${JSON.stringify({ runs: runs.map(jsonOf) }, null, 2)}\n` : textOf(runs, where));
};

/** Adds `runs` to the program. */
export const addRuns = (program: Command, terminal: Terminal): void => {
  const command = program
    .command('runs')
    .description(
      'Lists the runs of the database, the newest first. Other commands take them by number or name.\n\n' +
        'Without --db it lists those of all databases in the folder runs. Of one that another process writes to, it lists ' +
        'what is known without opening it.',
    )
    .addOption(new Option('--limit <count>', 'so many at most').argParser(parseCount).default(RUNS_SHOWN))
    .addOption(new Option('--json', 'one JSON object instead of text'));
  addDatabaseOption(command).action((options: Options) => show(options, terminal));
};
