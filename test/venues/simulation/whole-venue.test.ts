// A whole venue under any rules, chances, faults and requests: its account is what its own records add up to, an order
// always reaches an end, and a venue that was put down continues as if it never had been.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { opinionFeeNumbers } from '../../../src/venues/definitions/opinion/rules.ts';
import { venueCatalogue } from '../../../src/venues/definitions/catalogue.ts';
import { addUp, cancelAll, once, recordsOf } from './add-up.ts';
import { expectEndsOnce, expectGoesOn } from './every-venue.ts';
import { anyPlan, createWorld } from './world.ts';

describe('a whole venue', () => {
  it('ends every order once all are cancelled, and keeps its account to the micro by its own records', () => {
    let filled = 0;
    let failed = 0;
    const bound = opinionFeeNumbers.feeMin.value;
    fc.assert(
      fc.property(anyPlan(6).map(once), (plan) => {
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
        failed += recordsOf(world.truth, 'venue.settled').filter(({ status }) => status === 'failed').length;
      }),
      { numRuns: 150 },
    );
    expect(filled).toBeGreaterThan(200);
    expect(failed).toBeGreaterThan(10);
  });

  it('fills no order beyond its quantity, in whole steps, and writes one end of each', () => {
    fc.assert(
      fc.property(anyPlan(3).map(once), (plan) => expectEndsOnce(plan, venueCatalogue[plan.name].sizes.qtyStep.value)),
      { numRuns: 60 },
    );
  });

  it('continues in a copy, from any step, as if it had never been put down', () => {
    fc.assert(fc.property(anyPlan(18), fc.double({ min: 0, max: 1, noNaN: true }), expectGoesOn), { numRuns: 80 });
  });

  it('is a function of its plan: faults that never strike change nothing', () => {
    fc.assert(
      fc.property(anyPlan(8), (plan) => {
        const plain = createWorld({ ...plan, faults: [] });
        const idle = createWorld({ ...plan, faults: plan.faults.map((fault) => ({ ...fault, chanceBps: 0 })) });
        plain.run();
        idle.run();
        expect(idle.log).toEqual(plain.log);
      }),
      { numRuns: 30 },
    );
  });
});
