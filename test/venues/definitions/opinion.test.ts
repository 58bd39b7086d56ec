// Opinion's conformance card, OPN-01 to OPN-05. Goal: its fee has its curve and its minimum. Method: the formula against
// decimal.js, over orders in many fills.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AssertionFailed } from '../../../src/kernel/assert.ts';
import { parseMicros, printMicros } from '../../../src/money/decimal.ts';
import { rejectAnswer } from '../../../src/venues/definitions/admission.ts';
import { opinionFees } from '../../../src/venues/definitions/opinion/fees.ts';
import { opinionFeeNumbers, opinionRules } from '../../../src/venues/definitions/opinion/rules.ts';
import { ExactDecimal } from '../../money/oracle.ts';
import { curve, decimalOf, feesAlong, fillOf, firstFee, microsAt, sum } from './fee-oracle.ts';
import { reasonFor, statusesOf } from './orders.ts';

const feeMin = parseMicros('0.25');

describe('Opinion: fees', () => {
  it('OPN-01 the effective fee is 1 % at 0.50, and less everywhere else', () => {
    expect(printMicros(firstFee(opinionFees(), fillOf(2_000_000_000n, 500_000n)))).toBe('10');
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 999_999n }), (px) => {
        const fee = firstFee(opinionFees(), fillOf(10n ** 11n, px));
        expect(fee <= (px * 10n ** 5n) / 100n + feeMin).toBe(true);
      }),
    );
  });

  it('OPN-02 an order pays the curve over all its fills, up to the micro, and 0.25 at least', () => {
    const anyFills = fc.array(
      fc.record({ qty: fc.bigInt({ min: 1n, max: 10n ** 10n }), px: fc.bigInt({ min: 1n, max: 999_999n }) }),
      { minLength: 1, maxLength: 8 },
    );
    fc.assert(
      fc.property(
        anyFills,
        fc.bigInt({ min: 1n, max: 80_000n }),
        fc.bigInt({ min: 0n, max: 1_000_000n }),
        (fills, rate, left) => {
          const { fees } = feesAlong(
            opinionFees({ topicRate: rate, discountLeaves: left }),
            fills.map(({ qty, px }) => fillOf(qty, px)),
          );
          const exact = fills.reduce(
            (total, { qty, px }) =>
              total.plus(curve(printMicros(rate), qty, px).times(decimalOf(px)).times(decimalOf(left))),
            new ExactDecimal(0),
          );
          // Each fill may be 10⁻¹² above its curve.
          const [least, most] = [microsAt(exact, 6, 'ceil'), microsAt(exact.plus(`${fills.length}e-12`), 6, 'ceil')];
          const paid = sum(fees);
          expect(paid >= (least > feeMin ? least : feeMin) && paid <= (most > feeMin ? most : feeMin)).toBe(true);
          expect(fees.every((fee) => fee >= 0n)).toBe(true);
        },
      ),
    );
  });

  it('OPN-03 the minimum is paid with the first fill and never again, and a maker pays nothing', () => {
    // The formula is written for makers that pay nothing: another figure is another formula.
    expect(opinionFeeNumbers.makerRate.value).toBe(0n);
    const small = fillOf(10_000_000n, 500_000n);
    expect(feesAlong(opinionFees(), [small, small, small]).fees).toEqual([feeMin, 0n, 0n]);
    expect(
      feesAlong(opinionFees(), [{ ...small, liquidity: 'maker' }, small, { ...small, liquidity: 'maker' }]).fees,
    ).toEqual([0n, feeMin, 0n]);
    expect(feesAlong(opinionFees({ discountLeaves: 0n }), [small, small]).fees).toEqual([feeMin, 0n]);
    expect(firstFee(opinionFees({ topicRate: 0n }), small)).toBe(0n);
    expect(opinionFees({ topicRate: 0n }).worstFee(small)).toBe(0n);
    expect(() => opinionFees({ topicRate: 1_000_001n })).toThrow(AssertionFailed);
  });
});

describe('Opinion: the bound on fees', () => {
  it('OPN-03 leaves each fill room for its rounding, in 10⁻¹²', () => {
    const anyOrder = fc.record({
      qty: fc.bigInt({ min: 10n ** 8n, max: 10n ** 12n }),
      px: fc.bigInt({ min: 1n, max: 999_999n }),
      fillsMax: fc.bigInt({ min: 1n, max: 10n ** 7n }),
    });
    fc.assert(
      fc.property(anyOrder, ({ qty, px, fillsMax }) => {
        const exact = curve('0.04', qty, px).times(decimalOf(px));
        const picos = exact.toDecimalPlaces(12, 2).plus(`${fillsMax}e-12`);
        const bound = microsAt(picos, 6, 'ceil');
        expect(opinionFees().worstFee({ qty, px, fillsMax })).toBe(bound > feeMin ? bound : feeMin);
        expect(opinionFees().worstFee({ qty, px })).toBe(opinionFees().worstFee({ qty, px, fillsMax: qty }));
      }),
    );
  });
});

describe('Opinion: orders', () => {
  it('OPN-04 takes limit orders that rest and are worth 5, post-only too; no IOC, no FOK, no expiry', () => {
    expect(reasonFor(opinionRules)).toBe(null);
    expect(reasonFor(opinionRules, { isPostOnly: true })).toBe(null);
    expect(reasonFor(opinionRules, { orderQty: 9_999_999n })).toBe('belowMinimumNotional');
    expect(reasonFor(opinionRules, { timeInForce: 'IOC' })).toBe('unsupportedTimeInForce');
    expect(reasonFor(opinionRules, { timeInForce: 'FOK' })).toBe('unsupportedTimeInForce');
    expect(reasonFor(opinionRules, { timeInForce: 'GTD', expireTimeUs: 1 })).toBe('unsupportedTimeInForce');
    expect(rejectAnswer(opinionRules, 'belowMinimumNotional')).toEqual({
      reason: 'belowMinimumNotional',
      http: null,
      body: null,
    });
  });

  it('OPN-05 its five status numbers are ours, and a trade that fails on chain is a failure', () => {
    expect(statusesOf(opinionRules)).toMatchObject({
      1: ['submitted', 'partial'],
      2: ['filled'],
      3: ['cancelled'],
      4: ['cancelled'],
      5: ['rejected'],
    });
    const { value } = opinionRules.settlement;
    expect(value.kind === 'onChain' && value.statuses.find(({ word }) => word.startsWith('6'))?.means).toBe('failed');
  });
});
