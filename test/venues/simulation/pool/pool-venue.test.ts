// A venue with a market maker under any faults, requests and bets of others: its account is what its own records add up
// to, every order ends once, no order rests that the pool is better than, and it can be put down anywhere.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { venueCatalogue } from '../../../../src/venues/definitions/catalogue.ts';
import { probOf } from '../../../../src/venues/definitions/manifold/market-maker.ts';
import type { PoolVenueState } from '../../../../src/venues/simulation/pool/pool-profile.ts';
import { addUp, cancelAll, once, recordsOf } from '../add-up.ts';
import { expectEndsOnce, expectGoesOn } from '../every-venue.ts';
import { createWorld } from '../world.ts';
import { anyPoolPlan } from './any-pool-plan.ts';

describe('a venue with a market maker', () => {
  it('ends every order once all are cancelled, and keeps its books to the micro by its own records', () => {
    const seen = { taken: 0, made: 0, better: 0 };
    fc.assert(
      fc.property(anyPoolPlan(4).map(once), (plan) => {
        const world = createWorld(plan);
        world.run(undefined, () => {
          for (const { asset, amount } of world.venue.balances()) expect([asset, amount >= 0n]).toEqual([asset, true]);
        });
        cancelAll(plan, world);
        expect(world.venue.live).toBe(0);
        expect(world.venue.balances()).toEqual(addUp(plan, world.truth));
        expect(world.entries()).toEqual([]);
        const orders = new Map(
          plan.sendings.flatMap((sending) =>
            sending.what === 'submit' ? [[sending.order.clOrdId, sending.order] as const] : [],
          ),
        );
        for (const { clOrdId, lastPx } of recordsOf(world.truth, 'venue.filled')) {
          const { price, side } = orders.get(clOrdId)!;
          expect(side === 'buy' ? lastPx <= price : lastPx >= price).toBe(true);
          seen[lastPx === price ? 'made' : 'better'] += 1;
          seen.taken += 1;
        }
      }),
      { numRuns: 60 },
    );
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(20);
  });

  it('fills no order beyond its quantity, in whole steps, and writes one end of each', () => {
    fc.assert(
      fc.property(anyPoolPlan(2).map(once), (plan) =>
        expectEndsOnce(plan, venueCatalogue[plan.name].sizes.qtyStep.value),
      ),
      { numRuns: 40 },
    );
  });

  it('lets no order rest that the pool is better than, after any bet', () => {
    let resting = 0;
    fc.assert(
      fc.property(anyPoolPlan(1), (plan) => {
        const world = createWorld(plan);
        world.run(undefined, () => {
          const { pools, orders } = world.save().venue.venue as PoolVenueState;
          for (const [, { pool, resting: keys }] of pools)
            for (const key of keys) {
              const order = orders.find((each) => each.key === key)!;
              const { outcome, side } = order.request;
              const prob = probOf(pool);
              const px = outcome === 'yes' ? prob : 1_000_000n - prob;
              // A micro more or less is a rounding.
              expect(side === 'buy' ? px >= order.price - 1n : px <= order.price + 1n).toBe(true);
              resting += 1;
            }
        });
      }),
      { numRuns: 15 },
    );
    expect(resting).toBeGreaterThan(100);
  });

  it('continues in a copy, from any step, as if it had never been put down', () => {
    fc.assert(fc.property(anyPoolPlan(6), fc.double({ min: 0, max: 1, noNaN: true }), expectGoesOn), { numRuns: 30 });
  });
});
