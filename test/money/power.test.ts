// Goal: a fractional power comes back to micros with one rounding. Method: against decimal.js with four hundred digits, and
// against whole numbers where the power is one.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DivisionByZero, MoneyOverflow, NotADecimal } from '../../src/money/errors.ts';
import { POWER_UNIT, powerOf, scaledPower } from '../../src/money/power.ts';
import { divideRounded } from '../../src/money/rounding.ts';
import { anyRounding, ExactDecimal, exactOf, wholeAt } from './oracle.ts';

const positive = fc.bigInt({ min: 1n, max: 10n ** 13n });

describe('a scaled power', () => {
  it('is value × base^exponent to the last micro, for any fraction of an exponent', () => {
    fc.assert(
      fc.property(
        positive,
        positive,
        positive,
        fc.bigInt({ min: 1n, max: 999_999n }),
        anyRounding,
        (value, over, under, share, rounding) => {
          fc.pre(over < under * 1_000n);
          const exponent = { over: share, under: 1_000_000n };
          const power = new ExactDecimal(String(over))
            .div(String(under))
            .pow(new ExactDecimal(String(share)).div(1_000_000));
          // What lies within 10⁻¹⁸ of a number of 18 decimals is that number: 0.99… of a micro with twenty nines is one.
          const near = exactOf(value, 6).times(power).toDecimalPlaces(18, ExactDecimal.ROUND_HALF_EVEN);
          expect(scaledPower(value, { over, under }, exponent, rounding)).toBe(wholeAt(near, 6, rounding));
        },
      ),
      { numRuns: 30 },
    );
  });

  it('takes for whole what is whole but for less than 10⁻¹⁸', () => {
    const [base, exponent] = [
      { over: 9_999_999_999_992n, under: 10n ** 13n },
      { over: 4n, under: 1_000_000n },
    ];
    expect(scaledPower(11n, base, exponent, 'floor')).toBe(11n);
    const tiny = { over: 1n, under: 2n * 10n ** 12n };
    expect(scaledPower(1n, tiny, { over: 1n, under: 1n }, 'ceil')).toBe(0n);
    expect(scaledPower(11n, { over: 9_999_000n, under: 10_000_000n }, exponent, 'floor')).toBe(10n);
  });

  it('of a whole exponent is the quotient itself, rounded once', () => {
    fc.assert(
      fc.property(positive, positive, positive, anyRounding, (value, over, under, rounding) => {
        fc.pre(over < under * 1_000n);
        const once = scaledPower(value, { over, under }, { over: 7n, under: 7n }, rounding);
        // Of 18 decimals, what rounds to a whole micro is that micro, as the test above pins.
        const rest = (value * over) % under;
        const nearer = rest * 2n < under ? rest : under - rest;
        const isNear = nearer * 2n * 10n ** 12n <= under;
        expect(once).toBe(divideRounded(value * over, under, isNear ? 'halfEven' : rounding));
        expect(scaledPower(value, { over: 4n, under: 9n }, { over: 1n, under: 2n }, 'ceil')).toBe(
          divideRounded(value * 2n, 3n, 'ceil'),
        );
      }),
    );
  });

  it('is asked of positive bases only, and fits 64 bits or says so', () => {
    const half = { over: 1n, under: 2n };
    expect(() => scaledPower(1n, { over: -1n, under: 2n }, half, 'floor')).toThrow(NotADecimal);
    expect(() => scaledPower(1n, { over: 0n, under: 2n }, half, 'floor')).toThrow(NotADecimal);
    expect(() => scaledPower(1n, { over: 1n, under: 0n }, half, 'floor')).toThrow(DivisionByZero);
    expect(() => scaledPower(1n, half, { over: 1n, under: 0n }, 'floor')).toThrow(DivisionByZero);
    expect(() => scaledPower(10n ** 18n, { over: 100n, under: 1n }, half, 'floor')).toThrow(MoneyOverflow);
  });
});

describe('a power as a multiple', () => {
  it('is base^exponent, never more, and less by a unit in the 22nd digit at most', () => {
    fc.assert(
      fc.property(positive, positive, fc.bigInt({ min: 1n, max: 999_999n }), (over, under, share) => {
        fc.pre(over < under * 1_000n && under < over * 1_000n);
        const exact = new ExactDecimal(String(over))
          .div(String(under))
          .pow(new ExactDecimal(String(share)).div(1_000_000))
          .times(String(POWER_UNIT));
        const power = powerOf({ over, under }, { over: share, under: 1_000_000n });
        const short = exact.minus(String(power));
        // A root that is whole may come out a hair above itself before it is cut.
        expect(short.greaterThan('-1e-9') && short.lessThan(2)).toBe(true);
      }),
      { numRuns: 30 },
    );
  });

  it('is asked of positive bases only', () => {
    const half = { over: 1n, under: 2n };
    expect(powerOf({ over: 4n, under: 9n }, half)).toBe((POWER_UNIT * 2n) / 3n);
    expect(() => powerOf({ over: 0n, under: 2n }, half)).toThrow(NotADecimal);
    expect(() => powerOf({ over: -1n, under: 2n }, half)).toThrow(NotADecimal);
    expect(() => powerOf({ over: 1n, under: 0n }, half)).toThrow(DivisionByZero);
  });
});
