// A summary as plain JSON: money as decimal text, so that no reader makes floating point of it.
import { printMicros } from '../money/decimal.ts';
import type { RunSummary } from './summary-types.ts';

/** Whatever JSON can hold. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** A value as JSON can hold it, with every bigint taken for micros and written as a decimal. */
export const jsonOf = (value: unknown): Json => {
  if (typeof value === 'bigint') return printMicros(value);
  if (Array.isArray(value)) return value.map(jsonOf);
  if (typeof value !== 'object' || value === null) return value as Json;
  const fields = Object.entries(value).filter(([, field]) => field !== undefined && typeof field !== 'function');
  return Object.fromEntries(fields.map(([key, field]) => [key, jsonOf(field)]));
};

/** The summary as one JSON object, on several lines. */
export const summaryJson = (summary: RunSummary): string => `${JSON.stringify(jsonOf(summary), null, 2)}\n`;
