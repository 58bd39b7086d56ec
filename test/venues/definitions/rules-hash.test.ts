// Goal: no digest depends on where a fact was read, when, how sure it is, or on a word of a card, and each depends on the
// value. Method: every fact of every venue, with each of its parts changed.
import { describe, expect, it } from 'vitest';
import { createRun } from '../../../src/run/create-run.ts';
import { parseScenario } from '../../../src/scenario/parse.ts';
import type { Scenario } from '../../../src/scenario/types.ts';
import { venueCatalogue } from '../../../src/venues/definitions/catalogue.ts';
import { factsIn, isFact } from '../../../src/venues/definitions/fact.ts';
import { rulesHash, valuesOf } from '../../../src/venues/definitions/rules-hash.ts';
import type { VenueRules } from '../../../src/venues/definitions/types.ts';
import { rightScenario } from '../../scenario/problems-of.ts';

type Change = (value: unknown, path: string) => unknown;

/** A copy of rules with each fact and each text beside the facts changed. */
const changedRules = (rules: VenueRules, fact: Change, wording: (text: string) => string): VenueRules => {
  const copy = (data: unknown, path: string): unknown => {
    if (isFact(data)) return fact(data, path);
    if (Array.isArray(data)) return data.map((part, index) => copy(part, `${path}.${index}`));
    if (typeof data !== 'object' || data === null) return data;
    return Object.fromEntries(Object.entries(data).map(([key, part]) => [key, copy(part, `${path}.${key}`)]));
  };
  const { title, about, remarks, notSimulated, fees, ...others } = rules;
  return {
    ...(copy(others, '') as typeof others),
    title: wording(title),
    about: wording(about),
    remarks: remarks.map((remark) => ({ ...remark, value: wording(remark.value) })),
    notSimulated: notSimulated.map(({ facts, why }) => ({ facts, why: wording(why) })),
    fees: {
      formula: wording(fees.formula),
      numbers: copy(fees.numbers, '.fees.numbers') as VenueRules['fees']['numbers'],
      doubts: fees.doubts.map(wording),
    },
  };
};

const reread: Change = (fact) => ({
  ...(fact as object),
  source: 'elsewhere.md 1',
  mark: 'INF',
  asOf: '2030-01-01',
  since: '2029-12-31',
  doubtful: 'Somebody doubts it.',
});
const otherWords = (text: string): string => `${text} In other words.`;
const hashOf = (rules: VenueRules): string => rulesHash([{ venue: 'here', rules }]);

/** Something else of the same kind. */
const otherThan = (value: unknown): unknown => {
  if (typeof value === 'bigint') return value + 1n;
  if (typeof value === 'number') return value + 1;
  if (typeof value === 'string') return `${value}x`;
  if (typeof value === 'boolean') return !value;
  return value === null ? 1n : [value];
};

describe.each(Object.entries(venueCatalogue))('the rules of %s', (_, rules) => {
  it('have the same hash wherever, whenever and however surely they were read, in whatever words', () => {
    expect(hashOf(changedRules(rules, reread, otherWords))).toBe(hashOf(rules));
  });

  it('have another hash for another value of any fact', () => {
    const hash = hashOf(rules);
    const facts = factsIn(rules).filter(({ path }) => !path.startsWith('remarks'));
    expect(facts.length).toBeGreaterThan(20);
    for (const { path } of facts) {
      const change: Change = (fact, at) =>
        at === `.${path}` ? { ...(fact as object), value: otherThan((fact as { value: unknown }).value) } : fact;
      expect(hashOf(changedRules(rules, change, String)), path).not.toBe(hash);
    }
  });

  it('leave no sentence of a card in what is hashed', () => {
    const text = JSON.stringify(valuesOf(rules), (__, value: unknown) =>
      typeof value === 'bigint' ? String(value) : value,
    );
    for (const key of ['source', 'asOf', 'mark', 'doubtful', 'title', 'about', 'formula', 'why'])
      expect(text).not.toContain(`"${key}":`);
  });
});

describe('the digest of a run', () => {
  const parsed = parseScenario(rightScenario, 'right.yaml');
  if (!parsed.ok) throw new Error('it is right');
  const { scenario, hash } = parsed;
  const ranBy = (of: (rules: VenueRules) => VenueRules) => {
    const changed: Scenario = {
      ...scenario,
      venues: scenario.venues.map((venue) => ({ ...venue, rules: of(venue.rules) })),
    };
    const run = createRun(changed, { scenarioHash: hash, pickStory: false });
    run.runToEnd();
    return { digest: run.digest, runId: run.runId };
  };
  const before = ranBy((rules) => rules);

  it('is the same for rules that were read elsewhere, later and less surely, in other words', () => {
    expect(ranBy((rules) => changedRules(rules, reread, otherWords))).toEqual(before);
  });

  it('is another, and so is the name of the run, for a value that did not even act', () => {
    const after = ranBy((rules) => ({
      ...rules,
      sizes: { ...rules.sizes, submitBatchMax: { ...rules.sizes.submitBatchMax, value: 77 } },
    }));
    expect(after.digest).not.toBe(before.digest);
    expect(after.runId).not.toBe(before.runId);
  });
});
