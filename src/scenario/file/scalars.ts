// The smallest parts of a scenario file: each is read from the text that was written, refused with a sentence that
// says what would be right, and known to editors by its JSON schema. Nothing here reads a price as a float.
import { z } from 'zod';
import { isCounterAccount } from '../../accounting/counter-accounts.ts';
import { MoneyError } from '../../money/errors.ts';
import { parseMicros, printMicros } from '../../money/decimal.ts';
import { MICROS_PER_UNIT } from '../../money/micros.ts';
import { choicesText, described } from '../problem.ts';
import { amountHint, basisPointsHint, durationHint, priceHint } from './hints.ts';

/** What the schema says of a value, for editors. */
export type JsonSchemaPart = Readonly<Record<string, unknown>>;

/** A reader of one text: the value, or undefined where the text is none. */
export type ReadText<T> = (text: string) => T | undefined;

/** What was probably meant by a text that cannot be read: the end of a sentence, behind a colon. */
export type Hint = (text: string) => string | undefined;

/** A scalar. `wanted` ends the sentence "must be …". */
export const scalar = <T>(wanted: string, read: ReadText<T>, json: JsonSchemaPart, hint?: Hint) =>
  z
    .unknown()
    .transform((value, context): T => {
      const result = typeof value === 'string' ? read(value) : undefined;
      if (result !== undefined) return result;
      const message = value === undefined ? `is missing: it must be ${wanted}.` : `must be ${wanted}, but it is`;
      const meant = typeof value === 'string' ? hint?.(value) : undefined;
      context.addIssue(
        value === undefined ? message : `${message} ${described(value)}${meant === undefined ? '.' : `: ${meant}`}`,
      );
      return z.NEVER;
    })
    .meta(json);

const microsOf: ReadText<bigint> = (text) => {
  try {
    return parseMicros(text);
  } catch (error) {
    if (error instanceof MoneyError) return undefined;
    throw error;
  }
};

const decimalJson = { type: ['number', 'string'], pattern: String.raw`^-?\d+(\.\d{1,6})?$` };

/** The bounds of an amount, in micros; each is allowed itself, but for `above`. */
export interface AmountLimits {
  readonly atLeast?: bigint;
  readonly above?: bigint;
  readonly atMost?: bigint;
}

/** An amount of money, a quantity or a price, in micros, from the digits that were written. */
export const amount = (what: string, { atLeast, above, atMost }: AmountLimits, hint: Hint = amountHint) => {
  const bounds = [
    ...(above === undefined ? [] : [`above ${printMicros(above)}`]),
    ...(atLeast === undefined ? [] : [`at least ${printMicros(atLeast)}`]),
    ...(atMost === undefined ? [] : [`at most ${printMicros(atMost)}`]),
  ].join(' and ');
  return scalar(
    `${what} of up to 6 decimals, ${bounds}`,
    (text) => {
      const micros = microsOf(text);
      if (micros === undefined) return undefined;
      const isWithin =
        (atLeast === undefined || micros >= atLeast) &&
        (above === undefined || micros > above) &&
        (atMost === undefined || micros <= atMost);
      return isWithin ? micros : undefined;
    },
    decimalJson,
    hint,
  );
};

// What is traded here is summed and multiplied in 64 bits: these bounds leave room for it.
const moneyMax = 1_000_000_000n * MICROS_PER_UNIT;
const sharesMax = 10_000_000n * MICROS_PER_UNIT;

/** Money of at least 0. */
export const money = () => amount('an amount', { atLeast: 0n, atMost: moneyMax });

/** A number of shares above 0. */
export const shares = () => amount('a number of shares', { above: 0n, atMost: sharesMax });

/** A price or a difference of prices, from 0 to 1. */
export const price = () => amount('a price', { atLeast: 0n, atMost: MICROS_PER_UNIT }, priceHint);

/** A limit: an amount above 0, or `none`, which is null. */
export const limit = (what: string) =>
  scalar(
    `${what} above 0, or none`,
    (text) => {
      if (text === 'none') return null;
      const micros = microsOf(text);
      return micros !== undefined && micros > 0n ? micros : undefined;
    },
    { type: ['number', 'string'], pattern: String.raw`^(none|\d+(\.\d{1,6})?)$` },
    amountHint,
  );

const thousands = (value: number): string => String(value).replaceAll(/\B(?=(\d{3})+$)/g, ',');

/** A whole number. */
export const whole = (least: number, most: number, hint: Hint = amountHint) =>
  scalar(
    `a whole number from ${thousands(least)} to ${thousands(most)}`,
    (text) => {
      const value = /^-?\d{1,15}$/.test(text) ? Number(text) : NaN;
      return value >= least && value <= most ? value : undefined;
    },
    { type: 'integer', minimum: least, maximum: most },
    hint,
  );

/** Basis points; from 0, as a probability, where nothing else is said. */
export const basisPoints = (least = 0) => whole(least, 10_000, basisPointsHint);

/** A number that is no money, such as the shape of a distribution. */
export const number = (wanted: string, isRight: (value: number) => boolean) =>
  scalar(
    wanted,
    (text) => {
      const value = /^-?\d{1,15}(\.\d{1,15})?$/.test(text) ? Number(text) : NaN;
      return isRight(value) ? value : undefined;
    },
    { type: 'number' },
  );

const microsecondsPer = { us: 1n, µs: 1n, ms: 1_000n, s: 1_000_000n, min: 60_000_000n, h: 3_600_000_000n } as const;
const durationMaxUs = 365n * 24n * microsecondsPer.h;
const durationPattern = /^(\d+(?:\.\d+)?) ?(us|µs|ms|s|min|h)$/;

/** Microseconds of a text such as `40ms`; undefined where it is no whole number of them, or over a year. */
export const durationUsOf: ReadText<number> = (text) => {
  const [, digits, unit] = durationPattern.exec(text) ?? [];
  if (digits === undefined || unit === undefined) return undefined;
  const micros = microsOf(digits);
  if (micros === undefined) return undefined;
  const scaled = micros * microsecondsPer[unit as keyof typeof microsecondsPer];
  const isWhole = scaled % MICROS_PER_UNIT === 0n;
  return isWhole && scaled / MICROS_PER_UNIT <= durationMaxUs ? Number(scaled / MICROS_PER_UNIT) : undefined;
};

/** A duration in microseconds. */
export const duration = (leastUs = 0) =>
  scalar(
    `a duration such as 500us, 40ms, 2s, 5min or 1h${leastUs > 0 ? ', above 0' : ''}`,
    (text) => {
      const us = durationUsOf(text);
      return us !== undefined && us >= leastUs ? us : undefined;
    },
    { type: 'string', pattern: durationPattern.source },
    durationHint,
  );

const dateMsOf: ReadText<number> = (text) => {
  const ms = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : NaN;
  // 2026-02-30 is read as a day of March.
  return Number.isNaN(ms) || new Date(ms).toISOString().slice(0, 10) !== text ? undefined : ms;
};

/** A day, as the milliseconds from the Unix epoch to its beginning in UTC. */
export const date = () =>
  scalar('a date such as 2026-12-10', dateMsOf, { type: 'string', pattern: String.raw`^\d{4}-\d{2}-\d{2}$` });

/** One of a few words. */
export const oneOf = <T extends string>(words: readonly T[]) =>
  z
    .unknown()
    .transform((value, context): T => {
      const word = words.find((known) => known === value);
      if (word !== undefined) return word;
      const choices = typeof value === 'string' ? choicesText(value, words) : `there are ${words.join(', ')}.`;
      const stands = value === undefined ? 'is missing' : `cannot be ${described(value)}`;
      context.addIssue(`${stands}: ${choices}`);
      return z.NEVER;
    })
    .meta({ enum: words });

/** A sentence or two. */
export const sentence = () =>
  scalar('a text of at most 2,000 characters', (text) => (text.length <= 2_000 ? text.trim() : undefined), {
    type: 'string',
  });

/** What is wrong with a name, as the end of a sentence; null for a good one. Names end up in keys of the ledger. */
export const nameFault = (name: string): string | null => {
  if (name.trim() !== name || name === '') return 'must be a name without blanks around it';
  if (name.length > 100) return 'must be a name of at most 100 characters';
  if (name.includes(':')) return `must be a name without ':', which separates the parts of the ledger's names`;
  return /\p{Cc}/u.test(name) ? 'must be a name without control characters' : null;
};

/** The name of an account, a currency, a venue, a market or an outcome. */
export const name = (isAccount = false) =>
  z
    .unknown()
    .transform((value, context): string => {
      if (typeof value !== 'string') {
        context.addIssue(
          value === undefined ? 'is missing: it must be a name.' : `must be a name, but it is ${described(value)}.`,
        );
        return z.NEVER;
      }
      const fault = nameFault(value);
      if (fault !== null) context.addIssue(`${fault}, but it is ${described(value)}.`);
      else if (isAccount && isCounterAccount(value))
        context.addIssue(`cannot be ${described(value)}: the ledger keeps that name for itself.`);
      return value;
    })
    .meta({ type: ['string', 'number'] });

/**
 * A map with these keys and no others; what an unknown key's issue says is the keys that there are. Where a text stands in
 * the map's place, `meant` says which map was probably meant, such as `{ duration: 5min }` for `5min`.
 */
export const keys = <T extends z.ZodRawShape>(shape: T, meant?: Hint) =>
  z.strictObject(shape, {
    error: (issue) => {
      if (issue.code === 'unrecognized_keys') return Object.keys(shape).join(' ');
      return typeof issue.input === 'string' ? meant?.(issue.input) : undefined;
    },
  });
