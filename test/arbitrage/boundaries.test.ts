// Goal: each limit of planning and of working off stands just where it is said to. Method: what is at the limit, and what
// is a micro, a microsecond or a basis point beyond it.
import { describe, expect, it } from 'vitest';
import { createPlanner, SETS_MAX, type PlanTerms } from '../../src/arbitrage/plan.ts';
import { planWork, type WorkedInstrument } from '../../src/arbitrage/work-off.ts';
import { uniformGrid } from '../../src/venues/definitions/grid.ts';
import { contextOf, marketOf, pairIn, termsOf, worldOf } from './plan-world.ts';

const markets = [marketOf('polymarket', 'A', { orderQtyMin: 1n }), marketOf('other', 'B', { orderQtyMin: 1n })];

const plan = (terms: Partial<PlanTerms> = {}, over: { prices?: bigint[]; sets?: bigint; bookAgeUs?: number } = {}) => {
  const { prices = [400_000n, 500_000n], sets = 10_000_000n, bookAgeUs } = over;
  const planner = createPlanner(pairIn('p', markets), termsOf(terms), worldOf(markets));
  return planner.plan(
    { pair: 'p', sets, prices },
    { ...contextOf(), ...(bookAgeUs === undefined ? {} : { bookAgeUs }) },
  );
};

const intent = (...given: Parameters<typeof plan>) => {
  const result = plan(...given);
  if (!result.ok) throw new Error(`refused as ${result.refusal.reason}`);
  return result.intent;
};

const reason = (...given: Parameters<typeof plan>): string | null => {
  const result = plan(...given);
  return result.ok ? null : result.refusal.reason;
};

describe('the limits of planning', () => {
  it('take books that are just young enough, and leave the intent only what is left of their time', () => {
    expect(intent({ stalenessUs: 1_000 }, { bookAgeUs: 999 }).stalenessUs).toBe(1);
    expect(intent({ stalenessUs: 1_000 }).stalenessUs).toBe(1_000);
    expect(reason({ stalenessUs: 1_000 }, { bookAgeUs: 1_000 })).toBe('staleBooks');
  });

  it('take just the least edge that is asked for', () => {
    const { roiBps } = intent();
    expect(reason({ minEdgeBps: roiBps })).toBeNull();
    expect(reason({ minEdgeBps: roiBps + 1 })).toBe('edgeTooSmall');
  });

  it('take just the most that may be spent', () => {
    const { legs } = intent();
    const rates: Readonly<Record<string, bigint>> = { polymarket: 999_000n, other: 1_000_000n };
    const picos = legs.reduce(
      (sum, { venue, price, qty, worstFee }) => sum + ((price * qty) / 1_000_000n + worstFee) * rates[venue]!,
      0n,
    );
    const cost = (picos + 999_999n) / 1_000_000n;
    expect(reason({ notionalMax: cost })).toBeNull();
    expect(reason({ notionalMax: cost - 1n })).toBe('overNotional');
  });

  it('take a leg that is worth just the least that its venue takes', () => {
    // Polymarket takes marketable orders from 1 pUSD on.
    expect(reason({}, { prices: [100_000n, 500_000n] })).toBeNull();
    expect(reason({}, { prices: [100_000n, 500_000n], sets: 9_990_000n })).toBe('belowMinimumNotional');
  });

  it('take just the most sets that there can be', () => {
    expect(reason({}, { sets: SETS_MAX })).not.toBe('tooLarge');
    expect(reason({}, { sets: SETS_MAX + 1_000_000n })).toBe('tooLarge');
  });
});

describe('what works an exposure off', () => {
  const instrument = (over: Partial<WorkedInstrument>): WorkedInstrument => ({
    ...{ heldQty: 0n, residueQty: 0n, sellableQty: 0n, plannedPx: 500_000n, grid: uniformGrid(10_000n) },
    ...{ qtyStep: 1_000_000n, orderQtyMin: 1_000_000n, isOpen: true, ...over },
  });
  const task = { policy: 'unwind', sets: 10_000_000n, edgePerSet: 0n, attempt: 1, stepPx: 10_000n } as const;
  const held = { heldQty: 5_000_000n, residueQty: 5_000_000n, sellableQty: 5_000_000n };

  it('gives way onto the grid, and never by less than its step', () => {
    // Planned between two prices of the grid: a sell goes below, a buy goes above.
    const off = { plannedPx: 505_000n };
    const sold = planWork(task, [instrument({ ...held, ...off }), instrument({})]);
    expect(sold).toMatchObject({ kind: 'orders', orders: [{ side: 'sell', price: 490_000n }] });
    const owed = { heldQty: -5_000_000n, residueQty: -5_000_000n };
    const bought = planWork(task, [instrument({ ...owed, ...off }), instrument({})]);
    expect(bought).toMatchObject({ kind: 'orders', orders: [{ side: 'buy', price: 520_000n }] });
  });

  it('says that a market is closed, whatever else has not settled', () => {
    const closed = instrument({ ...held, isOpen: false });
    const unsettled = instrument({ ...held, sellableQty: 0n });
    for (const instruments of [
      [closed, unsettled],
      [unsettled, closed],
    ])
      expect(planWork(task, instruments)).toEqual({ kind: 'blocked', reason: 'marketClosed' });
  });

  it('does not begin to complete a set that cannot be made whole', () => {
    const work = planWork({ ...task, policy: 'complete' }, [
      instrument({ ...held, heldQty: 5_500_000n, residueQty: 5_500_000n, sellableQty: 5_500_000n, qtyStep: 500_000n }),
      instrument({}),
    ]);
    expect(work).toMatchObject({ kind: 'orders', orders: [{ instrument: 0, side: 'sell', qty: 5_500_000n }] });
  });
});
