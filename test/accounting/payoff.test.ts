// Goal: no exposure is understated. Method: a naive twin that tries every corner of what open orders may still do,
// in every outcome, with fractions instead of rounding; and random points inside the box, which are never worse.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OpenOrder } from '../../src/accounting/open-orders.ts';
import { assessExposure, isHedgingSet, noOf, yesOf } from '../../src/accounting/payoff.ts';
import type { Payoff, PayoffLeg } from '../../src/accounting/payoff.ts';
import { AssertionFailed } from '../../src/kernel/assert.ts';

const unit = 1_000_000n;
const qty = fc.bigInt({ min: 0n, max: 30_000_000n });
const anyRate = fc.constantFrom(unit, unit, 999_700n, 1_003n);

const anyOrder: fc.Arbitrary<OpenOrder> = fc.record({
  side: fc.constantFrom('buy', 'sell'),
  price: fc.bigInt({ min: 0n, max: unit }),
  openQty: qty,
  worstFee: fc.bigInt({ min: 0n, max: 60_000n }),
});

const anyPayoff = (outcomes: number): fc.Arbitrary<Payoff> =>
  fc.oneof(
    fc.nat(outcomes - 1).map((outcome) => yesOf(outcome, outcomes)),
    fc.nat(outcomes - 1).map((outcome) => noOf(outcome, outcomes)),
    fc.array(fc.boolean(), { minLength: outcomes, maxLength: outcomes }).filter((pays) => pays.includes(true)),
  );

const anyLeg = (outcomes: number, held: fc.Arbitrary<bigint>): fc.Arbitrary<PayoffLeg> =>
  fc.record({
    pays: anyPayoff(outcomes),
    rate: anyRate,
    qty: held,
    paid: fc.bigInt({ min: -20_000_000n, max: 20_000_000n }),
    orders: fc.array(anyOrder, { maxLength: 2 }),
  });

interface Matrix {
  readonly outcomes: number;
  readonly legs: readonly PayoffLeg[];
}

const anyMatrix = (held: fc.Arbitrary<bigint>): fc.Arbitrary<Matrix> =>
  fc
    .integer({ min: 2, max: 4 })
    .chain((outcomes) =>
      fc.record({ outcomes: fc.constant(outcomes), legs: fc.array(anyLeg(outcomes, held), { maxLength: 4 }) }),
    );

const shortOrLong = fc.oneof(qty, fc.bigInt({ min: -5_000_000n, max: 30_000_000n }));

/** A fill of an order: how much of it, and what fee. In a corner each is all or nothing. */
interface Outcome {
  readonly filled: bigint;
  readonly fee: bigint;
}

const cornersOf = ({ openQty, worstFee }: OpenOrder): Outcome[] =>
  [0n, openQty].flatMap((filled) => [0n, worstFee].map((fee) => ({ filled, fee })));

/** The loss in one outcome with every order filled as told, in 10⁻¹⁸: what was paid less what is held pays. */
const lossOf = ({ legs }: Matrix, outcome: number, fills: readonly Outcome[]): bigint => {
  let loss = 0n;
  let next = 0;
  for (const { pays, rate, qty: held, paid, orders } of legs) {
    let [shares, picos] = [held, paid * unit];
    for (const { side, price } of orders) {
      const { filled, fee } = fills[next]!;
      next += 1;
      shares += side === 'buy' ? filled : -filled;
      picos += (side === 'buy' ? 1n : -1n) * price * filled + fee * unit;
    }
    loss += rate * (picos - (pays[outcome] === true ? shares * unit : 0n));
  }
  return loss;
};

const everyCorner = (orders: readonly OpenOrder[]): Outcome[][] =>
  orders.reduce<Outcome[][]>(
    (corners, order) => corners.flatMap((corner) => cornersOf(order).map((fill) => [...corner, fill])),
    [[]],
  );

const outcomesOf = ({ outcomes }: Matrix): number[] => Array.from({ length: outcomes }, (_, outcome) => outcome);

const ordersOf = ({ legs }: Matrix): OpenOrder[] => legs.flatMap(({ orders }) => orders);

const payoffsOf = (matrix: Matrix, held: (leg: number) => bigint): bigint[] =>
  outcomesOf(matrix).map((outcome) =>
    matrix.legs.reduce((sum, { pays }, leg) => (pays[outcome] === true ? sum + held(leg) : sum), 0n),
  );

const least = (amounts: readonly bigint[]): bigint => amounts.reduce((left, right) => (left < right ? left : right));

const few = (matrix: Matrix): Matrix => {
  let left = 5;
  return {
    ...matrix,
    legs: matrix.legs.map((leg) => {
      const orders = leg.orders.slice(0, left);
      left -= orders.length;
      return { ...leg, orders };
    }),
  };
};

describe('the worst case', () => {
  it('is the worst corner of everything that open orders may still do, in the worst outcome, rounded up', () => {
    fc.assert(
      fc.property(anyMatrix(shortOrLong).map(few), (matrix) => {
        const { worstCase, worstOutcome } = assessExposure(matrix.outcomes, matrix.legs);
        const corners = everyCorner(ordersOf(matrix));
        const worst = outcomesOf(matrix).map((outcome) =>
          corners.reduce(
            (found, fills) => {
              const loss = lossOf(matrix, outcome, fills);
              return loss > found ? loss : found;
            },
            lossOf(matrix, outcome, corners[0]!),
          ),
        );
        const naive = worst.reduce((left, right) => (left > right ? left : right));
        expect(worst.indexOf(naive)).toBe(worstOutcome);
        expect(worstCase * unit * unit).toBeGreaterThanOrEqual(naive);
        expect((worstCase - 1n) * unit * unit).toBeLessThan(naive);
      }),
      { numRuns: 150 },
    );
  });

  it('covers every fill inside the box too', () => {
    fc.assert(
      fc.property(
        anyMatrix(shortOrLong),
        fc.array(fc.tuple(fc.bigInt({ min: 0n, max: 100n }), fc.bigInt({ min: 0n, max: 100n })), {
          minLength: 8,
          maxLength: 8,
        }),
        (matrix, shares) => {
          const { worstCase } = assessExposure(matrix.outcomes, matrix.legs);
          const fills = ordersOf(matrix).map(({ openQty, worstFee }, index) => {
            const [part, feePart] = shares[index]!;
            return { filled: (openQty * part) / 100n, fee: (worstFee * feePart) / 100n };
          });
          for (const outcome of outcomesOf(matrix))
            expect(lossOf(matrix, outcome, fills)).toBeLessThanOrEqual(worstCase * unit * unit);
        },
      ),
    );
  });

  it('of a hedged pair is what it cost beyond what it pays: negative for an arbitrage', () => {
    const leg = { rate: unit, qty: 10n * unit, orders: [] };
    const { worstCase } = assessExposure(2, [
      { ...leg, pays: yesOf(0, 2), paid: 4_500_000n },
      { ...leg, pays: noOf(0, 2), paid: 5_000_001n },
    ]);
    expect(worstCase).toBe(-499_999n);
  });

  it('counts a leg that is in doubt as filled where that hurts, and as unfilled where that does', () => {
    const inDoubt: OpenOrder = { side: 'buy', price: 500_000n, openQty: 10n * unit, worstFee: 20_000n };
    const held = { pays: yesOf(0, 2), rate: unit, qty: 10n * unit, paid: 4_500_000n, orders: [] };
    const { worstCase, worstOutcome } = assessExposure(2, [
      held,
      { pays: noOf(0, 2), rate: unit, qty: 0n, paid: 0n, orders: [inDoubt] },
    ]);
    // Where NO pays: YES is lost, and NO has not filled, but has cost its fee. Where YES pays: 10 - 4.5 - 5 - 0.02.
    expect([worstCase, worstOutcome]).toEqual([4_520_000n, 1]);
  });

  it('is counted in one currency, at the stated rates', () => {
    const leg = { qty: 10n * unit, orders: [] };
    const { worstCase, isHedged } = assessExposure(2, [
      { ...leg, pays: yesOf(0, 2), rate: 999_000n, paid: 4_000_000n },
      { ...leg, pays: yesOf(1, 2), rate: unit, paid: 5_000_000n },
    ]);
    expect(isHedged).toBe(true);
    // 3.996 + 5 - 9.99, where the poorer currency pays.
    expect(worstCase).toBe(-994_000n);
  });
});

describe('the locked payout', () => {
  it('is what the poorest outcome pays, in the common currency, rounded down', () => {
    fc.assert(
      fc.property(anyMatrix(shortOrLong), (matrix) => {
        const { lockedPayout } = assessExposure(matrix.outcomes, matrix.legs);
        const payouts = outcomesOf(matrix).map((outcome) =>
          matrix.legs.reduce((sum, { pays, qty: held, rate }) => sum + (pays[outcome] === true ? held * rate : 0n), 0n),
        );
        expect(lockedPayout * unit).toBeLessThanOrEqual(least(payouts));
        expect((lockedPayout + 1n) * unit).toBeGreaterThan(least(payouts));
      }),
    );
  });
});

describe('what is left over', () => {
  it('could go without any outcome paying less than the least, and not a micro more could', () => {
    fc.assert(
      fc.property(anyMatrix(qty), (matrix) => {
        const { payoffs, residues, hedgedQty, isHedged, residueQty } = assessExposure(matrix.outcomes, matrix.legs);
        expect(payoffs).toEqual(payoffsOf(matrix, (leg) => matrix.legs[leg]!.qty));
        expect(isHedged).toBe(payoffs.every((payoff) => payoff === payoffs[0]));
        expect(hedgedQty).toBe(least(payoffs));
        expect(residueQty).toBe(residues.reduce((left, right) => left + right, 0n));
        const kept = matrix.legs.map(({ qty: held }, leg) => held - residues[leg]!);
        expect(least(payoffsOf(matrix, (leg) => kept[leg]!))).toBe(hedgedQty);
        matrix.legs.forEach(({ qty: held }, leg) => {
          expect(residues[leg]! >= 0n && residues[leg]! <= held).toBe(true);
          if (kept[leg]! > 0n)
            expect(least(payoffsOf(matrix, (each) => kept[each]! - (each === leg ? 1n : 0n)))).toBeLessThan(hedgedQty);
        });
      }),
      { numRuns: 200 },
    );
  });

  it('of legs that each cover one outcome is whatever each has above the smallest', () => {
    fc.assert(
      fc.property(fc.array(qty, { minLength: 2, maxLength: 6 }), (quantities) => {
        const outcomes = quantities.length;
        const legs = quantities.map((held, outcome) => ({
          pays: yesOf(outcome, outcomes),
          rate: unit,
          qty: held,
          paid: 0n,
          orders: [],
        }));
        const { residues, hedgedQty } = assessExposure(outcomes, legs);
        expect(hedgedQty).toBe(least(quantities));
        expect(residues).toEqual(quantities.map((held) => held - least(quantities)));
      }),
    );
  });

  it('with shares owed is bought back until no outcome pays less than nothing, and then no further', () => {
    fc.assert(
      fc.property(anyMatrix(shortOrLong), (matrix) => {
        const { payoffs, residues, hedgedQty, residueQty } = assessExposure(matrix.outcomes, matrix.legs);
        const kept = matrix.legs.map(({ qty: held }, leg) => held - residues[leg]!);
        const after = payoffsOf(matrix, (leg) => kept[leg]!);
        expect(least(after)).toBe(hedgedQty);
        expect(hedgedQty).toBeGreaterThanOrEqual(0n);
        if (least(payoffs) >= 0n) expect(hedgedQty).toBe(least(payoffs));
        expect(residueQty).toBe(residues.reduce((sum, residue) => sum + (residue < 0n ? -residue : residue), 0n));
        matrix.legs.forEach(({ qty: held }, leg) => {
          const residue = residues[leg]!;
          expect(held >= 0n ? residue >= 0n && residue <= held : residue <= 0n && residue >= held).toBe(true);
          if (kept[leg]! > 0n)
            expect(least(payoffsOf(matrix, (each) => kept[each]! - (each === leg ? 1n : 0n)))).toBeLessThan(hedgedQty);
        });
      }),
      { numRuns: 200 },
    );
  });

  it('is the shares owed themselves, where nothing covers them, and nothing where another venue does', () => {
    const leg = { rate: unit, paid: 0n, orders: [] };
    const owed = { ...leg, pays: yesOf(0, 2), qty: -2n * unit };
    const covered = { ...leg, pays: yesOf(0, 2), qty: 2n * unit };
    expect(assessExposure(2, [owed])).toMatchObject({ residues: [-2n * unit], hedgedQty: 0n, isHedged: false });
    const partly = { ...covered, qty: 500_000n };
    expect(assessExposure(2, [owed, partly])).toMatchObject({ residues: [-1_500_000n, 0n], residueQty: 1_500_000n });
    expect(assessExposure(2, [owed, covered])).toMatchObject({ residues: [0n, 0n], hedgedQty: 0n, isHedged: true });
  });

  it('is nothing of a leg whose complement was bought at its own venue', () => {
    const leg = { rate: unit, paid: 0n, orders: [] };
    const exposure = assessExposure(2, [
      { ...leg, pays: yesOf(0, 2), qty: 10n * unit },
      { ...leg, pays: noOf(0, 2), qty: 8n * unit },
      { ...leg, pays: noOf(0, 2), qty: 2n * unit },
    ]);
    expect(exposure).toMatchObject({ isHedged: true, hedgedQty: 10n * unit, residueQty: 0n });
  });
});

describe('a set that hedges', () => {
  it('pays the same in every outcome: YES here and NO there, every YES, every NO, and nothing less', () => {
    for (const outcomes of [2, 3, 5]) {
      const yes = Array.from({ length: outcomes }, (_, outcome) => yesOf(outcome, outcomes));
      const no = Array.from({ length: outcomes }, (_, outcome) => noOf(outcome, outcomes));
      expect(isHedgingSet(outcomes, [yes[1]!, no[1]!])).toBe(true);
      expect(isHedgingSet(outcomes, yes)).toBe(true);
      expect(isHedgingSet(outcomes, no)).toBe(true);
      expect(isHedgingSet(outcomes, yes.slice(1))).toBe(false);
      expect(isHedgingSet(outcomes, [yes[0]!, yes[0]!])).toBe(false);
      expect(isHedgingSet(outcomes, [])).toBe(false);
    }
  });

  it('is refused by the matrix where an event has one outcome, or a payoff is unknown or never comes', () => {
    const leg = { rate: unit, qty: 1n, paid: 0n, orders: [] };
    expect(() => assessExposure(1, [])).toThrow(AssertionFailed);
    expect(() => assessExposure(3, [{ ...leg, pays: yesOf(0, 2) }])).toThrow(AssertionFailed);
    expect(() => assessExposure(2, [{ ...leg, pays: [false, false] }])).toThrow(AssertionFailed);
  });

  it('takes orders at any price from 0 to 1, and no others', () => {
    const assess = (changes: Partial<OpenOrder>) => () => {
      const order = { side: 'buy', price: 0n, openQty: 1n, worstFee: 0n, ...changes } as const;
      return assessExposure(2, [{ rate: unit, qty: 0n, paid: 0n, pays: yesOf(0, 2), orders: [order] }]);
    };
    for (const impossible of [{ price: -1n }, { price: unit + 1n }, { openQty: -1n }])
      expect(assess(impossible)).toThrow(AssertionFailed);
    expect(assess({ price: 0n, openQty: unit })().worstCase).toBe(0n);
    expect(assess({ price: unit, openQty: unit })().worstCase).toBe(unit);
    expect(assess({ price: unit, openQty: 0n })().worstCase).toBe(0n);
  });
});
