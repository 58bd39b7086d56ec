// A venue with books under any rules, faults, requests and movements of its markets: its account is what its own
// records add up to, every order ends once, nobody takes more than was there, and it can be put down anywhere.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { venueCatalogue } from '../../../src/venues/catalogue.ts';
import { opinionFeeNumbers } from '../../../src/venues/opinion/rules.ts';
import { addUp, cancelAll, once, recordsOf } from '../simulator/add-up.ts';
import { createWorld } from '../simulator/world.ts';
import { anyBookPlan } from './any-book-plan.ts';

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
        expect([world.entries(), world.law.books?.save().trades]).toEqual([[], []]);
        filled += recordsOf(world.truth, 'venue.filled').length;
        for (const sending of plan.sendings)
          if (sending.what === 'submit')
            for (const { clOrdId, lastPx } of recordsOf(world.truth, 'venue.filled'))
              if (clOrdId === sending.order.clOrdId && lastPx !== sending.order.price) better += 1;
      }),
      { numRuns: 120 },
    );
    expect(filled).toBeGreaterThan(200);
    expect(better).toBeGreaterThan(50);
  });

  it('fills no order beyond its quantity, in whole steps, and writes one end of each', () => {
    fc.assert(
      fc.property(anyBookPlan(2).map(once), (plan) => {
        const world = createWorld(plan);
        world.run();
        cancelAll(plan, world);
        const left = new Map<string, bigint>();
        const { qtyStep } = venueCatalogue[plan.name].sizes;
        for (const { clOrdId, leavesQty, lastQty } of recordsOf(world.truth, 'venue.filled')) {
          expect(lastQty % qtyStep.value).toBe(0n);
          expect(leavesQty >= 0n && left.get(clOrdId) !== 0n).toBe(true);
          left.set(clOrdId, leavesQty);
        }
        const ended = recordsOf(world.truth, 'venue.ended').map(({ clOrdId }) => clOrdId);
        expect(new Set(ended).size).toBe(ended.length);
        for (const clOrdId of ended) expect(left.get(clOrdId)).not.toBe(0n);
      }),
      { numRuns: 60 },
    );
  });

  it('goes on in a copy, from any step, as if it had never been put down', () => {
    fc.assert(
      fc.property(anyBookPlan(6), fc.double({ min: 0, max: 1, noNaN: true }), (plan, share) => {
        const whole = createWorld(plan);
        const steps = whole.run();
        const first = createWorld(plan);
        first.run(Math.floor(steps * share));
        const second = createWorld(plan, first.save());
        second.run();
        expect([...first.log, ...second.log]).toEqual(whole.log);
        expect(second.save()).toEqual(whole.save());
      }),
      { numRuns: 60 },
    );
  });
});
