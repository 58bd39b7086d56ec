// What the execution of a run stands on, as an interface: a caller passes the real parts, a test its own.
import type { Build } from '../../persistence/checkpoints/build.ts';
import type { LoadedScenario } from '../load-scenario.ts';
import type { Maker } from '../make-run.ts';
import type { Run } from '../run.ts';

/** What the execution uses of a run. */
export type SteppedRun = Pick<
  Run,
  | 'runId'
  | 'nowUs'
  | 'lastSeq'
  | 'digest'
  | 'needsInput'
  | 'readInput'
  | 'step'
  | 'stop'
  | 'checkCommand'
  | 'isNext'
  | 'repeat'
  | 'consume'
  | 'progress'
  | 'summary'
  | 'story'
> & {
  /** The run between two steps, as plain data. */
  save(): unknown;
};

/** The parts that prepare a run. */
export interface RunDependencies extends Maker<SteppedRun> {
  /** The scenario of a file, or the shipped one of that name. Throws `WrongInput` with every mistake in it. */
  readonly loadScenario: (path: string) => LoadedScenario;
  /** The scenario of a text that stood in that file of that folder. Throws as `loadScenario` does. */
  readonly readScenario: (text: string, path: string, directory: string) => LoadedScenario;
  /** This engine, as what it writes to a database carries it. */
  readonly build: () => Build;
  /** The scenario that is run where none is named, as a person can type it. */
  readonly demo: () => string;
}
