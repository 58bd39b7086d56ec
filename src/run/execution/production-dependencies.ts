// The real parts behind a run: the engine, scenario files, the user's modules and recordings.
import { ownBuild } from '../build/own-build.ts';
import { createRun } from '../create-run.ts';
import { loadScenario, readScenario } from '../load-scenario.ts';
import type { RunState } from '../run.ts';
import { demo } from '../shipped.ts';
import type { RunDependencies } from './dependencies.ts';

/** The parts of this package. */
export const productionDependencies: RunDependencies = {
  createRun: (scenario, options, state) => createRun(scenario, options, state as RunState | undefined),
  loadScenario,
  readScenario,
  // Only some scenarios have a module or a recording, and the code that reads them is loaded for those.
  loadStrategy: async (file) => (await import('../../strategies/load.ts')).loadStrategy(file),
  openData: async (path, data) => (await import('../open-data.ts')).openData(path, data),
  build: ownBuild,
  demo,
};
