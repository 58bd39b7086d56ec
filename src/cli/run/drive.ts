// Drives a run to its end in wall time: as fast as it goes, or at a pace, looking up every few milliseconds so that
// Ctrl-C is heard. The wall decides when a step is taken, never what it does.
import { createPacer, type Pacer } from '../../kernel/pacer.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Run } from './engine-port.ts';
import type { ProgressReporter } from './progress.ts';
import type { Shell } from './shell.ts';

/** How a run is driven. */
export interface DriveOptions {
  readonly shell: Shell;
  readonly progress: ProgressReporter;
  /** Virtual time for each unit of wall time; as fast as it goes where it is left out. */
  readonly speed?: number;
}

/** How a run was brought to its end. */
export interface Driven {
  readonly isInterrupted: boolean;
}

const LOOK_UP_EVERY_MS = 8;
const STEPS_AT_ONCE = 32;

/** Drives the run until nothing is left to do. The first Ctrl-C drains it, the second ends the process. */
export const drive = async (run: Run, { shell, progress, speed }: DriveOptions): Promise<Driven> => {
  const { wall } = shell;
  let pacer: Pacer | null = speed === undefined ? null : createPacer({ speed, wall });
  let isInterrupted = false;
  const forget = shell.onInterrupt(() => {
    if (isInterrupted) {
      progress.end();
      shell.exitNow(exitCodes.failed);
      return;
    }
    isInterrupted = true;
    progress.say('Stopping: nothing new begins, and what is live is brought to its end. Ctrl-C again ends at once.');
    run.stop('interrupted');
    // Nobody waits for a drain at a pace.
    pacer?.wake();
    pacer = null;
  });
  let lookedUpMs = wall.nowMs();
  try {
    for (;;) {
      for (let steps = 0; steps < STEPS_AT_ONCE; steps += 1) {
        if (!run.step()) return { isInterrupted };
        if (pacer !== null && pacer.reachedUs < run.nowUs) break;
      }
      if (pacer !== null) {
        progress.show(run.progress(), wall.nowMs());
        await pacer.waitUntil(run.nowUs);
        continue;
      }
      const nowMs = wall.nowMs();
      if (nowMs - lookedUpMs < LOOK_UP_EVERY_MS) continue;
      progress.show(run.progress(), nowMs);
      await wall.sleepMs(0);
      lookedUpMs = wall.nowMs();
    }
  } finally {
    forget();
    progress.end();
  }
};
