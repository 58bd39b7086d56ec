// The real things behind `dte run`: the engine, the scenario files, the user's modules, this process.
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { createRun, type RunState } from '../../engine/run.ts';
import { loadScenario, readScenario } from '../load-scenario.ts';
import { ownBuild } from './build.ts';
import type { EnginePort } from './engine-port.ts';
import { processShell } from './shell.ts';

const packageFolder = dirname(createRequire(import.meta.url).resolve('dry-testing-engine/package.json'));

/** The house as the command line finds it. */
export const house: EnginePort = {
  createRun: (scenario, options, state) => createRun(scenario, options, state as RunState | undefined),
  loadScenario,
  readScenario,
  // Only some scenarios have a module or a recording, and what reads them is loaded for those.
  loadStrategy: async (file) => (await import('../../strategies/load.ts')).loadStrategy(file),
  openData: async (path, data) => (await import('./open-data.ts')).openData(path, data),
  build: ownBuild,
  shell: processShell,
  demoPath: join(packageFolder, 'scenarios', 'demo.yaml'),
};
