// Goal: a queue that forgets answers like one that never does. Method: a naive twin that keeps every step since the
// beginning, over thousands of steps, with trades released in and out of order.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextCost } from '../../src/accounting/average-cost.ts';
import { StepQueue } from '../../src/accounting/step-queue.ts';
import type { Standing, Step } from '../../src/accounting/step-queue.ts';
import { cashOut, sharesIn } from '../../src/accounting/transactions.ts';
import { anyPrice, anyQty } from './accounting.ts';

const anyContent = fc.record({ side: fc.constantFrom('buy' as const, 'sell' as const), qty: anyQty, cash: anyPrice });

const anyDeed = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constantFrom('trade' as const, 'other' as const), content: anyContent }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('release' as const), nth: fc.nat(3) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('replace' as const), nth: fc.nat(9), content: anyContent }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('restore' as const) }) },
);

const addUp = (steps: readonly Step[]): Standing =>
  steps.reduce<Standing>(
    ({ qty, cost }, step) => ({
      qty: qty + sharesIn(step),
      cost: nextCost(qty, cost, sharesIn(step), cashOut(step)),
    }),
    { qty: 0n, cost: 0n },
  );

describe('a step queue', () => {
  it('that holds nothing met nothing', () => {
    expect(new StepQueue().save()).toEqual({ before: { qty: 0n, cost: 0n }, steps: [], releasedEarly: [] });
  });

  it('leads where all steps ever taken lead, though it has forgotten most of them', () => {
    fc.assert(
      fc.property(fc.array(anyDeed, { minLength: 1, maxLength: 120, size: 'max' }), (deeds) => {
        let queue = new StepQueue();
        const all: Step[] = [];
        const held: string[] = [];
        let standing: Standing = { qty: 0n, cost: 0n };
        for (const deed of deeds) {
          if (deed.kind === 'restore') queue = StepQueue.restore(queue.save());
          else if (deed.kind === 'release') {
            const [tradeKey] = held.splice(deed.nth % Math.max(1, held.length), 1);
            if (tradeKey !== undefined) queue.release(tradeKey);
          } else if (deed.kind === 'replace') {
            const tradeKey = held[deed.nth % Math.max(1, held.length)];
            if (tradeKey === undefined) continue;
            const step: Step = { tradeKey, ...deed.content };
            all[all.findIndex((other) => other.tradeKey === tradeKey)] = step;
            standing = queue.replace(tradeKey, step)!;
          } else {
            const tradeKey = deed.kind === 'trade' ? `t${all.length}` : null;
            const step: Step = { tradeKey, ...deed.content };
            queue.push(step, standing.qty, standing.cost);
            if (tradeKey !== null) held.push(tradeKey);
            all.push(step);
            standing = addUp(all);
          }
          expect(standing).toEqual(addUp(all));
          expect(queue.isEmpty).toBe(held.length === 0);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('keeps nothing that is done with, in a queue of any length', () => {
    const queue = new StepQueue();
    const keys = Array.from({ length: 3_000 }, (_, index) => `t${index}`);
    for (const tradeKey of keys) queue.push({ tradeKey, side: 'buy', qty: 2n, cash: 1n }, 0n, 0n);
    for (const tradeKey of keys.slice(0, 2_990)) queue.release(tradeKey);
    expect(queue.save().steps.map(({ tradeKey }) => tradeKey)).toEqual(keys.slice(2_990));
    expect(queue.save().before).toEqual({ qty: 5_980n, cost: 2_990n });
  });

  it('has no place for a trade that it does not hold, or that was released', () => {
    const queue = new StepQueue();
    const step: Step = { tradeKey: 'a', side: 'buy', qty: 2n, cash: 1n };
    queue.push(step, 0n, 0n);
    queue.push({ ...step, tradeKey: 'b' }, 2n, 1n);
    queue.release('b');
    expect(queue.replace('b', step)).toBeUndefined();
    expect(queue.replace('c', step)).toBeUndefined();
    expect(queue.replace('a', { ...step, qty: 1n })).toEqual({ qty: 3n, cost: 2n });
  });
});
