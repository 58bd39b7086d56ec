// From the inputs of a run to one that can be stepped: finds the scenario, and makes the run of it.
import { dirname, resolve } from 'node:path';
import type { CatalogueSections } from '../../persistence/store/catalogue.ts';
import { makeRun, type MadeFrom, type RunInputs } from '../make-run.ts';
import { scenarioPath } from '../shipped.ts';
import { shownPath } from '../shown-path.ts';
import { withSections } from '../../scenario/sections.ts';
import type { Scenario } from '../../scenario/types.ts';
import type { ActorObserver } from '../../xstate/inspection.ts';
import { scenarioText, type LoadedScenario } from '../load-scenario.ts';
import { WrongInput } from '../wrong-input.ts';
import type { RunDependencies, SteppedRun } from './dependencies.ts';
import { typedInputs, type FrozenInputs } from '../recorded/frozen.ts';

/** A run that has not begun. */
export interface PreparedRun {
  readonly run: SteppedRun;
  readonly scenario: Scenario;
  /** The scenario's file as the user would name it. */
  readonly path: string;
  readonly seed: string;
  readonly inputs: RunInputs;
  /** What it was made from, for a database. */
  readonly frozen: MadeFrom;
}

/** A run that can be begun, or restored, as often as it is wanted. */
export interface FrozenRun {
  readonly prepared: Omit<PreparedRun, 'run'>;
  /** The run at its beginning, or as it was saved. */
  readonly begin: (state?: unknown) => SteppedRun;
}

const make = async (
  loaded: LoadedScenario,
  place: { readonly path: string; readonly directory: string },
  inputs: RunInputs,
  dependencies: RunDependencies,
  pickStory: boolean,
  inspect?: ActorObserver,
): Promise<FrozenRun> => {
  const { begin, ...made } = await makeRun(loaded, place, inputs, dependencies, pickStory, inspect);
  return { prepared: { ...made, path: place.path, inputs }, begin };
};

/**
 * Prepares a run of a scenario's file, a shipped scenario's name, or the demo. `pickStory`: whether the most telling arbitrage is
 * followed; `sections`: what a catalogue has instead of the file. Throws `WrongInput`.
 */
export const prepareRun = async (
  named: string | undefined,
  inputs: RunInputs,
  dependencies: RunDependencies,
  pickStory: boolean,
  sections: CatalogueSections | null = null,
  inspect?: ActorObserver,
): Promise<PreparedRun> => {
  const path = shownPath(named ?? dependencies.demo());
  const directory = dirname(resolve(scenarioPath(path)));
  // What comes from a catalogue is part of the text from here on, and so of all that the run is made from.
  const loaded =
    sections === null
      ? dependencies.loadScenario(path)
      : dependencies.readScenario(withSections(scenarioText(path), sections), path, directory);
  const { prepared, begin } = await make(loaded, { path, directory }, inputs, dependencies, pickStory, inspect);
  return { ...prepared, run: begin() };
};

/** Prepares a run once more from what it was made from. Throws `WrongInput` where that has changed since. */
export const prepareAgain = async (
  frozen: FrozenInputs,
  run: number,
  dependencies: RunDependencies,
  inspect?: ActorObserver,
): Promise<FrozenRun> => {
  const { text, path, directory, modules, recording, scenarioHash, pickStory } = frozen;
  const again = await make(
    dependencies.readScenario(text, path, directory),
    { path, directory },
    typedInputs(frozen),
    dependencies,
    pickStory,
    inspect,
  );
  const { modules: found, recording: replayed, scenarioHash: hash } = again.prepared.frozen;
  const changed = Object.keys(modules).find((name) => modules[name] !== found[name]);
  if (changed !== undefined)
    throw new WrongInput(`The module of the strategy '${changed}' is not what it was when the run ${run} began.`);
  if (recording !== replayed) throw new WrongInput(`The recording is not what it was when the run ${run} began.`);
  if (hash !== scenarioHash)
    throw new WrongInput(`This engine reads the scenario of the run ${run} otherwise than it was.`);
  return again;
};
