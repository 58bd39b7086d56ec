// Manifold's market maker, MAN-06 to MAN-10. Goal: it is the venue's formula to the micro, and nothing is won from it by
// rounding. Method: worked examples, the formulas of the venue facts once more in decimal.js with eighty digits, and
// properties over any pool.
import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseMicros, printMicros } from '../../../../src/money/decimal.ts';
import {
  amountToProb,
  buyFromPool,
  buySharesFromPool,
  mirrored,
  probOf,
  sellToPool,
  type ManifoldOutcome,
  type Pool,
} from '../../../../src/venues/definitions/manifold/market-maker.ts';
import { anyPool, roundingsOf } from './any-pool.ts';

const mana = parseMicros;
const even = (shares: string): Pool => ({ yes: mana(shares), no: mana(shares), p: 500_000n });

const Fine = Decimal.clone({ precision: 80 });
const exactOf = (micros: bigint): Decimal => new Fine(`${micros}e-6`);

const anyOutcome = fc.constantFrom<ManifoldOutcome>('yes', 'no');
const anyAmount = fc.bigInt({ min: 1n, max: 10n ** 10n });

/** `yes^p × no^(1 − p)`. */
const invariantOf = ({ yes, no, p }: Pool): Decimal =>
  exactOf(yes)
    .pow(exactOf(p))
    .times(exactOf(no).pow(new Fine(1).minus(exactOf(p))));

/** Shares for so much mana, as the venue facts write the formulas. */
const sharesByTheBook = ({ yes, no, p }: Pool, outcome: ManifoldOutcome, amount: bigint): Decimal => {
  const [y, n, b, exponent] = [exactOf(yes), exactOf(no), exactOf(amount), exactOf(p)];
  const k = y.pow(exponent).times(n.pow(new Fine(1).minus(exponent)));
  const one = new Fine(1);
  if (outcome === 'yes') return y.plus(b).minus(k.times(n.plus(b).pow(exponent.minus(one))).pow(one.div(exponent)));
  return n.plus(b).minus(k.times(y.plus(b).pow(exponent.negated())).pow(one.div(one.minus(exponent))));
};

describe('Manifold: the market maker', () => {
  it('MAN-06 a pool of 100 and 100 gives 83.333333 YES for 50 mana, and is at 69 percent then', () => {
    const { shares, pool } = buyFromPool(even('100'), 'yes', mana('50'));
    expect([printMicros(shares), printMicros(pool.yes), printMicros(pool.no)]).toEqual([
      '83.333333',
      '66.666667',
      '150',
    ]);
    expect(printMicros(probOf(pool, 'floor'))).toBe('0.692307');
    expect(printMicros(probOf(even('100')))).toBe('0.5');
    expect(printMicros(amountToProb(even('100'), 'yes', 600_000n))).toBe('22.474487');
    expect(printMicros(amountToProb(even('100'), 'no', 600_000n))).toBe('22.474487');
    expect(amountToProb(even('100'), 'yes', 400_000n)).toBe(0n);
  });

  it('MAN-07 gives what the written formulas give, less than a micro below', () => {
    fc.assert(
      fc.property(anyPool, anyOutcome, anyAmount, (pool, outcome, amount) => {
        const { shares } = buyFromPool(pool, outcome, amount);
        const short = sharesByTheBook(pool, outcome, amount).minus(exactOf(shares)).times(1_000_000);
        expect(short.greaterThan('-1e-10') && short.lessThan(1)).toBe(true);
      }),
      { numRuns: 25 },
    );
  });

  it('MAN-08 never lets its curve fall, and mints and keeps every share that there is', () => {
    fc.assert(
      fc.property(anyPool, anyOutcome, anyAmount, (pool, outcome, amount) => {
        const { shares, pool: after } = buyFromPool(pool, outcome, amount);
        const given = outcome === 'yes' ? { yes: shares, no: 0n } : { yes: 0n, no: shares };
        expect([after.yes + given.yes, after.no + given.no]).toEqual([pool.yes + amount, pool.no + amount]);
        expect(shares >= 0n && shares <= amount + (outcome === 'yes' ? pool.yes : pool.no)).toBe(true);
        expect(invariantOf(after).greaterThanOrEqualTo(invariantOf(pool).times('0.9999999999999999999'))).toBe(true);
        expect(buyFromPool(mirrored(pool), outcome === 'yes' ? 'no' : 'yes', amount).shares).toBe(shares);
      }),
      { numRuns: 25 },
    );
  });

  it('MAN-09 what is bought and sold again, in one piece or two, never makes a profit', () => {
    fc.assert(
      fc.property(
        anyPool,
        anyOutcome,
        anyAmount,
        fc.bigInt({ min: 0n, max: 100n }),
        (pool, outcome, amount, percent) => {
          const bought = buyFromPool(pool, outcome, amount);
          const first = (bought.shares * percent) / 100n;
          const one = sellToPool(bought.pool, outcome, first);
          const two = sellToPool(one.pool, outcome, bought.shares - first);
          expect(one.amount + two.amount <= amount).toBe(true);
          // Nor does it lose more than a few micros: there is no fee.
          expect(amount - one.amount - two.amount <= roundingsOf(bought.pool)).toBe(true);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('MAN-10 is brought to a probability and not beyond it, and a micro more of mana would be beyond', () => {
    fc.assert(
      fc.property(anyPool, anyOutcome, fc.bigInt({ min: 10_000n, max: 990_000n }), (pool, outcome, prob) => {
        const amount = amountToProb(pool, outcome, prob);
        const at = (spent: bigint): bigint => {
          const after = buyFromPool(pool, outcome, spent).pool;
          return probOf(outcome === 'yes' ? after : mirrored(after), 'floor');
        };
        if (amount === 0n) expect(at(0n) >= prob - 1n).toBe(true);
        else expect(at(amount) <= prob).toBe(true);
        // Of an outcome of which the pool keeps little, a micro is some of the probability.
        const { yes, no } = buyFromPool(pool, outcome, amount).pool;
        const grain = (prob * (1_000_000n - prob)) / 1_000_000n / (outcome === 'yes' ? yes : no);
        expect(at(amount + 3n + amount / 10n ** 6n) >= prob - 1n - grain).toBe(true);
      }),
    );
  });

  it('MAN-10 gives exactly the shares that are asked for, for the least mana that does', () => {
    fc.assert(
      fc.property(anyPool, anyOutcome, fc.bigInt({ min: 1n, max: 10n ** 10n }), (pool, outcome, wanted) => {
        const { shares, amount, pool: after } = buySharesFromPool(pool, outcome, wanted);
        expect(shares).toBe(wanted);
        expect(buyFromPool(pool, outcome, amount).shares >= wanted).toBe(true);
        expect(amount === 0n || buyFromPool(pool, outcome, amount - 1n).shares < wanted).toBe(true);
        expect(after.yes + after.no + wanted).toBe(pool.yes + pool.no + 2n * amount);
      }),
      { numRuns: 40 },
    );
  });
});
