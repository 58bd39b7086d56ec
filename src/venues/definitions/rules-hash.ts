// The hash of what rules say: of the values of their facts, by where they stand. Where a value was read, when, how sure it
// is, and every word on a card is left out: to look a fact up again moves no digest, to change it does.
import { createHash } from 'node:crypto';
import { canonicalText } from '../../kernel/canonical-text.ts';
import { isFact } from './fact.ts';
import type { VenueRules } from './types.ts';

/** What a card says of the rules beside them. */
const wording = new Set<string>(['title', 'about', 'remarks', 'notSimulated', 'formula', 'doubts', 'name'] satisfies (
  keyof VenueRules | keyof VenueRules['fees'] | keyof VenueRules['rateLimits'][number]
)[]);

/** The values of rules, without their sources and without wording: plain data. */
export const valuesOf = (rules: unknown): unknown => {
  if (isFact(rules)) return rules.value;
  if (Array.isArray(rules)) return rules.map(valuesOf);
  if (typeof rules !== 'object' || rules === null) return rules;
  return Object.fromEntries(
    Object.entries(rules)
      .filter(([key]) => !wording.has(key))
      .map(([key, part]) => [key, valuesOf(part)]),
  );
};

// The rules of a venue are large, and the same objects every time.
const hashes = new WeakMap<VenueRules, string>();

const hashOf = (rules: VenueRules): string => {
  const known = hashes.get(rules);
  if (known !== undefined) return known;
  const hash = createHash('sha256')
    .update(canonicalText(valuesOf(rules)))
    .digest('hex');
  hashes.set(rules, hash);
  return hash;
};

/** SHA-256 in hexadecimal of the rules that each venue of a run goes by, by the venue's name in the run. */
export const rulesHash = (venues: Iterable<{ readonly venue: string; readonly rules: VenueRules }>): string =>
  createHash('sha256')
    .update(canonicalText(Object.fromEntries([...venues].map(({ venue, rules }) => [venue, hashOf(rules)]))))
    .digest('hex');
