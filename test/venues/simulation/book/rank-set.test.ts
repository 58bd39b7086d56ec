// A set of ranks against a sorted list: few words, a word more than a group of the summary, and several groups.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NO_RANK, RankSet } from '../../../../src/venues/simulation/book/rank-set.ts';

/** Ranks near the edges of words, of groups of words, and of the set itself come often. */
const anyRankBelow = (size: number): fc.Arbitrary<number> =>
  fc.oneof(
    fc.nat({ max: size - 1 }),
    fc
      .record({ edge: fc.constantFrom(0, 32, 64, 1_024, 2_048, size), off: fc.integer({ min: -2, max: 1 }) })
      .map(({ edge, off }) => Math.min(size - 1, Math.max(0, edge + off))),
  );

const anyChanges = fc.constantFrom(1, 31, 32, 33, 64, 1_000, 1_024, 1_025, 2_048, 2_500).chain((size) =>
  fc.record({
    size: fc.constant(size),
    changes: fc.array(fc.record({ rank: anyRankBelow(size), isAdded: fc.constantFrom(true, true, false) }), {
      maxLength: 60,
      size: 'max',
    }),
  }),
);

describe('a set of ranks', () => {
  it('holds what a sorted list holds, and gives it in the same order', () => {
    fc.assert(
      fc.property(anyChanges, ({ size, changes }) => {
        const set = new RankSet(size);
        const twin = new Set<number>();
        for (const { rank, isAdded } of changes) {
          if (isAdded) set.add(rank);
          else set.delete(rank);
          if (isAdded) twin.add(rank);
          else twin.delete(rank);
          const expected = [...twin].toSorted((left, right) => left - right);
          expect(set.first).toBe(expected[0] ?? NO_RANK);
          expect(set.has(rank)).toBe(isAdded);
          expect(set.next(rank)).toBe(expected.find((other) => other > rank) ?? NO_RANK);
          const walked: number[] = [];
          for (let at = set.first; at !== NO_RANK; at = set.next(at)) walked.push(at);
          expect(walked).toEqual(expected);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('has a whole number of ranks, from 1', () => {
    for (const size of [0, -1, 1.5, NO_RANK]) expect(() => new RankSet(size)).toThrow('is no number of ranks');
    const one = new RankSet(1);
    one.add(0);
    expect([one.first, one.next(0)]).toEqual([0, NO_RANK]);
  });
});
