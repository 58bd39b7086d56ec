// What a venue pays out: what has settled of a market's shares, once its result is final, rounded down.
import { describe, expect, it } from 'vitest';
import { usualTerms } from '../../../src/venues/definitions/admission.ts';
import { venueCatalogue } from '../../../src/venues/definitions/catalogue.ts';
import { bookedMarketOf, redeemSettled } from '../../../src/venues/simulation/venue-account-markets.ts';

const million = 1_000_000n;

const marketWith = (payouts: readonly bigint[] | null) => {
  const market = bookedMarketOf({
    ...{ venue: 'kalshi', market: 'M', outcomes: ['yes', 'no'], ...usualTerms(venueCatalogue.kalshi) },
    ...{ fees: { venue: 'kalshi' }, closesAtUs: null },
  });
  market.payouts = payouts;
  return market;
};

describe('what a venue pays out', () => {
  it('is rounded down: a fraction of a micro stays with the venue', () => {
    const market = marketWith([500_000n, 500_000n]);
    market.slots[0]!.held = 1_000_003n;
    expect(redeemSettled(market)).toEqual([
      { market: 'M', outcome: 'yes', qty: 1_000_003n, payout: 500_000n, cash: 500_001n },
    ]);
  });

  it('is what has settled, and the rest when it has', () => {
    const market = marketWith([million, 0n]);
    const [yes] = market.slots;
    yes!.held = 3n * million;
    yes!.pending = 2n * million;
    expect(redeemSettled(market).map(({ qty }) => qty)).toEqual([million]);
    yes!.pending = 0n;
    expect(redeemSettled(market).map(({ qty }) => qty)).toEqual([2n * million]);
    expect(redeemSettled(market)).toEqual([]);
  });

  it('is nothing before the result is final', () => {
    const market = marketWith(null);
    market.slots[0]!.held = million;
    expect(redeemSettled(market)).toEqual([]);
  });
});
