// A fact's value as a line of text, so that a table of expected values can be read beside the venue facts.
import { printMicros } from '../../../../src/money/decimal.ts';
import type { PriceGrid } from '../../../../src/venues/definitions/grid.ts';

const isGrid = (value: object): value is PriceGrid => 'ranges' in value && 'min' in value && 'max' in value;

/** The value of a fact in one line: micros as decimals, nothing as a dash. */
export const textOf = (value: unknown): string => {
  if (value === null) return '–';
  if (typeof value === 'bigint') return printMicros(value);
  if (typeof value !== 'object') return String(value);
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map(textOf).join(' | ');
  if (isGrid(value)) {
    const steps = value.ranges.map(
      ({ from, to, step }) => `${printMicros(step)} from ${printMicros(from)} to ${printMicros(to)}`,
    );
    return `${steps.join(', ')}; ${printMicros(value.min)} to ${printMicros(value.max)}`;
  }
  return Object.entries(value)
    .map(([key, part]) =>
      typeof part === 'object' && part !== null ? `${key} (${textOf(part)})` : `${key} ${textOf(part)}`,
    )
    .join(', ');
};

/** Numbered groups of facts: by their number and what they are about, the expected text of each by its path. */
export type ConformanceCard = Readonly<Record<string, Readonly<Record<string, string>>>>;
