// Markets are found by venue and name, each with the fees and the expiry of its venue.
import { describe, expect, it } from 'vitest';
import { Markets } from '../../../src/engine/venues/markets.ts';
import { feesOf, venueCatalogue } from '../../../src/venues/definitions/catalogue.ts';
import type { Market } from '../../../src/venues/definitions/market.ts';
import { marketOf, million } from '../fakes.ts';

const terms = (venue: 'polymarket' | 'kalshi' | 'gemini', market: string): Market =>
  marketOf({ venue, market, fees: (venue === 'polymarket' ? { venue, category: 'finance' } : { venue }) as never })
    .terms;
const listed = {
  polymarket: [terms('polymarket', 'FED')],
  kalshi: [terms('kalshi', 'FED'), terms('kalshi', 'CPI')],
  gemini: [terms('gemini', 'FED')],
};
const markets = new Markets(
  (['polymarket', 'kalshi', 'gemini'] as const).map((venue) => ({
    rules: venueCatalogue[venue],
    markets: listed[venue],
    accounts: [{ account: `at ${venue}` }],
  })),
);

describe('the markets of a run', () => {
  it.each([
    ['polymarket', 'FED', 180_000_000],
    ['kalshi', 'FED', 0],
    ['kalshi', 'CPI', 0],
    // Nothing is known of its expiry.
    ['gemini', 'FED', 0],
  ] as const)('have at %s of %s its terms, its fees and its lead', (venue, market, expiryLeadUs) => {
    const found = markets.of(venue, market);
    expect(found.terms).toBe(listed[venue].find((each) => each.market === market));
    expect(found.expiryLeadUs).toBe(expiryLeadUs);
    expect(found.account).toBe(`at ${venue}`);
    const fill = { qty: 10n * million, px: 490_000n };
    expect(found.fees.worstFee(fill)).toBe(feesOf(found.terms.fees).worstFee(fill));
  });

  it.each([
    ['polymarket', 'CPI'],
    ['nowhere', 'FED'],
  ])('have at %s no %s', (venue, market) => {
    expect(() => markets.of(venue, market)).toThrow(`${venue} has no market ${market}`);
  });
});
