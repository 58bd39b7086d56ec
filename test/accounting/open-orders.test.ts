// Goal: what an order may still do is never understated, whatever is being asked of the venue at the time.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { worstOpenOrder } from '../../src/accounting/open-orders.ts';
import type { OrderFigures } from '../../src/accounting/open-orders.ts';

const qty = fc.bigInt({ min: 0n, max: 100_000_000n });
const px = fc.bigInt({ min: 0n, max: 1_000_000n });

const anyOrder: fc.Arbitrary<OrderFigures> = fc.record({
  side: fc.constantFrom('buy', 'sell'),
  price: px,
  orderQty: qty,
  matchedQty: qty,
  missingQty: qty,
  requestedQty: fc.option(qty),
  requestedPx: fc.option(px),
});

const order: OrderFigures = {
  side: 'buy',
  price: 450_000n,
  orderQty: 10n,
  matchedQty: 4n,
  missingQty: 0n,
  requestedQty: null,
  requestedPx: null,
};

describe('worstOpenOrder', () => {
  it('covers the order as it is and as it is asked to be', () => {
    fc.assert(
      fc.property(anyOrder, (figures) => {
        const { openQty, price } = worstOpenOrder(figures, false);
        for (const total of [figures.orderQty, figures.requestedQty ?? 0n])
          expect(openQty).toBeGreaterThanOrEqual(total - figures.matchedQty);
        expect(openQty).toBeGreaterThanOrEqual(0n);
        expect(openQty).toBeGreaterThanOrEqual(figures.missingQty);
        for (const limit of [figures.price, figures.requestedPx ?? figures.price])
          expect(figures.side === 'buy' ? price >= limit : price <= limit).toBe(true);
      }),
    );
  });

  it('is what is left to fill of an order that lives', () => {
    expect(worstOpenOrder(order, false)).toEqual({ side: 'buy', price: 450_000n, openQty: 6n });
  });

  it('is the larger quantity at the worse price while a replace is under way', () => {
    const replaced = { ...order, requestedQty: 15n, requestedPx: 470_000n };
    expect(worstOpenOrder(replaced, false)).toEqual({ side: 'buy', price: 470_000n, openQty: 11n });
    expect(worstOpenOrder({ ...replaced, requestedPx: 440_000n, requestedQty: 5n }, false)).toEqual({
      side: 'buy',
      price: 450_000n,
      openQty: 6n,
    });
    expect(worstOpenOrder({ ...replaced, side: 'sell' }, false).price).toBe(450_000n);
  });

  it('is only what the venue has not told yet of an order that has ended', () => {
    expect(worstOpenOrder(order, true).openQty).toBe(0n);
    expect(worstOpenOrder({ ...order, missingQty: 2n }, true).openQty).toBe(2n);
  });
});
