// Goal: a price is on a grid or it is not, and floor and ceiling are the nearest prices of it. Method: each function
// against the grid written out price by price, over every grid of every venue and over random ones.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AssertionFailed } from '../../../src/kernel/assert.ts';
import { venueCatalogue } from '../../../src/venues/definitions/catalogue.ts';
import {
  ceilToGrid,
  floorToGrid,
  floorToStep,
  isInBounds,
  isOnGrid,
  isOnStep,
  priceGrid,
  taperedGrid,
  uniformGrid,
} from '../../../src/venues/definitions/grid.ts';
import type { PriceGrid } from '../../../src/venues/definitions/grid.ts';

const ONE = 1_000_000n;

/** Every price of a grid, in order, by walking its ranges. */
const pricesOf = ({ ranges, min, max }: PriceGrid): readonly bigint[] => {
  const prices = new Set<bigint>();
  for (const { from, to, step } of ranges) for (let px = from; px <= to; px += step) prices.add(px);
  return [...prices].filter((px) => px >= min && px <= max).toSorted((left, right) => (left < right ? -1 : 1));
};

const namedGrids = Object.values(venueCatalogue).flatMap(({ venue, grids }) =>
  Object.entries(grids).map(([name, { value }]) => [`${venue} ${name}`, value] as const),
);
/** Those that are quick to write out. */
const coarseGrids = namedGrids.filter(([, { ranges }]) => ranges.every(({ step }) => step >= 100n));

/** One whose later range does not begin at a multiple of its step, as a venue's might. */
const oddGrid = priceGrid(
  [
    { from: 0n, to: 5_000n, step: 1_000n },
    { from: 5_000n, to: 1_000_000n, step: 199_000n },
  ],
  1_000n,
  801_000n,
);

const anyPrice = fc.bigInt({ min: -10n, max: ONE + 10n });
const anyGrid = fc.constantFrom(
  ...[oddGrid, ...coarseGrids.map(([, grid]) => grid)].map((grid) => ({ grid, prices: pricesOf(grid) })),
);

describe('a price grid', () => {
  it('holds exactly the prices of its ranges within its bounds', () => {
    fc.assert(
      fc.property(anyGrid, anyPrice, ({ grid, prices }, px) => {
        expect(isOnGrid(grid, px)).toBe(prices.includes(px));
        expect(isInBounds(grid, px)).toBe(px >= grid.min && px <= grid.max);
      }),
    );
  });

  it('holds each of its prices, and nothing halfway to the next', () => {
    for (const [name, grid] of coarseGrids) {
      const prices = pricesOf(grid);
      const halfway = prices.slice(1).map((px, at) => (px + (prices[at] ?? 0n)) / 2n);
      expect(
        prices.filter((px) => !isOnGrid(grid, px)),
        name,
      ).toEqual([]);
      expect(
        halfway.filter((px) => isOnGrid(grid, px)),
        name,
      ).toEqual([]);
    }
  });

  it('floors to the highest price that is not above, or to nothing', () => {
    fc.assert(
      fc.property(anyGrid, anyPrice, ({ grid, prices }, px) => {
        expect(floorToGrid(grid, px)).toBe(prices.findLast((price) => price <= px) ?? null);
      }),
    );
  });

  it('ceils to the lowest price that is not below, or to nothing', () => {
    fc.assert(
      fc.property(anyGrid, anyPrice, ({ grid, prices }, px) => {
        expect(ceilToGrid(grid, px)).toBe(prices.find((price) => price >= px) ?? null);
      }),
    );
  });

  it('is finer at the edges where it tapers, and both steps meet at the taper', () => {
    const grid = taperedGrid(1_000n, 10_000n, 100_000n);
    expect(floorToGrid(grid, 99_500n)).toBe(99_000n);
    expect(ceilToGrid(grid, 99_500n)).toBe(100_000n);
    expect(floorToGrid(grid, 109_999n)).toBe(100_000n);
    expect(ceilToGrid(grid, 100_001n)).toBe(110_000n);
    expect(ceilToGrid(grid, 899_999n)).toBe(900_000n);
    expect(ceilToGrid(grid, 900_001n)).toBe(901_000n);
  });

  it('mirrors itself: what is a price for YES is one for NO', () => {
    for (const [name, grid] of coarseGrids)
      expect(
        pricesOf(grid).filter((px) => !isOnGrid(grid, ONE - px)),
        name,
      ).toEqual([]);
  });

  it('that is none is refused when it is written down', () => {
    const range = { from: 0n, to: ONE, step: 10_000n };
    expect(() => priceGrid([], 0n, ONE)).toThrow(AssertionFailed);
    expect(() => uniformGrid(0n)).toThrow(AssertionFailed);
    expect(() => uniformGrid(300_000n)).toThrow(AssertionFailed);
    expect(() => priceGrid([range], 5_000n, 990_000n)).toThrow(AssertionFailed);
    expect(() => priceGrid([range], 20_000n, 10_000n)).toThrow(AssertionFailed);
    expect(() =>
      priceGrid(
        [
          { ...range, to: 500_000n },
          { ...range, from: 600_000n },
        ],
        10_000n,
        20_000n,
      ),
    ).toThrow('the price ranges do not meet at 600000');
  });
});

describe('a quantity step', () => {
  const anyStep = fc.constantFrom(1n, 10_000n, 1_000_000n);
  const anyQty = fc.bigInt({ min: 0n, max: 10n ** 15n });

  it('divides what is on it, and what is floored to it, which is less than a step away', () => {
    fc.assert(
      fc.property(anyQty, anyStep, (qty, step) => {
        const floored = floorToStep(qty, step);
        expect(isOnStep(floored, step)).toBe(true);
        expect(floored <= qty && qty < floored + step).toBe(true);
        expect(isOnStep(qty, step)).toBe(floored === qty);
      }),
    );
  });

  it('floors no quantity below 0', () => {
    expect(() => floorToStep(-1n, 10n)).toThrow(AssertionFailed);
  });
});
