// Goal: what every venue's fees promise, whatever their formula. Method: random orders in random fills, at their
// limit and at better prices, through every model; the bound is judged at every fill, not only at the last.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AssertionFailed } from '../../../src/kernel/assert.ts';
import { feesOf } from '../../../src/venues/definitions/catalogue.ts';
import type { FeeTerms } from '../../../src/venues/definitions/catalogue.ts';
import { feeCurve } from '../../../src/venues/definitions/fees.ts';
import type { FeeModel } from '../../../src/venues/definitions/fees.ts';
import { anyFilledOrder, curve, feesAlong, fillOf, firstFee, microsAt, sum } from './fee-oracle.ts';
import type { FillGrid } from './fee-oracle.ts';

const cents: FillGrid = { tick: 10_000n, qtyStep: 1_000_000n };
const fine: FillGrid = { tick: 100n, qtyStep: 10_000n };
const micro: FillGrid = { tick: 1n, qtyStep: 1n };

const kalshi = (terms: Omit<FeeTerms & { venue: 'kalshi' }, 'venue'>): FeeTerms => ({ venue: 'kalshi', ...terms });
const member = 'nonDirectMember';

const models: readonly (readonly [string, FeeTerms, FillGrid])[] = [
  ['Polymarket crypto', { venue: 'polymarket', category: 'crypto' }, micro],
  ['Polymarket sports', { venue: 'polymarket', category: 'sports' }, fine],
  ['Polymarket geopolitics', { venue: 'polymarket', category: 'geopolitics' }, fine],
  ['Polymarket with an exponent of 2', { venue: 'polymarket', rate: 250_000n, exponent: 2 }, fine],
  ['Kalshi', kalshi({}), fine],
  ['Kalshi with maker fees', kalshi({ feeType: 'quadratic_with_maker_fees' }), fine],
  ['Kalshi, rounded to the cent', kalshi({ membership: member }), fine],
  ['Kalshi, rounded to the cent, whole', kalshi({ membership: member, qtyStep: 1_000_000n }), cents],
  ['Kalshi with half the fee', kalshi({ feeMultiplier: 500_000n, feeType: 'quadratic_with_combo_maker_fees' }), cents],
  ['Manifold', { venue: 'manifold' }, micro],
  ['Opinion', { venue: 'opinion' }, micro],
  ['Opinion, discounted', { venue: 'opinion', topicRate: 80_000n, discountLeaves: 300_000n }, fine],
  ['Gemini', { venue: 'gemini' }, cents],
  ['other', { venue: 'other', makerFeeBps: 2n, takerFeeBps: 35n }, cents],
  ['other, free', { venue: 'other' }, cents],
];

/** What an order has paid for its fills, or lacks by having sold, in 10⁻¹². */
const costOf = (side: 'buy' | 'sell', qty: bigint, px: bigint): bigint => (side === 'buy' ? px : 1_000_000n - px) * qty;

describe.each(models)('the fees of %s', (_name, terms, grid) => {
  const model: FeeModel = feesOf(terms);

  it('are never negative over an order, and never above the bound while all fills are at its limit', () => {
    fc.assert(
      fc.property(anyFilledOrder(grid), ({ limit, fills }) => {
        const atLimit = fills.map((fill) => ({ ...fill, px: limit }));
        const bound = model.worstFee({ qty: sum(fills.map(({ qty }) => qty)), px: limit });
        let paid = 0n;
        for (const fee of feesAlong(model, atLimit).fees) {
          paid += fee;
          expect(paid >= 0n && paid <= bound, `${paid} of ${bound}`).toBe(true);
        }
      }),
    );
  });

  it('with the price are never worse than the limit and the bound, at any price that is better', () => {
    fc.assert(
      fc.property(anyFilledOrder(grid), ({ side, limit, fills }) => {
        const bound = model.worstFee({ qty: sum(fills.map(({ qty }) => qty)), px: limit });
        const { fees } = feesAlong(model, fills);
        let cost = 0n;
        let costAtLimit = 0n;
        for (const [at, { qty, px }] of fills.entries()) {
          cost += costOf(side, qty, px) + (fees[at] ?? 0n) * 1_000_000n;
          costAtLimit += costOf(side, qty, limit);
          expect(cost <= costAtLimit + bound * 1_000_000n).toBe(true);
        }
      }),
    );
  });

  it('of so many fills are within the bound for so many', () => {
    fc.assert(
      fc.property(anyFilledOrder(grid), ({ limit, fills }) => {
        const qty = sum(fills.map((fill) => fill.qty));
        const atLimit = fills.map((fill) => ({ ...fill, px: limit }));
        const bound = model.worstFee({ qty, px: limit, fillsMax: BigInt(fills.length) });
        expect(sum(feesAlong(model, atLimit).fees) <= bound).toBe(true);
        expect(bound <= model.worstFee({ qty, px: limit })).toBe(true);
      }),
    );
  });

  it('of the same fills are the same: the order, and nothing else, remembers', () => {
    fc.assert(
      fc.property(anyFilledOrder(grid), ({ fills }) => {
        expect(feesAlong(model, fills)).toEqual(feesAlong(feesOf(terms), fills));
      }),
    );
  });
});

describe.each(models.filter(([name]) => !/free|Manifold|geopolitics/.test(name)))('the fees of %s', (_name, terms) => {
  it('are asked for fills only: a quantity of at least 0, a price from 0 to 1', () => {
    const model = feesOf(terms);
    expect(firstFee(model, fillOf(1_000_000n, 500_000n)) > 0n).toBe(true);
    expect(() => firstFee(model, fillOf(-1_000_000n, 500_000n))).toThrow(AssertionFailed);
    expect(() => firstFee(model, fillOf(1_000_000n, 1_010_000n))).toThrow(AssertionFailed);
    expect(() => firstFee(model, fillOf(1_000_000n, -10_000n))).toThrow(AssertionFailed);
  });
});

describe('a fee curve', () => {
  it('is its formula with one rounding, for every whole exponent, unit and rate', () => {
    fc.assert(
      fc.property(
        fc.record({
          rate: fc.oneof(fc.bigInt({ min: 0n, max: 1_000_000n }), fc.constantFrom(40_000n, 70_000n)),
          share: fc.oneof(fc.bigInt({ min: 0n, max: 1_000_000n }), fc.constant(1_000_000n)),
          exponent: fc.oneof(fc.constant(1), fc.integer({ min: 0, max: 4 })),
          decimals: fc.integer({ min: 2, max: 6 }),
          rounding: fc.constantFrom('floor' as const, 'ceil' as const),
          // Off the grid, on it as nearly all are, and so many that the product goes beyond 64 bits there.
          qty: fc.oneof(
            fc.bigInt({ min: 0n, max: 10n ** 12n }),
            fc.bigInt({ min: 0n, max: 10n ** 8n }).map((grains) => grains * 10_000n),
            fc.bigInt({ min: 0n, max: 10n ** 14n }).map((grains) => grains * 10_000n),
          ),
          px: fc.oneof(
            fc.bigInt({ min: 0n, max: 1_000_000n }),
            fc.bigInt({ min: 0n, max: 10_000n }).map((grains) => grains * 100n),
          ),
        }),
        ({ rate, share, exponent, decimals, rounding, qty, px }) => {
          const unit = 10n ** BigInt(6 - decimals);
          const exact = curve(`${rate * share}e-12`, qty, px, exponent);
          const fee = feeCurve({ rates: [rate, share], exponent, unit, rounding });
          expect(fee(qty, px)).toBe(microsAt(exact, decimals, rounding));
        },
      ),
    );
  });

  it.each([
    ['a rate above 1', { rates: [1_000_001n], exponent: 1, unit: 1n }],
    ['a rate below 0', { rates: [-1n], exponent: 1, unit: 1n }],
    ['half an exponent', { rates: [1n], exponent: 0.5, unit: 1n }],
    ['an exponent too large', { rates: [1n], exponent: 5, unit: 1n }],
    ['a unit of nothing', { rates: [1n], exponent: 1, unit: 0n }],
  ])('does not take %s', (_what, terms) => {
    expect(() => feeCurve({ ...terms, rounding: 'ceil' })).toThrow(AssertionFailed);
  });
});
