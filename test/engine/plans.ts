// Plans for runs of the core that several tests share: two venues, one pair, and what they are drawn from.
import fc from 'fast-check';
import { SameIntent } from '../../bench/same-intent.ts';
import { assembleCore, type AssembledCore } from '../../src/engine/assemble.ts';
import type { CoreSetup, VenueSetup } from '../../src/engine/setup.ts';
import type { CoreState } from '../../src/engine/state.ts';
import type { Intent, IntentLeg } from '../../src/arbitrage/intent.ts';
import type { RecordBody } from '../../src/journal/records.ts';
import { noLimits } from '../../src/risk/limits.ts';
import { usualTerms } from '../../src/venues/definitions/admission.ts';
import { venueCatalogue, type FeeTerms } from '../../src/venues/definitions/catalogue.ts';
import type { Market } from '../../src/venues/definitions/market.ts';
import type { FaultSpec } from '../../src/venues/faults/fault-plan.ts';
import type { SettlementProfile } from '../../src/venues/simulation/settlement-path.ts';
import type { StochasticProfile } from '../../src/venues/simulation/stochastic-profile.ts';
import { createVenueContext } from '../../src/venues/simulation/venue-context.ts';

interface Chance {
  readonly rejectBps: number;
  readonly partialBps: number;
  readonly slowUs: number;
  readonly capacity: number;
  /** Latencies without bound where nothing is said. */
  readonly latencies?: Pick<StochasticProfile, 'ackLatency' | 'fillLatency' | 'reportLatency' | 'cancelLatency'>;
  readonly noFillBps?: number;
  /** How trades settle at the venue that settles on chain; at once where nothing is said. */
  readonly settlement?: SettlementProfile;
}

const feesOfVenue: Readonly<Record<'polymarket' | 'kalshi', FeeTerms>> = {
  polymarket: { venue: 'polymarket', category: 'finance' } as FeeTerms,
  kalshi: { venue: 'kalshi' } as FeeTerms,
};

const venueOf = (
  venue: 'polymarket' | 'kalshi',
  { rejectBps, partialBps, slowUs, capacity, latencies, noFillBps = 0, settlement }: Chance,
): VenueSetup => {
  const rules = venueCatalogue[venue];
  const market: Market = {
    venue,
    market: 'FED',
    outcomes: ['yes', 'no'],
    ...usualTerms(rules),
    fees: feesOfVenue[venue],
    closesAtUs: null,
  };
  const account = {
    account: 'main',
    currency: rules.currency.value,
    opening: 1_000_000_000_000n,
  };
  return {
    profile: {
      ackLatency: { kind: 'lognormal', medianUs: slowUs, sigma: 1 },
      fillLatency: { kind: 'uniform', minUs: 0, maxUs: slowUs },
      reportLatency: { kind: 'pareto', minUs: 1_000, alpha: 1.5 },
      cancelLatency: { kind: 'gamma', shape: 2, scaleUs: slowUs / 2 },
      ...latencies,
      rejectBps,
      noFillBps,
      partialBps,
      ...(settlement === undefined || venue === 'kalshi' ? {} : { settlement }),
    },
    context: (saved) => createVenueContext({ rules, markets: [market], accounts: [account] }, saved),
    markets: [market],
    accounts: [account],
    rules,
    lane: {
      capacity,
      inFlightMax: 4,
      rateLimit: { capacity: 100, refillPerSecond: 200 },
      costs: { submit: 10, cancel: 2, replace: 10, query: 2 },
    },
  };
};

/** YES at one venue and NO at the other of one event, ten shares each, run in that way. */
export const intentOf = (
  mode: Intent['mode'],
  policy: Intent['policy'],
  timeInForce: IntentLeg['timeInForce'] = 'GTC',
  deadlineUs = 3_000_000,
): Intent => {
  const leg = (venue: string, outcome: 'yes' | 'no', price: bigint, worstFee: bigint): IntentLeg => ({
    venue,
    market: 'FED',
    outcome,
    paysIn: outcome === 'yes' ? 1 : 2,
    side: 'buy',
    price,
    qty: 10_000_000n,
    timeInForce,
    worstFee,
  });
  return {
    strategy: 'test',
    pair: 'FED',
    outcomes: 2,
    legs: [leg('polymarket', 'yes', 460_000n, 99_360n), leg('kalshi', 'no', 490_000n, 284_930n)],
    sets: 10_000_000n,
    expectedEdge: 115_710n,
    roiBps: 117,
    mode,
    policy,
    unwindAttemptsMax: 3,
    deadlineUs,
    stalenessUs: 1_000_000,
  };
};

/** A run in a few numbers. Times are in microseconds. */
export interface Plan extends Chance {
  readonly seed: string;
  readonly intents: number;
  readonly everyUs: number;
  readonly mode: Intent['mode'];
  readonly policy: Intent['policy'];
  readonly timeInForce?: IntentLeg['timeInForce'];
  readonly faults?: readonly FaultSpec[];
}

/** The setup of a core with two venues that runs the plan. */
export const setupOf = (plan: Plan): CoreSetup => ({
  frame: {
    name: 'plan',
    seed: plan.seed,
    scenarioHash: '',
    currency: 'USD',
    rates: [{ from: 'pUSD', to: 'USD', rate: 1_000_000n }],
  },
  venues: {
    polymarket: venueOf('polymarket', plan),
    kalshi: venueOf('kalshi', plan),
  },
  timeouts: {
    ackUs: 400_000,
    cancelUs: 400_000,
    replaceUs: 400_000,
    visibilityUs: 500_000,
    doubtUs: 800_000,
    settlementUs: 5_000_000,
  },
  arbitrages: {
    unwinding: { stepPx: 10_000n, repriceUs: 1_000_000 },
    recordUs: 3_600_000_000,
  },
  risk: noLimits,
  faults: plan.faults ?? [],
  intents: (ground, left) =>
    new SameIntent(
      ground,
      intentOf(plan.mode, plan.policy, plan.timeInForce),
      (left as number | undefined) ?? plan.intents,
      plan.everyUs,
    ),
});

/** An engine that keeps its journal. */
export const observed = (setup: CoreSetup, state?: CoreState) => {
  const records: RecordBody[] = [];
  const times: number[] = [];
  const core = assembleCore(setup, state);
  core.world.journal.consume((body, _seq, atUs) => {
    records.push(body);
    times.push(atUs);
  });
  if (state === undefined) core.begin();
  return { core, records, times, save: core.save };
};

/** Steps a core until nothing moves any more, and lets both sides say what they have. */
export const toEnd = (core: AssembledCore): void => {
  let steps = 0;
  while (core.step()) {
    steps += 1;
    if (steps > 200_000) throw new Error('the run does not end');
  }
  core.phases.end();
};

/** Runs the plan to its end, and keeps its journal. */
export const run = (plan: Plan) => {
  const { core, records, times } = observed(setupOf(plan));
  toEnd(core);
  return { core, records, times, digest: core.world.journal.digestHex() };
};

/** Any plan. */
export const anyPlan: fc.Arbitrary<Plan> = fc.record({
  seed: fc.string({ minLength: 1, maxLength: 8 }),
  intents: fc.integer({ min: 1, max: 25 }),
  everyUs: fc.integer({ min: 0, max: 300_000 }),
  mode: fc.constantFrom('parallel', 'sequential'),
  policy: fc.constantFrom('unwind', 'complete', 'hold'),
  rejectBps: fc.integer({ min: 0, max: 6_000 }),
  partialBps: fc.integer({ min: 0, max: 10_000 }),
  slowUs: fc.constantFrom(1_000, 50_000, 600_000),
  capacity: fc.constantFrom(16, 64, 1_024),
});
