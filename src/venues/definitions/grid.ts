// Price grids and quantity steps, in micros. A grid is one or more stretches, each with its own step, because
// some venues are finer near 0 and 1. It knows nothing of venues: their grids are in their rules.
import { assert } from '../../kernel/assert.ts';
import { MICROS_PER_UNIT } from '../../money/micros.ts';

/** A stretch of a grid: the prices `from`, `from + step`, … up to `to`, both ends on it. */
export interface PriceRange {
  readonly from: bigint;
  readonly to: bigint;
  readonly step: bigint;
}

/** The prices that a market takes. The ranges follow each other without a gap, and share their ends. */
export interface PriceGrid {
  readonly ranges: readonly PriceRange[];
  /** The lowest and the highest price that an order may have, both on the grid. */
  readonly min: bigint;
  readonly max: bigint;
}

/** Returns the grid of `ranges`, checked: ranges that form none are a programmer's error. */
export const priceGrid = (ranges: readonly PriceRange[], min: bigint, max: bigint): PriceGrid => {
  assert(ranges.length > 0, 'a price grid has at least one range');
  ranges.forEach(({ from, to, step }, index) => {
    assert(step > 0n && from >= 0n && from < to, () => `a price range from ${from} to ${to} by ${step} is none`);
    assert((to - from) % step === 0n, () => `a price range by ${step} does not reach from ${from} to ${to}`);
    const before = ranges[index - 1];
    assert(before === undefined || before.to === from, () => `the price ranges do not meet at ${from}`);
  });
  const grid = { ranges, min, max };
  assert(min <= max && isOnGrid(grid, min) && isOnGrid(grid, max), () => `${min} to ${max} are no bounds of the grid`);
  return grid;
};

/** One step from 0 to 1; the lowest price is one step, the highest one step below 1. */
export const uniformGrid = (step: bigint): PriceGrid =>
  priceGrid([{ from: 0n, to: MICROS_PER_UNIT, step }], step, MICROS_PER_UNIT - step);

/** The step `edge` up to `taper` and from `1 - taper` on, and the step `centre` between. */
export const taperedGrid = (edge: bigint, centre: bigint, taper: bigint): PriceGrid =>
  priceGrid(
    [
      { from: 0n, to: taper, step: edge },
      { from: taper, to: MICROS_PER_UNIT - taper, step: centre },
      { from: MICROS_PER_UNIT - taper, to: MICROS_PER_UNIT, step: edge },
    ],
    edge,
    MICROS_PER_UNIT - edge,
  );

/** Whether a price is within the grid's bounds, on a step or not. */
export const isInBounds = (grid: PriceGrid, px: bigint): boolean => px >= grid.min && px <= grid.max;

/** Whether an order may have this price: on a step, and within the bounds. */
export const isOnGrid = (grid: PriceGrid, px: bigint): boolean => {
  if (!isInBounds(grid, px)) return false;
  const { from, step } = rangeOf(grid, px);
  return (px - from) % step === 0n;
};

/** The highest price of the grid that is not above `px`; null where there is none. */
export const floorToGrid = (grid: PriceGrid, px: bigint): bigint | null => {
  if (px < grid.min) return null;
  if (px >= grid.max) return grid.max;
  const { from, step } = rangeOf(grid, px);
  return px - ((px - from) % step);
};

/** The lowest price of the grid that is not below `px`; null where there is none. */
export const ceilToGrid = (grid: PriceGrid, px: bigint): bigint | null => {
  if (px > grid.max) return null;
  if (px <= grid.min) return grid.min;
  const { from, step } = rangeOf(grid, px);
  const over = (px - from) % step;
  return over === 0n ? px : px - over + step;
};

/** Whether a quantity is a whole number of steps. */
export const isOnStep = (qty: bigint, step: bigint): boolean => qty % step === 0n;

/** The largest whole number of steps that is not above a quantity of at least 0. */
export const floorToStep = (qty: bigint, step: bigint): bigint => {
  assert(qty >= 0n && step > 0n, () => `${qty} has no floor in steps of ${step}`);
  return qty - (qty % step);
};

// The range that holds a price within the bounds; where two meet, the lower one.
const rangeOf = (grid: PriceGrid, px: bigint): PriceRange => {
  for (const range of grid.ranges) if (px <= range.to) return range;
  assert(false, () => `no range of the grid holds the price ${px}`);
};
