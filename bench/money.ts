// What a multiply-add of money costs: the checked bigint functions of src/money, the same in decimal.js,
// and bare bigint without any check, as the floor. All three must come to the same total.

import { decimalOfMicros, EdgeDecimal, microsOfDecimal } from '../src/money/decimal.ts';
import { addMicros, MICROS_PER_UNIT, multiplyMicros } from '../src/money/micros.ts';
import type { Micros } from '../src/money/micros.ts';
import { formatNs, medianNs } from './measure.ts';
import type { Figure } from './measure.ts';

const TRADES = 4_096;
const PASSES_BIGINT = 50;

interface Trade {
  readonly price: Micros;
  readonly quantity: Micros;
}

// Prices of 0.01 to 0.99 and quantities of 1 to 2,000 with six decimals, from two fixed strides that share
// no factor with their range: no randomness, and no product that comes out even for all of them.
const trades: readonly Trade[] = Array.from({ length: TRADES }, (_, index) => ({
  price: 10_000n + ((BigInt(index) * 7_919n) % 980_001n),
  quantity: MICROS_PER_UNIT + ((BigInt(index) * 104_729_131n) % 1_999_000_000n),
}));

const totalInBareBigint = (): Micros => {
  let total = 0n;
  for (const { price, quantity } of trades) total += (price * quantity) / MICROS_PER_UNIT;
  return total;
};

const totalInMicros = (): Micros => {
  let total = 0n;
  for (const { price, quantity } of trades) total = addMicros(total, multiplyMicros(price, quantity, 'floor'));
  return total;
};

const decimalTrades = trades.map(({ price, quantity }) => ({
  price: decimalOfMicros(price),
  quantity: decimalOfMicros(quantity),
}));

const totalInDecimal = (): Micros => {
  let total = new EdgeDecimal(0);
  for (const { price, quantity } of decimalTrades) {
    total = total.plus(price.times(quantity).toDecimalPlaces(6, EdgeDecimal.ROUND_FLOOR));
  }
  return microsOfDecimal(total, 'floor');
};

// Several passes a sample, so that a sample is long against the clock that times it.
const costNs = (total: () => Micros, passes: number, expected: Micros): number =>
  medianNs(TRADES * passes, () => {
    for (let pass = 0; pass < passes; pass += 1) {
      if (total() !== expected) throw new Error(`The totals differ: ${total()} is not ${expected}.`);
    }
  });

/** One multiply-add of money in bigint micros and in decimal.js, and how many times cheaper bigint is (design §6). */
export const moneyFigures = (): Figure[] => {
  const expected = totalInBareBigint();
  const bareNs = costNs(totalInBareBigint, PASSES_BIGINT, expected);
  const microsNs = costNs(totalInMicros, PASSES_BIGINT, expected);
  const decimalNs = costNs(totalInDecimal, 1, expected);
  return [
    { name: 'money: multiply-add, bare bigint, nothing checked', value: formatNs(bareNs) },
    { name: 'money: multiply-add, bigint micros, rounded and checked', value: formatNs(microsNs) },
    { name: 'money: multiply-add, decimal.js', value: formatNs(decimalNs) },
    { name: 'money: decimal.js against bigint micros', value: `${(decimalNs / microsNs).toFixed(1)} times` },
  ];
};
