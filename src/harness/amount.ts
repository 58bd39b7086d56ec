// Amounts as a user's code gives them: micros, or a decimal text.
import { MoneyError } from '../money/errors.ts';
import { parseMicros, printMicros } from '../money/decimal.ts';
import { MICROS_PER_UNIT } from '../money/micros.ts';
import type { Amount } from './options.ts';

/** The largest amount that a request or a belief may have, either way: sums and products of it fit 64 bits. */
export const AMOUNT_MAX = 1_000_000_000n * MICROS_PER_UNIT;

/** Refuses a value, with the end of a sentence that says what it must be. */
export type Refuse = (wanted: string) => never;

/** An amount in micros; `refuse` is called for what is none, or not from `least` to `most`. */
export const readAmount = (value: Amount, least: bigint, most: bigint, refuse: Refuse): bigint => {
  const micros = microsOf(value);
  if (micros !== null && micros >= least && micros <= most) return micros;
  return refuse(
    `an amount from ${printMicros(least)} to ${printMicros(most)}, as micros in a bigint or as a decimal text`,
  );
};

const microsOf = (value: unknown): bigint | null => {
  if (typeof value === 'bigint') return value;
  if (typeof value !== 'string') return null;
  try {
    return parseMicros(value);
  } catch (error) {
    if (error instanceof MoneyError) return null;
    throw error;
  }
};

/** A value as a sentence mentions it. */
export const shown = (value: unknown): string => {
  if (typeof value === 'bigint') return `${printMicros(value)} (${value} micros)`;
  if (typeof value === 'string') return JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}…` : value);
  if (typeof value === 'number' || typeof value === 'boolean') return `the ${typeof value} ${String(value)}`;
  return value === undefined || value === null ? 'missing' : 'something else';
};
