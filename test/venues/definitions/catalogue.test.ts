// Goal: every venue's rules are complete, plain and well sourced. Method: the catalogue is walked as data, fact by
// fact; what is not known must say so.
import { describe, expect, it } from 'vitest';
import { isVenueName, venueCatalogue, venueNames } from '../../../src/venues/definitions/catalogue.ts';
import { factsIn, isFact, markMeanings } from '../../../src/venues/definitions/fact.ts';
import type { VenueName } from '../../../src/venues/definitions/words.ts';

const orderStatuses = ['pending', 'submitted', 'partial', 'filled', 'cancelled', 'rejected'];
const files: Readonly<Record<VenueName, RegExp>> = {
  polymarket: /^polymarket\.md( 1\.\d+)?$/,
  kalshi: /^kalshi\.md( 2\.\d+)?$/,
  manifold: /^others\.md( 3\.1)?$/,
  opinion: /^others\.md( 3\.2)?$/,
  gemini: /^others\.md( 3\.3)?$/,
  other: /^scenario other$/,
};

/** The paths of the numbers in plain data that stand outside every fact. */
const bareNumbers = (data: unknown, path = ''): readonly string[] => {
  if (isFact(data)) return [];
  if (typeof data === 'number' || typeof data === 'bigint') return [path];
  if (typeof data !== 'object' || data === null) return [];
  return Object.entries(data).flatMap(([key, part]) => bareNumbers(part, `${path}.${key}`));
};

describe('the catalogue', () => {
  it('holds every venue under its own name', () => {
    expect(Object.keys(venueCatalogue)).toEqual([...venueNames]);
    for (const name of venueNames) expect(venueCatalogue[name].venue).toBe(name);
    expect(venueNames.every((name) => isVenueName(name))).toBe(true);
    expect(isVenueName('nyse')).toBe(false);
  });
});

describe.each(venueNames)('the rules of %s', (name) => {
  const rules = venueCatalogue[name];
  const facts = factsIn(rules);

  it('are plain data', () => {
    expect(structuredClone(rules)).toEqual(rules);
  });

  it('hold no number outside a fact', () => {
    expect(bareNumbers(rules)).toEqual([]);
    expect(bareNumbers({ a: [{ b: 1 }], c: 2n })).toEqual(['.a.0.b', '.c']);
  });

  it('name for each fact a source of the venue, a mark and a day', () => {
    for (const { path, fact } of facts) {
      expect(fact.source, path).toMatch(files[name]);
      expect(Object.keys(markMeanings), path).toContain(fact.mark);
      expect(fact.mark === 'SET', path).toBe(name === 'other');
      expect(fact.asOf, path).toMatch(/^202[0-9]-(0[1-9]|1[0-2])(-[0-3][0-9])?$/);
      if (fact.since !== undefined) expect(fact.since <= fact.asOf || fact.mark === 'DOC', path).toBe(true);
    }
  });

  it('say a sentence for each doubt, and a doubt for whatever is not known', () => {
    for (const { path, fact } of facts) {
      if (fact.doubtful !== undefined) expect(fact.doubtful, path).toMatch(/^[A-Z0-9].*\.$/s);
      if (fact.value === null && fact.mark !== 'SET') expect(fact.doubtful, path).toBeDefined();
      if (fact.mark === 'INF') expect(fact.doubtful, path).toBeDefined();
    }
  });

  it('have the usual grid among the grids, and one order kind at least that may rest', () => {
    expect(Object.keys(rules.grids)).toContain(rules.usualGrid.value);
    const words = rules.orders.kinds.flatMap(({ value }) => value.timesInForce);
    expect(words.some(({ ours }) => ours === 'GTC')).toBe(true);
    expect(words.every(({ word }) => word !== '')).toBe(true);
  });

  it('let post-only and dated orders have only times in force that there are', () => {
    const { kinds, postOnly, expiry } = rules.orders;
    const ours = kinds.flatMap(({ value }) => value.timesInForce.map((word) => word.ours));
    for (const timeInForce of postOnly.value?.with ?? []) expect(ours).toContain(timeInForce);
    expect(ours.includes('GTD')).toBe(expiry.value !== null);
  });

  it('keep the queue place only for changes that there are', () => {
    const { changes, keepsQueue } = rules.orders.amend.value;
    expect(changes).toEqual(expect.arrayContaining([...keepsQueue]));
  });

  it('have a word for orders that rest, are filled and are cancelled, and mean only the six statuses', () => {
    const meant = rules.answers.statuses.flatMap(({ value }) => value.means);
    expect(orderStatuses).toEqual(expect.arrayContaining(meant));
    for (const status of ['submitted', 'filled', 'cancelled']) expect(meant).toContain(status);
    const words = rules.answers.statuses.map(({ value }) => `${value.word} in ${value.where}`);
    expect(new Set(words).size).toBe(words.length);
  });

  it('say once for each trading state what is taken, everything while it is open, and why not in any other', () => {
    const states = rules.trading.map(({ value }) => value.state);
    expect(new Set(states).size).toBe(states.length);
    expect(states).toEqual(expect.arrayContaining(['open', 'closed', 'resolved']));
    for (const { value } of rules.trading) {
      expect(value.places === 'all').toBe(value.state === 'open');
      expect(value.refusal === null).toBe(value.state === 'open');
      if (value.amends) expect(rules.orders.amend.value.changes).not.toEqual([]);
    }
  });

  it('have rate limits whose buckets hold whole tokens, and more than any message costs', () => {
    for (const { name: limit, costs, tiers } of rules.rateLimits) {
      const dearest = Math.max(...Object.values(costs.value));
      expect(tiers.length, limit).toBeGreaterThan(0);
      for (const { size } of tiers) {
        expect(Number.isSafeInteger(size.value.capacity) && Number.isSafeInteger(size.value.refillPerSecond)).toBe(
          true,
        );
        expect(size.value.refillPerSecond, limit).toBeGreaterThan(0);
        expect(size.value.capacity, limit).toBeGreaterThanOrEqual(dearest);
      }
    }
  });

  it('settle on chain with a word for the success and one for the failure, or at the match', () => {
    const { value } = rules.settlement;
    const means = value.kind === 'onChain' ? value.statuses.map((word) => word.means) : ['confirmed', 'failed'];
    expect(means).toEqual(expect.arrayContaining(['confirmed', 'failed']));
  });
});
