// The heap against a sorted array. Times are drawn from a few values, so that ties are common, and from the
// whole range of safe integers, so that nothing depends on 32 bits.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AssertionFailed } from '../../src/kernel/assert.ts';
import { TimeHeap } from '../../src/kernel/time-heap.ts';

const times = fc.array(fc.oneof(fc.integer({ min: 0, max: 5 }), fc.maxSafeNat()), { maxLength: 200, size: 'max' });

type Pair = readonly [time: number, sequence: number];

const inOrder = (pairs: readonly Pair[]): Pair[] =>
  pairs.toSorted(([leftTime, left], [rightTime, right]) => leftTime - rightTime || left - right);

const filledWith = (pairs: readonly Pair[]): TimeHeap => {
  const heap = new TimeHeap();
  for (const [time, sequence] of pairs) heap.push(time, sequence);
  return heap;
};

const drain = (heap: TimeHeap): Pair[] => {
  const pairs: Pair[] = [];
  while (heap.size > 0) {
    const time = heap.firstTime;
    const sequence = heap.firstSequence;
    expect(heap.removeFirst()).toBe(sequence);
    pairs.push([time, sequence]);
  }
  return pairs;
};

const numbered = (drawn: readonly number[]): Pair[] => drawn.map((time, index) => [time, index + 1]);

describe('TimeHeap', () => {
  test('gives all pairs back in the order of (time, sequence)', () => {
    fc.assert(
      fc.property(times, (drawn) => {
        const pairs = numbered(drawn);
        const heap = filledWith(pairs);
        expect(heap.size).toBe(pairs.length);
        expect(drain(heap)).toEqual(inOrder(pairs));
      }),
    );
  });

  test('keeps its order however pushes and removals are mixed', () => {
    fc.assert(
      fc.property(fc.array(fc.option(fc.integer({ min: 0, max: 20 })), { maxLength: 200, size: 'max' }), (steps) => {
        const heap = new TimeHeap();
        let twin: Pair[] = [];
        steps.forEach((time, index) => {
          if (time !== null) {
            heap.push(time, index);
            twin = inOrder([...twin, [time, index]]);
          } else if (twin.length > 0) {
            expect(heap.firstTime).toBe(twin[0]![0]);
            expect(heap.removeFirst()).toBe(twin.shift()![1]);
          }
        });
        expect(drain(heap)).toEqual(twin);
      }),
    );
  });

  test('retains exactly the pairs that pass, still in order', () => {
    fc.assert(
      fc.property(times, fc.integer({ min: 1, max: 7 }), fc.nat(6), (drawn, divisor, rest) => {
        const pairs = numbered(drawn);
        const heap = filledWith(pairs);
        const passes = (sequence: number): boolean => sequence % divisor === rest % divisor;
        heap.retain(passes);
        const visited: Pair[] = [];
        heap.forEach((time, sequence) => visited.push([time, sequence]));
        const kept = inOrder(pairs.filter(([, sequence]) => passes(sequence)));
        expect(inOrder(visited)).toEqual(kept);
        expect(drain(heap)).toEqual(kept);
      }),
    );
  });

  test('grows beyond the room it begins with', () => {
    const pairs = Array.from({ length: 5_000 }, (_, index): Pair => [(index * 7_919) % 1_009, index + 1]);
    expect(drain(filledWith(pairs))).toEqual(inOrder(pairs));
  });

  test('has nothing to remove when it is empty', () => {
    expect(() => new TimeHeap().removeFirst()).toThrow(AssertionFailed);
  });
});
