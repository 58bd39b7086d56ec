// Plans for runs of the core that several tests share: two venues, one pair, and what they are drawn from.
import fc from 'fast-check';
import { assembleCore, type CoreSetup, type VenueSetup } from '../../src/engine/assemble.ts';
import type { Intent, IntentLeg } from '../../src/arbitrage/intent.ts';
import type { RecordBody } from '../../src/journal/records.ts';

interface Chance {
  readonly rejectBps: number;
  readonly partialBps: number;
  readonly slowUs: number;
  readonly capacity: number;
}

const venueOf = ({ rejectBps, partialBps, slowUs, capacity }: Chance): VenueSetup => ({
  profile: {
    ackLatency: { kind: 'lognormal', medianUs: slowUs, sigma: 1 },
    fillLatency: { kind: 'uniform', minUs: 0, maxUs: slowUs },
    reportLatency: { kind: 'pareto', minUs: 1_000, alpha: 1.5 },
    cancelLatency: { kind: 'gamma', shape: 2, scaleUs: slowUs / 2 },
    rejectBps,
    noFillBps: 0,
    partialBps,
  },
  law: { refusal: () => null, fee: (_order, qty) => qty / 100n, qtyStep: 10_000n },
  lane: {
    capacity,
    inFlightMax: 4,
    rateLimit: { capacity: 100, refillPerSecond: 200 },
    costs: { submit: 10, cancel: 2, replace: 10, query: 2 },
  },
});

/** YES at one venue and NO at the other of one event, ten shares each, run in that way. */
export const intentOf = (
  mode: Intent['mode'],
  policy: Intent['policy'],
  timeInForce: IntentLeg['timeInForce'] = 'GTC',
  deadlineUs = 3_000_000,
): Intent => {
  const leg = (venue: string, outcome: 'yes' | 'no', price: bigint): IntentLeg => ({
    venue,
    market: 'FED',
    outcome,
    paysIn: outcome === 'yes' ? 1 : 2,
    side: 'buy',
    price,
    qty: 10_000_000n,
    timeInForce,
    worstFee: 100_000n,
  });
  return {
    strategy: 'test',
    pair: 'FED',
    outcomes: 2,
    legs: [leg('polymarket', 'yes', 480_000n), leg('kalshi', 'no', 490_000n)],
    sets: 10_000_000n,
    expectedEdge: 100_000n,
    roiBps: 103,
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
}

/** The setup of a core with two venues that runs the plan. */
export const setupOf = (plan: Plan): CoreSetup => {
  let left = plan.intents;
  const intent = intentOf(plan.mode, plan.policy);
  return {
    seed: plan.seed,
    venues: { polymarket: venueOf(plan), kalshi: venueOf(plan) },
    patience: { ackUs: 400_000, cancelUs: 400_000, replaceUs: 400_000, visibilityUs: 500_000, doubtUs: 800_000 },
    arbitrages: { unwinding: { stepPx: 10_000n, repriceUs: 1_000_000 }, recordUs: 3_600_000_000 },
    intents: () => {
      if (left === 0) return null;
      left -= 1;
      return { intent, nextInUs: plan.everyUs };
    },
  };
};

/** Runs the plan to its end, and keeps its journal. */
export const run = (plan: Plan) => {
  const { core } = assembleCore(setupOf(plan));
  const records: RecordBody[] = [];
  const times: number[] = [];
  core.journal.consume((body, _seq, atUs) => {
    records.push(body);
    times.push(atUs);
  });
  let steps = 0;
  while (core.step()) {
    steps += 1;
    if (steps > 200_000) throw new Error('the run does not end');
  }
  return { core, records, times, digest: core.journal.digestHex() };
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
