// The generic venue's card, OTH-01 to OTH-03. Goal: it is what the scenario says, and plain where it says nothing.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AssertionFailed } from '../../../src/kernel/assert.ts';
import { otherFees } from '../../../src/venues/definitions/other/fees.ts';
import { otherRules } from '../../../src/venues/definitions/other/rules.ts';
import { decimalOf, fillOf, firstFee, microsAt } from './fee-oracle.ts';
import { reasonFor } from './orders.ts';

describe('the generic venue', () => {
  it('OTH-01 costs basis points of price × quantity, up to the micro', () => {
    const anyBps = fc.bigInt({ min: 0n, max: 10_000n });
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 10n ** 12n }),
        fc.bigInt({ min: 0n, max: 1_000_000n }),
        anyBps,
        anyBps,
        (qty, px, makerFeeBps, takerFeeBps) => {
          const model = otherFees({ makerFeeBps, takerFeeBps });
          const notional = decimalOf(px).times(decimalOf(qty));
          expect(firstFee(model, fillOf(qty, px))).toBe(microsAt(notional.times(`${takerFeeBps}e-4`), 6, 'ceil'));
          expect(firstFee(model, fillOf(qty, px, { liquidity: 'maker' }))).toBe(
            microsAt(notional.times(`${makerFeeBps}e-4`), 6, 'ceil'),
          );
        },
      ),
    );
    expect(() => otherFees({ takerFeeBps: 10_001n })).toThrow(AssertionFailed);
  });

  it('OTH-02 has the tick, the sizes, the currency and the times in force that it is given', () => {
    const rules = otherRules({
      currency: 'CHF',
      tick: 1_000n,
      qtyStep: 10_000n,
      orderQtyMin: 50_000n,
      notionalMin: 1_000_000n,
      timesInForce: ['GTC'],
      canAmend: false,
      settlement: 'onChain',
      capacity: 7,
    });
    expect(rules.currency.value).toBe('CHF');
    expect(reasonFor(rules, { price: 501_000n })).toBe(null);
    expect(reasonFor(rules, { price: 501_500n })).toBe('priceOffTick');
    expect(reasonFor(rules, { orderQty: 2_005_000n })).toBe('quantityOffStep');
    expect(reasonFor(rules, { orderQty: 40_000n })).toBe('belowMinimumSize');
    expect(reasonFor(rules, { orderQty: 1_990_000n })).toBe('belowMinimumNotional');
    expect(reasonFor(rules, { timeInForce: 'IOC' })).toBe('unsupportedTimeInForce');
    expect(reasonFor(rules, { kind: 'market', price: null })).toBe('unsupportedOrderKind');
    expect(rules.orders.amend.value.changes).toEqual([]);
    expect(rules.settlement.value.kind).toBe('onChain');
    expect(rules.rateLimits[0]?.tiers[0]?.size.value.capacity).toBe(7);
  });

  it('OTH-03 takes a whole order, and everything that an order may ask for, where nothing is said', () => {
    const rules = otherRules();
    expect(reasonFor(rules)).toBe(null);
    expect(reasonFor(rules, { kind: 'market', price: null, timeInForce: 'FOK' })).toBe(null);
    expect(reasonFor(rules, { isPostOnly: true })).toBe(null);
    expect(reasonFor(rules, { isPostOnly: true, isMarketable: true })).toBe('postOnlyCross');
    expect(reasonFor(rules, {}, { state: 'restarting' })).toBe('venueRestarting');
  });
});
