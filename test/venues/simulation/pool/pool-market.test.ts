// Goal: what a pool offers an order is within its limit, whatever the order's size, and what is shown is what it offers.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Side } from '../../../../machines/order/types.ts';
import { PoolMarket } from '../../../../src/venues/simulation/pool/pool-market.ts';
import { marketsOf } from '../world.ts';

const [terms] = marketsOf({ name: 'manifold', closesAtUs: null, pool: { bettors: null } });
const anyMarket = fc
  .record({
    prob: fc.bigInt({ min: 20_000n, max: 980_000n }),
    liquidity: fc.bigInt({ min: 1_000_000n, max: 10n ** 12n }),
    qtyStep: fc.constantFrom(1n, 1_000_000n),
  })
  .map(({ qtyStep, ...pool }) => new PoolMarket({ ...terms!, qtyStep }, pool));
const anyOrder = fc.record({
  outcome: fc.constantFrom('yes', 'no'),
  side: fc.constantFrom<Side>('buy', 'sell'),
  price: fc.integer({ min: 1, max: 99 }).map((percent) => BigInt(percent) * 10_000n),
});

it('offers whole steps within the limit, down to a millionth of a share', () => {
  let offered = 0;
  let withheld = 0;
  fc.assert(
    fc.property(
      anyMarket,
      anyOrder,
      fc.oneof(fc.bigInt({ min: 1n, max: 60n }), fc.bigInt({ min: 1n, max: 10n ** 9n })),
      (market, order, qty) => {
        const { limitProb } = market.placeOf(order);
        const wanted = qty - (qty % market.terms.qtyStep);
        const offer = wanted === 0n ? null : market.offer(order, wanted, limitProb);
        if (offer === null) {
          if (wanted > 0n && market.isMarketable(order)) withheld += 1;
          return;
        }
        offered += 1;
        expect(market.isMarketable(order)).toBe(true);
        expect(offer.qty <= wanted && offer.qty % market.terms.qtyStep === 0n).toBe(true);
        expect(order.side === 'buy' ? offer.px <= order.price : offer.px >= order.price).toBe(true);
      },
    ),
    { numRuns: 1_500 },
  );
  expect(offered).toBeGreaterThan(300);
  // So few shares that a micro of money passes the limit are not offered at all.
  expect(withheld).toBeGreaterThan(10);
});

it('shows no more than it offers', () => {
  fc.assert(
    fc.property(anyMarket, fc.constantFrom('yes', 'no'), fc.constantFrom('bid', 'ask'), (market, outcome, side) => {
      const depth = market.depthOf(outcome, side, 4);
      const qty = depth.reduce((sum, level) => sum + level.qty, 0n);
      const worst = depth.at(-1);
      if (worst === undefined) return;
      const order = { outcome, side: side === 'ask' ? 'buy' : 'sell', price: worst.px } as const;
      expect(market.offer(order, qty, market.placeOf(order).limitProb)?.qty).toBe(qty);
    }),
    { numRuns: 60 },
  );
});
