// The range of every result: a signed 64-bit integer, because that is what the database holds.

import { MoneyOverflow, MoneyUnderflow } from './errors.ts';

/** The largest value a signed 64-bit integer holds. */
export const INT64_MAX = 2n ** 63n - 1n;

/** The smallest value a signed 64-bit integer holds. */
export const INT64_MIN = -(2n ** 63n);

/** `value` itself, where it fits 64 bits. Throws `MoneyOverflow` above, `MoneyUnderflow` below. */
export const checkedInt64 = (value: bigint): bigint => {
  // asIntN is one machine instruction; two comparisons with bigint bounds cost more than the addition they check.
  if (BigInt.asIntN(64, value) !== value) return refuse(value);
  return value;
};

const refuse = (value: bigint): never => {
  if (value > 0n) throw new MoneyOverflow(value.toString(), INT64_MAX.toString());
  throw new MoneyUnderflow(value.toString(), INT64_MIN.toString());
};
