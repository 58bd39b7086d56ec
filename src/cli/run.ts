// `dte run`: one run of a scenario, from its file to its summary. Knows the engine by its port alone.
import { InvalidArgumentError, Option, type Command } from 'commander';
import type { RecorderOptions } from '../persistence/write/recorder.ts';
import { ENGINE_VERSION } from '../world/version.ts';
import { remarksOn } from '../scenario/remarks.ts';
import type { Scenario } from '../scenario/types.ts';
import type { StoreTarget } from '../persistence/store/store-target.ts';
import { addDatabaseOption, databaseTarget } from './database.ts';
import { carryOut, type CarryOutOptions } from './run/carry-out.ts';
import { addCatalogueOption, catalogueOf, type CatalogueOptions } from './run/catalogue-option.ts';
import type { EnginePort } from './run/engine-port.ts';
import { textOfInputs } from './run/frozen.ts';
import { addRunInputs, type RunInputs } from './run/inputs.ts';
import { addInspectOption, refusePlaceAlone, type InspectOptions } from './run/inspect.ts';
import { prepareRun, type PreparedRun } from './run/prepare.ts';
import {
  addCheckpointOption,
  openForRun,
  recorderOptions,
  recordingWords,
  type CheckpointOptions,
} from './run/recording.ts';
import { addStately, refuseActorsAlone, type StatelyOptions } from './run/stately-options.ts';
import { nobody, together, type Watcher } from './run/watcher.ts';
import type { Terminal } from './terminal.ts';

type Options = RunInputs & CarryOutOptions & CatalogueOptions & CheckpointOptions & StatelyOptions & InspectOptions;

const SPEED_MAX = 1_000_000;

const parseSpeed = (text: string): number => {
  const speed = Number(text);
  if (text.trim() === '' || !Number.isFinite(speed) || speed <= 0 || speed > SPEED_MAX)
    throw new InvalidArgumentError(`It must be a number above 0: 1 is real time, at most ${SPEED_MAX}.`);
  return speed;
};

/** Gives a prepared run its row in a store that is open and migrated, says where, and carries it out. */
export const runRecorded = async (
  prepared: PreparedRun,
  options: CarryOutOptions,
  recording: RecorderOptions,
  port: EnginePort,
  terminal: Terminal,
  watcher: Watcher = nobody,
): Promise<void> => {
  const { recordNewRun } = await import('../persistence/write/recorder.ts');
  const { makeRoom } = await import('./run/end-recorded.ts');
  const { run, frozen, seed } = prepared;
  await makeRoom(recording.store, run.progress().intentsMax);
  const recorder = await recordNewRun(recording, {
    name: run.runId,
    seed,
    scenarioHash: frozen.scenarioHash,
    engineVersion: ENGINE_VERSION,
    inputs: textOfInputs({ ...frozen, build: recording.build }),
    scenario: prepared.scenario.name,
  });
  if (options.quiet !== true) terminal.err(recordingWords(recording.store, recorder.run, options, terminal));
  await carryOut(prepared, options, { recorder, commands: [] }, port, terminal, watcher);
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
  port: EnginePort,
  terminal: Terminal,
): Promise<void> => {
  const { stately, actors } = options;
  refuseActorsAlone(options);
  refusePlaceAlone(options);
  const target = databaseTarget(options, terminal.environment);
  const sections = await catalogueOf(options, terminal);
  const inspector = stately === undefined ? null : await statelyWatch(stately, actors);
  const prepared = await prepareRun(named, options, port, options.quiet !== true, sections, inspector?.inspect);
  if (options.quiet !== true) for (const remark of remarksOn(lengthened(prepared))) terminal.err(`${remark}\n`);
  const watchers: Watcher[] = [];
  try {
    if (inspector !== null) watchers.push(await inspector.serve(prepared.run, terminal.err));
    if (options.inspect === true) watchers.push(await pageWatch(prepared, options, terminal));
    await runWatched(prepared, options, target, port, terminal, watchers);
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
  port: EnginePort,
  terminal: Terminal,
  watchers: readonly Watcher[],
): Promise<void> => {
  if (target === null) return await carryOut(prepared, options, null, port, terminal, together(watchers));
  const store = await openForRun(target, options, terminal);
  // A page may stay for hours, and others want to look into the database meanwhile.
  const watcher = together(watchers, () => store.close());
  try {
    await runRecorded(prepared, options, recorderOptions(store, port, options, terminal), port, terminal, watcher);
  } finally {
    await store.close();
  }
  return undefined;
};

/** Adds `run` to the program. */
export const addRun = (program: Command, terminal: Terminal, port: EnginePort): void => {
  const command = program
    .command('run')
    .description(
      'Runs a scenario against simulated venues and says what happened. A simulation: it cannot trade. ' +
        'Without a scenario it runs the demo.\n\n' +
        'Its rows go to a database, from which `dte resume` goes on after a crash; --db none keeps none.\n\n' +
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
    .action((named: string | undefined, options: Options) => runOnce(named, options, port, terminal));
};
