// The figures of design §10 for the core without a database. Against the floor: the same number of spawned actors with
// logic that does nothing, sent the same number of events.
import { build } from 'hdr-histogram-js';
import { createActor, type AnyActorLogic, type AnyActorScope } from 'xstate';
import { ROOM_PER_LEG } from '../src/engine/venues/room.ts';
import { intent, workloadRun } from './workload.ts';
import { compareNs, formatNs, formatPerSecond, type Figure } from './measure.ts';

const run = (intents: number, isOneVenue = false) => {
  const core = workloadRun(intents, isOneVenue);
  while (core.step());
  return {
    digest: core.world.journal.digestHex(),
    records: core.world.journal.lastSeq,
    orders: core.orders.createdCount,
  };
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

/** The 99th percentile of taking room in the lanes of an intent's legs, and of giving it back. */
const routingP99Ns = (times = 200_000): number => {
  const { lanes } = workloadRun(0);
  const { legs } = intent;
  const histogram = build();
  for (let time = -times; time < times; time += 1) {
    const startedNs = process.hrtime.bigint();
    lanes.admit(legs);
    for (const { venue } of legs) lanes.release(venue, ROOM_PER_LEG);
    if (time >= 0) histogram.recordValue(Number(process.hrtime.bigint() - startedNs));
  }
  return histogram.getValueAtPercentile(99);
};

/** The figures of design §10's rows for arbitrages without a database, for one lane, and for routing. */
export const arbitrageLoopFigures = (intents = 20_000): Figure[] => {
  const { ns, ratio } = compareNs(
    [
      { operations: intents, work: () => run(intents) },
      { operations: intents, work: () => floor(intents) },
      { operations: intents, work: () => run(intents, true) },
    ],
    5,
    1,
  );
  const [loopNs = Number.NaN, floorNs = Number.NaN, laneNs = Number.NaN] = ns;
  const { records, orders } = run(intents);
  const routingNs = routingP99Ns();
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
      value: `${ratio(0, 1).toFixed(2)} times`,
      must: 'at most 3 times',
      holds: ratio(0, 1) <= 3,
    },
    { name: 'records an arbitrage', value: (records / intents).toFixed(1) },
    { name: 'orders an arbitrage', value: (orders / intents).toFixed(2) },
    {
      name: 'intents a second through one lane, one venue',
      value: formatPerSecond(laneNs),
      must: 'at least 12,000/s',
      holds: laneNs <= 1e9 / 12_000,
    },
    {
      name: 'routing: room in the lanes of an intent, p99',
      value: formatNs(routingNs),
      must: '< 10 µs',
      holds: routingNs < 10_000,
    },
  ];
};

/** Whether the millionth arbitrage costs what the first ones did, in time and in memory. Takes minutes. */
export const longRunFigures = (intents = 1_000_000): Figure[] => {
  const tenth = intents / 10;
  const core = workloadRun(intents);
  const { arbitrages } = core;
  const spans: { readonly ns: number; readonly heapBytes: number }[] = [];
  let startedNs = process.hrtime.bigint();
  // What is used goes up and down with the collector: the least of many looks is what is held.
  let heapBytes = Number.POSITIVE_INFINITY;
  let looked = 0;
  for (let goesOn = true; goesOn;) {
    goesOn = core.step();
    if (arbitrages.startedCount >= looked + tenth / 100) {
      looked = arbitrages.startedCount;
      heapBytes = Math.min(heapBytes, process.memoryUsage().heapUsed);
    }
    if (goesOn && arbitrages.startedCount < (spans.length + 1) * tenth) continue;
    const ns = Number(process.hrtime.bigint() - startedNs) / tenth;
    spans.push({ ns, heapBytes });
    heapBytes = Number.POSITIVE_INFINITY;
    startedNs = process.hrtime.bigint();
  }
  const [, second, ...others] = spans;
  const last = others.at(7) ?? second;
  const slower = (last?.ns ?? Number.NaN) / (second?.ns ?? Number.NaN);
  const megabytes = ({ heapBytes }: { readonly heapBytes: number }): string => `${Math.round(heapBytes / 1e6)} MB`;
  return [
    {
      name: `last tenth of ${intents.toLocaleString('en-US')} arbitrages`,
      value: last === undefined ? '' : formatNs(last.ns),
    },
    {
      name: '  against the second tenth',
      value: `${slower.toFixed(2)} times`,
      must: 'at most 1.15 times',
      holds: slower <= 1.15,
    },
    {
      name: '  heap held in the second and the last tenth',
      value: [second, last].map((at) => (at ? megabytes(at) : '')).join(', '),
    },
  ];
};
