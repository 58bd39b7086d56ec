// From what was typed to a run that can be stepped: reads the scenario, changes it as the options say,
// and loads the strategies' modules.
import { createHash } from 'node:crypto';
import { dirname, resolve } from 'node:path';
import type { CatalogueSections } from '../../persistence/catalogue.ts';
import { hashOfData } from '../../scenario/hash.ts';
import { withSections } from '../../scenario/sections.ts';
import type { ReplayInput } from '../../market-data/replay/replay-input.ts';
import type { Scenario } from '../../scenario/types.ts';
import type { LoadedStrategy } from '../../strategies/load.ts';
import type { FaultSpec } from '../../venues/faults/fault-plan.ts';
import type { ActorObserver } from '../../xstate/inspection.ts';
import { wrongInput } from '../command-failed.ts';
import { scenarioText, type LoadedScenario } from '../load-scenario.ts';
import type { EnginePort, Run, RunOptions } from './engine-port.ts';
import { withFaults } from './fault-option.ts';
import { typedInputs, type FrozenInputs } from './frozen.ts';
import type { RunInputs } from './inputs.ts';
import { shownPath } from './shown-path.ts';

/** A run that has not begun. */
export interface PreparedRun {
  readonly run: Run;
  readonly scenario: Scenario;
  /** The scenario's file as the user would name it. */
  readonly path: string;
  readonly seed: string;
  readonly inputs: RunInputs;
  /** What it was made from, for a database. */
  readonly frozen: Omit<FrozenInputs, 'build'>;
}

/** A run that can be made again. */
export interface FrozenRun {
  readonly prepared: Omit<PreparedRun, 'run'>;
  /** The run at its beginning, or as it was saved. */
  readonly begin: (state?: unknown) => Run;
}

/** With a module of the user's own, every strategy of the scenario trades by it, on its pairs and within its limits. */
const withModule = (scenario: Scenario, module: string | undefined): Scenario =>
  module === undefined
    ? scenario
    : { ...scenario, strategies: scenario.strategies.map((strategy) => ({ ...strategy, module: resolve(module) })) };

const loadStrategies = async (
  { strategies }: Scenario,
  port: EnginePort,
): Promise<ReadonlyMap<string, LoadedStrategy>> => {
  const byModule = new Map<string, LoadedStrategy>();
  const loaded = new Map<string, LoadedStrategy>();
  for (const { strategy, module } of strategies) {
    if (module === null) continue;
    try {
      const one = byModule.get(module) ?? (await port.loadStrategy(module));
      byModule.set(module, one);
      loaded.set(strategy, one);
    } catch (error) {
      throw wrongInput(error instanceof Error ? error.message : String(error));
    }
  }
  return loaded;
};

/** The hash of all that the run is a function of: the scenario's own, where neither options nor modules add to it. */
const inputsHash = (
  hash: string,
  faults: readonly FaultSpec[] | null,
  loaded: ReadonlyMap<string, LoadedStrategy>,
): string => {
  const more = [
    ...(faults === null ? [] : [`faults ${hashOfData(faults)}`]),
    ...[...loaded].map(([strategy, { sha256 }]) => `module ${strategy} ${sha256}`),
  ];
  if (more.length === 0) return hash;
  return createHash('sha256')
    .update([hash, ...more].join('\n'))
    .digest('hex');
};

/** The recording of a scenario that replays one. */
const recordingOf = async (
  { name, data }: Scenario,
  named: string | undefined,
  port: EnginePort,
): Promise<ReplayInput | undefined> => {
  if (data === undefined) {
    if (named === undefined) return undefined;
    throw wrongInput(
      `--data is of no use to ${name}, which replays no recording: its key data says how one is to be understood.`,
    );
  }
  const file = named ?? data.file;
  if (file !== null) return await port.openData(shownPath(file), data);
  throw wrongInput(`${name} replays a recording, and names none: say which by --data <file>.`);
};

/** Makes a run of a scenario that was read, and says what it was made from. */
const make = async (
  { scenario: written, hash, text }: LoadedScenario,
  place: { readonly path: string; readonly directory: string },
  inputs: RunInputs,
  port: EnginePort,
  pickStory: boolean,
  inspect?: ActorObserver,
): Promise<FrozenRun> => {
  const { seed, intents, fault = [], strategy, data } = inputs;
  const scenario = withModule(withFaults(written, fault), strategy);
  const loaded = await loadStrategies(scenario, port);
  const strategies = new Map([...loaded].map(([name, one]) => [name, one.strategy]));
  const scenarioHash = inputsHash(hash, fault.length === 0 ? null : scenario.faults, loaded);
  const input = await recordingOf(scenario, data, port);
  const options: RunOptions = {
    scenarioHash,
    pickStory,
    ...(seed === undefined ? {} : { seed }),
    ...(intents === undefined ? {} : { intentsMax: intents }),
    ...(strategies.size === 0 ? {} : { strategies }),
    ...(inspect === undefined ? {} : { inspect }),
    ...(input === undefined ? {} : { input }),
  };
  const frozen: PreparedRun['frozen'] = {
    ...place,
    text,
    seed: seed ?? null,
    intents: intents ?? null,
    faults: fault.map((wish) => wish.text),
    strategy: strategy === undefined ? null : resolve(strategy),
    data: data === undefined ? null : resolve(data),
    recording: input?.sha256 ?? null,
    modules: Object.fromEntries([...loaded].map(([name, { sha256 }]) => [name, sha256])),
    scenarioHash,
    pickStory,
  };
  return {
    prepared: { scenario, path: place.path, seed: seed ?? scenario.seed, inputs, frozen },
    begin: (state) => port.createRun(scenario, options, state),
  };
};

/** Makes a run of what was typed; whatever is wrong with it is wrong input. */
export const prepareRun = async (
  named: string | undefined,
  inputs: RunInputs,
  port: EnginePort,
  pickStory: boolean,
  sections: CatalogueSections | null = null,
  inspect?: ActorObserver,
): Promise<PreparedRun> => {
  const path = shownPath(named ?? port.demoPath);
  const directory = dirname(resolve(path));
  // What comes from a catalogue is part of the text from here on, and so of all that the run is made from.
  const loaded =
    sections === null
      ? port.loadScenario(path)
      : port.readScenario(withSections(scenarioText(path), sections), path, directory);
  const { prepared, begin } = await make(loaded, { path, directory }, inputs, port, pickStory, inspect);
  return { ...prepared, run: begin() };
};

/** Prepares a run once more from what it was made from; what has changed since then is wrong input. */
export const prepareAgain = async (
  frozen: FrozenInputs,
  run: number,
  port: EnginePort,
  inspect?: ActorObserver,
): Promise<FrozenRun> => {
  const { text, path, directory, modules, recording, scenarioHash, pickStory } = frozen;
  const again = await make(
    port.readScenario(text, path, directory),
    { path, directory },
    typedInputs(frozen),
    port,
    pickStory,
    inspect,
  );
  const { modules: found, recording: replayed, scenarioHash: hash } = again.prepared.frozen;
  const changed = Object.keys(modules).find((name) => modules[name] !== found[name]);
  if (changed !== undefined)
    throw wrongInput(`The module of the strategy '${changed}' is not what it was when the run ${run} began.`);
  if (recording !== replayed) throw wrongInput(`The recording is not what it was when the run ${run} began.`);
  if (hash !== scenarioHash)
    throw wrongInput(`This engine reads the scenario of the run ${run} otherwise than it was.`);
  return again;
};
