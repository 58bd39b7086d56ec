// The queue against an array, far beyond the number at which it clears up; and what it took is released.
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PassingQueue } from '../../src/kernel/passing-queue.ts';

describe('PassingQueue', () => {
  test('is a first-in, first-out queue, whatever passes through it', () => {
    const bursts = fc.array(fc.record({ pushed: fc.nat(1_500), taken: fc.nat(1_500) }), { maxLength: 8 });
    fc.assert(
      fc.property(bursts, (steps) => {
        const queue = new PassingQueue<number>();
        const twin: number[] = [];
        let next = 0;
        for (const { pushed, taken } of steps) {
          for (let count = 0; count < pushed; count += 1) {
            queue.push(next);
            twin.push(next);
            next += 1;
          }
          for (let count = 0; count < taken; count += 1) expect(queue.take()).toBe(twin.shift());
          expect(queue.size).toBe(twin.length);
          expect(queue.first).toBe(twin[0]);
          expect(queue.toArray()).toEqual(twin);
        }
      }),
      { numRuns: 40 },
    );
  });

  test('releases an item as soon as it is taken', async () => {
    setFlagsFromString('--expose-gc');
    const collectGarbage = runInNewContext('gc') as () => void;
    const queue = new PassingQueue<object>();
    const pushTracked = (at: number): WeakRef<object> => {
      const item = { at };
      queue.push(item);
      return new WeakRef(item);
    };
    const tracked = [pushTracked(1), pushTracked(2)];
    queue.take();
    // A WeakRef keeps its target until the current job has ended.
    await new Promise((resolve) => setImmediate(resolve));
    collectGarbage();
    expect(tracked.map((item) => item.deref())).toEqual([undefined, { at: 2 }]);
  });
});
