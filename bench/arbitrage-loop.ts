// The workload of design §10: two legs on two venues, 10 % rejects, 20 % partial fills, 5 % cancel races, at most
// 500 live orders, every actor real, the journal encoded and digested. Against the floor: the same number of
// spawned actors with logic that does nothing, sent the same number of events.
import { createActor, type AnyActorLogic, type AnyActorScope } from 'xstate';
import { assembleCore, type CoreSetup, type VenueSetup } from '../src/engine/assemble.ts';
import type { Intent } from '../src/arbitrage/intent.ts';
import { formatNs, formatPerSecond, medianNs, type Figure } from './measure.ts';

const venue: VenueSetup = {
  profile: {
    ackLatency: { kind: 'lognormal', medianUs: 40_000, sigma: 0.4 },
    fillLatency: { kind: 'lognormal', medianUs: 20_000, sigma: 0.6 },
    reportLatency: { kind: 'lognormal', medianUs: 10_000, sigma: 0.4 },
    cancelLatency: { kind: 'lognormal', medianUs: 40_000, sigma: 0.4 },
    rejectBps: 1_000,
    noFillBps: 0,
    partialBps: 2_000,
  },
  law: { refusal: () => null, fee: (_order, qty) => qty / 100n, qtyStep: 10_000n },
  lane: {
    capacity: 4_096,
    inFlightMax: 512,
    rateLimit: { capacity: 100_000, refillPerSecond: 1_000_000 },
    costs: { submit: 1, cancel: 1, replace: 1, query: 1 },
  },
};

const intent: Intent = {
  strategy: 'bench',
  pair: 'FED',
  outcomes: 2,
  legs: [
    {
      venue: 'polymarket',
      market: 'FED',
      outcome: 'yes',
      paysIn: 1,
      side: 'buy',
      price: 480_000n,
      qty: 10_000_000n,
      timeInForce: 'GTC',
      worstFee: 100_000n,
    },
    {
      venue: 'kalshi',
      market: 'FED',
      outcome: 'no',
      paysIn: 2,
      side: 'buy',
      price: 490_000n,
      qty: 10_000_000n,
      timeInForce: 'GTC',
      worstFee: 100_000n,
    },
  ],
  sets: 10_000_000n,
  expectedEdge: 100_000n,
  roiBps: 103,
  mode: 'parallel',
  policy: 'unwind',
  unwindAttemptsMax: 3,
  deadlineUs: 5_000_000,
  stalenessUs: 1_000_000,
};

/** A core with so many intents of the workload to come. */
export const workloadOf = (intents: number, seed = 'bench'): CoreSetup => {
  let left = intents;
  return {
    seed,
    venues: { polymarket: venue, kalshi: venue },
    patience: { ackUs: 500_000, cancelUs: 500_000, replaceUs: 500_000, doubtUs: 1_000_000, visibilityUs: 500_000 },
    arbitrages: { unwinding: { stepPx: 10_000n, repriceUs: 2_000_000 }, recordUs: 1_000_000 },
    intents: () => {
      if (left === 0) return null;
      left -= 1;
      return { intent, nextInUs: 2_000 };
    },
  };
};

const run = (intents: number): { readonly digest: string; readonly records: number; readonly orders: number } => {
  const { core } = assembleCore(workloadOf(intents));
  while (core.step());
  return { digest: core.journal.digestHex(), records: core.journal.lastSeq, orders: core.parts.orders.createdCount };
};

const idle = { status: 'active', output: undefined, error: undefined };
const floorLogic = {
  getInitialSnapshot: () => idle,
  getPersistedSnapshot: (snapshot: unknown) => snapshot,
  transition: (snapshot: unknown) => snapshot,
} as unknown as AnyActorLogic;

/** Three actors an arbitrage, four events an order and ten the arbitrage, on one parent. */
const floor = (arbitrages: number): void => {
  let scope: AnyActorScope | undefined;
  const parent = createActor({
    ...floorLogic,
    getInitialSnapshot: (own: AnyActorScope) => {
      scope = own;
      return idle;
    },
  } as unknown as AnyActorLogic).start();
  for (let arbitrage = 0; arbitrage < arbitrages; arbitrage += 1) {
    for (const [kind, events] of [
      ['arb', 10],
      ['order', 4],
      ['order', 4],
    ] as const) {
      const actor = createActor(floorLogic, { id: `${kind}:${arbitrage}`, parent });
      actor.start();
      for (let event = 0; event < events; event += 1) actor.send({ type: 'something.happened' });
      scope?.stopChild(actor);
    }
  }
};

/** The figures of design §10's row for arbitrages without a database. */
export const arbitrageLoopFigures = (intents = 20_000): Figure[] => {
  const loopNs = medianNs(intents, () => run(intents), 5, 1);
  const floorNs = medianNs(intents, () => floor(intents), 5, 1);
  const { records, orders } = run(intents);
  return [
    { name: 'arbitrage, all of it', value: formatNs(loopNs) },
    {
      name: 'arbitrages a second, one core, no database',
      value: formatPerSecond(loopNs),
      must: 'at least 12,000/s',
      holds: loopNs <= 1e9 / 12_000,
    },
    { name: 'floor: three actors that do nothing', value: formatNs(floorNs) },
    {
      name: '  against the floor',
      value: `${(loopNs / floorNs).toFixed(2)} times`,
      must: 'at most 3 times',
      holds: loopNs / floorNs <= 3,
    },
    { name: 'records an arbitrage', value: (records / intents).toFixed(1) },
    { name: 'orders an arbitrage', value: (orders / intents).toFixed(2) },
  ];
};
