// `dte run` and its like without an engine: a run that replays a small journal written by hand, and a shell whose clock
// goes as the test says.
import { Command, CommanderError } from 'commander';
import { expect } from 'vitest';
import { CommandFailed, commandFailureOf } from '../../../src/cli/command-failed.ts';
import { loadScenario, readScenario } from '../../../src/run/load-scenario.ts';
import { addExplain } from '../../../src/cli/explain.ts';
import { addRun } from '../../../src/cli/run.ts';
import type { CommandDependencies } from '../../../src/cli/run/command-dependencies.ts';
import type { Shell } from '../../../src/cli/run/shell.ts';
import { guarded } from '../../../src/cli/run/own-escapes.ts';
import { isExitCode } from '../../../src/cli/exit-codes.ts';
import type { SteppedRun } from '../../../src/run/execution/dependencies.ts';
import type { InterruptSignal } from '../../../src/run/execution/interrupts.ts';
import type { RunOptions } from '../../../src/run/run-options.ts';
import { buildOf } from '../../../src/persistence/checkpoints/build.ts';
import type { JournalConsumer } from '../../../src/journal/journal.ts';
import type { JournalRecord } from '../../../src/journal/records.ts';
import type { RunSummary } from '../../../src/report/summary-types.ts';
import type { Scenario } from '../../../src/scenario/types.ts';
import type { CliRun } from '../memory-terminal.ts';
import { smallRun } from '../../report/journals.ts';
import { goodRun } from '../../report/sample-summary.ts';

/** What a test may decide, and what it finds out. */
export interface World {
  readonly records: readonly JournalRecord[];
  readonly summary: RunSummary;
  /** Thrown at that step, if it comes to that. */
  readonly breaksAt: number | null;
  readonly scenario: Scenario | null;
  readonly story: readonly string[];
  /** Ctrl-C is pressed before these steps. */
  readonly interruptsAt: readonly number[];
  /** What is pressed, in turn; Ctrl-C where it says no more. */
  readonly signals: readonly InterruptSignal[];
  readonly isTty: boolean;
  readonly environment: Readonly<Record<string, string>>;
}

/** What was done with the run. */
export interface Seen {
  scenario: Scenario | null;
  options: RunOptions | null;
  steps: number;
  stops: string[];
  sleepsMs: number[];
  exits: number[];
  interrupts: number;
}

const usual: World = {
  records: smallRun,
  summary: goodRun,
  breaksAt: null,
  scenario: null,
  story: ['Arbitrage 2, at 1.5 s of virtual time: a story.', '  +1 s  something happened'],
  interruptsAt: [],
  signals: [],
  isTty: false,
  environment: {},
};

/** As much of a scenario as the commands look at. */
export const scenarioOf = (more: Partial<Scenario> = {}): Scenario =>
  ({
    name: 'by hand',
    seed: '7',
    rates: [],
    length: { intentsMax: null, durationUs: null },
    patience: { visibilityUs: 1_000_000 },
    venues: ['polymarket', 'kalshi'].map((venue) => ({
      venue,
      profile: { ackLatency: { kind: 'constant', valueUs: 1_000 } },
    })),
    markets: [],
    pairs: [],
    strategies: [{ strategy: 'generator', module: null, pairs: [] }],
    faults: [],
    expect: [],
    ...more,
  }) as unknown as Scenario;

const createFakeRun = (world: World, seen: Seen, press: () => void): SteppedRun => {
  const consumers: JournalConsumer[] = [];
  let at = 0;
  let nowUs = 0;
  return {
    runId: 'run-1',
    digest: world.summary.digest,
    get lastSeq() {
      return at;
    },
    save: () => ({ at }),
    get nowUs() {
      return nowUs;
    },
    step() {
      if (world.interruptsAt.includes(at)) press();
      if (world.breaksAt === at) throw new Error('the ledger does not balance');
      const record = world.records[at];
      if (record === undefined) return false;
      at += 1;
      seen.steps += 1;
      nowUs = record.atUs;
      for (const consume of consumers) consume(record, record.seq, record.atUs);
      return true;
    },
    checkCommand: () => undefined,
    isNext: () => false,
    repeat: () => undefined,
    stop: (reason) => void seen.stops.push(reason),
    consume: (consumer) => void consumers.push(consumer),
    needsInput: false,
    readInput: () => Promise.resolve(),
    progress: () => ({ intents: at, intentsMax: world.records.length, liveArbitrages: 1, nowUs }),
    summary: () => world.summary,
    story: () => (seen.options?.pickStory === true ? world.story : []),
  };
};

/** Runs `dte` with these words in that world. A scenario file of another name than `demo.yaml` is really read. */
export const dteIn = async (
  args: readonly string[],
  decided: Partial<World> = {},
): Promise<CliRun & { readonly seen: Seen }> => {
  const world = { ...usual, ...decided };
  const seen: Seen = { scenario: null, options: null, steps: 0, stops: [], sleepsMs: [], exits: [], interrupts: 0 };
  const heard = new Set<(signal: InterruptSignal) => void>();
  let pressed = 0;
  let nowMs = 0;
  const shell: Shell = {
    wall: {
      // Each look at the clock takes a while: otherwise a fake run would be over before anybody looks up.
      nowMs: () => (nowMs += 4),
      sleepMs: (durationMs) => {
        seen.sleepsMs.push(durationMs);
        nowMs += durationMs;
        return Promise.resolve();
      },
    },
    timer: { after: (delayMs, work) => (setTimeout(work, delayMs), () => undefined) },
    random: () => 0.5,
    isOutTty: world.isTty,
    isErrTty: world.isTty,
    columns: 100,
    onInterrupt(listener) {
      heard.add(listener);
      seen.interrupts += 1;
      return () => void heard.delete(listener);
    },
    exitNow: (exitCode) => {
      expect(isExitCode(exitCode), `the exit code ${exitCode} is one of a command`).toBe(true);
      seen.exits.push(exitCode);
    },
  };
  const press = (): void => {
    const signal = world.signals[pressed] ?? 'SIGINT';
    pressed += 1;
    heard.forEach((listener) => listener(signal));
  };
  const dependencies: CommandDependencies = {
    shell,
    demo: () => 'scenarios/demo.yaml',
    createRun: (scenario, options) => {
      seen.scenario = scenario;
      seen.options = options;
      return createFakeRun(world, seen, press);
    },
    loadScenario: (path) =>
      path.endsWith('demo.yaml')
        ? { scenario: world.scenario ?? scenarioOf(), hash: 'hash-1', text: '' }
        : loadScenario(path),
    readScenario,
    build: () => buildOf('build-1', {}),
    openData: (path) => Promise.reject(new Error(`There is no recording ${path} here.`)),
    loadStrategy: (path) =>
      path.endsWith('missing.ts')
        ? Promise.reject(new Error(`There is no module ${path}.`))
        : Promise.resolve({
            strategy: { name: 'mine', start: () => null, step: (state: unknown) => [state, []] as const },
            sources: [],
            sha256: 'module-1',
          }),
  };
  let out = '';
  let err = '';
  const terminal = guarded({
    out: (text) => void (out += text),
    err: (text) => void (err += text),
    environment: { DATABASE_URL: 'none', ...world.environment },
  });
  const program = new Command('dte').exitOverride().configureOutput({
    writeOut: terminal.out,
    writeErr: terminal.err,
    outputError: (message) => terminal.err(message),
  });
  addRun(program, terminal, dependencies);
  addExplain(program, terminal, dependencies);
  let exitCode = 0;
  try {
    await program.parseAsync(args, { from: 'user' });
  } catch (thrown) {
    const error = commandFailureOf(thrown);
    if (error instanceof CommanderError) exitCode = error.exitCode === 0 ? 0 : 2;
    else if (error instanceof CommandFailed) {
      exitCode = error.exitCode;
      err += `dte: ${error.message}\n`;
    } else throw error;
  }
  expect(isExitCode(exitCode), `the exit code ${exitCode} is one of a command`).toBe(true);
  return { exitCode, out, err, seen };
};
