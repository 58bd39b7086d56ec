// The real things behind `dte run`: the engine, the scenario files, the user's modules, this process.
import { createRun } from '../../run/create-run.ts';
import type { RunState } from '../../run/run.ts';
import { loadScenario, readScenario } from '../load-scenario.ts';
import { demo } from '../../run/shipped.ts';
import { ownBuild } from './build.ts';
import type { EnginePort } from './engine-port.ts';
import { processShell } from './shell.ts';

/** The house as the command line finds it. */
export const house: EnginePort = {
  createRun: (scenario, options, state) => createRun(scenario, options, state as RunState | undefined),
  loadScenario,
  readScenario,
  // Only some scenarios have a module or a recording, and what reads them is loaded for those.
  loadStrategy: async (file) => (await import('../../strategies/load.ts')).loadStrategy(file),
  openData: async (path, data) => (await import('../../run/open-data.ts')).openData(path, data),
  build: ownBuild,
  shell: processShell,
  demo,
};
