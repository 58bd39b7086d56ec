// Gemini's conformance card, GEM-01 to GEM-05. Goal: its fee and its refusals are those of its documentation. Method: the
// documentation's examples, and the formula against decimal.js.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseMicros, printMicros } from '../../../src/money/decimal.ts';
import { geminiFees } from '../../../src/venues/definitions/gemini/fees.ts';
import { geminiRules } from '../../../src/venues/definitions/gemini/rules.ts';
import { ExactDecimal } from '../../money/oracle.ts';
import { decimalOf, fillOf, firstFee, microsAt } from './fee-oracle.ts';
import { answerTo, reasonFor, statusesOf } from './orders.ts';

describe('Gemini', () => {
  it.each([
    ['taker', '0.4', '100', '2'],
    ['maker', '0.5', '100', '0.5'],
    ['taker', '0.6', '100', '2'],
  ] as const)('GEM-01 a %s at %s of %s contracts pays %s', (liquidity, px, qty, fee) => {
    expect(printMicros(firstFee(geminiFees(), fillOf(parseMicros(qty), parseMicros(px), { liquidity })))).toBe(fee);
  });

  it('GEM-02 the fee is min(P, 1 − P) × contracts × rate, and exact for cents and whole contracts', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 1n, max: 99n }),
        fc.bigInt({ min: 1n, max: 1_000_000n }),
        fc.constantFrom('maker' as const, 'taker' as const),
        (cents, contracts, liquidity) => {
          const [px, qty] = [cents * 10_000n, contracts * 1_000_000n];
          const atRisk = ExactDecimal.min(decimalOf(px), new ExactDecimal(1).minus(decimalOf(px)));
          const exact = atRisk.times(decimalOf(qty)).times(liquidity === 'taker' ? '0.05' : '0.01');
          expect(exact.decimalPlaces() <= 6).toBe(true);
          expect(firstFee(geminiFees(), fillOf(qty, px, { liquidity }))).toBe(microsAt(exact, 6, 'ceil'));
        },
      ),
    );
  });

  it('GEM-03 refuses a price off the tick, out of bounds, a fraction of a contract, and a market that is not open', () => {
    expect(reasonFor(geminiRules)).toBe(null);
    expect(answerTo(geminiRules, { price: 505_000n })?.body).toContain('LimitPriceOffTick');
    expect(answerTo(geminiRules, { price: 0n })?.body).toContain('InvalidPrice');
    expect(answerTo(geminiRules, { orderQty: 1_500_000n })?.body).toContain('InvalidQuantity');
    for (const state of ['unopened', 'closed', 'resolved'] as const)
      expect(answerTo(geminiRules, {}, { state })?.body).toContain('MarketNotOpen');
    expect(reasonFor(geminiRules, { timeInForce: 'GTD', expireTimeUs: 1 })).toBe('unsupportedTimeInForce');
  });

  it('GEM-04 cancels, and does not refuse, what would take though it may only make, or cannot fill', () => {
    expect(geminiRules.orders.postOnly.value).toEqual({ word: 'maker-or-cancel', with: ['GTC'] });
    expect(reasonFor(geminiRules, { isPostOnly: true, isMarketable: true })).toBe(null);
    expect(reasonFor(geminiRules, { isPostOnly: true, timeInForce: 'IOC' })).toBe('unsupportedPostOnly');
    expect(Object.fromEntries(geminiRules.answers.cancels.map(({ value }) => [value.word, value.reason]))).toEqual({
      SelfCrossPrevented: 'selfTrade',
      FillOrKillWouldNotFill: 'fokUnfilled',
      ImmediateOrCancelWouldPost: 'iocRemainder',
      MakerOrCancelWouldTake: 'postOnlyCross',
      AuctionCancelled: 'venue',
      ExceedsPriceLimits: 'venue',
    });
  });

  it('GEM-05 its statuses are ours', () => {
    expect(statusesOf(geminiRules)).toMatchObject({
      NEW: ['submitted'],
      PARTIALLY_FILLED: ['partial'],
      FILLED: ['filled'],
      CANCELED: ['cancelled'],
      REJECTED: ['rejected'],
    });
  });
});
