// From what was typed to a run that can be stepped: finds the scenario, and has the run made of it.
import { dirname, resolve } from 'node:path';
import type { CatalogueSections } from '../../persistence/store/catalogue.ts';
import { makeRun, type MadeFrom, type RunInputs } from '../../run/make-run.ts';
import { scenarioPath } from '../../run/shipped.ts';
import { shownPath } from '../../run/shown-path.ts';
import { withSections } from '../../scenario/sections.ts';
import type { Scenario } from '../../scenario/types.ts';
import type { ActorObserver } from '../../xstate/inspection.ts';
import { refusalOf, wrongInput } from '../command-failed.ts';
import { scenarioText, type LoadedScenario } from '../load-scenario.ts';
import type { EnginePort, Run } from './engine-port.ts';
import { typedInputs, type FrozenInputs } from './frozen.ts';

/** A run that has not begun. */
export interface PreparedRun {
  readonly run: Run;
  readonly scenario: Scenario;
  /** The scenario's file as the user would name it. */
  readonly path: string;
  readonly seed: string;
  readonly inputs: RunInputs;
  /** What it was made from, for a database. */
  readonly frozen: MadeFrom;
}

/** A run that can be made again. */
export interface FrozenRun {
  readonly prepared: Omit<PreparedRun, 'run'>;
  /** The run at its beginning, or as it was saved. */
  readonly begin: (state?: unknown) => Run;
}

/** Makes a run of a scenario that was read; whatever is wrong with its inputs is wrong input. */
const make = async (
  loaded: LoadedScenario,
  place: { readonly path: string; readonly directory: string },
  inputs: RunInputs,
  port: EnginePort,
  pickStory: boolean,
  inspect?: ActorObserver,
): Promise<FrozenRun> => {
  try {
    const { begin, ...made } = await makeRun(loaded, place, inputs, port, pickStory, inspect);
    return { prepared: { ...made, path: place.path, inputs }, begin };
  } catch (error) {
    throw refusalOf(error);
  }
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
  const path = shownPath(named ?? port.demo());
  const directory = dirname(resolve(scenarioPath(path)));
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
