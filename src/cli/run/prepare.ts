// From what was typed to a run that can be stepped: reads the scenario, changes it as the options say,
// and loads the strategies' modules.
import { createHash } from 'node:crypto';
import { isAbsolute, relative, resolve } from 'node:path';
import type { Scenario } from '../../scenario/types.ts';
import type { LoadedStrategy } from '../../strategies/load.ts';
import type { ActorObserver } from '../../xstate/inspection.ts';
import { wrongInput } from '../command-failed.ts';
import type { EnginePort, Run } from './engine-port.ts';
import { withFaults, type FaultWish } from './fault-option.ts';
import type { RunInputs } from './inputs.ts';

/** A run that has not begun. */
export interface PreparedRun {
  readonly run: Run;
  readonly scenario: Scenario;
  /** The scenario's file as the user would name it. */
  readonly path: string;
  readonly seed: string;
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
  faults: readonly FaultWish[],
  loaded: ReadonlyMap<string, LoadedStrategy>,
): string => {
  const more = [
    ...faults.map(({ text }) => `fault ${text}`),
    ...[...loaded].map(([strategy, { sha256 }]) => `module ${strategy} ${sha256}`),
  ];
  if (more.length === 0) return hash;
  return createHash('sha256')
    .update([hash, ...more].join('\n'))
    .digest('hex');
};

/** How a path is shown: from here, where it is below. */
const shownPath = (path: string): string => {
  if (!isAbsolute(path)) return path;
  const fromHere = relative(resolve('.'), path);
  return fromHere.startsWith('..') || isAbsolute(fromHere) ? path : fromHere;
};

/** Makes a run of what was typed; whatever is wrong with it is wrong input. */
export const prepareRun = async (
  named: string | undefined,
  inputs: RunInputs,
  port: EnginePort,
  pickStory: boolean,
  inspect?: ActorObserver,
): Promise<PreparedRun> => {
  const path = shownPath(named ?? port.demoPath);
  const { scenario: written, hash } = port.loadScenario(path);
  const scenario = withModule(withFaults(written, inputs.fault ?? []), inputs.strategy);
  const loaded = await loadStrategies(scenario, port);
  const strategies = new Map([...loaded].map(([name, { strategy }]) => [name, strategy]));
  const run = port.createRun(scenario, {
    scenarioHash: inputsHash(hash, inputs.fault ?? [], loaded),
    pickStory,
    ...(inputs.seed === undefined ? {} : { seed: inputs.seed }),
    ...(inputs.intents === undefined ? {} : { intentsMax: inputs.intents }),
    ...(strategies.size === 0 ? {} : { strategies }),
    ...(inspect === undefined ? {} : { inspect }),
  });
  return { run, scenario, path, seed: inputs.seed ?? scenario.seed };
};
