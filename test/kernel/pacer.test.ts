// The pacer against a wall that is only a number: it moves when the pacer sleeps, and when the test says so.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AssertionFailed } from '../../src/kernel/assert.ts';
import { createPacer, type Wall } from '../../src/kernel/pacer.ts';

/** A wall that wakes a sleeper by `lateMs` too late, or, if that is negative, too early. */
class FakeWall implements Wall {
  readonly sleepsMs: number[] = [];
  private wallMs: number;
  private readonly lateMs: number;

  constructor(startMs = 0, lateMs = 0) {
    this.wallMs = startMs;
    this.lateMs = lateMs;
  }

  nowMs(): number {
    return this.wallMs;
  }

  sleepMs(durationMs: number): Promise<void> {
    this.sleepsMs.push(durationMs);
    if (durationMs > 0) this.pass(Math.max(durationMs + this.lateMs, 0.1));
    return Promise.resolve();
  }

  pass(durationMs: number): void {
    this.wallMs += durationMs;
  }
}

const speed = fc.oneof(fc.constantFrom(1, 10, 0.5, 1_000), fc.double({ min: 0.01, max: 10_000, noNaN: true }));
const gapsUs = fc.array(fc.nat(3_000_000), { maxLength: 20 });

describe('createPacer', () => {
  test('never lets virtual time run ahead of the wall, nor fall behind by more than a millisecond of sleep', () =>
    fc.assert(
      fc.asyncProperty(speed, gapsUs, fc.nat(10 ** 9), fc.nat(10 ** 9), async (factor, gaps, startMs, startUs) => {
        const wall = new FakeWall(startMs);
        const pacer = createPacer({ speed: factor, wall, startUs });
        let virtualUs = startUs;
        for (const gapUs of gaps) {
          virtualUs += gapUs;
          expect(await pacer.waitUntil(virtualUs)).toBe(true);
          expect(pacer.reachedUs).toBeGreaterThanOrEqual(virtualUs);
          const idealMs = startMs + (virtualUs - startUs) / (1_000 * factor);
          expect(wall.nowMs()).toBeGreaterThanOrEqual(idealMs - 0.001);
          // A sleep is whole milliseconds, and what is left is counted in whole virtual microseconds.
          const microsecondMs = 1 / (1_000 * factor);
          expect(wall.nowMs()).toBeLessThanOrEqual(idealMs + 1 + microsecondMs + 0.001);
        }
      }),
      { numRuns: 50 },
    ));

  test('waits on when a sleep ends too early, and does not add up sleeps that end too late', async () => {
    for (const lateMs of [-3, 7]) {
      const wall = new FakeWall(0, lateMs);
      const pacer = createPacer({ speed: 1, wall });
      for (let virtualMs = 10; virtualMs <= 1_000; virtualMs += 10) await pacer.waitUntil(virtualMs * 1_000);
      expect(wall.nowMs()).toBeGreaterThanOrEqual(1_000);
      expect(wall.nowMs()).toBeLessThanOrEqual(1_010);
    }
  });

  test('does not sleep behind schedule, but lets the event loop turn at bounded intervals', async () => {
    const wall = new FakeWall();
    const pacer = createPacer({ speed: 1, wall });
    wall.pass(60_000);
    const startedMs = wall.nowMs();
    let turnedMs = startedMs;
    for (let step = 0; step < 4_000; step += 1) {
      const turnsBefore = wall.sleepsMs.length;
      await pacer.waitUntil(step * 1_000);
      if (wall.sleepsMs.length > turnsBefore) turnedMs = wall.nowMs();
      expect(wall.nowMs() - turnedMs).toBeLessThan(10);
      wall.pass(0.5);
    }
    expect(new Set(wall.sleepsMs)).toEqual(new Set([0]));
    expect(wall.sleepsMs.length).toBeLessThanOrEqual(2_000 / 8 + 1);
  });

  test('never asks for one long sleep', async () => {
    const wall = new FakeWall();
    await createPacer({ speed: 1, wall }).waitUntil(3_600_000_000);
    expect(wall.nowMs()).toBe(3_600_000);
    expect(Math.max(...wall.sleepsMs)).toBeLessThanOrEqual(1_000);
  });

  test('ends a wait early when it is woken, and can be waited on again', async () => {
    let endSleep = (): void => {};
    const wall = {
      wallMs: 0,
      nowMs: () => wall.wallMs,
      sleepMs: () => new Promise<void>((resolve) => (endSleep = resolve)),
    };
    const pacer = createPacer({ speed: 2, wall });
    pacer.wake();
    const woken = pacer.waitUntil(500_000);
    wall.wallMs = 100;
    pacer.wake();
    expect(await woken).toBe(false);
    expect(pacer.reachedUs).toBe(200_000);

    const tooLateToWake = pacer.waitUntil(500_000);
    wall.wallMs = 250;
    pacer.wake();
    expect(await tooLateToWake).toBe(true);

    const undisturbed = pacer.waitUntil(600_000);
    wall.wallMs = 300;
    endSleep();
    expect(await undisturbed).toBe(true);
  });

  test('holds back one loop, not two', async () => {
    const wall = { nowMs: () => 0, sleepMs: () => new Promise<void>(() => {}) };
    const pacer = createPacer({ speed: 1, wall });
    const first = pacer.waitUntil(1);
    await expect(pacer.waitUntil(1)).rejects.toThrow(AssertionFailed);
    pacer.wake();
    expect(await first).toBe(false);
  });

  test('refuses a speed that is not positive and finite, and a start that is not a time', () => {
    const wall = new FakeWall();
    for (const refused of [0, -1, Number.NaN, Infinity]) {
      expect(() => createPacer({ speed: refused, wall })).toThrow(AssertionFailed);
    }
    for (const startUs of [-1, 0.5, 2 ** 53]) {
      expect(() => createPacer({ speed: 1, wall, startUs })).toThrow(AssertionFailed);
    }
  });
});
