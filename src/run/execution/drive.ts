// Drives a run to its end in wall time: as fast as it goes, or at a pace, looking up every few milliseconds so that a
// request to stop is heard and the database is served. The wall decides when a step is taken, never what it does.
import { createPacer, type Pacer, type Wall } from '../../kernel/pacer.ts';
import type { Recorder } from '../../persistence/write/recorder.ts';
import type { JournaledCommand } from '../../world/commands/command.ts';
import { CommandedSteps } from './commands.ts';
import type { SteppedRun } from './dependencies.ts';
import { neverInterrupted, type InterruptSignal, type SignalSource } from './interrupts.ts';
import { noProgress, type ProgressReporter } from './progress-reporter.ts';

/** Requests to stop a run. */
export interface StopRequests {
  readonly signals: SignalSource;
  /** Ends the process at once: for a second request, and for one while the database is waited for. */
  readonly abandon: (signal: InterruptSignal) => void;
}

const neverStopped: StopRequests = { signals: neverInterrupted, abandon: () => undefined };

/** How a run is driven. */
export interface DriveOptions {
  readonly wall: Wall;
  /** Default: nothing is reported. */
  readonly progress?: ProgressReporter;
  /** Default: nobody asks the run to stop. */
  readonly stopping?: StopRequests;
  /** Virtual time for each unit of wall time. Default: as fast as it goes. */
  readonly speed?: number;
  /** Writes the run down. Default: nothing does. */
  readonly recorder?: Recorder;
  /** The commands that the run received before it was interrupted: each comes again at its place. */
  readonly commands?: readonly JournaledCommand[];
}

const LOOK_UP_EVERY_MS = 8;
/** A database that is written to meanwhile wants to be served sooner. */
const LOOK_UP_RECORDED_EVERY_MS = 4;
const STEPS_AT_ONCE = 32;

/**
 * Drives the run until nothing is left to do. The first request to stop drains it; the second ends the process, and so does
 * the first while the database is waited for.
 */
export const drive = async (run: SteppedRun, options: DriveOptions): Promise<void> => {
  const { wall, speed, recorder, progress = noProgress, stopping = neverStopped } = options;
  const commands = new CommandedSteps(run, options.commands ?? [], recorder?.mark ?? 0);
  const lookUpEveryMs = recorder === undefined ? LOOK_UP_EVERY_MS : LOOK_UP_RECORDED_EVERY_MS;
  let pacer: Pacer | null = speed === undefined ? null : createPacer({ speed, wall, startUs: run.nowUs });
  let isAsked = false;
  const forget = stopping.signals.onInterrupt((signal) => {
    // Nothing can be drained into a database that is waited for.
    if (isAsked || recorder?.isWaitedFor === true) {
      progress.end();
      stopping.abandon(signal);
      return;
    }
    isAsked = true;
    progress.stopping();
    commands.stop('interrupted');
    // Nobody waits for a drain at a pace.
    pacer?.wake();
    pacer = null;
  });
  let lookedUpMs = wall.nowMs();
  try {
    for (;;) {
      for (let steps = 0; steps < STEPS_AT_ONCE; steps += 1) {
        if (run.needsInput) await run.readInput();
        if (!commands.step()) return;
        if (pacer !== null && pacer.reachedUs < run.nowUs) break;
      }
      const nowMs = wall.nowMs();
      if (pacer === null && nowMs - lookedUpMs < lookUpEveryMs) continue;
      progress.show(run.progress(), nowMs);
      if (recorder !== undefined) {
        await recorder.turn(run);
        if (recorder.isHeld) await recorder.released();
      }
      if (pacer === null) await wall.sleepMs(0);
      else await pacer.waitUntil(run.nowUs);
      lookedUpMs = wall.nowMs();
    }
  } finally {
    forget();
    progress.end();
  }
};
