// Scenario files for commands: what is wrong with one ends the command with exit code 2.
import * as files from '../run/load-scenario.ts';
import { refusing } from './command-failed.ts';

export type { LoadedScenario } from '../run/load-scenario.ts';

/** The scenario in a file. Throws `CommandFailed` for exit code 2, its message one line for each mistake. */
export const loadScenario = (path: string): files.LoadedScenario => refusing(() => files.loadScenario(path));

/** The scenario of a text that stood in that file of that folder. Throws as `loadScenario` does. */
export const readScenario = (text: string, path: string, directory: string): files.LoadedScenario =>
  refusing(() => files.readScenario(text, path, directory));

/** What stands in a scenario's file. Throws `CommandFailed` for exit code 2. */
export const scenarioText = (path: string): string => refusing(() => files.scenarioText(path));
