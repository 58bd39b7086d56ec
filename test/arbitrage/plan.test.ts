// A plan is exact, and refuses whatever could not be a hedge with an edge: against a naive reading in decimal.js.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPlanner, SETS_MAX } from '../../src/arbitrage/plan.ts';
import type { PlanDraft, PlanResult, PlanTerms } from '../../src/arbitrage/plan.ts';
import { coarsestStep } from '../../src/arbitrage/plan-pair.ts';
import { createPlanning } from '../../src/arbitrage/plan-batch.ts';
import { describeRefusal } from '../../src/arbitrage/plan-refusal.ts';
import type { PlanRefusal } from '../../src/arbitrage/plan-refusal.ts';
import type { Pair } from '../../src/arbitrage/pair.ts';
import { isOnStep, taperedGrid } from '../../src/venues/definitions/grid.ts';
import type { Market } from '../../src/venues/definitions/market.ts';
import { anyScene, contextOf, marketOf, naivePlan, pairIn, rates, termsOf, worldOf } from './plan-world.ts';
import type { Scene } from './plan-world.ts';

const planOf = ({ pair, terms, markets, draft, funds, nowUs }: Scene): PlanResult =>
  createPlanner(pair, terms, worldOf(markets)).plan(draft, contextOf(funds, nowUs));

describe('a plan', () => {
  it('is the naive one: the same figures to the micro, or a refusal for a reason that the naive one has too', () => {
    const seen = new Map<string, number>();
    fc.assert(
      fc.property(anyScene, (scene) => {
        const naive = naivePlan(scene);
        const result = planOf(scene);
        const word = result.ok ? 'planned' : result.refusal.reason;
        seen.set(word, (seen.get(word) ?? 0) + 1);
        if (!result.ok) {
          expect(naive.reasons).toContain(result.refusal.reason);
          return;
        }
        expect(naive.reasons).toEqual([]);
        expect(result.intent).toMatchObject(naive.figures);
        expect(result.intent.legs.map(({ worstFee }) => worstFee)).toEqual(naive.worstFees);
      }),
      { numRuns: 1_500 },
    );
    // The scenes must show both sides, and every reason that depends on more than the pair.
    const expected = [
      'planned',
      'belowGrid',
      'belowMinimumNotional',
      'belowMinimumSize',
      'edgeTooSmall',
      'marketClosing',
      'marketNotOpen',
      'noEdge',
      'notFunded',
      'overNotional',
      'priceOffTick',
      'priceOutOfBounds',
      'unsupportedTimeInForce',
    ];
    expect([...seen.keys()].toSorted()).toEqual(expected.toSorted());
    expect(seen.get('planned')).toBeGreaterThan(100);
  });

  it('never loses, whichever outcome comes true, even when every leg costs its worst', () => {
    fc.assert(
      fc.property(anyScene, (scene) => {
        const result = planOf(scene);
        if (!result.ok) return;
        const { legs, sets, expectedEdge } = result.intent;
        const rateOf = (venue: string): bigint => {
          const currency = { polymarket: 'pUSD', opinion: 'USDT', manifold: 'mana' }[venue];
          return rates.find(({ from }) => from === currency)?.rate ?? 1_000_000n;
        };
        // In 10⁻¹⁸, so that nothing is rounded.
        const paid = legs.reduce(
          (sum, { venue, price, qty, worstFee }) => sum + (price * qty + worstFee * 1_000_000n) * rateOf(venue),
          0n,
        );
        for (const { venue, paysIn } of legs) {
          expect(paysIn).toBeGreaterThan(0);
          const payout = sets * 1_000_000n * rateOf(venue);
          expect(payout - paid >= expectedEdge * 10n ** 12n).toBe(true);
        }
        expect(expectedEdge > 0n).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('gives every leg the same shares, on every grid and under no minimum, in the order of the pair', () => {
    fc.assert(
      fc.property(anyScene, (scene) => {
        const result = planOf(scene);
        if (!result.ok) return;
        const { intent } = result;
        expect(intent.legs.map(({ venue, market, outcome, paysIn }) => ({ venue, market, outcome, paysIn }))).toEqual(
          scene.pair.legs,
        );
        expect(intent.legs.map(({ price }) => price)).toEqual(scene.draft.prices);
        for (const [index, { qty, side }] of intent.legs.entries()) {
          const market = scene.markets[index] as Market;
          expect([qty, side]).toEqual([intent.sets, 'buy']);
          expect(isOnStep(qty, market.qtyStep) && qty >= market.orderQtyMin).toBe(true);
        }
        const step = coarsestStep(scene.markets.map(({ qtyStep }) => qtyStep));
        expect(intent.sets > scene.draft.sets - step).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('carries what the strategy says, unless the draft says otherwise', () => {
    const markets = [marketOf('kalshi', 'A'), marketOf('kalshi', 'B')];
    const draft = { pair: 'set', sets: 10_000_000n, prices: [400_000n, 500_000n] };
    const plan = (other: Partial<PlanDraft>) =>
      createPlanner(pairIn('set', markets), termsOf(), worldOf(markets)).plan({ ...draft, ...other }, contextOf());
    expect(plan({})).toMatchObject({
      ok: true,
      intent: {
        strategy: 'mine',
        pair: 'set',
        outcomes: 2,
        mode: 'parallel',
        policy: 'unwind',
        unwindAttemptsMax: 3,
        deadlineUs: 10_000_000,
        stalenessUs: 500_000,
        legs: [{ timeInForce: 'GTC' }, { timeInForce: 'GTC' }],
      },
    });
    expect(plan({ mode: 'sequential', policy: 'hold', timeInForce: 'FOK' })).toMatchObject({
      ok: true,
      intent: { mode: 'sequential', policy: 'hold', legs: [{ timeInForce: 'FOK' }, { timeInForce: 'FOK' }] },
    });
  });
});

describe('a refusal', () => {
  const markets = [marketOf('polymarket', 'FED-CUT'), marketOf('kalshi', 'KXFED', { closesAtUs: 60_000_000 })];
  const pair = pairIn('fed', markets);
  const draft = { pair: 'fed', sets: 10_000_000n, prices: [400_000n, 500_000n] };

  interface Change {
    readonly pair?: Partial<Pair>;
    readonly leg?: Partial<Pair['legs'][number]>;
    readonly market?: Partial<Market>;
    readonly terms?: Partial<PlanTerms>;
    readonly draft?: Partial<PlanDraft>;
    readonly funds?: bigint;
    readonly nowUs?: number;
    readonly bookAgeUs?: number;
    readonly isWithoutRates?: boolean;
  }

  const refusalOf = (change: Change): PlanRefusal | null => {
    const changed = [{ ...markets[0], ...change.market } as Market, markets[1] as Market];
    const legs = pair.legs.map((leg, index) => (index === 0 ? { ...leg, ...change.leg } : leg));
    const planning = createPlanning(
      [{ ...pair, legs, ...change.pair }],
      termsOf(change.terms),
      worldOf(changed, change.isWithoutRates === true ? [] : rates),
    );
    const context = { ...contextOf(change.funds, change.nowUs), bookAgeUs: change.bookAgeUs ?? 0 };
    const result = planning.planIntent({ ...draft, ...change.draft }, context);
    return result.ok ? null : result.refusal;
  };

  it('is none of the set that the others are made from', () => {
    expect(refusalOf({})).toBe(null);
  });

  const thirds = Array.from({ length: 31 }, (_, index) => `${index}`);
  const cases: readonly (readonly [PlanRefusal['reason'], Change, string])[] = [
    [
      'unverified',
      { pair: { verified: ' ' } },
      'is not verified: say who found its markets to resolve alike, and when.',
    ],
    ['legCount', { pair: { legs: pair.legs.slice(1) } }, 'has 1 legs, but a set has 2 to 16.'],
    ['outcomeCount', { pair: { outcomes: thirds } }, 'has 31 outcomes, but an event has 2 to 30.'],
    [
      'notHedged',
      { pair: { outcomes: ['cut', 'hold', 'rise'] } },
      "does not cover every outcome: no leg pays in 'rise'.",
    ],
    ['notHedged', { leg: { paysIn: 0b10 } }, "does not cover every outcome: no leg pays in 'outcome 1'."],
    ['notHedged', { leg: { paysIn: 0b11 } }, "is no hedge: 2 of its legs pay in 'outcome 2', where exactly one must."],
    [
      'payoffUnknown',
      { leg: { paysIn: 0 } },
      'does not say in which of its outcomes polymarket FED-CUT pays (its bits are 0).',
    ],
    [
      'payoffUnknown',
      { leg: { paysIn: 0b101 } },
      'does not say in which of its outcomes polymarket FED-CUT pays (its bits are 5).',
    ],
    ['unknownVenue', { leg: { venue: 'nyse' } }, "has a leg at 'nyse', which is no venue of this run."],
    ['unknownMarket', { leg: { market: 'CPI' } }, "has a leg in 'CPI' at polymarket, which is no market of this run."],
    [
      'unknownOutcome',
      { leg: { outcome: 'maybe' } },
      "has a leg in 'maybe', which is no outcome of polymarket FED-CUT.",
    ],
    [
      'missingRate',
      { isWithoutRates: true },
      'is paid for in pUSD at polymarket, and nobody has stated what one pUSD is worth in USD.',
    ],
    ['unknownPair', { draft: { pair: 'fed' }, pair: { pair: 'cpi' } }, 'is not one that this strategy trades.'],
    ['priceCount', { draft: { prices: [1n] } }, 'has 2 legs, but the intent has 1 prices: give one for each leg.'],
    [
      'tooLarge',
      { draft: { sets: SETS_MAX + 10_000_000n } },
      'asks for 1000000010 sets, more than can be counted: at most 1000000000.',
    ],
    ['marketNotOpen', { market: { state: 'paused' } }, 'cannot be traded while polymarket FED-CUT is paused.'],
    [
      'marketClosing',
      { nowUs: 50_000_000 },
      'cannot be traded any more: kalshi KXFED closes at 60000000 µs, and the intent may live until 60000000 µs.',
    ],
    [
      'unsupportedTimeInForce',
      { draft: { timeInForce: 'GTX' as 'GTC' } },
      'asks for GTX, which polymarket does not take.',
    ],
    [
      'priceOutOfBounds',
      { draft: { prices: [0n, 500_000n] } },
      'asks for 0 in polymarket FED-CUT, but prices there go from 0.01 to 0.99.',
    ],
    [
      'priceOffTick',
      { draft: { prices: [405_000n, 500_000n] } },
      'asks for 0.405 in polymarket FED-CUT, which is no price of its grid.',
    ],
    [
      'belowGrid',
      { draft: { sets: 9_999n } },
      'asks for 0.009999 sets, less than the smallest size that every leg can have: 0.01.',
    ],
    [
      'belowGrid',
      { draft: { sets: -5_000_000n } },
      'asks for -5 sets, less than the smallest size that every leg can have: 0.01.',
    ],
    [
      'belowMinimumSize',
      { draft: { sets: 4_990_000n } },
      'comes to 4.99 shares, but polymarket FED-CUT takes no fewer than 5.',
    ],
    [
      'belowMinimumNotional',
      { draft: { prices: [10_000n, 500_000n] } },
      'comes to 0.1 in polymarket FED-CUT, but no order there may be worth less than 1.',
    ],
    [
      'overNotional',
      { terms: { notionalMax: 9_000_000n } },
      "would cost 9.376904 USD, over the strategy's limit of 9.",
    ],
    ['noEdge', { draft: { prices: [500_000n, 500_000n] } }, 'has no edge after the worst fees: -0.3899 USD.'],
    [
      'edgeTooSmall',
      { terms: { minEdgeBps: 654 } },
      "has an edge of 653 basis points after the worst fees, under the strategy's 654.",
    ],
    ['notFunded', { funds: 5_000_000n }, 'needs 5.285 USD at kalshi, where 5 are left.'],
    [
      'staleBooks',
      { bookAgeUs: 500_001 },
      'rests on books that are 500001 µs old, and older than 500000 µs they are not traded on.',
    ],
  ];

  it.each(cases)('says in a sentence why: %s', (reason, change, sentence) => {
    const refusal = refusalOf(change);
    expect(refusal?.reason).toBe(reason);
    if (refusal !== null) expect(describeRefusal('fed', refusal)).toBe(`Pair 'fed' ${sentence}`);
  });

  it('is none of an order that has just the least size', () => {
    expect(refusalOf({ draft: { sets: 5_000_000n } })).toBe(null);
  });

  it('is none where there is just as much money as it takes', () => {
    expect(refusalOf({ funds: 5_285_000n })).toBe(null);
    expect(refusalOf({ funds: 5_284_999n })?.reason).toBe('notFunded');
  });

  it('judges a price by the stretch of the grid in which it lies', () => {
    const grid = taperedGrid(1_000n, 10_000n, 100_000n);
    const at = (price: bigint) =>
      refusalOf({ market: { grid }, draft: { sets: 100_000_000n, prices: [price, 500_000n] } });
    expect(at(55_000n)).toBe(null);
    expect(at(405_000n)?.reason).toBe('priceOffTick');
  });

  it('needs the funds of all legs at a venue together', () => {
    const both = [marketOf('kalshi', 'A'), marketOf('kalshi', 'B')];
    const planner = createPlanner(pairIn('set', both), termsOf(), worldOf(both));
    const result = planner.plan(
      { pair: 'set', sets: 10_000_000n, prices: [400_000n, 400_000n] },
      contextOf(7_000_000n),
    );
    expect(result).toMatchObject({ ok: false, refusal: { reason: 'notFunded', available: 7_000_000n } });
  });
});

describe('a batch', () => {
  const markets = [marketOf('kalshi', 'A'), marketOf('kalshi', 'B'), marketOf('gemini', 'C')];
  const [one, two, three] = markets as [Market, Market, Market];
  const good = pairIn('good', [one, two]);
  const other = pairIn('other', [two, three]);
  const broken = { ...pairIn('broken', [one, three]), verified: '' };
  const planning = createPlanning([good, other, broken], termsOf(), worldOf(markets));
  const draftOf = (pair: string, prices = [400_000n, 400_000n]): PlanDraft => ({ pair, sets: 10_000_000n, prices });

  it('gives the good intents in their order, and one error for each pair that is broken', () => {
    const { intents, errors } = planning.planBatch(
      [
        draftOf('good'),
        draftOf('broken'),
        draftOf('other'),
        draftOf('nobody'),
        draftOf('broken'),
        draftOf('good', [1n, 1n]),
      ],
      contextOf(),
    );
    expect(intents.map(({ pair }) => pair)).toEqual(['good', 'other']);
    expect(errors.map(({ pair, refused, sentence }) => [pair, refused, sentence])).toEqual([
      ['broken', 2, "Pair 'broken' is not verified: say who found its markets to resolve alike, and when."],
      ['nobody', 1, "Pair 'nobody' is not one that this strategy trades."],
      ['good', 1, "Pair 'good' asks for 0.000001 in kalshi A, but prices there go from 0.01 to 0.99."],
    ]);
  });

  it('spends no money twice', () => {
    const drafts = Array.from({ length: 5 }, () => draftOf('good'));
    const { intents, errors } = planning.planBatch(drafts, contextOf(18_000_000n));
    expect(intents).toHaveLength(2);
    expect(errors).toMatchObject([{ pair: 'good', refused: 3, refusal: { reason: 'notFunded' } }]);
  });

  it('spends what each intent may cost, to the micro', () => {
    const drafts = [draftOf('good'), draftOf('good')];
    const alone = planning.planIntent(drafts[0]!, contextOf());
    if (!alone.ok) throw new Error(`refused as ${alone.refusal.reason}`);
    // Both legs are at kalshi.
    const cost = alone.intent.legs.reduce(
      (sum, { price, qty, worstFee }) => sum + (price * qty) / 1_000_000n + worstFee,
      0n,
    );
    const plannedWith = (funds: bigint): number => planning.planBatch(drafts, contextOf(funds)).intents.length;
    expect([cost - 1n, cost, 2n * cost - 1n, 2n * cost].map(plannedWith)).toEqual([0, 1, 1, 2]);
    const { errors } = planning.planBatch(drafts, contextOf(2n * cost - 1n));
    expect(errors).toMatchObject([{ refusal: { reason: 'notFunded', needed: cost, available: cost - 1n } }]);
  });

  it('plans each as it would be planned alone, while there is enough', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom('good', 'other', 'broken'), fc.integer({ min: 30, max: 60 }))),
        (wanted) => {
          const drafts = wanted.map(([pair, cents]) => draftOf(pair, [BigInt(cents) * 10_000n, 400_000n]));
          const alone = drafts.map((draft) => planning.planIntent(draft, contextOf()));
          const { intents, errors } = planning.planBatch(drafts, contextOf());
          expect(intents).toEqual(alone.flatMap((result) => (result.ok ? [result.intent] : [])));
          expect(errors.reduce((sum, { refused }) => sum + refused, 0)).toBe(alone.filter(({ ok }) => !ok).length);
        },
      ),
      { numRuns: 50 },
    );
  });
});
