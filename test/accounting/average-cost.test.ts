// Goal: the average price of what is held stays what it was when some of it is sold, to half a micro of cost.
// Method: cross-multiplied, so that the test divides nothing.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { apportion, nextCost } from '../../src/accounting/average-cost.ts';

const amount = fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n });
const positive = fc.bigInt({ min: 1n, max: 10n ** 12n });
const weight = fc.oneof(fc.constant(0n), positive);

const size = (value: bigint): bigint => (value < 0n ? -value : value);

describe('nextCost', () => {
  it('adds what more shares cost', () => {
    fc.assert(
      fc.property(positive, positive, positive, positive, (qty, cost, shares, cash) => {
        expect(nextCost(qty, cost, shares, cash)).toBe(cost + cash);
        expect(nextCost(-qty, -cost, -shares, -cash)).toBe(-cost - cash);
        expect(nextCost(0n, 0n, shares, cash)).toBe(cash);
      }),
    );
  });

  it('keeps the average of what is left, whatever the sale brings, to half a micro', () => {
    fc.assert(
      fc.property(positive, positive, positive, amount, (left, sold, cost, cash) => {
        const qty = left + sold;
        const costLeft = nextCost(qty, cost, -sold, cash);
        expect(2n * size(costLeft * qty - cost * left)).toBeLessThanOrEqual(qty);
        expect(nextCost(-qty, -cost, sold, cash)).toBe(-costLeft);
      }),
    );
  });

  it('costs nothing once flat, and beyond that its part of the trade that went there', () => {
    fc.assert(
      fc.property(positive, positive, positive, amount, (qty, cost, owed, cash) => {
        expect(nextCost(qty, cost, -qty, cash)).toBe(0n);
        const sold = qty + owed;
        expect(2n * size(nextCost(qty, cost, -sold, -cash) * sold + cash * owed)).toBeLessThanOrEqual(sold);
      }),
    );
  });

  it('is left alone by a trade of nothing', () => {
    expect(nextCost(5n, 3n, 0n, 0n)).toBe(3n);
    expect(nextCost(0n, 0n, 0n, 0n)).toBe(0n);
  });
});

describe('apportion', () => {
  it('gives everything away, each part less than a micro from its share', () => {
    fc.assert(
      fc.property(amount, fc.array(weight, { minLength: 1, maxLength: 12 }), (total, weights) => {
        const parts = apportion(total, weights);
        expect(parts.reduce((left, right) => left + right, 0n)).toBe(total);
        const sum = weights.reduce((left, right) => left + right, 0n);
        const shares = sum === 0n ? weights.map(() => 1n) : weights;
        const whole = sum === 0n ? BigInt(weights.length) : sum;
        parts.forEach((part, index) => {
          expect(size(part * whole - total * shares[index]!)).toBeLessThan(whole);
        });
      }),
    );
    expect(apportion(5n, [])).toEqual([]);
  });
});
