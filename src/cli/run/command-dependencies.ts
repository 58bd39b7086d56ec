// What a command that executes runs is given: the parts of a run, and the process that it lives in.
import type { RunDependencies } from '../../run/execution/dependencies.ts';
import { productionDependencies } from '../../run/execution/production-dependencies.ts';
import { processShell, type Shell } from './shell.ts';

/** The parts, as an interface: the program passes the real ones, tests their own. */
export interface CommandDependencies extends RunDependencies {
  readonly shell: Shell;
}

/** The real ones. */
export const commandDependencies: CommandDependencies = { ...productionDependencies, shell: processShell };
