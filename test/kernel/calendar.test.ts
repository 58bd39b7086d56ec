// The calendar against its naive twin: an array that is sorted anew after every change. Both take the same
// steps, and must agree on every answer, on the clock, and on the order, whatever is cancelled or restored.
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AssertionFailed } from '../../src/kernel/assert.ts';
import { Calendar, type CalendarState, type ScheduledEntry } from '../../src/kernel/calendar.ts';

class NaiveCalendar {
  nowUs = 0;
  private lastSequence = 0;
  private entries: ScheduledEntry<string>[] = [];

  schedule(atUs: number, entry: string): number {
    this.lastSequence += 1;
    this.entries.push({ atUs, sequence: this.lastSequence, entry });
    this.entries.sort((left, right) => left.atUs - right.atUs || left.sequence - right.sequence);
    return this.lastSequence;
  }

  cancel(id: number): boolean {
    const before = this.entries.length;
    this.entries = this.entries.filter(({ sequence }) => sequence !== id);
    return this.entries.length < before;
  }

  next(): string | undefined {
    const first = this.entries.shift();
    if (first !== undefined) this.nowUs = first.atUs;
    return first?.entry;
  }

  save(): CalendarState<string> {
    return { nowUs: this.nowUs, lastSequence: this.lastSequence, entries: [...this.entries] };
  }
}

type Step =
  | { readonly kind: 'schedule'; readonly delayUs: number }
  | { readonly kind: 'cancel'; readonly pick: number }
  | { readonly kind: 'next' }
  | { readonly kind: 'restore' };

const schedule = fc.record({
  kind: fc.constant('schedule' as const),
  delayUs: fc.oneof(fc.constant(0), fc.nat(5), fc.nat(1_000_000), fc.nat(2 ** 40)),
});
const cancel = fc.record({ kind: fc.constant('cancel' as const), pick: fc.nat() });
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: schedule },
  { weight: 4, arbitrary: cancel },
  { weight: 3, arbitrary: fc.constant({ kind: 'next' as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'restore' as const }) },
);

describe('Calendar', () => {
  test('agrees with a sorted array on every step', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 250, size: 'max' }), (steps) => {
        let calendar = new Calendar<string>();
        const twin = new NaiveCalendar();
        let issued = 0;
        for (const taken of steps) {
          if (taken.kind === 'schedule') {
            const atUs = twin.nowUs + taken.delayUs;
            issued = twin.schedule(atUs, `entry at ${atUs}`);
            expect(calendar.schedule(atUs, `entry at ${atUs}`)).toBe(issued);
          } else if (taken.kind === 'cancel') {
            // One above what was issued too: an identifier that does not exist.
            const id = 1 + (taken.pick % (issued + 1));
            expect(calendar.cancel(id)).toBe(twin.cancel(id));
          } else if (taken.kind === 'next') {
            expect(calendar.peekTimeUs).toBe(twin.save().entries[0]?.atUs);
            expect(calendar.next()).toBe(twin.next());
          } else {
            calendar = Calendar.restore(calendar.save());
          }
          expect(calendar.nowUs).toBe(twin.nowUs);
          expect(calendar.slotsHeld).toBeLessThanOrEqual(2 * calendar.size + 64);
          expect(calendar.size).toBe(twin.save().entries.length);
        }
        expect(calendar.save()).toEqual(twin.save());
        while (calendar.size > 0) expect(calendar.next()).toBe(twin.next());
        expect(calendar.next()).toBeUndefined();
        expect(calendar.save()).toEqual(twin.save());
      }),
      { numRuns: 60 },
    );
  });

  test('lets entries of the same time come in the order in which they were scheduled', () => {
    const calendar = new Calendar<number>();
    for (let index = 0; index < 3_000; index += 1) calendar.schedule(7, index);
    for (let index = 0; index < 3_000; index += 1) expect(calendar.next()).toBe(index);
  });

  test('lets no time pass when nothing is left', () => {
    const calendar = new Calendar<string>();
    calendar.cancel(calendar.schedule(90, 'cancelled'));
    expect(calendar.peekTimeUs).toBeUndefined();
    expect(calendar.next()).toBeUndefined();
    expect(calendar.nowUs).toBe(0);
  });

  test('moves time on to before what comes next, and refuses to pass it', () => {
    const calendar = new Calendar<string>();
    calendar.cancel(calendar.schedule(5, 'cancelled'));
    calendar.schedule(100, 'first');
    calendar.advanceTo(7);
    calendar.advanceTo(7);
    calendar.advanceTo(99);
    const before = calendar.save();
    expect(before.nowUs).toBe(99);
    for (const atUs of [98, 100, 101, 99.5, Number.NaN, 2 ** 53])
      expect(() => calendar.advanceTo(atUs)).toThrow(AssertionFailed);
    expect(calendar.save()).toEqual(before);
    expect(calendar.next()).toBe('first');
    calendar.advanceTo(1_000);
    expect(calendar.nowUs).toBe(1_000);
  });

  test('refuses the past, and times that are not safe integers, and is unchanged by it', () => {
    const calendar = new Calendar<string>();
    calendar.schedule(100, 'first');
    calendar.next();
    const before = calendar.save();
    for (const atUs of [99, -1, 100.5, Number.NaN, Infinity, 2 ** 53]) {
      expect(() => calendar.schedule(atUs, 'refused')).toThrow(AssertionFailed);
    }
    expect(() => new Calendar<string | undefined>().schedule(0, undefined)).toThrow(AssertionFailed);
    expect(calendar.save()).toEqual(before);
    calendar.schedule(100, 'now is not the past');
    calendar.schedule(Number.MAX_SAFE_INTEGER, 'the end of time');
    expect(calendar.next()).toBe('now is not the past');
  });

  test('never holds many cancelled places, however many timeouts are cancelled', () => {
    const calendar = new Calendar<string>();
    const timeouts: number[] = [];
    let slotsHeldMax = 0;
    for (let round = 0; round < 20_000; round += 1) {
      calendar.schedule(round, 'acknowledgement');
      timeouts.push(calendar.schedule(1_000_000 + round, 'timeout'));
      if (timeouts.length > 100) calendar.cancel(timeouts.shift()!);
      calendar.next();
      slotsHeldMax = Math.max(slotsHeldMax, calendar.slotsHeld);
    }
    expect(calendar.size).toBe(100);
    expect(slotsHeldMax).toBeLessThanOrEqual(2 * 102 + 64);
  });

  test('sweeps cancelled places also when nothing comes', () => {
    const calendar = new Calendar<string>();
    for (let index = 0; index < 1_000; index += 1) {
      calendar.cancel(calendar.schedule(index, 'timeout'));
      expect(calendar.slotsHeld).toBeLessThanOrEqual(64);
    }
  });

  test('sweeps cancelled places also when live entries come and none is cancelled any more', () => {
    const calendar = new Calendar<string>();
    const timeouts = Array.from({ length: 900 }, () => calendar.schedule(1_000_000, 'timeout'));
    for (let index = 0; index < 1_000; index += 1) calendar.schedule(index, 'entry');
    for (const id of timeouts) calendar.cancel(id);
    while (calendar.size > 1) {
      calendar.next();
      expect(calendar.slotsHeld).toBeLessThanOrEqual(2 * calendar.size + 64);
    }
  });

  test('releases an entry as soon as it has come or was cancelled', async () => {
    setFlagsFromString('--expose-gc');
    const collectGarbage = runInNewContext('gc') as () => void;
    const calendar = new Calendar<object>();
    const scheduleTracked = (atUs: number): { id: number; entry: WeakRef<object> } => {
      const entry = { atUs };
      return { id: calendar.schedule(atUs, entry), entry: new WeakRef(entry) };
    };
    const come = scheduleTracked(1);
    const cancelled = scheduleTracked(2);
    const live = scheduleTracked(3);
    calendar.next();
    calendar.cancel(cancelled.id);
    // A WeakRef keeps its target until the current job has ended.
    await new Promise((resolve) => setImmediate(resolve));
    collectGarbage();
    expect([come, cancelled, live].map(({ entry }) => entry.deref())).toEqual([undefined, undefined, { atUs: 3 }]);
    expect(calendar.slotsHeld).toBe(2);
  });

  test('refuses to restore what no calendar can have saved', () => {
    const entry = { atUs: 5, sequence: 2, entry: 'entry' };
    const sound = { nowUs: 5, lastSequence: 3, entries: [entry] };
    expect(Calendar.restore(sound).save()).toEqual(sound);
    const broken: CalendarState<string>[] = [
      { ...sound, nowUs: 6 },
      { ...sound, nowUs: -1 },
      { ...sound, nowUs: 0.5 },
      { ...sound, lastSequence: 1 },
      { ...sound, entries: [entry, entry] },
      { ...sound, entries: [entry, { ...entry, atUs: 6 }] },
      {
        ...sound,
        entries: [
          { ...entry, atUs: 6 },
          { ...entry, sequence: 3 },
        ],
      },
      { ...sound, entries: [{ ...entry, atUs: 5.5 }] },
      { ...sound, entries: [{ ...entry, sequence: 0 }] },
      { ...sound, entries: [{ ...entry, sequence: 1.5 }] },
    ];
    for (const state of broken) expect(() => Calendar.restore(state)).toThrow(AssertionFailed);
  });
});
