// The arithmetic of average cost. The average is never computed: it is the exact quotient cost / qty, and what a
// sale takes out is its share of the whole cost, rounded half to even; the last share takes what is left.
import { addMicros, mulDiv } from '../money/micros.ts';
import type { Micros } from '../money/micros.ts';

/**
 * What the shares held have cost after `shares` more (fewer where negative) came for `cash`, where `qty` of them had
 * cost `cost`. Shares sold beyond those held are owed, and "cost" what they brought, below zero. 0 for no shares.
 */
export const nextCost = (qty: Micros, cost: Micros, shares: Micros, cash: Micros): Micros => {
  if (shares === 0n) return cost;
  if (qty === 0n || qty > 0n === shares > 0n) return addMicros(cost, cash);
  const left = qty + shares;
  // With none left both are a share of 0: a flat position has cost nothing.
  const isStillOnItsSide = left > 0n === qty > 0n;
  return isStillOnItsSide ? mulDiv(cost, left, qty, 'halfEven') : mulDiv(cash, left, shares, 'halfEven');
};

/**
 * Divides `total` in proportion to `weights`, none negative, in whole micros that sum to it exactly; equally where
 * all weights are 0.
 */
export const apportion = (total: Micros, weights: readonly bigint[]): Micros[] => {
  const sum = weights.reduce((left, right) => left + right, 0n);
  if (sum === 0n) return weights.length === 0 ? [] : apportion(total, new Array<bigint>(weights.length).fill(1n));
  let weightSoFar = 0n;
  let givenSoFar = 0n;
  return weights.map((weight) => {
    weightSoFar += weight;
    const dueSoFar = mulDiv(total, weightSoFar, sum, 'floor');
    const part = dueSoFar - givenSoFar;
    givenSoFar = dueSoFar;
    return part;
  });
};
