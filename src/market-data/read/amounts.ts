// Numbers of a frame as they come in: decimal text in today's frames, whole cents and whole contracts in older ones.
// What is no price or no quantity is a `BadFrame`. Nothing here reads a number with a fraction that was not text.
import { MoneyError } from '../../money/errors.ts';
import { parseMicros } from '../../money/decimal.ts';
import { MICROS_PER_UNIT } from '../../money/micros.ts';
import type { BookLevel } from '../types.ts';

/** A frame cannot be what it claims to be; the message is the end of a sentence that begins with its line. */
export class BadFrame extends Error {
  override readonly name = 'BadFrame';
}

/** A JSON object. */
export type Fields = Readonly<Record<string, unknown>>;

/** Whether JSON holds an object here. */
export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A value as a message shows it. */
export const shown = (value: unknown): string => {
  const text = value === undefined ? 'nothing' : JSON.stringify(value);
  return text.length <= 40 ? text : `${text.slice(0, 40)}…`;
};

const CENT = 10_000n;

const microsOf = (value: unknown, numberUnit: bigint, what: string): bigint => {
  try {
    // Polymarket's frames have been seen to write .48 for 0.48.
    if (typeof value === 'string') return parseMicros(value.startsWith('.') ? `0${value}` : value);
  } catch (error) {
    if (!(error instanceof MoneyError)) throw error;
    throw new BadFrame(`${what} is ${shown(value)}, which is no decimal number of up to 6 decimals`);
  }
  if (Number.isSafeInteger(value)) return BigInt(value as number) * numberUnit;
  throw new BadFrame(`${what} is ${shown(value)}, which is no decimal number`);
};

/** A price between 0 and 1, in micros: decimal text in dollars, or a whole number of cents. */
export const priceOf = (value: unknown): bigint => {
  const px = microsOf(value, CENT, 'its price');
  if (px > 0n && px < MICROS_PER_UNIT) return px;
  throw new BadFrame(`its price is ${shown(value)}, which is not between 0 and 1`);
};

/** A change of a quantity, of either sign, in micros: decimal text, or a whole number of contracts. */
export const changeOf = (value: unknown): bigint => microsOf(value, MICROS_PER_UNIT, 'its quantity');

/** A quantity of 0 or more, in micros. */
export const quantityOf = (value: unknown): bigint => {
  const qty = changeOf(value);
  if (qty >= 0n) return qty;
  throw new BadFrame(`its quantity is ${shown(value)}, which is below 0`);
};

/** A text that is not empty. */
export const textOf = (value: unknown, what: string): string => {
  if (typeof value === 'string' && value !== '' && value.length <= 1_000) return value;
  throw new BadFrame(`${what} is ${shown(value)}, which is no name`);
};

/** Levels of a snapshot, best first, with those left out at which nothing waits. A price that stands twice is bad. */
export const sortedLevels = (levels: readonly BookLevel[], side: 'bid' | 'ask'): readonly BookLevel[] => {
  const sign = side === 'bid' ? -1 : 1;
  const sorted = levels.toSorted((left, right) => (left.px === right.px ? 0 : left.px < right.px ? -sign : sign));
  const twice = sorted.findIndex(({ px }, index) => px === sorted[index - 1]?.px);
  if (twice >= 0) throw new BadFrame('a price stands twice on one side of its book');
  return sorted.filter(({ qty }) => qty > 0n);
};

/** The price of the other outcome. */
export const mirroredPx = (px: bigint): bigint => MICROS_PER_UNIT - px;
