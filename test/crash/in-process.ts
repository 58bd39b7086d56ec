// Runs of the demo that are recorded in this process, whole or up to some record, for tests that need no death.
import { commandDependencies } from '../../src/cli/run/command-dependencies.ts';
import { resumeRun } from '../../src/cli/resume.ts';
import { runRecorded } from '../../src/cli/run.ts';
import { CommandFailed } from '../../src/cli/command-failed.ts';
import { textOfInputs } from '../../src/run/recorded/frozen.ts';
import { prepareRun } from '../../src/run/execution/prepare.ts';
import type { CommandDependencies } from '../../src/cli/run/command-dependencies.ts';
import type { RunInputs } from '../../src/cli/run/inputs.ts';
import type { Shell } from '../../src/cli/run/shell.ts';
import type { Terminal } from '../../src/cli/terminal.ts';
import { ENGINE_VERSION } from '../../src/world/version.ts';
import { recordNewRun, type Recorder, type RecorderOptions } from '../../src/persistence/write/recorder.ts';
import type { Store } from '../../src/persistence/store/store.ts';
import { usualLimits } from '../../src/persistence/write/writer-types.ts';
import { smallWorld } from './worlds.ts';

const { scenario, limits, everyRecords } = smallWorld;
const build = commandDependencies.build();

/** A recorder with small limits, so that few records make many flushes. */
export const recordingOf = (store: Store, more: Partial<RecorderOptions> = {}): RecorderOptions => ({
  store,
  build,
  clock: commandDependencies.shell.timer,
  random: () => 0.5,
  checkpointEveryRecords: everyRecords,
  limits: { ...usualLimits, ...limits },
  ...more,
});

/** What happens at a look of the wall clock; it may take its time. */
export type AtLook = (look: number, press: () => void) => Promise<void> | void;

/** A shell whose wall clock advances at every look, so that it looks up at the same steps whatever the machine does. */
export const shellWith = (atLook: AtLook = () => undefined): Shell => {
  let nowMs = 0;
  let looks = 0;
  let press = (): void => undefined;
  return {
    ...commandDependencies.shell,
    wall: {
      nowMs: () => (nowMs += 4),
      sleepMs: async (durationMs) => {
        // It also sleeps while it is held, as often as the machine makes it.
        if (durationMs === 0) {
          looks += 1;
          await atLook(looks, press);
        }
        await commandDependencies.shell.wall.sleepMs(durationMs);
      },
    },
    onInterrupt: (heard) => {
      press = () => heard('SIGINT');
      return () => undefined;
    },
  };
};

/** How a command ended. */
export interface Outcome {
  readonly digest: string | null;
  readonly exitCode: number;
  readonly sentence: string;
}

const outcomeOf = async (
  work: (port: CommandDependencies, terminal: Terminal) => Promise<void>,
  shell: Shell,
): Promise<Outcome> => {
  let out = '';
  const terminal: Terminal = { out: (text) => void (out += text), err: () => undefined, environment: {} };
  // One that was interrupted says what it came to, and fails all the same.
  const digest = (): string | null => (out === '' ? null : (JSON.parse(out) as { readonly digest: string }).digest);
  try {
    await work({ ...commandDependencies, shell }, terminal);
  } catch (error) {
    if (!(error instanceof CommandFailed)) throw error;
    return { digest: digest(), exitCode: error.exitCode, sentence: error.message };
  }
  return { digest: digest(), exitCode: 0, sentence: '' };
};

const quiet = { quiet: true, json: true } as const;

/** `dte run` of the demo. */
export const runIn = (recording: RecorderOptions, intents: number, atLook?: AtLook): Promise<Outcome> =>
  outcomeOf(async (port, terminal) => {
    await runRecorded(await prepareRun(scenario, { intents }, port, true), quiet, recording, port, terminal);
  }, shellWith(atLook));

/** `dte resume`. */
export const resumeIn = (recording: RecorderOptions, run: number, atLook?: AtLook): Promise<Outcome> =>
  outcomeOf((port, terminal) => resumeRun(String(run), quiet, recording, port, terminal), shellWith(atLook));

/** A run that has come to some record and stands still, its rows as far as they are through. */
export const begunIn = async (
  recording: RecorderOptions,
  inputs: RunInputs,
  untilSeq: number,
  watch: (recorder: Recorder) => void = () => undefined,
): Promise<{ readonly recorder: Recorder; readonly turn: () => Promise<void>; readonly digest: string }> => {
  const { run, frozen, seed } = await prepareRun(scenario, inputs, commandDependencies, true);
  const recorder = await recordNewRun(recording, {
    name: run.runId,
    seed,
    scenarioHash: frozen.scenarioHash,
    engineVersion: ENGINE_VERSION,
    inputs: textOfInputs({ ...frozen, build: recording.build }),
  });
  run.consume(recorder.consume);
  const turn = async (): Promise<void> => {
    await recorder.turn(run);
    watch(recorder);
    if (recorder.isHeld) await recorder.released();
    await commandDependencies.shell.wall.sleepMs(1);
  };
  for (let steps = 1; run.lastSeq < untilSeq && run.step(); steps += 1) {
    if (steps % 16 === 0) await turn();
    // One that is under way puts the next off: where the next one lies is not to depend on the machine.
    while (recorder.figures().isCheckpointing) await turn();
  }
  while (recorder.figures().unwritten > 0 || recorder.figures().isCheckpointing) await turn();
  for (let turns = 0; turns < 20; turns += 1) await turn();
  return { recorder, turn, digest: run.digest };
};
