// Paces virtual time against the wall. It reads no wall clock of its own: the wall is handed in, so that only
// the real-time adaptor touches it. A run that goes as fast as it can has no pacer at all.
import { assert } from './assert.ts';

/** The wall clock that a pacer is given. */
export interface Wall {
  /** Milliseconds from any origin, fractions allowed; it never goes backwards. */
  nowMs(): number;
  /** Resolves after about so many milliseconds; 0 only lets the event loop turn once, without a delay. */
  sleepMs(durationMs: number): Promise<void>;
}

/** How virtual time is paced. */
export interface PacerOptions {
  /** Virtual time that passes while one unit of wall time does: 1 is real time, 10 is ten times as fast. */
  readonly speed: number;
  readonly wall: Wall;
  /** Virtual time at this moment, in microseconds: 0 for a new run, the calendar's time for a resumed one. */
  readonly startUs?: number;
}

/** Holds virtual time back to the pace of the wall. */
export interface Pacer {
  /** The virtual time that the wall has reached: the time at which something from outside comes in. */
  readonly reachedUs: number;
  /**
   * Waits until the wall has reached `virtualUs`, and says whether it has: false if `wake` cut the wait short.
   * Behind schedule it does not sleep, it only lets the event loop turn every few milliseconds.
   */
  waitUntil(virtualUs: number): Promise<boolean>;
  /** Ends the present wait, if there is one, because something came in that may be due earlier. */
  wake(): void;
}

/** The longest time for which waits that never sleep keep the event loop from turning. */
const yieldEveryMs = 8;
/** The longest single sleep: below the limit of timers, and short enough for a wake to leave no old timer behind. */
const sleepMsMax = 250;

/** A pacer that starts now. The speed is a positive finite number. */
export function createPacer({ speed, wall, startUs = 0 }: PacerOptions): Pacer {
  assert(Number.isFinite(speed) && speed > 0, () => `a speed is a positive number, and ${speed} is not`);
  assert(Number.isSafeInteger(startUs) && startUs >= 0, () => `virtual time cannot start at ${startUs} µs`);
  const usPerWallMs = 1_000 * speed;
  const startedMs = wall.nowMs();
  let yieldedMs = startedMs;
  let endWait: (() => void) | undefined;

  const usReachedAt = (wallMs: number): number => startUs + Math.floor((wallMs - startedMs) * usPerWallMs);

  /** Sleeps, and says whether the sleep was cut short. */
  const sleep = async (durationMs: number): Promise<boolean> => {
    let isWoken = false;
    const woken = new Promise<void>((resolve) => {
      endWait = () => {
        isWoken = true;
        resolve();
      };
    });
    await Promise.race([wall.sleepMs(durationMs), woken]);
    endWait = undefined;
    yieldedMs = wall.nowMs();
    return isWoken;
  };

  const waitUntil = async (virtualUs: number): Promise<boolean> => {
    assert(endWait === undefined, 'a pacer holds back one loop, and it is waiting already');
    const nowMs = wall.nowMs();
    if (usReachedAt(nowMs) >= virtualUs) {
      if (nowMs - yieldedMs >= yieldEveryMs) await sleep(0);
      return true;
    }
    for (let reachedUs = usReachedAt(nowMs); reachedUs < virtualUs; reachedUs = usReachedAt(wall.nowMs())) {
      // Whole milliseconds, rounded up: a timer knows nothing finer, and less might round to no time at all.
      const restMs = Math.ceil((virtualUs - reachedUs) / usPerWallMs);
      if (await sleep(Math.min(restMs, sleepMsMax))) return usReachedAt(wall.nowMs()) >= virtualUs;
    }
    return true;
  };

  return {
    get reachedUs() {
      return usReachedAt(wall.nowMs());
    },
    waitUntil,
    wake: () => endWait?.(),
  };
}
