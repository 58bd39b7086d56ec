// Currencies, and what one is worth in another: only as stated. Nothing is assumed to be at par, no rate is
// turned round and none is put together from two: what nobody has stated is refused with a sentence.
import { checkedMicros, MICROS_PER_UNIT, multiplyMicros } from '../money/micros.ts';
import type { Micros } from '../money/micros.ts';
import { divideRounded } from '../money/rounding.ts';
import type { Rounding } from '../money/rounding.ts';
import { BadRate, MissingRate } from './errors.ts';
import { innerMap } from './tables.ts';

/** A stated rate: one `from` is worth `rate` micros of `to`. */
export interface StatedRate {
  readonly from: string;
  readonly to: string;
  readonly rate: Micros;
}

/** An amount, in micros of its currency. */
export interface Money {
  readonly currency: string;
  readonly amount: Micros;
}

/** The rates of one run. */
export interface Rates {
  /** What one `from` is worth in `to`, in micros; 1,000,000 for a currency in itself. Throws `MissingRate`. */
  rateOf(from: string, to: string): Micros;
  /** The amount in another currency, rounded as asked; exact in its own. Throws `MissingRate`. */
  convert(money: Money, to: string, rounding: Rounding): Micros;
  /** The sum of all amounts in one currency, each converted exactly, rounded once. Throws `MissingRate`. */
  sum(amounts: readonly Money[], to: string, rounding: Rounding): Micros;
}

/** The rates as stated. Throws `BadRate` where one is not positive, stated twice, or of a currency to itself. */
export const createRates = (stated: readonly StatedRate[]): Rates => {
  const rates = new Map<string, Map<string, Micros>>();
  for (const { from, to, rate } of stated) {
    if (from === to) throw new BadRate(from, to, 'need not be stated: it is 1');
    if (rate <= 0n) throw new BadRate(from, to, 'must be more than 0');
    const ratesFrom = innerMap(rates, from);
    if (ratesFrom.has(to)) throw new BadRate(from, to, 'is stated twice: state it once');
    ratesFrom.set(to, checkedMicros(rate));
  }
  const rateOf = (from: string, to: string): Micros => {
    if (from === to) return MICROS_PER_UNIT;
    const rate = rates.get(from)?.get(to);
    if (rate === undefined) throw new MissingRate(from, to);
    return rate;
  };
  return {
    rateOf,
    convert: ({ currency, amount }, to, rounding) => multiplyMicros(rateOf(currency, to), amount, rounding),
    sum: (amounts, to, rounding) => {
      let picos = 0n;
      for (const { currency, amount } of amounts) picos += rateOf(currency, to) * amount;
      return checkedMicros(divideRounded(picos, MICROS_PER_UNIT, rounding));
    },
  };
};
