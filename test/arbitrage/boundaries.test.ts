// Goal: each limit of planning and of working off stands just where it is said to. Method: what is at the limit, and what
// is a micro, a microsecond or a basis point beyond it.
import { describe, expect, it } from 'vitest';
import { createPlanner, SETS_MAX, type PlanTerms } from '../../src/arbitrage/plan.ts';
import { planWork, type WorkedInstrument } from '../../src/arbitrage/work-off.ts';
import { INT64_MAX } from '../../src/money/int64.ts';
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

describe('the limits of a pair', () => {
  /** So many legs in markets without fees, over so many outcomes, of which the last leg pays in all that are left. */
  const reasonOf = (legs: number, outcomes: number, paysIn?: number): string | null => {
    const places = Array.from({ length: legs }, (_, index) => marketOf('other', `M${index}`, { orderQtyMin: 1n }));
    const pair = pairIn('p', places);
    const rest = 2 ** outcomes - 2 ** (legs - 1);
    const paying = pair.legs.map((leg, index) => ({ ...leg, paysIn: index === legs - 1 ? rest : leg.paysIn }));
    const [first, ...others] = paying;
    const planner = createPlanner(
      {
        ...pair,
        outcomes: Array.from({ length: outcomes }, (_, index) => `${index}`),
        legs: paysIn === undefined || first === undefined ? paying : [{ ...first, paysIn }, ...others],
      },
      termsOf(),
      worldOf(places),
    );
    const result = planner.plan({ pair: 'p', sets: 10_000_000n, prices: places.map(() => 10_000n) }, contextOf());
    return result.ok ? null : result.refusal.reason;
  };

  it.each([
    [2, 2, undefined, null],
    [16, 16, undefined, null],
    [17, 17, undefined, 'legCount'],
    [2, 1, undefined, 'outcomeCount'],
    [2, 30, undefined, null],
    [2, 31, undefined, 'outcomeCount'],
    [2, 2, 0b11, 'notHedged'],
    [2, 2, 0b100, 'payoffUnknown'],
  ])('with %i legs over %i outcomes, the first paying in %s: %s', (legs, outcomes, paysIn, refusal) => {
    expect(reasonOf(legs, outcomes, paysIn)).toBe(refusal);
  });
});

/** Without fees, on the finest grid, paid for in a currency that is worth so much. */
const fine = ['A', 'B'].map((market) =>
  marketOf('polymarket', market, {
    fees: { venue: 'polymarket', rate: 0n, exponent: 1 },
    grid: uniformGrid(1n),
    qtyStep: 1n,
    orderQtyMin: 1n,
  }),
);

const plannedFine = (sets: bigint, prices: bigint[], terms: Partial<PlanTerms> = {}, rate = 1_000_000n) => {
  const world = worldOf(fine, [{ from: 'pUSD', to: 'USD', rate }]);
  return createPlanner(pairIn('p', fine), termsOf(terms), world).plan({ pair: 'p', sets, prices }, contextOf());
};

describe('a plan of single micros', () => {
  const whole = [600_000n, 400_000n];
  // 1.500005 and 1.000001 after rounding.
  const least = [600_000n, 399_999n];

  it('has no edge where it costs what it pays, and the least edge where it costs a micro less', () => {
    expect(plannedFine(2_500_005n, whole)).toMatchObject({ ok: false, refusal: { reason: 'noEdge', edge: 0n } });
    expect(plannedFine(2_500_007n, least)).toMatchObject({ ok: true, intent: { expectedEdge: 1n, roiBps: 0 } });
  });

  it('takes books without an age for new ones', () => {
    expect(plannedFine(2_500_007n, least, { stalenessUs: 1 })).toMatchObject({ ok: true });
    expect(plannedFine(2_500_007n, least, { stalenessUs: 0 })).toMatchObject({
      ok: false,
      refusal: { reason: 'staleBooks', ageUs: 0 },
    });
  });

  it.each([-1n, 0n])('is refused for %i sets', (sets) => {
    expect(plannedFine(sets, whole)).toMatchObject({ ok: false, refusal: { reason: 'belowGrid', sets } });
  });

  it.each(['other', 'kalshi'] as const)('of one is too small for no venue without a least notional: %s', (venue) => {
    const places = ['A', 'B'].map((market) => marketOf(venue, market, { qtyStep: 1n, orderQtyMin: 1n }));
    const planner = createPlanner(pairIn('p', places), termsOf(), worldOf(places));
    // It costs two micros and the fees, because each leg is rounded up.
    expect(planner.plan({ pair: 'p', sets: 1n, prices: [490_000n, 500_000n] }, contextOf())).toMatchObject({
      ok: false,
      refusal: { reason: 'noEdge' },
    });
  });

  it('costs no more than 64 bits hold', () => {
    const sets = 7_000_000n;
    const halves = [500_000n, 500_000n];
    expect(plannedFine(sets, halves, {}, INT64_MAX / 7n)).toMatchObject({ refusal: { reason: 'noEdge', edge: 0n } });
    expect(plannedFine(sets, halves, {}, INT64_MAX / 7n + 1n)).toMatchObject({
      refusal: { reason: 'tooLarge', sets, max: SETS_MAX },
    });
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

  describe('in single micros', () => {
    const fine = { qtyStep: 1n, orderQtyMin: 1n } as const;
    const of = (heldQty: bigint, residueQty: bigint, sellableQty = heldQty): WorkedInstrument =>
      instrument({ ...fine, heldQty, residueQty, sellableQty });
    const orders = (...list: readonly (readonly [number, 'buy' | 'sell', bigint])[]) => ({
      kind: 'orders',
      orders: list.map(([index, side, qty]) => expect.objectContaining({ instrument: index, side, qty })),
    });

    it.each([
      ['sells one that is left over', 'unwind', [of(1n, 1n), of(0n, 0n)], orders([0, 'sell', 1n])],
      ['buys one back', 'unwind', [of(-1n, -1n), of(0n, 0n)], orders([0, 'buy', 1n])],
      ['sells the one that has settled', 'unwind', [of(2n, 2n, 1n), of(0n, 0n)], orders([0, 'sell', 1n])],
      [
        'waits for what has not settled',
        'unwind',
        [of(2n, 2n, 0n), of(0n, 0n)],
        { kind: 'blocked', reason: 'unsettled' },
      ],
      ['completes up to the plan', 'complete', [of(10n, 5n), of(5n, 0n)], orders([1, 'buy', 5n])],
      ['unwinds beyond the plan', 'complete', [of(11n, 6n), of(5n, 0n)], orders([0, 'sell', 6n])],
      ['unwinds where one is owed', 'complete', [of(-1n, -1n), of(5n, 5n)], orders([0, 'buy', 1n], [1, 'sell', 5n])],
      ['begins nothing where nothing is held', 'complete', [of(0n, 0n), of(0n, 0n)], { kind: 'dust' }],
    ] as const)('%s', (_, policy, instruments, work) => {
      expect(planWork({ ...task, sets: 10n, policy }, instruments)).toEqual(work);
    });
  });

  it('does not begin to complete a set that cannot be made whole', () => {
    const work = planWork({ ...task, policy: 'complete' }, [
      instrument({ ...held, heldQty: 5_500_000n, residueQty: 5_500_000n, sellableQty: 5_500_000n, qtyStep: 500_000n }),
      instrument({}),
    ]);
    expect(work).toMatchObject({ kind: 'orders', orders: [{ instrument: 0, side: 'sell', qty: 5_500_000n }] });
  });
});
