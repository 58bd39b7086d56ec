// Hedged means the same payout in every outcome: the exposure against the payoff matrix written out.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exposureOf, OUTCOMES_MAX } from '../../src/arbitrage/exposure.ts';

const anySet = fc.integer({ min: 2, max: 6 }).chain((outcomes) =>
  fc.record({
    outcomes: fc.constant(outcomes),
    holdings: fc.array(
      fc.record({ paysIn: fc.integer({ min: 0, max: 2 ** outcomes - 1 }), qty: fc.bigInt({ min: -50n, max: 50n }) }),
      { maxLength: 6 },
    ),
  }),
);

describe('exposure', () => {
  it('is what the best outcome pays more than the worst, in the matrix written out', () => {
    fc.assert(
      fc.property(anySet, ({ outcomes, holdings }) => {
        const payouts = Array.from({ length: outcomes }, (_, outcome) =>
          holdings.reduce((sum, { paysIn, qty }) => sum + (Math.floor(paysIn / 2 ** outcome) % 2 === 1 ? qty : 0n), 0n),
        );
        const sorted = payouts.toSorted((left, right) => (left < right ? -1 : left > right ? 1 : 0));
        const { hedgedQty, residueQty, worstOutcome } = exposureOf(holdings, outcomes);
        expect(hedgedQty).toBe(sorted[0]);
        expect(residueQty).toBe((sorted.at(-1) ?? 0n) - (sorted[0] ?? 0n));
        expect(worstOutcome).toBe(payouts.indexOf(sorted[0] ?? 0n));
      }),
    );
  });

  it('is nothing for a complete set, whatever it is made of', () => {
    expect(
      exposureOf(
        [
          { paysIn: 1, qty: 5n },
          { paysIn: 2, qty: 5n },
        ],
        2,
      ),
    ).toMatchObject({ hedgedQty: 5n, residueQty: 0n });
    const three = [1, 2, 4].map((paysIn) => ({ paysIn, qty: 7n }));
    expect(exposureOf(three, 3)).toMatchObject({ hedgedQty: 7n, residueQty: 0n });
    expect(
      exposureOf(
        [
          { paysIn: 1, qty: 7n },
          { paysIn: 6, qty: 7n },
        ],
        3,
      ),
    ).toMatchObject({ hedgedQty: 7n, residueQty: 0n });
  });

  it('refuses an event that is none', () => {
    expect(() => exposureOf([], 1)).toThrow(/2 to 30 outcomes/);
    expect(() => exposureOf([], OUTCOMES_MAX + 1)).toThrow(/2 to 30 outcomes/);
  });
});
