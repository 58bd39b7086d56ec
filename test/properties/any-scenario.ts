// Whole scenarios at random, resolved as the engine runs them: venues of every kind with their own rules, pairs of two
// and three legs, strategies, limits, faults. A case is a small record of plain choices, so that one that fails
// shrinks and can be read; the scenario is built from it.
//
// Latencies there and back are bounded, and together with the age of a stale read they stay below the visibility window. What is
// late beyond it is the business of any-lateness.ts.
import fc from 'fast-check';
import type { LaneOptions } from '../../src/lanes/lane.ts';
import type { RiskLimits } from '../../src/risk/limits.ts';
import type {
  ArrivalProcess,
  Scenario,
  ScenarioMarket,
  ScenarioPair,
  ScenarioStrategy,
  ScenarioVenue,
} from '../../src/scenario/types.ts';
import { usualTerms } from '../../src/venues/definitions/admission.ts';
import type { Resolution } from '../../src/venues/definitions/market.ts';
import { venueCatalogue, venueNames, type FeeTerms } from '../../src/venues/definitions/catalogue.ts';
import { faultCatalogue, faultNames, type FaultName } from '../../src/venues/faults/catalogue.ts';
import type { FaultSpec } from '../../src/venues/faults/fault-plan.ts';
import type { BookProfile } from '../../src/venues/simulation/book/book-profile.ts';
import type { PoolProfile } from '../../src/venues/simulation/pool/pool-profile.ts';
import type { QueueModelName } from '../../src/venues/simulation/book/queue-models.ts';
import type { RefillModelName } from '../../src/venues/simulation/book/refill-models.ts';
import { otherRules } from '../../src/venues/definitions/other/rules.ts';
import type { SimulatedVenueProfile } from '../../src/venues/simulation/stochastic-profile.ts';
import type { VenueRules } from '../../src/venues/definitions/types.ts';
import type { VenueName } from '../../src/venues/definitions/words.ts';

const shares = (count: number): bigint => BigInt(count) * 1_000_000n;
const millis = (count: number): number => count * 1_000;

interface VenueChoice {
  readonly kind: VenueName;
  readonly openingUnits: number;
  readonly lane: 'tiny' | 'small' | 'usual';
  readonly rate: 'tight' | 'free';
  readonly ackMs: number;
  readonly fillMs: number;
  readonly reportMs: number;
  readonly cancelMs: number;
  readonly rejectBps: number;
  readonly noFillBps: number;
  readonly partialBps: number;
  readonly settlement: { readonly hopMs: number; readonly failBps: number; readonly retryBps: number };
  /** For the generic venue, whose rules a scenario says. */
  readonly own: {
    readonly tick: bigint;
    readonly qtyStep: bigint;
    readonly isOnChain: boolean;
    readonly feeBps: bigint;
  };
  /** What makes it a venue with books, moved by a synthetic market. */
  readonly book: BookChoice | null;
  /** Whether a market maker trades there, where the venue may have one. */
  readonly hasPool: boolean;
}

interface BookChoice {
  readonly queue: QueueModelName;
  readonly refill: RefillModelName;
  readonly delayMs: number | null;
  readonly answer: 'waits' | 'atOnce';
  readonly gapMs: number;
}

interface PairChoice {
  /** Two outcomes at two venues or one; three outcomes at three markets; or three of one market. */
  readonly shape: 'two' | 'three' | 'whole';
  readonly at: readonly [number, number, number];
  /** The same event the other way round too: shares of both sides meet at each venue. */
  readonly isBothWays: boolean;
  readonly closesAtMs: number | null;
  /** Its markets' results: which outcome, counted on from market to market, so that two venues may differ. */
  readonly resolution: {
    readonly atMs: number;
    readonly winner: number;
    readonly isEven: boolean;
    readonly paysAfterMs: number;
    readonly disputedForMs: number | null;
  } | null;
  readonly strategy: Pick<ScenarioStrategy, 'mode' | 'policy' | 'minEdgeBps' | 'unwindAttemptsMax'> & {
    readonly timeInForce: ScenarioStrategy['timeInForce'];
    readonly sets: readonly [number, number];
    readonly stalenessMs: number;
    readonly deadlineMs: number;
    readonly notionalUnits: number | null;
  };
}

interface FaultChoice {
  readonly fault: FaultName;
  readonly at: number;
  readonly chanceBps: number;
  readonly delayMs: number;
  readonly window: boolean;
  readonly ordersMax: number | null;
}

/** A scenario in a few choices. */
export interface ScenarioChoice {
  readonly seed: string;
  readonly arrivals: ArrivalProcess;
  readonly durationMs: number | null;
  readonly venues: readonly VenueChoice[];
  readonly pairs: readonly PairChoice[];
  readonly noisePx: bigint;
  readonly mispricingPx: bigint;
  readonly depth: number;
  readonly risk: { readonly [K in keyof RiskLimits]: number | null };
  readonly stepPx: bigint;
  readonly repriceMs: number;
  readonly recordMs: number;
  readonly faults: readonly FaultChoice[];
}

/** Null more often than not. */
const seldom = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | null> =>
  fc.oneof({ weight: 7, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: value });

const anyVenue: fc.Arbitrary<VenueChoice> = fc.record({
  kind: fc.constantFrom(...venueNames),
  openingUnits: fc.constantFrom(100_000, 100_000, 1_000, 60),
  lane: fc.constantFrom('usual', 'small', 'tiny'),
  rate: fc.constantFrom('free', 'tight'),
  ackMs: fc.constantFrom(1, 40, 80),
  fillMs: fc.constantFrom(1, 100, 900),
  reportMs: fc.constantFrom(1, 20, 50),
  cancelMs: fc.constantFrom(1, 40, 80),
  rejectBps: fc.constantFrom(0, 300, 2_000),
  noFillBps: fc.constantFrom(0, 500, 3_000),
  partialBps: fc.constantFrom(0, 2_000, 8_000),
  settlement: fc.record({
    hopMs: fc.constantFrom(1, 300, 2_000),
    failBps: fc.constantFrom(0, 200, 2_000),
    retryBps: fc.constantFrom(0, 1_000),
  }),
  own: fc.record({
    tick: fc.constantFrom(10_000n, 1_000n, 50_000n),
    qtyStep: fc.constantFrom(1_000_000n, 10_000n, 2_500_000n),
    isOnChain: fc.boolean(),
    feeBps: fc.constantFrom(0n, 50n),
  }),
  book: seldom(
    fc.record({
      queue: fc.constantFrom<QueueModelName>('cancelsBehind', 'proportional', 'cancelsAhead'),
      refill: fc.constantFrom<RefillModelName>('whenGrown', 'whenShown'),
      delayMs: fc.constantFrom(null, 50, 250),
      answer: fc.constantFrom('waits', 'atOnce'),
      gapMs: fc.constantFrom(5, 40),
    }),
  ),
  hasPool: fc.boolean(),
});

const anyPlace = fc.nat({ max: 3 });

const anyPair: fc.Arbitrary<PairChoice> = fc.record({
  shape: fc.constantFrom('two', 'two', 'three', 'whole'),
  at: fc.tuple(anyPlace, anyPlace, anyPlace),
  isBothWays: fc.boolean(),
  closesAtMs: seldom(fc.integer({ min: 500, max: 20_000 })),
  resolution: fc.option(
    fc.record({
      atMs: fc.constantFrom(40_000, 500, 3_000, 4_000_000),
      winner: fc.nat({ max: 2 }),
      isEven: fc.boolean(),
      paysAfterMs: fc.constantFrom(0, 100, 5_000),
      disputedForMs: fc.option(fc.constantFrom(1, 8_000)),
    }),
  ),
  strategy: fc.record({
    mode: fc.constantFrom('parallel', 'sequential'),
    policy: fc.constantFrom('unwind', 'complete', 'hold'),
    minEdgeBps: fc.constantFrom(0, 50),
    unwindAttemptsMax: fc.constantFrom(3, 0, 8),
    timeInForce: fc.constantFrom('GTC', 'IOC', 'FOK', 'GTD'),
    sets: fc.constantFrom([20, 40] as const, [5, 100] as const),
    stalenessMs: fc.constantFrom(2_000, 100),
    deadlineMs: fc.constantFrom(1_500, 5_000, 200),
    notionalUnits: seldom(fc.constantFrom(30, 60)),
  }),
});

const anyFault: fc.Arbitrary<FaultChoice> = fc.record({
  fault: fc.constantFrom(...faultNames),
  at: anyPlace,
  chanceBps: fc.constantFrom(500, 100, 2_000, 6_000),
  delayMs: fc.constantFrom(1, 100, 300),
  window: fc.boolean(),
  ordersMax: seldom(fc.integer({ min: 1, max: 5 })),
});

const anyArrivals: fc.Arbitrary<ArrivalProcess> = fc.oneof(
  fc.record({ kind: fc.constant('constant' as const), everyUs: fc.constantFrom(100_000, 1_000, 10_000) }),
  fc.record({ kind: fc.constant('poisson' as const), perSecond: fc.constantFrom(10, 100, 1_000) }),
  fc.record({
    kind: fc.constant('bursts' as const),
    size: fc.integer({ min: 1, max: 60 }),
    everyUs: fc.constantFrom(0, 500),
    pauseUs: fc.constantFrom(100_000, 3_000_000),
  }),
);

/** Any scenario that the engine can run, in a few choices. */
export const anyChoice: fc.Arbitrary<ScenarioChoice> = fc.record({
  seed: fc.string({ minLength: 1, maxLength: 6 }),
  arrivals: anyArrivals,
  durationMs: seldom(fc.constantFrom(2_000, 10_000)),
  venues: fc.array(anyVenue, { minLength: 2, maxLength: 4 }),
  pairs: fc.array(anyPair, { minLength: 1, maxLength: 3 }),
  noisePx: fc.constantFrom(100_000n, 30_000n),
  mispricingPx: fc.constantFrom(80_000n, 150_000n, 20_000n),
  depth: fc.constantFrom(500, 30),
  risk: fc.record({
    marketPositionMax: seldom(fc.constantFrom(50, 300)),
    venuePositionMax: seldom(fc.constantFrom(30, 300)),
    openExposureMax: seldom(fc.constantFrom(20, 200)),
    liveArbitragesMax: seldom(fc.constantFrom(1, 10)),
    drawdownMax: seldom(fc.constantFrom(0, 2, 20)),
  }),
  stepPx: fc.constantFrom(10_000n, 50_000n),
  repriceMs: fc.constantFrom(1_000, 200),
  recordMs: fc.constantFrom(60_000, 5_000, 3_600_000),
  faults: fc.array(anyFault, { maxLength: 10 }),
});

const rulesOf = ({ kind, own: { tick, qtyStep, isOnChain, feeBps } }: VenueChoice): VenueRules => {
  if (kind !== 'other') return venueCatalogue[kind];
  const settlement = isOnChain ? 'onChain' : 'atMatch';
  const fees = { makerFeeBps: 0n, takerFeeBps: feeBps };
  return otherRules({ currency: 'OWN', tick, qtyStep, orderQtyMin: qtyStep, settlement, ...fees });
};

const feesOf = ({ kind, own }: VenueChoice): FeeTerms => {
  switch (kind) {
    case 'polymarket':
      return { venue: kind, category: 'finance' };
    case 'other':
      return { venue: kind, makerFeeBps: 0n, takerFeeBps: own.feeBps, qtyStep: own.qtyStep };
    default:
      return { venue: kind };
  }
};

const capacities = { tiny: 16, small: 48, usual: 1_024 } as const;

const laneOf = ({ lane, rate }: VenueChoice): Omit<LaneOptions, 'venue'> =>
  rate === 'tight'
    ? {
        capacity: capacities[lane],
        inFlightMax: 2,
        rateLimit: { capacity: 20, refillPerSecond: 60 },
        costs: { submit: 4, cancel: 1, replace: 4, query: 1 },
      }
    : {
        capacity: capacities[lane],
        inFlightMax: 64,
        rateLimit: { capacity: 1_000, refillPerSecond: 1_000 },
        costs: { submit: 1, cancel: 1, replace: 1, query: 1 },
      };

const upTo = (maxMs: number) => ({ kind: 'uniform', minUs: 0, maxUs: millis(maxMs) }) as const;

const bookOf = (
  { queue, refill, delayMs, answer, gapMs }: BookChoice,
  profile: SimulatedVenueProfile,
): BookProfile => ({
  ...profile,
  queue,
  refill,
  printWithinUs: millis(20),
  levelPx: 100n,
  takerDelay: delayMs === null ? null : { delayUs: millis(delayMs), answer },
  flow: {
    middlePx: 450_000n,
    tickPx: 10_000n,
    bandTicks: 12,
    lotQty: 5_000_000n,
    lotsMax: 12,
    gapUs: millis(gapMs),
    marketBps: 2_500,
    cancelBps: 2_500,
    endsAtUs: millis(6_000),
  },
});

const isPool = ({ kind, hasPool }: VenueChoice): boolean => kind === 'manifold' && hasPool;

const poolOf = (profile: SimulatedVenueProfile): PoolProfile => ({
  ...profile,
  bettors: { spreadProb: 100_000n, purseUnitsMax: 40, gapUs: millis(100), endsAtUs: millis(6_000) },
});

const venueOf = (choice: VenueChoice, index: number): ScenarioVenue => {
  const rules = rulesOf(choice);
  const { kind, ackMs, fillMs, reportMs, cancelMs, rejectBps, noFillBps, partialBps, settlement } = choice;
  const { hopMs, failBps, retryBps } = settlement;
  const isOnChain = rules.settlement.value.kind === 'onChain';
  const profile = {
    ackLatency: upTo(ackMs),
    fillLatency: upTo(fillMs),
    reportLatency: upTo(reportMs),
    cancelLatency: upTo(cancelMs),
    rejectBps,
    noFillBps,
    partialBps,
    ...(isOnChain ? { settlement: { latency: upTo(hopMs), failBps, retryBps } } : {}),
  };
  return {
    venue: venueNameOf(kind, index),
    rules,
    ...(isPool(choice)
      ? { pool: poolOf(profile) }
      : choice.book === null
        ? {}
        : { book: bookOf(choice.book, profile) }),
    account: index === 0 ? 'first' : 'main',
    currency: rules.currency.value,
    opening: shares(choice.openingUnits),
    profile,
    lane: laneOf(choice),
  };
};

const venueNameOf = (kind: VenueName, index: number): string => `${kind}${index + 1}`;

/** How a market ends: disputed, it turns to the next outcome. A half of a share is whole micros only on coarse steps. */
const resolutionOf = (
  { atMs, winner, isEven, paysAfterMs, disputedForMs }: NonNullable<PairChoice['resolution']>,
  outcomes: readonly string[],
  place: number,
  qtyStep: bigint,
): Resolution => {
  const paying = (first: number): readonly bigint[] =>
    isEven && outcomes.length === 2 && qtyStep % 2n === 0n
      ? outcomes.map(() => 500_000n)
      : outcomes.map((_, index) => (index === first % outcomes.length ? 1_000_000n : 0n));
  return {
    atUs: millis(atMs + place),
    payouts: paying(winner + place),
    disputedForUs: disputedForMs === null ? null : millis(disputedForMs),
    finalPayouts: paying(disputedForMs === null ? winner + place : winner + place + 1),
    paysAfterUs: millis(paysAfterMs),
  };
};

const marketOf = (
  { venues, noisePx, depth }: ScenarioChoice,
  at: number,
  market: string,
  outcomes: readonly string[],
  { closesAtMs, resolution }: PairChoice,
): ScenarioMarket => {
  const choice = venues[at] as VenueChoice;
  const { grid, state, qtyStep, orderQtyMin } = usualTerms(rulesOf(choice));
  const resolves = resolution === null ? null : resolutionOf(resolution, outcomes, at, qtyStep);
  const closes = [closesAtMs === null ? null : millis(closesAtMs), resolves?.atUs ?? null].filter(
    (each) => each !== null,
  );
  return {
    terms: {
      venue: venueNameOf(choice.kind, at),
      market,
      outcomes,
      ...{ grid, state, qtyStep, orderQtyMin },
      fees: feesOf(choice),
      closesAtUs: closes.length === 0 ? null : Math.min(...closes),
      ...(isPool(choice) && outcomes.length === 2 ? { pool: { prob: 450_000n, liquidity: shares(300) } } : {}),
      ...(resolves === null ? {} : { resolves }),
    },
    quotes: { spreadPx: 10_000n, noisePx, depthQty: shares(depth) },
  };
};

interface Event {
  readonly markets: readonly ScenarioMarket[];
  readonly pairs: readonly ScenarioPair[];
}

const binary = ['yes', 'no'];
const verified = 'the rules of all were compared on 2026-11-22';

const eventOf = (choice: ScenarioChoice, pair: PairChoice, index: number): Event => {
  const { shape, isBothWays } = pair;
  const [first, second, third] = pair.at.map((place) => place % choice.venues.length) as [number, number, number];
  const listed = (at: number, market: string, outcomes: readonly string[] = binary): ScenarioMarket =>
    marketOf(choice, at, market, outcomes, pair);
  const named = (legs: ScenarioPair['pair']['legs'], way = ''): ScenarioPair => {
    const outcomes = shape === 'two' ? ['up', 'down'] : ['home', 'draw', 'away'];
    const fairPx = shape === 'two' ? [450_000n, 550_000n] : [300_000n, 300_000n, 400_000n];
    return {
      pair: { pair: `E${index}${way}`, outcomes, legs, verified },
      fairPx,
      walkPx: 10_000n,
      mispricingPx: choice.mispricingPx,
    };
  };
  const legOf = ({ terms: { venue, market } }: ScenarioMarket, outcome: string, paysIn: number) => ({
    venue,
    market,
    outcome,
    paysIn,
  });
  switch (shape) {
    case 'two': {
      const here = listed(first, `E${index}`);
      // At one venue it is the two sides of one market.
      const there = first === second ? here : listed(second, `E${index}`);
      const ways = [named([legOf(here, 'yes', 1), legOf(there, 'no', 2)])];
      if (isBothWays) ways.push(named([legOf(there, 'yes', 1), legOf(here, 'no', 2)], '-back'));
      return { markets: first === second ? [here] : [here, there], pairs: ways };
    }
    case 'three': {
      const markets = [first, second, third].map((at, place) => listed(at, `E${index}-${place}`));
      const ways = [named(markets.map((market, place) => legOf(market, 'yes', 1 << place)))];
      const [home] = markets;
      const same = listed((first + 1) % choice.venues.length, `E${index}-0`);
      if (!isBothWays || home === undefined) return { markets, pairs: ways };
      return {
        markets: [...markets, same],
        pairs: [...ways, named([legOf(same, 'yes', 0b001), legOf(home, 'no', 0b110)], '-back')],
      };
    }
    case 'whole': {
      const outcomes = ['home', 'draw', 'away'];
      const market = listed(first, `E${index}`, outcomes);
      return {
        markets: [market],
        pairs: [named(outcomes.map((outcome, place) => legOf(market, outcome, 1 << place)))],
      };
    }
  }
};

const strategyOf = (
  { strategy }: PairChoice,
  index: number,
  pairs: readonly ScenarioPair[],
  venues: readonly ScenarioVenue[],
): ScenarioStrategy => {
  const { mode, policy, minEdgeBps, unwindAttemptsMax, timeInForce, sets, stalenessMs, deadlineMs } = strategy;
  const isTaken = pairs.every(({ pair }) =>
    pair.legs.every(({ venue }) =>
      venues
        .filter((each) => each.venue === venue)
        .flatMap(({ rules }) => rules.orders.kinds.filter(({ value }) => value.kind === 'limit'))
        .some(({ value }) => value.timesInForce.some(({ ours }) => ours === timeInForce)),
    ),
  );
  return {
    strategy: `trader ${index}`,
    module: null,
    pairs: pairs.map(({ pair }) => pair.pair),
    minEdgeBps,
    setsMin: shares(sets[0]),
    setsMax: shares(sets[1]),
    notionalMax: strategy.notionalUnits === null ? null : shares(strategy.notionalUnits),
    stalenessUs: millis(stalenessMs),
    deadlineUs: millis(deadlineMs),
    mode,
    policy,
    // Every venue takes orders that rest.
    timeInForce: isTaken ? timeInForce : 'GTC',
    unwindAttemptsMax,
  };
};

const faultOf = (
  { fault, at, chanceBps, delayMs, window, ordersMax }: FaultChoice,
  venues: readonly ScenarioVenue[],
): readonly FaultSpec[] => {
  const { strikesAt, delay } = faultCatalogue[fault];
  const places = strikesAt === 'settlement' ? venues.filter(({ profile }) => profile.settlement !== undefined) : venues;
  const place = places[at % places.length];
  if (place === undefined) return [];
  return [
    {
      fault,
      venue: place.venue,
      chanceBps,
      ...(delay === null ? {} : { delayUs: upTo(delayMs) }),
      ...(window ? { windowUs: { from: 100_000, to: 3_000_000 } } : {}),
      ...(ordersMax === null ? {} : { ordersMax }),
    },
  ];
};

/** Builds the scenario, with so many moments of the market. */
export const scenarioOf = (choice: ScenarioChoice, intentsMax: number): Scenario => {
  const venues = choice.venues.map(venueOf);
  const events = choice.pairs.map((pair, index) => eventOf(choice, pair, index));
  const faults = choice.faults.flatMap((fault) => faultOf(fault, venues));
  const { risk } = choice;
  const limit = (units: number | null): bigint | null => (units === null ? null : shares(units));
  return {
    name: 'any',
    about: 'A scenario at random.',
    seed: choice.seed,
    length: { intentsMax, durationUs: choice.durationMs === null ? null : millis(choice.durationMs) },
    arrivals: choice.arrivals,
    currency: 'USD',
    rates: [
      { from: 'pUSD', to: 'USD', rate: 1_000_000n },
      { from: 'USDT', to: 'USD', rate: 999_500n },
      { from: 'mana', to: 'USD', rate: 1_010_000n },
      { from: 'OWN', to: 'USD', rate: 1_000_000n },
    ],
    venues,
    markets: events.flatMap(({ markets }) => markets),
    pairs: events.flatMap(({ pairs }) => pairs),
    strategies: choice.pairs.map((pair, index) => strategyOf(pair, index, events[index]?.pairs ?? [], venues)),
    risk: {
      marketPositionMax: limit(risk.marketPositionMax),
      venuePositionMax: limit(risk.venuePositionMax),
      openExposureMax: limit(risk.openExposureMax),
      liveArbitragesMax: risk.liveArbitragesMax,
      drawdownMax: limit(risk.drawdownMax),
    },
    patience: {
      ackUs: millis(400),
      cancelUs: millis(400),
      replaceUs: millis(400),
      visibilityUs: millis(500),
      doubtUs: millis(800),
      settlementUs: millis(5_000),
    },
    unwinding: { stepPx: choice.stepPx, repriceUs: millis(choice.repriceMs) },
    recordUs: millis(choice.recordMs),
    // A venue has each fault once.
    faults: faults.filter(
      ({ fault, venue }, index) => faults.findIndex((each) => each.fault === fault && each.venue === venue) === index,
    ),
    expect: [],
  };
};
