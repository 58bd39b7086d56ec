// XState's `clock` option as an adaptor onto the event calendar: one calendar drives everything. The charts of
// this project hold no timers, because XState loses them on restore; this serves machines of users that do.
import { assert } from '../kernel/assert.ts';
import type { CalendarId } from '../kernel/calendar.ts';

/** What the calendar holds for a timer: plain data, the callback stays with the adaptor. */
export interface TimerEntry {
  readonly kind: 'xstate.timer';
  readonly timerId: number;
}

/** The part of a calendar that the adaptor needs. */
export interface TimerCalendar {
  readonly nowUs: number;
  schedule(atUs: number, entry: TimerEntry): CalendarId;
  cancel(id: CalendarId): boolean;
}

/** XState's clock, and the way back from the calendar to it. */
export interface CalendarClock {
  /** For `createActor(logic, { clock })`. Delays are milliseconds, rounded to whole microseconds. */
  readonly clock: {
    setTimeout(callback: (...args: unknown[]) => void, delayMs: number): number;
    clearTimeout(timerId: number): void;
  };
  /** Calls the timer whose entry the calendar has just given. */
  fire(entry: TimerEntry): void;
  /** Timers that are still to come. */
  readonly pending: number;
}

/** Makes XState's timers entries of the calendar, whether it goes as fast as it can or is paced. */
export const createCalendarClock = (calendar: TimerCalendar): CalendarClock => {
  const timers = new Map<number, { readonly calendarId: CalendarId; readonly callback: () => void }>();
  let lastTimerId = 0;
  return {
    clock: {
      setTimeout(callback, delayMs) {
        lastTimerId += 1;
        const timerId = lastTimerId;
        const delayUs = Math.max(0, Math.round(delayMs * 1_000));
        const calendarId = calendar.schedule(calendar.nowUs + delayUs, { kind: 'xstate.timer', timerId });
        timers.set(timerId, { calendarId, callback });
        return timerId;
      },
      clearTimeout(timerId) {
        const timer = timers.get(timerId);
        if (timer === undefined) return;
        timers.delete(timerId);
        calendar.cancel(timer.calendarId);
      },
    },
    fire({ timerId }) {
      const timer = timers.get(timerId);
      assert(timer !== undefined, () => `timer ${timerId} was cleared or has fired, yet the calendar gave it`);
      timers.delete(timerId);
      timer.callback();
    },
    get pending() {
      return timers.size;
    },
  };
};
