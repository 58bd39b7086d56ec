// A venue with books under any rules, faults, requests and movements of its markets: its account is what its own
// records add up to, every order ends once, nobody takes more than was there, and it can be put down anywhere.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { venueCatalogue } from '../../../../src/venues/definitions/catalogue.ts';
import { opinionFeeNumbers } from '../../../../src/venues/definitions/opinion/rules.ts';
import { addUp, cancelAll, once, recordsOf } from '../add-up.ts';
import { expectEndsOnce, expectGoesOn } from '../every-venue.ts';
import { createWorld } from '../world.ts';
import { anyBookPlan } from './any-book-plan.ts';
import { floorOf } from '../../../fc-seed.ts';

describe('a venue with books', () => {
  it('ends every order once all are cancelled, and keeps its books to the micro by its own records', () => {
    let filled = 0;
    let better = 0;
    const bound = opinionFeeNumbers.feeMin.value;
    fc.assert(
      fc.property(anyBookPlan(4).map(once), (plan) => {
        const world = createWorld(plan);
        world.run(undefined, () => {
          for (const { asset, amount } of world.venue.balances())
            expect([asset, amount >= (plan.name === 'opinion' ? -bound : 0n)]).toEqual([asset, true]);
        });
        cancelAll(plan, world);
        expect(world.venue.live).toBe(0);
        expect(world.venue.balances()).toEqual(addUp(plan, world.truth));
        expect([world.entries(), world.context.accounts?.save()[0]?.trades]).toEqual([[], []]);
        filled += recordsOf(world.truth, 'venue.filled').length;
        for (const sending of plan.sendings)
          if (sending.what === 'submit')
            for (const { clOrdId, lastPx } of recordsOf(world.truth, 'venue.filled'))
              if (clOrdId === sending.order.clOrdId && lastPx !== sending.order.price) better += 1;
      }),
      { numRuns: 120 },
    );
    expect(filled).toBeGreaterThan(floorOf(200));
    expect(better).toBeGreaterThan(50);
  });

  it('fills no order beyond its quantity, in whole steps, and writes one end of each', () => {
    fc.assert(
      fc.property(anyBookPlan(2).map(once), (plan) =>
        expectEndsOnce(plan, venueCatalogue[plan.name].sizes.qtyStep.value),
      ),
      { numRuns: 60 },
    );
  });

  it('continues in a copy, from any step, as if it had never been put down', () => {
    fc.assert(fc.property(anyBookPlan(6), fc.double({ min: 0, max: 1, noNaN: true }), expectGoesOn), { numRuns: 60 });
  });
});
