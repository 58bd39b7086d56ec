// Goal: every micro between what was expected and what was made has a cause, and rounding is not where the rest is
// swept. Method: random stories of fills, failures and unwinds, with rounding bounded by their number; and stories
// with one cause each, whose figures were worked out by hand.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ArbitragePnl, plannedEdge } from '../../src/accounting/pnl.ts';
import type { ArbitragePlan, LegFill, PnlReport } from '../../src/accounting/pnl.ts';
import { AssertionFailed } from '../../src/kernel/assert.ts';
import { multiplyMicros } from '../../src/money/micros.ts';
import { anyFee, anyPrice, anyQty } from './accounting.ts';

const unit = 1_000_000n;

const causesOf = ({ fees, slippage, unfilled, unwinds, settlementFailures, rounding }: PnlReport): bigint =>
  fees + slippage + unfilled + unwinds + settlementFailures + rounding;

const anyRate = fc.constantFrom(unit, unit, 999_700n, 1_003n);

const anyPlan: fc.Arbitrary<ArbitragePlan> = fc.record({
  sets: anyQty,
  legs: fc.array(fc.record({ side: fc.constantFrom('buy', 'sell'), price: anyPrice, rate: anyRate }), {
    minLength: 2,
    maxLength: 4,
  }),
  payoutPerSet: fc.constantFrom(0n, unit, 2n * unit, 999_700n),
  fees: fc.bigInt({ min: 0n, max: 500_000n }),
});

type Event =
  | { readonly kind: 'book' | 'takeBack' | 'fail'; readonly fill: Omit<LegFill, 'cash'>; readonly isUp: boolean }
  | { readonly kind: 'other'; readonly cash: bigint; readonly fee: bigint; readonly rate: bigint };

const anyEvent: fc.Arbitrary<Event> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constantFrom('book' as const, 'book' as const, 'book' as const, 'takeBack' as const, 'fail' as const),
      fill: fc.record({ leg: fc.nat(3), qty: anyQty, px: anyPrice, fee: anyFee }),
      isUp: fc.boolean(),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('other' as const),
      cash: fc.bigInt({ min: -20n * unit, max: 20n * unit }),
      fee: anyFee,
      rate: anyRate,
    }),
  },
);

describe('the profit and loss of an arbitrage', () => {
  it('is explained to the micro, and rounding explains less than one for each booking', () => {
    fc.assert(
      fc.property(
        anyPlan,
        fc.array(anyEvent, { maxLength: 20, size: 'max' }),
        fc.bigInt({ min: -5n * unit, max: 40n * unit }),
        (plan, events, lockedPayout) => {
          let pnl = new ArbitragePnl(plan);
          let attos = lockedPayout * unit;
          let bookings = 0n;
          for (const event of events) {
            bookings += 1n;
            if (event.kind === 'other') {
              pnl.bookOther(event);
              attos += (event.cash - event.fee) * event.rate;
              continue;
            }
            const leg = event.fill.leg % plan.legs.length;
            const { side, rate } = plan.legs[leg]!;
            const { px, qty, fee } = event.fill;
            const fill = { ...event.fill, leg, cash: multiplyMicros(px, qty, event.isUp ? 'ceil' : 'floor') };
            pnl.book(fill);
            // A fill that is taken back or that fails comes to nothing in money.
            if (event.kind === 'book') attos += ((side === 'buy' ? -fill.cash : fill.cash) - fee) * rate;
            else pnl[event.kind](fill);
            pnl = new ArbitragePnl(plan, pnl.save());
          }
          const report = pnl.report(lockedPayout);
          expect(report.expected).toBe(plannedEdge(plan));
          expect(report.realised * unit).toBeLessThanOrEqual(attos);
          expect((report.realised + 1n) * unit).toBeGreaterThan(attos);
          expect(report.difference).toBe(report.realised - report.expected);
          expect(causesOf(report)).toBe(report.difference);
          // Planned edge, realised, and each of six causes are rounded once; each fill's money was once.
          expect(report.rounding).toBeLessThan(bookings + 8n);
          expect(report.rounding).toBeGreaterThan(-bookings - 8n);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('is the same as if a fill had never been, once it has been taken back', () => {
    fc.assert(
      fc.property(anyPlan, anyQty, anyPrice, anyFee, anyRate, (plan, qty, px, fee, rate) => {
        const fill = { leg: 1, qty, px, fee, cash: multiplyMicros(px, qty, 'ceil') };
        const pnl = new ArbitragePnl(plan);
        pnl.book(fill);
        pnl.takeBack(fill);
        pnl.bookOther({ cash: px, fee, rate });
        pnl.takeBackOther({ cash: px, fee, rate });
        expect(pnl.save()).toEqual(new ArbitragePnl(plan).save());
      }),
    );
  });

  it('of an arbitrage that never filled is nothing made, and the edge unfilled', () => {
    fc.assert(
      fc.property(anyPlan, (plan) => {
        const report = new ArbitragePnl(plan).report(0n);
        expect(report).toEqual({
          ...nothing,
          expected: report.expected,
          realised: 0n,
          difference: -report.expected,
          unfilled: -report.expected,
        });
      }),
    );
  });

  // 10 sets of YES at 0.45 and NO at 0.50, with 0.20 of fees: an edge of 0.30.
  const plan: ArbitragePlan = {
    sets: 10n * unit,
    legs: [
      { side: 'buy', price: 450_000n, rate: unit },
      { side: 'buy', price: 500_000n, rate: unit },
    ],
    payoutPerSet: unit,
    fees: 200_000n,
  };
  const nothing = { fees: 0n, slippage: 0n, unfilled: 0n, unwinds: 0n, settlementFailures: 0n, rounding: 0n };
  const fill = (leg: number, shares: bigint, px = plan.legs[leg]!.price, fee = shares * 10_000n): LegFill => ({
    leg,
    qty: shares * unit,
    px,
    cash: px * shares,
    fee,
  });
  const storyOf = (tell: (pnl: ArbitragePnl) => void, lockedPayout: bigint): PnlReport => {
    const pnl = new ArbitragePnl(plan);
    tell(pnl);
    return pnl.report(lockedPayout);
  };

  it('is as planned when all goes as planned', () => {
    const report = storyOf((pnl) => {
      pnl.book(fill(0, 10n));
      pnl.book(fill(1, 4n));
      pnl.book(fill(1, 6n));
    }, 10n * unit);
    expect(report).toEqual({ ...nothing, expected: 300_000n, realised: 300_000n, difference: 0n });
  });

  it('blames prices for slippage, and fees for fees', () => {
    const report = storyOf((pnl) => {
      pnl.book(fill(0, 10n, 460_000n));
      pnl.book(fill(1, 10n, 495_000n, 130_000n));
    }, 10n * unit);
    expect(report).toMatchObject({ ...nothing, difference: -80_000n, slippage: -50_000n, fees: -30_000n });
  });

  it('blames the sets that never came for their edge, and for nothing else', () => {
    const report = storyOf((pnl) => {
      pnl.book(fill(0, 6n));
      pnl.book(fill(1, 6n));
    }, 6n * unit);
    expect(report).toMatchObject({ ...nothing, realised: 180_000n, unfilled: -120_000n });
  });

  it('blames unwinding for what shares without their set cost and did not bring', () => {
    const report = storyOf((pnl) => {
      pnl.book(fill(0, 10n));
      pnl.book(fill(1, 6n));
      // Four YES, bought at 0.45, are sold at 0.40, for a fee of 0.05.
      pnl.bookOther({ cash: 1_600_000n, fee: 50_000n, rate: unit });
    }, 6n * unit);
    expect(report).toMatchObject({
      ...nothing,
      realised: -110_000n,
      unfilled: -120_000n,
      fees: -40_000n,
      unwinds: -250_000n,
    });
  });

  it('blames a set completed at a worse price on unwinding, less what it still made', () => {
    const report = storyOf((pnl) => {
      pnl.book(fill(0, 10n));
      pnl.book(fill(1, 6n));
      pnl.bookOther({ cash: -4n * 530_000n, fee: 40_000n, rate: unit });
    }, 10n * unit);
    expect(report).toMatchObject({
      ...nothing,
      realised: 180_000n,
      unfilled: -120_000n,
      fees: -40_000n,
      unwinds: 40_000n,
    });
  });

  it('blames a failed settlement for the edge it broke and for what became of the other leg', () => {
    const report = storyOf((pnl) => {
      pnl.book(fill(0, 10n));
      pnl.book(fill(1, 10n));
      pnl.fail(fill(0, 10n));
      pnl.bookOther({ cash: 4_800_000n, fee: 0n, rate: unit });
    }, 0n);
    // 0.30 of edge, and ten NO bought at 0.50 and sold at 0.48; the fees of the planned sets are not spent.
    expect(report).toMatchObject({ ...nothing, realised: -300_000n, fees: -100_000n, settlementFailures: -500_000n });
  });

  it('divides what became of shares between fills and failures, as the shares are', () => {
    const report = storyOf((pnl) => {
      pnl.book(fill(0, 10n, 450_000n, 0n));
      pnl.book(fill(1, 6n, 500_000n, 0n));
      pnl.fail(fill(1, 2n, 500_000n, 0n));
      // Six YES are left over: four because NO did not fill, two because it did not settle. They bring 0.40 each.
      pnl.bookOther({ cash: 2_400_000n, fee: 0n, rate: unit });
    }, 4n * unit);
    expect(report).toMatchObject({
      ...nothing,
      fees: 80_000n,
      unfilled: -120_000n,
      unwinds: -200_000n,
      settlementFailures: -60_000n - 100_000n,
    });
  });

  it('counts each leg in the common currency', () => {
    const mixed: ArbitragePlan = {
      ...plan,
      legs: [
        { side: 'buy', price: 450_000n, rate: 990_000n },
        { side: 'sell', price: 500_000n, rate: unit },
      ],
      payoutPerSet: 0n,
    };
    expect(plannedEdge(mixed)).toBe(5_000_000n - 4_455_000n - 200_000n);
    const pnl = new ArbitragePnl(mixed);
    pnl.book(fill(0, 10n, 460_000n));
    pnl.book(fill(1, 10n));
    expect(pnl.report(0n)).toMatchObject({ ...nothing, slippage: -99_000n, fees: 1_000n });
  });

  it('is of two legs or more, and of no leg that was not planned', () => {
    expect(() => new ArbitragePnl({ ...plan, legs: plan.legs.slice(1) })).toThrow(AssertionFailed);
    expect(() => new ArbitragePnl({ ...plan, sets: 0n })).toThrow(AssertionFailed);
    expect(() => new ArbitragePnl(plan).book({ ...fill(0, 1n), leg: 2 })).toThrow(AssertionFailed);
  });

  it('is rounded down once, from what was paid to the picos', () => {
    const legs = [0, 1].map(() => ({ side: 'buy' as const, price: 400_000n, rate: unit }));
    const plan: ArbitragePlan = { sets: unit, legs, payoutPerSet: unit, fees: 0n };
    for (const [rate, realised] of [
      [999_999n, 0n],
      [1_000_000n, 1n],
      [1_999_999n, 1n],
    ] as const) {
      const pnl = new ArbitragePnl(plan);
      pnl.bookOther({ cash: 1n, fee: 0n, rate });
      expect(pnl.report(0n).realised).toBe(realised);
      pnl.takeBackOther({ cash: 1n, fee: 0n, rate });
      expect(pnl.report(0n).realised).toBe(0n);
    }
  });
});
