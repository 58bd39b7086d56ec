import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planWork, type WorkedInstrument, type WorkTask } from '../../src/arbitrage/work-off.ts';
import { assessExposure, yesOf } from '../../src/accounting/payoff.ts';
import { isOnGrid, isOnStep, uniformGrid } from '../../src/venues/definitions/grid.ts';

const QTY_STEP = 1_000_000n;
const grid = uniformGrid(10_000n);

const qty = fc.bigInt({ min: -20n, max: 60n }).map((steps) => steps * QTY_STEP);
const held = fc.bigInt({ min: 0n, max: 50n }).map((steps) => steps * QTY_STEP);
const px = fc.bigInt({ min: 1n, max: 99n }).map((cents) => cents * 10_000n);

/** One instrument an outcome, each paying in its own: the payoff matrix says what is left over. */
const instrumentsOf = (
  rows: readonly { readonly qty: bigint; readonly px: bigint }[],
  sellableOf: (qty: bigint) => bigint = (all) => all,
  isOpen = true,
): WorkedInstrument[] => {
  const legs = rows.map((row, outcome) => ({
    pays: yesOf(outcome, rows.length),
    rate: 1_000_000n,
    qty: row.qty,
    paid: 0n,
    orders: [],
  }));
  const { residues } = assessExposure(rows.length, legs);
  return rows.map((row, index) => ({
    heldQty: row.qty,
    residueQty: residues[index] ?? 0n,
    sellableQty: sellableOf(row.qty),
    plannedPx: row.px,
    grid,
    qtyStep: QTY_STEP,
    orderQtyMin: QTY_STEP,
    isOpen,
  }));
};

const task = (over: Partial<WorkTask> = {}): WorkTask => ({
  policy: 'unwind',
  sets: 50_000_000n,
  edgePerSet: 20_000n,
  attempt: 1,
  stepPx: 10_000n,
  ...over,
});

const rowsOf = (quantity: fc.Arbitrary<bigint>) =>
  fc.array(fc.record({ qty: quantity, px }), { minLength: 2, maxLength: 4 });

const residueAfter = (instruments: readonly WorkedInstrument[], work: ReturnType<typeof planWork>): bigint => {
  const left = instruments.map(({ heldQty }) => heldQty);
  if (work.kind === 'orders')
    for (const order of work.orders) left[order.instrument]! += order.side === 'buy' ? order.qty : -order.qty;
  const legs = left.map((amount, outcome) => ({
    pays: yesOf(outcome, left.length),
    rate: 1_000_000n,
    qty: amount,
    paid: 0n,
    orders: [],
  }));
  return assessExposure(left.length, legs).residueQty;
};

describe('work-off', () => {
  it('leaves nothing over once its orders have filled, by either policy', () => {
    fc.assert(
      fc.property(
        rowsOf(qty),
        fc.constantFrom('unwind' as const, 'complete' as const),
        fc.integer({ min: 1, max: 9 }),
        (rows, policy, attempt) => {
          const instruments = instrumentsOf(rows);
          const work = planWork(task({ policy, attempt }), instruments);
          if (instruments.every(({ residueQty }) => residueQty === 0n)) expect(work.kind).toBe('dust');
          else expect(residueAfter(instruments, work)).toBe(0n);
        },
      ),
    );
  });

  it('orders only what a market takes, and sells no more than has settled', () => {
    fc.assert(
      fc.property(
        rowsOf(qty),
        fc.bigInt({ min: 0n, max: 30_000_000n }),
        fc.integer({ min: 1, max: 99 }),
        (rows, settled, attempt) => {
          const instruments = instrumentsOf(rows, (all) => (all < settled ? all : settled));
          const work = planWork(task({ attempt }), instruments);
          if (work.kind === 'blocked') expect(work.reason).toBe('unsettled');
          if (work.kind !== 'orders') return;
          for (const { instrument, side, qty: orderQty, price } of work.orders) {
            expect(isOnGrid(grid, price)).toBe(true);
            expect(orderQty >= QTY_STEP && isOnStep(orderQty, QTY_STEP)).toBe(true);
            if (side === 'sell') expect(orderQty <= instruments[instrument]!.sellableQty).toBe(true);
          }
        },
      ),
    );
  });

  it('gives way by a step at each attempt, against us, until the end of the grid', () => {
    fc.assert(
      fc.property(rowsOf(qty), fc.integer({ min: 1, max: 30 }), (rows, attempt) => {
        const instruments = instrumentsOf(rows);
        const work = planWork(task({ attempt }), instruments);
        if (work.kind !== 'orders') return;
        for (const { instrument, side, price } of work.orders) {
          const { plannedPx } = instruments[instrument]!;
          const wanted = plannedPx + (side === 'buy' ? 10_000n : -10_000n) * BigInt(attempt);
          expect(price).toBe(wanted < grid.min ? grid.min : wanted > grid.max ? grid.max : wanted);
        }
      }),
    );
  });

  it('completes while that loses less than unwinding, never beyond the plan, and unwinds after', () => {
    fc.assert(
      fc.property(rowsOf(held), fc.integer({ min: 1, max: 9 }), (rows, attempt) => {
        const instruments = instrumentsOf(rows);
        const work = planWork(task({ policy: 'complete', attempt }), instruments);
        if (work.kind !== 'orders') return;
        const isWorth = BigInt(attempt) * 10_000n - 20_000n <= 10_000n;
        expect(new Set(work.orders.map(({ side }) => side))).toEqual(new Set([isWorth ? 'buy' : 'sell']));
        if (!isWorth) return;
        for (const { instrument, qty: orderQty } of work.orders)
          expect(instruments[instrument]!.heldQty + orderQty <= 50_000_000n).toBe(true);
      }),
    );
  });

  it('calls dust what no venue takes, and waits where a market is closed', () => {
    const rows = [
      { qty: 400_000n, px: 500_000n },
      { qty: 0n, px: 400_000n },
    ];
    expect(planWork(task(), instrumentsOf(rows))).toEqual({ kind: 'dust' });
    expect(planWork(task({ policy: 'complete' }), instrumentsOf(rows))).toEqual({ kind: 'dust' });
    const large = [
      { qty: 4_000_000n, px: 500_000n },
      { qty: 0n, px: 400_000n },
    ];
    const closed = instrumentsOf(large, (all) => all, false);
    expect(planWork(task(), closed)).toEqual({ kind: 'blocked', reason: 'marketClosed' });
  });
});
