// XState's timers on the event calendar: they fire in virtual time, in the calendar's order, once.
import { describe, expect, it } from 'vitest';
import { createActor, createMachine } from 'xstate';
import { Calendar } from '../../src/kernel/calendar.ts';
import { createCalendarClock, type TimerEntry } from '../../src/xstate/clock.ts';

const runUntilEmpty = (calendar: Calendar<TimerEntry>, fire: (entry: TimerEntry) => void): number[] => {
  const timesUs: number[] = [];
  for (let entry = calendar.next(); entry !== undefined; entry = calendar.next()) {
    timesUs.push(calendar.nowUs);
    fire(entry);
  }
  return timesUs;
};

describe('the calendar as XState’s clock', () => {
  it('drives nested delayed transitions at their exact virtual times', () => {
    const calendar = new Calendar<TimerEntry>();
    const { clock, fire } = createCalendarClock(calendar);
    const blinker = createMachine({
      initial: 'on',
      states: { on: { after: { 250: 'off' } }, off: { after: { 750: 'on' } } },
    });
    const actor = createActor(blinker, { clock }).start();
    const seen: string[] = [];
    actor.subscribe(({ value }) => {
      seen.push(`${calendar.nowUs}:${String(value)}`);
      if (seen.length === 4) actor.stop();
    });
    runUntilEmpty(calendar, fire);
    expect(seen).toEqual(['250000:off', '1000000:on', '1250000:off', '2000000:on']);
  });

  it('orders timers by time, then by the order in which they were set', () => {
    const calendar = new Calendar<TimerEntry>();
    const { clock, fire } = createCalendarClock(calendar);
    const fired: string[] = [];
    clock.setTimeout(() => fired.push('late'), 2);
    clock.setTimeout(() => fired.push('first'), 1);
    clock.setTimeout(() => fired.push('second'), 1);
    expect(runUntilEmpty(calendar, fire)).toEqual([1_000, 1_000, 2_000]);
    expect(fired).toEqual(['first', 'second', 'late']);
  });

  it('never fires a timer that was cleared, and takes it out of the calendar', () => {
    const calendar = new Calendar<TimerEntry>();
    const clockOfCalendar = createCalendarClock(calendar);
    const fired: string[] = [];
    const cleared = clockOfCalendar.clock.setTimeout(() => fired.push('cleared'), 1);
    clockOfCalendar.clock.setTimeout(() => fired.push('kept'), 1);
    clockOfCalendar.clock.clearTimeout(cleared);
    clockOfCalendar.clock.clearTimeout(cleared);
    expect(calendar.size).toBe(1);
    runUntilEmpty(calendar, clockOfCalendar.fire);
    expect(fired).toEqual(['kept']);
    expect(clockOfCalendar.pending).toBe(0);
  });

  it('does not take a timer twice', () => {
    const calendar = new Calendar<TimerEntry>();
    const { clock, fire } = createCalendarClock(calendar);
    clock.setTimeout(() => undefined, 0);
    const entry = calendar.next();
    if (entry === undefined) throw new Error('no timer was scheduled');
    fire(entry);
    expect(() => fire(entry)).toThrow(/cleared or has fired/);
  });
});
