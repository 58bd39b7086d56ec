// The hash of a scenario: the same for every file that comes to the same scenario, however it is written.
import { createHash } from 'node:crypto';
import { venueCatalogue } from '../venues/definitions/catalogue.ts';
import type { Scenario } from './types.ts';

/** SHA-256 of plain data in its canonical text. */
export const hashOfData = (value: unknown): string => createHash('sha256').update(canonical(value)).digest('hex');

/** SHA-256 in hexadecimal of plain data, its keys in order. Strategies' modules should stand as they were written. */
export const scenarioHash = (scenario: Scenario): string => hashOfData(scenario);

// The rules of the known venues are large, and the same every time.
const rulesTexts = new Map<unknown, string>();
const knownRules = new Set<unknown>(Object.values(venueCatalogue));

const canonical = (value: unknown): string => {
  const known = rulesTexts.get(value);
  if (known !== undefined) return known;
  const text = canonicalText(value);
  if (knownRules.has(value)) rulesTexts.set(value, text);
  return text;
};

const canonicalText = (value: unknown): string => {
  if (typeof value === 'bigint') return `${value}n`;
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const entries = Object.entries(value)
    .filter(([, part]) => part !== undefined)
    .toSorted(([left], [right]) => (left < right ? -1 : 1));
  return `{${entries.map(([key, part]) => `${JSON.stringify(key)}:${canonical(part)}`).join(',')}}`;
};
