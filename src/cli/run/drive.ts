// Drives a run to its end in wall time: as fast as it goes, or at a pace, looking up every few milliseconds so that
// Ctrl-C is heard and the database is served. The wall decides when a step is taken, never what it does.
import { createPacer, type Pacer } from '../../kernel/pacer.ts';
import type { Recorder } from '../../persistence/write/recorder.ts';
import type { JournaledCommand } from '../../persistence/checkpoints/recover.ts';
import { interruptedBy } from '../exit-codes.ts';
import type { Run } from './engine-port.ts';
import type { ProgressReporter } from './progress.ts';
import type { Shell } from './shell.ts';

/** How a run is driven. */
export interface DriveOptions {
  readonly shell: Shell;
  readonly progress: ProgressReporter;
  /** Virtual time for each unit of wall time; as fast as it goes where it is left out. */
  readonly speed?: number;
  /** Who writes it down; nobody where it is left out. */
  readonly recorder?: Recorder;
  /** The commands that it was given before it was interrupted: each comes again at its place. */
  readonly commands?: readonly JournaledCommand[];
}

/** How a run was brought to its end. */
export interface Driven {
  readonly isInterrupted: boolean;
}

const LOOK_UP_EVERY_MS = 8;
/** A database that is written to meanwhile wants to be served sooner. */
const LOOK_UP_RECORDED_EVERY_MS = 4;
const STEPS_AT_ONCE = 32;

/**
 * The commands from outside. One takes effect behind a step that wrote a record, and nowhere else: so its own record says
 * where it is to come when the run is made again.
 */
const commandsOf = (run: Run, { commands = [], recorder }: DriveOptions) => {
  const again = commands.filter(({ seq }) => seq > run.lastSeq);
  const writtenSeq = recorder?.mark ?? 0;
  let wanted: string | null = null;
  let seen = run.lastSeq;
  return {
    stop: (reason: string): void => {
      wanted = reason;
    },
    /** To be called behind every step. */
    stepped: (): void => {
      const { lastSeq } = run;
      if (lastSeq === seen) return;
      const [next] = again;
      if (next !== undefined && next.seq === lastSeq + 1) {
        again.shift();
        run.stop(next.reason);
      } else if (wanted !== null && lastSeq >= writtenSeq) {
        run.stop(wanted);
        wanted = null;
      }
      seen = run.lastSeq;
    },
  };
};

/** Drives the run until nothing is left to do. The first Ctrl-C drains it, the second ends the process, as the first does
 * while the database is waited for. */
export const drive = async (run: Run, options: DriveOptions): Promise<Driven> => {
  const { shell, progress, speed, recorder } = options;
  const { wall } = shell;
  const commands = commandsOf(run, options);
  const lookUpEveryMs = recorder === undefined ? LOOK_UP_EVERY_MS : LOOK_UP_RECORDED_EVERY_MS;
  let pacer: Pacer | null = speed === undefined ? null : createPacer({ speed, wall, startUs: run.nowUs });
  let isInterrupted = (options.commands ?? []).length > 0;
  let isAsked = false;
  const forget = shell.onInterrupt((signal) => {
    // Nothing can be drained into a database that is waited for.
    if (isAsked || recorder?.isWaitedFor === true) {
      progress.end();
      shell.exitNow(interruptedBy(signal));
      return;
    }
    isAsked = true;
    isInterrupted = true;
    progress.say('Stopping: nothing new begins, and what is live is brought to its end. Ctrl-C again ends at once.');
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
        if (!run.step()) return { isInterrupted };
        commands.stepped();
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
