// Goal: a name is one account, one holding, at every request; and what cannot be is refused.
import { describe, expect, it } from 'vitest';
import { compareHoldingNames, Holdings, nameOfHolding } from '../../src/accounting/holdings.ts';
import { AssertionFailed } from '../../src/kernel/assert.ts';
import { venues } from './accounting.ts';

describe('holdings', () => {
  it('are the same for the same names, and others for others', () => {
    const holdings = new Holdings(venues);
    const names = ['main', 'other'].flatMap((account) =>
      venues.flatMap(({ venue }) =>
        ['A', 'B'].flatMap((market) => ['yes', 'no'].map((outcome) => ({ account, venue, market, outcome }))),
      ),
    );
    const first = names.map((name) => holdings.named(name));
    expect(names.map((name) => holdings.named(name))).toEqual(first);
    expect(new Set(first).size).toBe(names.length);
    expect(first.map(({ id }) => id)).toEqual(names.map((_, index) => index));
    expect(new Set(first.map(({ accountKey }) => accountKey)).size).toBe(2 * venues.length);
    expect(first.map(nameOfHolding)).toEqual(names);
    const shuffled = [...names.slice(5), ...names.slice(0, 5)].toSorted(compareHoldingNames);
    expect(shuffled).toEqual(names.toReversed().toSorted(compareHoldingNames));
  });

  it('carry what their venue settles in, and the name of their share', () => {
    const holding = new Holdings(venues).of('main', 'kalshi', 'FED-DEC', 'yes');
    expect([holding.share, holding.accountKey.currency]).toEqual(['FED-DEC:yes', 'USD']);
  });

  it('refuse a venue that nobody has described or that is described twice, and names that mean something else', () => {
    const holdings = new Holdings(venues);
    expect(() => holdings.accountKey('main', 'gemini')).toThrow(AssertionFailed);
    expect(() => holdings.accountKey('fees', 'kalshi')).toThrow(AssertionFailed);
    expect(() => holdings.of('main', 'kalshi', 'A', 'yes:no')).toThrow(AssertionFailed);
    expect(() => new Holdings([...venues, venues[0]!])).toThrow(AssertionFailed);
    expect(() => new Holdings([{ ...venues[0]!, currency: 'A:yes' }])).toThrow(AssertionFailed);
  });
});
