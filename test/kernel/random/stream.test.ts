// The stream is held against a naive twin in bigint, and its draws against what chance allows a sound generator.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AssertionFailed } from '../../../src/kernel/assert.ts';
import type { StreamState } from '../../../src/kernel/random/seed.ts';
import { basisPointsWhole, randomBoundMax, RandomStream } from '../../../src/kernel/random/stream.ts';
import { chiSquareTail, countInto, kolmogorovDistance, standardErrorsMax } from './statistics.ts';

const word = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });
const anyState: fc.Arbitrary<StreamState> = fc
  .tuple(word, word, word, word)
  .filter((state) => state.some((value) => value !== 0));

// States whose next two words are all zeros and all ones: the two ends of every range.
const lowestState: StreamState = [1, 0, 1, 0];
const highestState: StreamState = [0xff001f00 | 0, 0xff, 0xff001f00 | 0, ~0xff];

const bits64 = 2n ** 64n - 1n;
const rotate = (value: bigint, by: bigint): bigint => ((value << by) | (value >> (64n - by))) & bits64;

/** xoroshiro128+ as its authors print it (24, 16, 37), of which the low 32 bits are drawn. */
const naiveWords = (state: StreamState, count: number): readonly number[] => {
  const [high0, low0, high1, low1] = state.map((value) => BigInt(value >>> 0));
  let s0 = ((high0 ?? 0n) << 32n) | (low0 ?? 0n);
  let s1 = ((high1 ?? 0n) << 32n) | (low1 ?? 0n);
  return Array.from({ length: count }, () => {
    const result = (s0 + s1) & bits64;
    s1 ^= s0;
    s0 = rotate(s0, 24n) ^ s1 ^ ((s1 << 16n) & bits64);
    s1 = rotate(s1, 37n);
    return Number(result & 0xffff_ffffn);
  });
};

const after = (state: StreamState, draw: (stream: RandomStream) => void): StreamState => {
  const stream = RandomStream.restore(state);
  draw(stream);
  return stream.save();
};

describe('a random stream', () => {
  test('draws the words of xoroshiro128+ from any state', () => {
    fc.assert(
      fc.property(anyState, (state) => {
        const stream = RandomStream.restore(state);
        expect(Array.from({ length: 20 }, () => stream.nextUint32())).toEqual(naiveWords(state, 20));
      }),
    );
  });

  test('continues with the same numbers after it was saved, carried as JSON and restored', () => {
    fc.assert(
      fc.property(anyState, fc.nat(50), (state, drawn) => {
        const stream = RandomStream.restore(state);
        for (let index = 0; index < drawn; index += 1) stream.nextUint32();
        const restored = RandomStream.restore(JSON.parse(JSON.stringify(stream.save())));
        for (let index = 0; index < 20; index += 1) expect(restored.nextUnit()).toBe(stream.nextUnit());
      }),
    );
  });

  test('is not moved by saving it', () => {
    fc.assert(
      fc.property(anyState, (state) => {
        const stream = RandomStream.restore(state);
        expect(stream.save()).toEqual(state);
        expect(stream.save()).toEqual(state);
      }),
    );
  });

  test('draws a fixed number of words, whatever comes out', () => {
    const words = (count: number) => (stream: RandomStream) => {
      for (let index = 0; index < count; index += 1) stream.nextUint32();
    };
    fc.assert(
      fc.property(
        fc.oneof(anyState, fc.constantFrom(lowestState, highestState)),
        fc.integer({ min: 1, max: randomBoundMax }),
        fc.integer({ min: 0, max: basisPointsWhole }),
        (state, bound, basisPoints) => {
          expect(after(state, (stream) => stream.chance(basisPoints))).toEqual(after(state, words(1)));
          expect(after(state, (stream) => stream.nextUnit())).toEqual(after(state, words(2)));
          expect(after(state, (stream) => stream.nextBelow(bound))).toEqual(after(state, words(2)));
        },
      ),
    );
  });

  test('differs by seed and by name', () => {
    const firstWords = (seed: number, name: string): readonly number[] => {
      const stream = RandomStream.fromSeed(seed, name);
      return Array.from({ length: 4 }, () => stream.nextUint32());
    };
    const seen = new Set<number>();
    for (let seed = 0; seed < 100; seed += 1) {
      for (const name of ['fills', 'rejects', 'acks']) for (const drawn of firstWords(seed, name)) seen.add(drawn);
    }
    // 1,200 words: two of them are equal by chance with a probability of 1,200² / 2^33, which is 1 in 6,000.
    expect(seen.size).toBe(1_200);
  });
});

describe('nextUnit', () => {
  test('lies strictly between 0 and 1, at the ends of its range too', () => {
    expect(RandomStream.restore(lowestState).nextUnit()).toBe(2 ** -54);
    expect(RandomStream.restore(highestState).nextUnit()).toBe(1 - 2 ** -53);
    fc.assert(
      fc.property(anyState, (state) => {
        const unit = RandomStream.restore(state).nextUnit();
        expect(unit).toBeGreaterThan(0);
        expect(unit).toBeLessThan(1);
      }),
    );
  });

  test('has 53 bits: the high 27 of one word, then the high 26 of the next', () => {
    fc.assert(
      fc.property(anyState, (state) => {
        const [first = 0, second = 0] = naiveWords(state, 2);
        const grid = (BigInt(first >>> 5) << 26n) | BigInt(second >>> 6);
        fc.pre(grid !== 0n);
        expect(RandomStream.restore(state).nextUnit() * 2 ** 53).toBe(Number(grid));
      }),
    );
  });

  test('is uniform, and its neighbours are independent', () => {
    const stream = RandomStream.fromSeed(1, 'uniform');
    expect(kolmogorovDistance(Array.from({ length: 100_000 }, () => stream.nextUnit()))).toBeLessThan(2.5);
    const pairs = countInto(
      64,
      200_000,
      () => Math.floor(stream.nextUnit() * 8) * 8 + Math.floor(stream.nextUnit() * 8),
    );
    expect(chiSquareTail(pairs)).toBeGreaterThan(1e-6);
  });
});

describe('nextBelow', () => {
  test('is an integer from 0 to under its bound, at the ends of its range too', () => {
    fc.assert(
      fc.property(anyState, fc.integer({ min: 1, max: randomBoundMax }), (state, bound) => {
        const drawn = RandomStream.restore(state).nextBelow(bound);
        expect(Number.isInteger(drawn) && drawn >= 0 && drawn < bound).toBe(true);
        expect(RandomStream.restore(lowestState).nextBelow(bound)).toBe(0);
        expect(RandomStream.restore(highestState).nextBelow(bound)).toBe(bound - 1);
      }),
    );
  });

  test('is the exact product rounded down, but for the last bit of 53', () => {
    fc.assert(
      fc.property(anyState, fc.integer({ min: 1, max: randomBoundMax }), (state, bound) => {
        const [first = 0, second = 0] = naiveWords(state, 2);
        const grid = (BigInt(first >>> 5) << 26n) | BigInt(second >>> 6);
        const exact = (value: bigint): number => Number((value * BigInt(bound)) >> 53n);
        expect([exact(grid), exact(grid + 1n)]).toContain(RandomStream.restore(state).nextBelow(bound));
      }),
    );
  });

  test.each([2, 3, 6, 10, 100, 1_000])('gives each of %i values its share', (bound) => {
    const stream = RandomStream.fromSeed(2, 'shares');
    expect(chiSquareTail(countInto(bound, 100_000, () => stream.nextBelow(bound)))).toBeGreaterThan(1e-6);
  });

  test('refuses a bound that is not a whole number from 1 to 2^32', () => {
    const stream = RandomStream.fromSeed(3, 'bounds');
    for (const bound of [0, -1, 1.5, randomBoundMax + 1, Number.NaN]) {
      expect(() => stream.nextBelow(bound)).toThrow(AssertionFailed);
    }
  });
});

describe('chance', () => {
  test('is never true at 0 and always true at 10,000', () => {
    fc.assert(
      fc.property(fc.oneof(anyState, fc.constantFrom(lowestState, highestState)), (state) => {
        expect(RandomStream.restore(state).chance(0)).toBe(false);
        expect(RandomStream.restore(state).chance(basisPointsWhole)).toBe(true);
      }),
    );
    expect(RandomStream.restore(lowestState).chance(1)).toBe(true);
    expect(RandomStream.restore(highestState).chance(basisPointsWhole - 1)).toBe(false);
  });

  test('compares integers exactly', () => {
    fc.assert(
      fc.property(anyState, fc.integer({ min: 0, max: basisPointsWhole }), (state, basisPoints) => {
        const [drawn = 0] = naiveWords(state, 1);
        const expected = BigInt(drawn) * 10_000n < BigInt(basisPoints) * 2n ** 32n;
        expect(RandomStream.restore(state).chance(basisPoints)).toBe(expected);
      }),
    );
  });

  test('is true up to the last word under its share, and false from the next one on', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: basisPointsWhole - 1 }), (basisPoints) => {
        const firstAbove = Number((BigInt(basisPoints) * 2n ** 32n + 9_999n) / 10_000n);
        // The first word of this state is its second number.
        const beginningWith = (drawn: number): RandomStream => RandomStream.restore([1, drawn | 0, 1, 0]);
        expect(beginningWith(firstAbove - 1).chance(basisPoints)).toBe(true);
        expect(beginningWith(firstAbove).chance(basisPoints)).toBe(false);
      }),
    );
  });

  test.each([1, 50, 1_000, 5_000, 9_990])('is true in %i of 10,000 draws', (basisPoints) => {
    const stream = RandomStream.fromSeed(4, 'chances');
    const draws = 200_000;
    let granted = 0;
    for (let index = 0; index < draws; index += 1) if (stream.chance(basisPoints)) granted += 1;
    const share = basisPoints / basisPointsWhole;
    const standardError = Math.sqrt(draws * share * (1 - share));
    expect(Math.abs(granted - draws * share)).toBeLessThan(standardErrorsMax * standardError);
  });

  test('refuses a probability that is not a whole number from 0 to 10,000', () => {
    const stream = RandomStream.fromSeed(5, 'probabilities');
    for (const basisPoints of [-1, 10_001, 0.5, Number.NaN]) {
      expect(() => stream.chance(basisPoints)).toThrow(AssertionFailed);
    }
  });
});
