// The oracle of the fee tests: each formula once more, in decimal.js, from the words of the facts, over decimals and
// never over micros. And the fills that the properties are made of.
import type { Decimal } from 'decimal.js';
import fc from 'fast-check';
import { NO_FEE_STATE } from '../../../src/venues/definitions/fees.ts';
import type { FeeFill, FeeModel } from '../../../src/venues/definitions/fees.ts';
import { ExactDecimal, exactOf, wholeAt } from '../../money/oracle.ts';

/** Micros as a decimal. */
export const decimalOf = (micros: bigint): Decimal => exactOf(micros, 6);

/** A decimal rounded to so many decimals, in micros. */
export const microsAt = (exact: Decimal, decimals: number, rounding: 'floor' | 'ceil'): bigint =>
  wholeAt(exact, decimals, rounding) * 10n ** BigInt(6 - decimals);

/** `C × rate × (p × (1 − p))^e`. */
export const curve = (rate: string, qty: bigint, px: bigint, exponent = 1): Decimal => {
  const p = decimalOf(px);
  return new ExactDecimal(rate).times(decimalOf(qty)).times(p.times(new ExactDecimal(1).minus(p)).pow(exponent));
};

/** A fill by a taker that buys, unless said otherwise. */
export const fillOf = (qty: bigint, px: bigint, other: Partial<FeeFill> = {}): FeeFill => ({
  qty,
  px,
  side: 'buy',
  liquidity: 'taker',
  ...other,
});

/** The fee of an order's first fill. */
export const firstFee = (model: FeeModel, fill: FeeFill): bigint => model.feeOf(fill, NO_FEE_STATE).fee;

/** The fees of an order's fills one after the other, and what it carries in the end. */
export const feesAlong = (
  model: FeeModel,
  fills: readonly FeeFill[],
): { readonly fees: readonly bigint[]; readonly state: bigint } => {
  let state = NO_FEE_STATE;
  const fees = fills.map((fill) => {
    const charge = model.feeOf(fill, state);
    state = charge.state;
    return charge.fee;
  });
  return { fees, state };
};

/** The sum of micros. */
export const sum = (amounts: readonly bigint[]): bigint => amounts.reduce((total, amount) => total + amount, 0n);

/** What a venue fills in: prices and quantities are whole numbers of these micros. */
export interface FillGrid {
  readonly tick: bigint;
  readonly qtyStep: bigint;
}

/** An order's fills: its side, its limit, and fills at its limit or better. */
export interface FilledOrder {
  readonly side: 'buy' | 'sell';
  readonly limit: bigint;
  readonly fills: readonly FeeFill[];
}

/** Any order with 1 to 12 fills, each by maker or taker. */
export const anyFilledOrder = ({ tick, qtyStep }: FillGrid): fc.Arbitrary<FilledOrder> =>
  fc
    .record({
      side: fc.constantFrom('buy' as const, 'sell' as const),
      limit: fc.bigInt({ min: 1n, max: 1_000_000n / tick - 1n }),
      parts: fc.array(
        fc.record({
          qty: fc.oneof(fc.bigInt({ min: 1n, max: 20n }), fc.bigInt({ min: 1n, max: 100_000n })),
          better: fc.oneof(fc.constant(0n), fc.bigInt({ min: 0n, max: 1_000_000n })),
          liquidity: fc.constantFrom('maker' as const, 'taker' as const, 'taker' as const),
        }),
        { minLength: 1, maxLength: 12 },
      ),
    })
    .map(({ side, limit, parts }) => ({
      side,
      limit: limit * tick,
      fills: parts.map(({ qty, better, liquidity }) => ({
        qty: qty * qtyStep,
        px:
          (side === 'buy'
            ? 1n + (better === 0n ? limit - 1n : better % limit)
            : limit + (better % (1_000_000n / tick - limit))) * tick,
        side,
        liquidity,
      })),
    }));
