import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AssertionFailed } from '../../../src/kernel/assert.ts';
import {
  assertStreamState,
  canonicalSeed,
  initialStreamState,
  stateFromDigest,
} from '../../../src/kernel/random/seed.ts';

describe('a seed', () => {
  test('is the same as a number, a bigint and a text', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.string({ minLength: 1 }), (seed, name) => {
        const state = initialStreamState(seed, name);
        expect(initialStreamState(BigInt(seed), name)).toEqual(state);
        expect(initialStreamState(String(seed), name)).toEqual(state);
      }),
    );
    expect(canonicalSeed(-0)).toBe('0');
  });

  test('is refused when it is not one exact number, or says nothing', () => {
    for (const seed of [1.5, 2 ** 53, Number.NaN, Infinity, '']) {
      expect(() => canonicalSeed(seed)).toThrow(AssertionFailed);
    }
  });
});

describe('the initial state of a stream', () => {
  test('is sha256 of seed and name, in every build', () => {
    // The first 16 bytes of sha256('["random stream","42","fills"]'), computed outside this project.
    expect(initialStreamState(42, 'fills')).toEqual([-2002818103, 1861840452, 227827120, -193937538]);
    expect(initialStreamState(42, 'venue kalshi')).toEqual([-1000417113, 1027291865, -341125113, -288927885]);
  });

  test('differs for every other pair of seed and name, however the two texts are cut', () => {
    const part = fc.string({ minLength: 1, maxLength: 3, unit: fc.constantFrom('a', '"', ',', '\\', '\ud800') });
    fc.assert(
      fc.property(part, part, part, part, (seed, name, otherSeed, otherName) => {
        fc.pre(seed !== otherSeed || name !== otherName);
        expect(initialStreamState(seed, name)).not.toEqual(initialStreamState(otherSeed, otherName));
      }),
      { numRuns: 1_000 },
    );
  });

  test('is never all zero, even when half a digest is', () => {
    const digest = Buffer.alloc(32);
    digest.writeInt32LE(7, 16);
    expect(stateFromDigest(digest)).toEqual([7, 0, 0, 0]);
    digest.writeInt32LE(-9, 12);
    expect(stateFromDigest(digest)).toEqual([0, 0, 0, -9]);
    expect(() => stateFromDigest(Buffer.alloc(32))).toThrow(AssertionFailed);
    expect(() => stateFromDigest(Buffer.alloc(16, 1))).toThrow(AssertionFailed);
  });

  test('needs a name', () => {
    expect(() => initialStreamState(42, '')).toThrow(AssertionFailed);
  });
});

test('a state that no generator can be in is refused', () => {
  expect(() => assertStreamState([0, 0, 0, 0])).toThrow(AssertionFailed);
  expect(() => assertStreamState([1, 2, 3, 2 ** 31])).toThrow(AssertionFailed);
  expect(() => assertStreamState([1, 2, 3, 0.5])).toThrow(AssertionFailed);
  expect(() => assertStreamState(JSON.parse('[1, 2, 3]'))).toThrow(AssertionFailed);
  expect(() => assertStreamState([0, 0, 0, -(2 ** 31)])).not.toThrow();
});
