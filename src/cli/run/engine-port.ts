// What `dte run` needs of the rest of the house, as interfaces: the program hands the real ones in, tests their own.
import type { Build } from '../../persistence/checkpoints/build.ts';
import type { JournalConsumer } from '../../journal/journal.ts';
import type { RunSummary } from '../../report/summary-types.ts';
import type { ReplayInput } from '../../market-data/replay/replay-input.ts';
import type { Scenario, ScenarioData } from '../../scenario/types.ts';
import type { LoadedStrategy } from '../../strategies/load.ts';
import type { Strategy } from '../../strategies/types.ts';
import type { ActorObserver } from '../../xstate/inspection.ts';
import type { LoadedScenario } from '../load-scenario.ts';
import type { Shell } from './shell.ts';

/** How far a run has come. */
export interface RunProgress {
  readonly intents: number;
  /** Null where the run ends by time alone. */
  readonly intentsMax: number | null;
  readonly liveArbitrages: number;
  readonly nowUs: number;
}

/** A run. */
export interface Run {
  readonly runId: string;
  /** Virtual time, microseconds. */
  readonly nowUs: number;
  /** The sequence of the journal's last record. */
  readonly lastSeq: number;
  /** The digest of the journal so far, in hex. */
  readonly digest: string;
  /** Goes one step on; false when there is nothing left to do. */
  step(): boolean;
  /** Nothing new begins; what is live is brought to its end. */
  stop(reason: string): void;
  /** Adds a consumer of the journal, before the first step. */
  consume(consumer: JournalConsumer): void;
  /** Whether the recording has to be read before the next step. */
  readonly needsInput: boolean;
  /** Reads the recording ahead. Throws the system's own error where it cannot be read. */
  readInput(): Promise<void>;
  progress(): RunProgress;
  summary(): RunSummary;
  /** All of it between two steps, as plain data. */
  save(): unknown;
  /** The story of the arbitrage with most to tell, as lines of that width; none where no story was picked. */
  story(width?: number): readonly string[];
}

/** How a run differs from its scenario. */
export interface RunOptions {
  readonly scenarioHash: string;
  readonly seed?: string;
  readonly intentsMax?: number;
  /** The strategies that modules brought, by `ScenarioStrategy.strategy`. */
  readonly strategies?: ReadonlyMap<string, Strategy<unknown>>;
  /** The recording that is replayed, where the scenario replays one. */
  readonly input?: ReplayInput;
  readonly pickStory?: boolean;
  /** Who is told of every actor from its birth on. */
  readonly inspect?: ActorObserver;
}

/** Everything that a command which runs is given. */
export interface EnginePort {
  /** A run at its beginning, or one that goes on from what `save` gave. */
  readonly createRun: (scenario: Scenario, options: RunOptions, state?: unknown) => Run;
  /** The scenario of a file, or the shipped one of that name; throws `CommandFailed` with every mistake in it. */
  readonly loadScenario: (path: string) => LoadedScenario;
  /** The scenario of a text that stood in that file of that folder; throws as `loadScenario` does. */
  readonly readScenario: (text: string, path: string, directory: string) => LoadedScenario;
  /** Opens a recording for a scenario that replays one; throws `CommandFailed` with a sentence. */
  readonly openData: (path: string, data: ScenarioData) => Promise<ReplayInput>;
  /** Loads the strategy of a module; throws an error whose message is a whole sentence. */
  readonly loadStrategy: (file: string) => Promise<LoadedStrategy>;
  /** This engine, as what it writes to a database carries it. */
  readonly build: () => Build;
  readonly shell: Shell;
  /** The scenario that is run where none is named, as a person can type it. */
  readonly demo: () => string;
}
