// What the tests of planning are played in: sets at random over real venues, and the plan of each once more in
// decimal.js, from the words of the design and never in micros.
import fc from 'fast-check';
import type { StatedRate } from '../../src/accounting/currencies.ts';
import { createRates } from '../../src/accounting/currencies.ts';
import type { Intent } from '../../src/arbitrage/intent.ts';
import type { Pair } from '../../src/arbitrage/pair.ts';
import type { PlanContext, PlanDraft, PlanTerms } from '../../src/arbitrage/plan.ts';
import type { PlanVenue, PlanWorld } from '../../src/arbitrage/plan-pair.ts';
import type { PlanRefusalReason } from '../../src/arbitrage/plan-refusal.ts';
import { feesOf, venueCatalogue } from '../../src/venues/definitions/catalogue.ts';
import type { FeeTerms } from '../../src/venues/definitions/catalogue.ts';
import { isOnGrid, uniformGrid } from '../../src/venues/definitions/grid.ts';
import type { Market } from '../../src/venues/definitions/market.ts';
import { ExactDecimal, exactOf, wholeAt } from '../money/oracle.ts';

/** The venues of the tests, each under its own name. */
export const venues: readonly PlanVenue[] = (
  ['polymarket', 'kalshi', 'manifold', 'opinion', 'gemini', 'other'] as const
).map((venue) => ({ venue, rules: venueCatalogue[venue], currency: venueCatalogue[venue].currency.value }));

/** What everything is worth in USD. */
export const rates: readonly StatedRate[] = [
  { from: 'pUSD', to: 'USD', rate: 999_000n },
  { from: 'USDT', to: 'USD', rate: 1_001_500n },
  { from: 'mana', to: 'USD', rate: 7_500n },
];

/** A market with the outcomes yes and no. */
export const marketOf = (venue: FeeTerms['venue'], market: string, other: Partial<Market> = {}): Market => ({
  venue,
  market,
  outcomes: ['yes', 'no'],
  grid: uniformGrid(10_000n),
  qtyStep: venueCatalogue[venue].sizes.qtyStep.value,
  orderQtyMin: venueCatalogue[venue].sizes.orderQtyMin.value ?? 1n,
  fees: venue === 'polymarket' ? { venue, category: 'politics' } : { venue },
  state: 'open',
  closesAtUs: null,
  ...other,
});

/** A pair of one leg an outcome, in these markets. */
export const pairIn = (pair: string, markets: readonly Market[]): Pair => ({
  pair,
  outcomes: markets.map((_, index) => `outcome ${index + 1}`),
  legs: markets.map(({ venue, market }, index) => ({ venue, market, outcome: 'yes', paysIn: 2 ** index })),
  verified: 'compared on 2026-11-22',
});

/** A strategy's terms. */
export const termsOf = (other: Partial<PlanTerms> = {}): PlanTerms => ({
  strategy: 'mine',
  minEdgeBps: 0,
  notionalMax: null,
  stalenessUs: 500_000,
  deadlineUs: 10_000_000,
  mode: 'parallel',
  policy: 'unwind',
  timeInForce: 'GTC',
  unwindAttemptsMax: 3,
  ...other,
});

/** The run's world. */
export const worldOf = (markets: readonly Market[], stated = rates): PlanWorld => ({
  markets,
  venues,
  rates: createRates(stated),
  currency: 'USD',
});

/** A moment at which all is open, and there is as much money everywhere as said. */
export const contextOf = (funds = 10n ** 15n, nowUs = 0): PlanContext => ({
  nowUs,
  fundsOf: () => funds,
  stateOf: ({ state }) => state,
});

/** Something to plan. */
export interface Scene {
  readonly markets: readonly Market[];
  readonly pair: Pair;
  readonly terms: PlanTerms;
  readonly draft: PlanDraft;
  readonly funds: bigint;
  readonly nowUs: number;
}

const anyMarket = fc
  .record({
    venue: fc.constantFrom(
      'polymarket' as const,
      'kalshi' as const,
      'manifold' as const,
      'opinion' as const,
      'gemini' as const,
    ),
    qtyStep: fc.constantFrom(7n, 10_000n, 15_000n, 1_000_000n),
    orderQtyMin: fc.constantFrom(10_000n, 5_000_000n),
    tick: fc.constantFrom(1_000n, 10_000n),
    state: fc.oneof(
      { weight: 20, arbitrary: fc.constant('open' as const) },
      fc.constantFrom('paused' as const, 'closed' as const),
    ),
    closesAtUs: fc.oneof({ weight: 10, arbitrary: fc.constant(null) }, fc.integer({ min: 0, max: 30_000_000 })),
  })
  .map(({ venue, tick, ...other }) => marketOf(venue, '', { ...other, grid: uniformGrid(tick) }));

/** Any set of 2 to 4 legs that could be traded, at prices that are mostly on the grid and often cheap enough. */
export const anyScene: fc.Arbitrary<Scene> = fc
  .record({
    found: fc.array(anyMarket, { minLength: 2, maxLength: 4 }),
    parts: fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 4, maxLength: 4 }),
    total: fc.integer({ min: 40, max: 101 }),
    offTick: fc.oneof({ weight: 15, arbitrary: fc.constant(0n) }, fc.constantFrom(7n, -2_000_000n)),
    sets: fc.bigInt({ min: 1n, max: 200_000_000n }),
    minEdgeBps: fc.constantFrom(0, 25, 500),
    notionalMax: fc.option(fc.bigInt({ min: 1n, max: 300_000_000n }), { freq: 2 }),
    timeInForce: fc.constantFrom('GTC' as const, 'GTC' as const, 'FOK' as const),
    funds: fc.oneof(fc.constant(10n ** 15n), fc.bigInt({ min: 0n, max: 200_000_000n })),
    nowUs: fc.integer({ min: 0, max: 10_000_000 }),
  })
  .map(({ found, parts, total, offTick, sets, minEdgeBps, notionalMax, timeInForce, funds, nowUs }) => {
    const markets = found.map((market, index) => ({ ...market, market: `M${index}` }));
    const used = parts.slice(0, markets.length);
    const sum = used.reduce((all, part) => all + part, 0);
    const prices = used.map((part) => BigInt(Math.max(1, Math.floor((part * total) / sum))) * 10_000n);
    prices[0] = (prices[0] ?? 0n) + offTick;
    const terms = termsOf({ minEdgeBps, notionalMax, timeInForce });
    return { markets, pair: pairIn('set', markets), terms, draft: { pair: 'set', sets, prices }, funds, nowUs };
  });

/** What a naive reading of the design makes of a scene: an intent's figures, or all the reasons to refuse it. */
export interface NaivePlan {
  readonly reasons: readonly PlanRefusalReason[];
  readonly figures: Pick<Intent, 'sets' | 'expectedEdge' | 'roiBps'>;
  readonly worstFees: readonly bigint[];
}

/** The same plan in decimal.js. Every reason is looked for, whatever was found before. */
export const naivePlan = ({ markets, terms, draft, funds, nowUs }: Scene): NaivePlan => {
  const reasons: PlanRefusalReason[] = [];
  const refuseIf = (isWrong: boolean, reason: PlanRefusalReason): void => void (isWrong && reasons.push(reason));
  let sets = draft.sets;
  // Step by step down to what every leg can have.
  while (sets > 0n && markets.some(({ qtyStep }) => sets % qtyStep !== 0n)) {
    const worst = markets.find(({ qtyStep }) => sets % qtyStep !== 0n);
    sets -= sets % (worst?.qtyStep ?? 1n);
  }
  refuseIf(sets === 0n, 'belowGrid');
  const rateOf = (currency: string) => exactOf(rates.find(({ from }) => from === currency)?.rate ?? 1_000_000n, 6);
  const zero = new ExactDecimal(0);
  const needed = new Map<string, bigint>();
  const worstFees: bigint[] = [];
  let total = zero;
  let payout: InstanceType<typeof ExactDecimal> | null = null;
  for (const [index, { venue, grid, orderQtyMin, fees, state, closesAtUs }] of markets.entries()) {
    const price = draft.prices[index] ?? 0n;
    const { rules, currency } = venues.find((each) => each.venue === venue) ?? {
      rules: venueCatalogue.other,
      currency: '',
    };
    refuseIf(state !== 'open', 'marketNotOpen');
    refuseIf(closesAtUs !== null && closesAtUs - nowUs <= terms.deadlineUs, 'marketClosing');
    const limit = rules.orders.kinds.find(({ value }) => value.kind === 'limit');
    const isTaken = limit?.value.timesInForce.some(({ ours }) => ours === terms.timeInForce) ?? false;
    refuseIf(!isTaken, 'unsupportedTimeInForce');
    const isOutside = price < grid.min || price > grid.max;
    refuseIf(isOutside, 'priceOutOfBounds');
    refuseIf(!isOutside && !isOnGrid(grid, price), 'priceOffTick');
    refuseIf(sets < orderQtyMin, 'belowMinimumSize');
    const notional = exactOf(price, 6).times(exactOf(sets, 6));
    for (const min of [rules.sizes.notionalMin.value, rules.sizes.marketableNotionalMin.value])
      refuseIf(min !== null && notional.lessThan(exactOf(min, 6)), 'belowMinimumNotional');
    const worstFee = isOutside ? 0n : feesOf(fees).worstFee({ qty: sets, px: price });
    worstFees.push(worstFee);
    const cost = wholeAt(notional, 6, 'ceil') + worstFee;
    needed.set(venue, (needed.get(venue) ?? 0n) + cost);
    total = total.plus(exactOf(cost, 6).times(rateOf(currency)));
    const paid = exactOf(sets, 6).times(rateOf(currency));
    payout = payout === null || paid.lessThan(payout) ? paid : payout;
  }
  const cost = wholeAt(total, 6, 'ceil');
  const expectedEdge = wholeAt(payout ?? zero, 6, 'floor') - cost;
  refuseIf(terms.notionalMax !== null && cost > terms.notionalMax, 'overNotional');
  refuseIf(expectedEdge <= 0n, 'noEdge');
  const roi = cost <= 0n ? zero : new ExactDecimal(String(expectedEdge)).times(10_000).div(String(cost));
  const roiBps = Number(wholeAt(roi, 0, 'floor'));
  refuseIf(expectedEdge > 0n && roi.lessThan(terms.minEdgeBps), 'edgeTooSmall');
  for (const each of needed.values()) refuseIf(each > funds, 'notFunded');
  return { reasons, figures: { sets, expectedEdge, roiBps }, worstFees };
};
