// Numbers as people read them: amounts with at least two decimals, durations in the unit that fits.
import { printMicros } from '../money/decimal.ts';

const CENT = 10_000n;

/** Money to the cent, and below a cent its first digit: `1,204.50`, `0.004`; with a sign where it is asked for. */
export const moneyText = (micros: bigint, options: { readonly isSigned?: boolean } = {}): string => {
  const size = micros < 0n ? -micros : micros;
  // What comes behind is noise to a reader; JSON has all of it.
  let grain = CENT;
  while (grain > size && grain > 1n) grain /= 10n;
  const rounded = ((size + grain / 2n) / grain) * grain;
  const text = printMicros(rounded, { minDecimals: 2 });
  const dot = text.indexOf('.');
  const grouped = `${groupDigits(text.slice(0, dot))}${text.slice(dot)}`;
  if (micros < 0n) return `-${grouped}`;
  return options.isSigned === true && micros > 0n ? `+${grouped}` : grouped;
};

/** A price: every digit, and two decimals at least. */
export const priceText = (micros: bigint): string => printMicros(micros, { minDecimals: 2 });

/** A number of shares: every digit and no more. */
export const sizeText = (micros: bigint): string => printMicros(micros);

/** Groups digits by thousands. */
const groupDigits = (digits: string): string => digits.replaceAll(/\B(?=(?:\d{3})+$)/g, ',');

/** A count with its thousands apart. */
export const countText = (count: number): string => groupDigits(String(count));

/** So many of something: `1 leg`, `3 legs`. */
export const manyText = (count: number, one: string, many = `${one}s`): string =>
  `${countText(count)} ${count === 1 ? one : many}`;

/** From so many hours on a duration is printed in days. */
const HOURS_MANY = 48;

/** A duration given in microseconds: `350 µs`, `4.2 ms`, `133 ms`, `1.25 s`, `2 min 5 s`, `3 h 20 min`, `20 d 22 h`. */
export const durationText = (us: number): string => {
  if (us < 1_000) return `${us} µs`;
  if (us < 9_950) return `${Math.round(us / 100) / 10} ms`;
  if (us < 999_500) return `${Math.round(us / 1_000)} ms`;
  const hundredths = Math.round(us / 10_000);
  if (hundredths < 6_000) return `${hundredths / 100} s`;
  const seconds = Math.round(us / 1_000_000);
  if (seconds < 3_600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < HOURS_MANY * 60) return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
  const hours = Math.round(seconds / 3_600);
  return `${countText(Math.floor(hours / 24))} d ${hours % 24} h`;
};

/** A part of a whole in percent, with one decimal below ten: `93 %`, `4.1 %`, `0 %`. */
export const percentText = (part: number, whole: number): string => {
  if (whole === 0 || part === 0) return '0 %';
  const tenths = Math.round((part * 1_000) / whole);
  if (tenths === 0) return '<0.1 %';
  return tenths < 100 ? `${tenths / 10} %` : `${Math.round(tenths / 10)} %`;
};
