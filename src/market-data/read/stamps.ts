// Venues' times as whole microseconds since the Unix epoch. Reads no clock.
import { BadFrame, shown } from './amounts.ts';

// Before 2010 and after 2100 there was and will be no such venue: a stamp out there is a damaged one.
const EARLIEST_US = Date.UTC(2010, 0) * 1_000;
const LATEST_US = Date.UTC(2100, 0) * 1_000;

const inTime = (us: number, value: unknown): number => {
  if (Number.isSafeInteger(us) && us >= EARLIEST_US && us < LATEST_US) return us;
  throw new BadFrame(`its time is ${shown(value)}, which is no time from 2010 to 2100`);
};

/** Seconds, milliseconds or microseconds, by their size: each has its own range between 2010 and 2100. */
const ofNumber = (value: number): number => {
  if (value < 1e11) return value * 1e6;
  return value < 1e14 ? value * 1e3 : value;
};

/** A stamp: whole seconds, milliseconds or microseconds as a number or text, or an ISO time. Throws `BadFrame`. */
export const stampUsOf = (value: unknown): number => {
  if (typeof value === 'number') return inTime(ofNumber(value), value);
  if (typeof value !== 'string') throw new BadFrame(`its time is ${shown(value)}, which is no time`);
  if (/^\d{1,16}$/.test(value)) return inTime(ofNumber(Number(value)), value);
  const parts = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?(Z|[+-]\d\d:\d\d)$/.exec(value);
  if (parts === null) throw new BadFrame(`its time is ${shown(value)}, which is no time`);
  const [, seconds, fraction = '', zone] = parts;
  const us = Date.parse(`${seconds}${zone}`) * 1_000 + Number(fraction.padEnd(6, '0').slice(0, 6));
  return inTime(us, value);
};
