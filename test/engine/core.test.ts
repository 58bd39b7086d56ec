// The core, run whole: intents through lanes to stochastic venues and back. What must hold of every run, whatever
// the venues do: the same inputs give the same journal, every order and arbitrage ends, no quantity is made or lost
// between the venue's truth and the order's book, and no leg is unaccounted for.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assembleCore, type CoreSetup, type VenueSetup } from '../../src/engine/assemble.ts';
import type { Intent, IntentLeg } from '../../src/engine/intent.ts';
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

const leg = (venue: string, outcome: 'yes' | 'no', price: bigint): IntentLeg => ({
  venue,
  market: 'FED',
  outcome,
  paysIn: outcome === 'yes' ? 1 : 2,
  side: 'buy',
  price,
  qty: 10_000_000n,
  timeInForce: 'GTC',
});

const intentOf = (mode: Intent['mode'], policy: Intent['policy']): Intent => ({
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
  deadlineUs: 3_000_000,
  stalenessUs: 1_000_000,
});

interface Plan extends Chance {
  readonly seed: string;
  readonly intents: number;
  readonly everyUs: number;
  readonly mode: Intent['mode'];
  readonly policy: Intent['policy'];
}

const setupOf = (plan: Plan): CoreSetup => {
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

const run = (plan: Plan) => {
  const { core } = assembleCore(setupOf(plan));
  const records: RecordBody[] = [];
  core.journal.consume((body) => records.push(body));
  let steps = 0;
  while (core.step()) {
    steps += 1;
    if (steps > 200_000) throw new Error('the run does not end');
  }
  return { core, records, digest: core.journal.digestHex() };
};

const anyPlan: fc.Arbitrary<Plan> = fc.record({
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

const recordsOf = <T extends RecordBody['type']>(records: readonly RecordBody[], type: T) =>
  records.filter((body): body is Extract<RecordBody, { type: T }> => body.type === type);

describe('a run of the core', () => {
  const plan: Plan = {
    seed: '7',
    intents: 40,
    everyUs: 20_000,
    mode: 'parallel',
    policy: 'unwind',
    rejectBps: 1_500,
    partialBps: 3_000,
    slowUs: 50_000,
    capacity: 256,
  };

  it('is a function of its inputs: the same seed gives the same digest, another seed another', () => {
    expect(run(plan).digest).toBe(run(plan).digest);
    expect(run({ ...plan, seed: '8' }).digest).not.toBe(run(plan).digest);
  });

  it('ends every order and every arbitrage, and lets every actor go', () => {
    fc.assert(
      fc.property(anyPlan, (any) => {
        const { core, records } = run(any);
        expect(core.parts.orders.liveCount).toBe(0);
        expect(core.parts.arbitrages.liveCount).toBe(0);
        const last = new Map(recordsOf(records, 'arbitrage.moved').map(({ arbitrage, to }) => [arbitrage, to]));
        expect(last.size).toBe(any.intents);
        for (const to of last.values()) expect(to).toMatch(/^(completed|partial|cancelled|failed|exposed)$/);
      }),
      { numRuns: 100 },
    );
  });

  it('books exactly what the venue filled, order by order, and never more than was asked for', () => {
    fc.assert(
      fc.property(anyPlan, (any) => {
        const { records } = run(any);
        const filled = new Map<string, bigint>();
        for (const { clOrdId, lastQty } of recordsOf(records, 'venue.filled'))
          filled.set(clOrdId, (filled.get(clOrdId) ?? 0n) + lastQty);
        const booked = new Map(recordsOf(records, 'order.moved').map(({ clOrdId, cumQty }) => [clOrdId, cumQty]));
        for (const { clOrdId, orderQty } of recordsOf(records, 'order.created')) {
          expect([clOrdId, booked.get(clOrdId) ?? 0n]).toEqual([clOrdId, filled.get(clOrdId) ?? 0n]);
          expect(filled.get(clOrdId) ?? 0n).toBeLessThanOrEqual(orderQty);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('leaves no leg unaccounted for: what an end does not write down as residue is hedged or flat', () => {
    fc.assert(
      fc.property(anyPlan, (any) => {
        const { records } = run(any);
        const orders = recordsOf(records, 'order.created');
        const booked = new Map(recordsOf(records, 'order.moved').map(({ clOrdId, cumQty }) => [clOrdId, cumQty]));
        const ends = new Map(recordsOf(records, 'arbitrage.moved').map((record) => [record.arbitrage, record]));
        for (const [arbitrage, { to, residueQty }] of ends) {
          const held = { yes: 0n, no: 0n };
          for (const { clOrdId, outcome, side } of orders.filter((order) => order.arbitrage === arbitrage))
            held[outcome as 'yes' | 'no'] += (side === 'buy' ? 1n : -1n) * (booked.get(clOrdId) ?? 0n);
          const difference = held.yes > held.no ? held.yes - held.no : held.no - held.yes;
          expect([arbitrage, to, difference]).toEqual([arbitrage, to, to === 'exposed' ? residueQty : 0n]);
          if (to === 'completed') expect(held).toEqual({ yes: 10_000_000n, no: 10_000_000n });
          if (to === 'cancelled') expect(held).toEqual({ yes: 0n, no: 0n });
        }
      }),
      { numRuns: 100 },
    );
  });

  it('never lets a lane over its capacity, and gives all its room back', () => {
    fc.assert(
      fc.property(anyPlan, (any) => {
        const { core } = run(any);
        for (const { lane } of core.parts.lanes.all.values()) {
          expect(lane.depthMax).toBeLessThanOrEqual(any.capacity);
          expect([lane.depth, lane.reserved]).toEqual([0, 0]);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('refuses opportunities when a lane of 16 is flooded, and loses nothing', () => {
    const { core, records } = run({ ...plan, intents: 500, everyUs: 0, capacity: 16 });
    const refused = recordsOf(records, 'arbitrage.moved').filter(({ cause }) => cause === 'laneSaturated');
    expect(refused.length).toBeGreaterThan(400);
    expect(core.parts.orders.liveCount).toBe(0);
  });
});
