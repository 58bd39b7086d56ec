// `dte run`: one run of a scenario, from its file to its summary. Knows the engine by what it is given alone.
import { InvalidArgumentError, Option, type Command } from 'commander';
import type { RecorderOptions } from '../persistence/write/recorder.ts';
import { remarksOn } from '../scenario/remarks.ts';
import type { Scenario } from '../scenario/types.ts';
import type { StoreTarget } from '../persistence/store/store-target.ts';
import { addDatabaseOption, databaseTarget } from './database.ts';
import { runAndReport, type ReportOptions } from './run/run-and-report.ts';
import { addCatalogueOption, catalogueOf, type CatalogueOptions } from './run/catalogue-option.ts';
import type { CommandDependencies } from './run/command-dependencies.ts';
import { addRunInputs, type RunInputs } from './run/inputs.ts';
import { addInspectOption, refusePlaceAlone, type InspectOptions } from './run/inspect.ts';
import { prepareRun, type PreparedRun } from '../run/execution/prepare.ts';
import {
  addCheckpointOption,
  openForRun,
  recorderOptions,
  recordingWords,
  type CheckpointOptions,
} from './run/recording.ts';
import { addStately, refuseActorsAlone, type StatelyOptions } from './run/stately-options.ts';
import { nobodyStays, together, type Watcher } from './run/watcher.ts';
import type { Terminal } from './terminal.ts';

type Options = RunInputs & ReportOptions & CatalogueOptions & CheckpointOptions & StatelyOptions & InspectOptions;

const SPEED_MAX = 1_000_000;

const parseSpeed = (text: string): number => {
  const speed = Number(text);
  if (text.trim() === '' || !Number.isFinite(speed) || speed <= 0 || speed > SPEED_MAX)
    throw new InvalidArgumentError(`It must be a number above 0: 1 is real time, at most ${SPEED_MAX}.`);
  return speed;
};

/** Gives a prepared run its row in a store that is open and migrated, says where, and executes it. */
export const runRecorded = async (
  prepared: PreparedRun,
  options: ReportOptions,
  recording: RecorderOptions,
  { shell }: CommandDependencies,
  terminal: Terminal,
  watcher: Watcher = nobodyStays,
): Promise<void> => {
  const { recordRun } = await import('../run/recorded/record-run.ts');
  const recorded = await recordRun(prepared, recording);
  if (options.quiet !== true) terminal.err(recordingWords(recording.store, recorded.recorder.run, options, terminal));
  await runAndReport(prepared, options, recorded, shell, terminal, watcher);
};

// What watches a run, or writes it down, is loaded where it is asked for: with none of it a run begins in half the time.
const statelyWatch = async (port: number, actors: StatelyOptions['actors']) => {
  const { StatelyWatch } = await import('./run/stately.ts');
  return new StatelyWatch(port, actors);
};

const pageWatch = async (prepared: PreparedRun, options: Options, terminal: Terminal): Promise<Watcher> => {
  const { watchOnPage } = await import('./run/watch-on-page.ts');
  return await watchOnPage(prepared, options, terminal);
};

const runOnce = async (
  named: string | undefined,
  options: Options,
  dependencies: CommandDependencies,
  terminal: Terminal,
): Promise<void> => {
  const { stately, actors } = options;
  refuseActorsAlone(options);
  refusePlaceAlone(options);
  const target = databaseTarget(options, terminal.environment);
  const sections = await catalogueOf(options, terminal);
  const inspector = stately === undefined ? null : await statelyWatch(stately, actors);
  const prepared = await prepareRun(named, options, dependencies, options.quiet !== true, sections, inspector?.inspect);
  if (options.quiet !== true) for (const remark of remarksOn(lengthened(prepared))) terminal.err(`${remark}\n`);
  const watchers: Watcher[] = [];
  try {
    if (inspector !== null) watchers.push(await inspector.serve(prepared.run, terminal.err));
    if (options.inspect === true) watchers.push(await pageWatch(prepared, options, terminal));
    await runWatched(prepared, options, target, dependencies, terminal, watchers);
  } finally {
    await together(watchers).close();
  }
};

/** The scenario as it is run: --intents says how long it is. */
const lengthened = ({ scenario, inputs: { intents } }: PreparedRun): Scenario =>
  intents === undefined ? scenario : { ...scenario, length: { ...scenario.length, intentsMax: intents } };

const runWatched = async (
  prepared: PreparedRun,
  options: Options,
  target: StoreTarget | null,
  dependencies: CommandDependencies,
  terminal: Terminal,
  watchers: readonly Watcher[],
): Promise<void> => {
  if (target === null)
    return await runAndReport(prepared, options, null, dependencies.shell, terminal, together(watchers));
  const store = await openForRun(target, options, terminal);
  // A page may stay for hours, and others want to look into the database meanwhile.
  const watcher = together(watchers, () => store.close());
  try {
    await runRecorded(
      prepared,
      options,
      recorderOptions(store, dependencies, options, terminal),
      dependencies,
      terminal,
      watcher,
    );
  } finally {
    await store.close();
  }
  return undefined;
};

/** Adds `run` to the program. */
export const addRun = (program: Command, terminal: Terminal, dependencies: CommandDependencies): void => {
  const command = program
    .command('run')
    .description(
      'Runs a scenario against simulated venues and says what happened. A simulation: it cannot trade. ' +
        'Without a scenario it runs the demo.\n\n' +
        'Its rows go to a database, from which `dte resume` continues after a crash; --db none keeps none.\n\n' +
        'Ctrl-C stops what is new, drains what is live and still reports, as a run that was interrupted: the exit code is ' +
        '130 then, or 143 by SIGTERM. A second Ctrl-C ends at once.',
    )
    .argument('[scenario.yaml]', 'the scenario; `scenarios/` holds some to copy');
  addCatalogueOption(addStately(addInspectOption(addRunInputs(command))));
  addCheckpointOption(addDatabaseOption(command))
    .addOption(
      new Option('--speed <factor>', 'pace virtual time: 1 is real time; as fast as it goes if left out').argParser(
        parseSpeed,
      ),
    )
    .addOption(new Option('--out <file.jsonl>', 'write the journal, for `dte verify`, `dte diff`, `dte explain`'))
    .addOption(new Option('--json', 'one JSON object on stdout; what is for people goes to stderr'))
    .addOption(new Option('--quiet', 'no progress, and one line instead of the summary'))
    .action((named: string | undefined, options: Options) => runOnce(named, options, dependencies, terminal));
};
