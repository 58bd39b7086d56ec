// Goal: no amount changes its currency but by a stated rate, and nothing is lost but by a stated rounding.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRates } from '../../src/accounting/currencies.ts';
import { BadRate, MissingRate } from '../../src/accounting/errors.ts';
import { divideRounded } from '../../src/money/rounding.ts';

const rates = createRates([
  { from: 'pUSD', to: 'USD', rate: 999_700n },
  { from: 'mana', to: 'USD', rate: 1_000n },
]);
const rateOf: Readonly<Record<string, bigint>> = { pUSD: 999_700n, mana: 1_000n, USD: 1_000_000n };

const anyMoney = fc.record({
  currency: fc.constantFrom('pUSD', 'mana', 'USD'),
  amount: fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }),
});
const anyRounding = fc.constantFrom('floor' as const, 'ceil' as const, 'halfEven' as const);

describe('rates', () => {
  it('convert as stated, rounded as told', () => {
    fc.assert(
      fc.property(anyMoney, anyRounding, (money, rounding) => {
        const exact = money.amount * rateOf[money.currency]!;
        expect(rates.convert(money, 'USD', rounding)).toBe(divideRounded(exact, 1_000_000n, rounding));
      }),
    );
  });

  it('sum exactly and round once', () => {
    fc.assert(
      fc.property(fc.array(anyMoney, { maxLength: 8 }), anyRounding, (amounts, rounding) => {
        const exact = amounts.reduce((sum, { currency, amount }) => sum + amount * rateOf[currency]!, 0n);
        expect(rates.sum(amounts, 'USD', rounding)).toBe(divideRounded(exact, 1_000_000n, rounding));
      }),
    );
  });

  it('leave an amount in its own currency as it is, with no rate stated', () => {
    fc.assert(
      fc.property(anyMoney, anyRounding, (money, rounding) => {
        expect(createRates([]).convert(money, money.currency, rounding)).toBe(money.amount);
      }),
    );
  });

  it('refuse a mixed sum that nobody has stated a rate for, in a sentence', () => {
    const mixed = [
      { currency: 'USD', amount: 1n },
      { currency: 'USDT', amount: 1n },
    ];
    expect(() => rates.sum(mixed, 'USD', 'floor')).toThrow(MissingRate);
    expect(() => rates.sum(mixed, 'USD', 'floor')).toThrow(
      'USDT cannot be counted as USD without a stated rate: state what one USDT is worth in USD.',
    );
  });

  it('are not turned round, and not put together', () => {
    expect(() => rates.rateOf('USD', 'pUSD')).toThrow(MissingRate);
    expect(() => rates.rateOf('mana', 'pUSD')).toThrow(MissingRate);
    expect(() => createRates([]).rateOf('pUSD', 'USD')).toThrow(MissingRate);
  });

  it('are refused where they cannot be, in a sentence', () => {
    const stated = { from: 'pUSD', to: 'USD', rate: 1n };
    expect(() => createRates([stated, stated])).toThrow(BadRate);
    expect(() => createRates([{ ...stated, rate: 0n }])).toThrow('The rate from pUSD to USD must be more than 0.');
    expect(() => createRates([{ ...stated, rate: -1n }])).toThrow(BadRate);
    expect(() => createRates([{ ...stated, to: 'pUSD' }])).toThrow(BadRate);
  });
});
