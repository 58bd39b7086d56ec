// What holds of every simulated venue, whatever fills its orders.
import { expect } from 'vitest';
import { cancelAll, recordsOf } from './add-up.ts';
import { createWorld, type Plan } from './world.ts';

/** Put down at some step and taken up elsewhere, a venue continues as if it had never been put down. */
export const expectGoesOn = (plan: Plan, share: number): void => {
  const whole = createWorld(plan);
  const steps = whole.run();
  const first = createWorld(plan);
  first.run(Math.floor(steps * share));
  const second = createWorld(plan, first.save());
  second.run();
  expect([...first.log, ...second.log]).toEqual(whole.log);
  expect(second.save()).toEqual(whole.save());
};

/** No order is filled beyond its quantity, each fill is of whole steps, and one end is written of each order. */
export const expectEndsOnce = (plan: Plan, qtyStep: bigint): void => {
  const world = createWorld(plan);
  world.run();
  cancelAll(plan, world);
  const left = new Map<string, bigint>();
  for (const { clOrdId, leavesQty, lastQty } of recordsOf(world.truth, 'venue.filled')) {
    expect(lastQty > 0n && lastQty % qtyStep === 0n).toBe(true);
    expect(leavesQty >= 0n && left.get(clOrdId) !== 0n).toBe(true);
    left.set(clOrdId, leavesQty);
  }
  const ended = recordsOf(world.truth, 'venue.ended').map(({ clOrdId }) => clOrdId);
  expect(new Set(ended).size).toBe(ended.length);
  for (const clOrdId of ended) expect(left.get(clOrdId)).not.toBe(0n);
};
