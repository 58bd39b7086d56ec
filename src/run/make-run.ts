// From what a user gives to a run that can be stepped: changes the scenario as was asked, loads the strategies' modules,
// opens the recording, and says what the run is made from. The command and the library make their runs here.
import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import type { RunOptions } from './run-options.ts';
import type { ReplayInput } from '../market-data/replay/replay-input.ts';
import { hashOfData } from '../scenario/hash.ts';
import { writtenFaults } from '../scenario/written/scenario.ts';
import type { Scenario, ScenarioData } from '../scenario/types.ts';
import type { LoadedStrategy } from '../strategies/load.ts';
import type { FaultSpec } from '../venues/faults/fault-plan.ts';
import type { ActorObserver } from '../xstate/inspection.ts';
import { withFaults, type FaultWish } from './fault-wish.ts';
import type { LoadedScenario } from './load-scenario.ts';
import { WrongInput } from './wrong-input.ts';
import { shownPath } from './shown-path.ts';

/** What decides a run beside its scenario. */
export interface RunInputs {
  readonly seed?: string;
  readonly intents?: number;
  readonly fault?: readonly FaultWish[];
  /** The module that all strategies of the scenario trade by. */
  readonly strategy?: string;
  readonly data?: string;
}

/** What a run was made from, as plain data: from it, and the modules as they were, the run can be re-executed. */
export interface MadeFrom {
  /** The scenario's file as it was named, and the folder that its modules are looked for from. */
  readonly path: string;
  readonly directory: string;
  /** What stood in it. */
  readonly text: string;
  readonly seed: string | null;
  readonly intents: number | null;
  /** As they were typed. */
  readonly faults: readonly string[];
  /** The absolute path of the module that all strategies trade by; null for the scenario's own. */
  readonly strategy: string | null;
  /** What the strategy of that module calls itself; null for the scenario's own. */
  readonly strategyName: string | null;
  /** The absolute path of the recording that was named, and its sha256; null where none was named, or none is replayed. */
  readonly data: string | null;
  readonly recording: string | null;
  /** The hash of each strategy's module and all that it imports, by the strategy's name. */
  readonly modules: Readonly<Record<string, string>>;
  /** Of all of these. */
  readonly scenarioHash: string;
  readonly pickStory: boolean;
}

/** A run that can be made, as often as it is wanted. */
export interface MadeRun<R> {
  readonly scenario: Scenario;
  readonly seed: string;
  readonly frozen: MadeFrom;
  /** The run at its beginning, or as it was saved. */
  readonly begin: (state?: unknown) => R;
}

/** What makes the parts. */
export interface Maker<R> {
  /** A run at its beginning, or one that continues from what `save` gave. */
  readonly createRun: (scenario: Scenario, options: RunOptions, state?: unknown) => R;
  /** Loads the strategy of a module; throws an error whose message is a whole sentence. */
  readonly loadStrategy: (file: string) => Promise<LoadedStrategy>;
  /** Opens a recording; throws an error whose message is a whole sentence. */
  readonly openData: (path: string, data: ScenarioData) => Promise<ReplayInput>;
}

/** Loads each module once, however many strategies use it. */
type Load = (module: string) => Promise<LoadedStrategy>;

const loadOnce = (load: Load): Load => {
  const loaded = new Map<string, LoadedStrategy>();
  return async (module) => {
    try {
      const one = loaded.get(module) ?? (await load(module));
      loaded.set(module, one);
      return one;
    } catch (error) {
      throw new WrongInput(error instanceof Error ? error.message : String(error));
    }
  };
};

const loadStrategies = async ({ strategies }: Scenario, load: Load): Promise<ReadonlyMap<string, LoadedStrategy>> => {
  const loaded = new Map<string, LoadedStrategy>();
  for (const { strategy, module } of strategies) if (module !== null) loaded.set(strategy, await load(module));
  return loaded;
};

/** The hash of all that the run is a function of: the scenario's own, where neither options nor modules add to it. */
const inputsHash = (
  hash: string,
  faults: readonly FaultSpec[] | null,
  loaded: ReadonlyMap<string, LoadedStrategy>,
): string => {
  const more = [
    ...(faults === null ? [] : [`faults ${hashOfData(writtenFaults(faults))}`]),
    ...[...loaded].map(([strategy, { sha256 }]) => `module ${strategy} ${sha256}`),
  ];
  if (more.length === 0) return hash;
  return createHash('sha256')
    .update([hash, ...more].join('\n'))
    .digest('hex');
};

/** The recording of a scenario that replays one. */
const recordingOf = async <R>(
  { name, data }: Scenario,
  named: string | undefined,
  { openData }: Maker<R>,
): Promise<ReplayInput | undefined> => {
  if (data === undefined) {
    if (named === undefined) return undefined;
    throw new WrongInput(
      `--data is of no use to ${name}, which replays no recording: its key data says how one is to be understood.`,
    );
  }
  const file = named ?? data.file;
  if (file !== null) return await openData(shownPath(file), data);
  throw new WrongInput(`${name} replays a recording, and names none: say which by --data <file>.`);
};

/**
 * The scenario with one module for all its strategies, each on its own pairs and within its own limits. They are known by
 * what the module's strategy calls itself, so that everything which is said of the run names who traded in it.
 */
const withModule = (scenario: Scenario, module: string, { strategy: { name } }: LoadedStrategy): Scenario => {
  const isAlone = scenario.strategies.length === 1;
  const strategies = scenario.strategies.map((strategy) => ({
    ...strategy,
    module,
    strategy: isAlone ? name : `${name}.${strategy.strategy}`,
  }));
  return { ...scenario, strategies };
};

/** Makes a run of a scenario that was read, and says what it was made from. Throws `WrongInput`. */
export const makeRun = async <R>(
  { scenario: written, hash, text }: LoadedScenario,
  place: { readonly path: string; readonly directory: string },
  inputs: RunInputs,
  maker: Maker<R>,
  pickStory: boolean,
  inspect?: ActorObserver,
): Promise<MadeRun<R>> => {
  const { seed, intents, fault = [], strategy, data } = inputs;
  const load = loadOnce((module) => maker.loadStrategy(module));
  const module = strategy === undefined ? null : resolve(strategy);
  const own = module === null ? null : await load(module);
  const faulty = withFaults(written, fault);
  const scenario = module === null || own === null ? faulty : withModule(faulty, module, own);
  const loaded = await loadStrategies(scenario, load);
  const strategies = new Map([...loaded].map(([name, one]) => [name, one.strategy]));
  const scenarioHash = inputsHash(hash, fault.length === 0 ? null : scenario.faults, loaded);
  const input = await recordingOf(scenario, data, maker);
  const options: RunOptions = {
    scenarioHash,
    pickStory,
    ...(seed === undefined ? {} : { seed }),
    ...(intents === undefined ? {} : { intentsMax: intents }),
    ...(strategies.size === 0 ? {} : { strategies }),
    ...(inspect === undefined ? {} : { inspect }),
    ...(input === undefined ? {} : { input }),
  };
  const frozen: MadeFrom = {
    ...place,
    text,
    seed: seed ?? null,
    intents: intents ?? null,
    faults: fault.map((wish) => wish.text),
    strategy: module,
    strategyName: own?.strategy.name ?? null,
    data: data === undefined ? null : resolve(data),
    recording: input?.sha256 ?? null,
    modules: Object.fromEntries([...loaded].map(([name, { sha256 }]) => [name, sha256])),
    scenarioHash,
    pickStory,
  };
  return {
    scenario,
    seed: seed ?? scenario.seed,
    frozen,
    begin: (state) => maker.createRun(scenario, options, state),
  };
};
