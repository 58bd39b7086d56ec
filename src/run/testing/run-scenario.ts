// A scenario from its file to its end, as `dte run` has it: the same modules, recording, hash and digest. For tests in a
// project of one's own.
import { createHash } from 'node:crypto';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createRun } from '../create-run.ts';
import type { Run, RunState } from '../run.ts';
import type { JournalConsumer } from '../../journal/journal.ts';
import type { RunSummary } from '../../report/summary-types.ts';
import { refuseAmbient } from '../../isolation/ambient.ts';
import { refuseOutboundToStrategies } from '../../isolation/outbound.ts';
import { refuseUnknown } from '../../scenario/unknown-option.ts';
import type { Scenario } from '../../scenario/types.ts';
import { strategyOf } from '../../strategies/define.ts';
import { loadStrategy, type LoadedStrategy } from '../../strategies/load.ts';
import type { Strategy } from '../../strategies/types.ts';
import { countFault, seedFault } from '../check-inputs.ts';
import { commandOf } from '../execution/command-line.ts';
import { parseFaultWish, type FaultWish } from '../fault-wish.ts';
import { loadScenario } from '../load-scenario.ts';
import { makeRun, type Maker, type RunInputs } from '../make-run.ts';
import { shownPath } from '../shown-path.ts';
import { openData } from '../open-data.ts';
import { scenarioPath } from '../shipped.ts';
import { WrongInput } from '../wrong-input.ts';

/** A URL of a file, such as `new URL('../mine.ts', import.meta.url)`, whosever types know of URLs. */
export interface FileUrl {
  readonly href: string;
}

/** How a run differs from its scenario: the options of `dte run`, under their names. Relative paths are from the working directory. */
export interface RunScenarioOptions<S = unknown> {
  readonly seed?: string | number | bigint;
  /** End after so many moments of the market. */
  readonly intents?: number;
  /** Faults beside the scenario's, such as `ackLost@kalshi=300`. */
  readonly fault?: readonly string[];
  /**
   * Trades instead of the scenario's strategies: the path of a module, as `--strategy` takes it, or a strategy. Only with a
   * path is the run that of the command, because only then its code is part of the hash.
   */
  readonly strategy?: string | FileUrl | Strategy<S>;
  /** The recording that is replayed, instead of the scenario's own. */
  readonly data?: string | FileUrl;
  /** Receives every record of the journal. */
  readonly consume?: JournalConsumer;
}

/** A run of a scenario that is over. */
export interface ScenarioRun {
  readonly scenario: Scenario;
  readonly seed: string;
  /** Of all that the run is a function of, as the command has it. */
  readonly scenarioHash: string;
  readonly digest: string;
  readonly summary: RunSummary;
  /** Whether nothing failed: what `dte run` exits 0 for. */
  readonly passed: boolean;
  /** What failed, one sentence each. */
  readonly failures: readonly string[];
  /** The arbitrage with most to tell, as lines; none where nothing was worth telling. */
  readonly story: readonly string[];
  /** The command that shows the same run; null where the strategy was no module, which a command could load. */
  readonly command: string | null;
}

const optionNames: Readonly<Record<keyof RunScenarioOptions, true>> = {
  seed: true,
  intents: true,
  fault: true,
  strategy: true,
  data: true,
  consume: true,
};

const isPath = (given: unknown): given is string | FileUrl =>
  typeof given === 'string' || (typeof given === 'object' && given !== null && 'href' in given);

const pathOf = (given: string | FileUrl): string => {
  if (typeof given === 'string') return given;
  if (given.href.startsWith('file:')) return fileURLToPath(given.href);
  throw new WrongInput(`${given.href} is no file URL, and only files are read.`);
};

const faultOf = (text: string): FaultWish => {
  try {
    return parseFaultWish(text);
  } catch (error) {
    throw error instanceof WrongInput
      ? new WrongInput(`The option fault cannot be '${text}'. ${error.message}`)
      : error;
  }
};

const seedOf = (seed: string | number | bigint): string => {
  const text = String(seed);
  const fault = seedFault(text);
  if (fault !== null) throw new WrongInput(`The option seed cannot be '${text}'. ${fault}`);
  return text;
};

const inputsOf = ({ seed, intents, fault = [], strategy, data }: RunScenarioOptions): RunInputs => {
  const wrong = intents === undefined ? null : countFault(intents);
  if (wrong !== null) throw new WrongInput(`The option intents cannot be ${String(intents)}. ${wrong}`);
  if (!Array.isArray(fault))
    throw new WrongInput("The option fault is a list of texts, such as ['ackLost@kalshi=300'].");
  return {
    ...(seed === undefined ? {} : { seed: seedOf(seed) }),
    ...(intents === undefined ? {} : { intents }),
    ...(fault.length === 0 ? {} : { fault: fault.map((text) => faultOf(String(text))) }),
    ...(strategy === undefined ? {} : { strategy: isPath(strategy) ? shownPath(pathOf(strategy)) : strategy.name }),
    ...(data === undefined ? {} : { data: shownPath(pathOf(data)) }),
  };
};

// A strategy that is no module has no sources to be known by. What it calls itself tells it from the scenario's own.
const inProcess = (given: unknown): LoadedStrategy => {
  const found = strategyOf({ strategy: given }, 'runScenario');
  if ('sentence' in found) throw new WrongInput(found.sentence);
  refuseAmbient();
  const sha256 = createHash('sha256').update(`in process ${found.strategy.name}`).digest('hex');
  return { strategy: found.strategy, sources: [], sha256 };
};

/**
 * Runs a scenario to its end as `dte run` does, without a database: `file` is a path, a file URL, or the name of a scenario
 * that comes with the package. Whatever the run came to is in what it returns. Throws `WrongInput` for what is wrong with
 * the file, a module, the recording or an option, in the command's own sentences, and `UnknownOption`.
 *
 * From then on strategies in this process are refused clocks, chance, files and every way out of it; other code is not.
 *
 * @example
 * const run = await runScenario('scenario.yaml', { strategy: './mine.ts', seed: 8 });
 * expect(run).toHoldEveryPromise();
 */
export const runScenario = async <S = unknown>(
  file: string | FileUrl,
  options: RunScenarioOptions<S> = {},
): Promise<ScenarioRun> => {
  refuseUnknown('runScenario', options, Object.keys(optionNames));
  const { strategy, consume } = options;
  const own = strategy === undefined || isPath(strategy) ? null : inProcess(strategy);
  const inputs = inputsOf(options as RunScenarioOptions);
  refuseOutboundToStrategies();
  const path = shownPath(pathOf(file));
  const place = { path, directory: dirname(resolve(scenarioPath(path))) };
  const maker: Maker<Run> = {
    createRun: (scenario, given, state) => createRun(scenario, given, state as RunState | undefined),
    loadStrategy: own === null ? loadStrategy : () => Promise.resolve(own),
    openData,
  };
  const { begin, seed, scenario, frozen } = await makeRun(loadScenario(path), place, inputs, maker, true);
  const run = begin();
  if (consume !== undefined) run.consume(consume);
  const summary = await run.finish();
  return {
    scenario,
    seed,
    scenarioHash: frozen.scenarioHash,
    digest: summary.digest,
    summary,
    passed: summary.passed,
    failures: summary.failures,
    story: run.story(),
    command: own === null ? `npx dte ${commandOf(['run'], path, inputs, seed)}` : null,
  };
};
