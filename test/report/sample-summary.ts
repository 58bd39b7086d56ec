// A summary with the figures of a believable run, for tests of what is made of one.
import type { RunSummary } from '../../src/report/summary-types.ts';
import { judge } from '../../src/report/verdict.ts';

const hop = (p50: number, p90: number, p99: number, count: number) => ({ p50, p90, p99, count });

/** A run of the demo that went well: some faults, some losses, nothing unaccounted for. */
export const goodRun: RunSummary = {
  simulation: true,
  passed: true,
  verdict: 'passed',
  failures: [],
  remarks: [],
  interrupted: null,
  runId: '019a5b7c-4000-7000-8000-000000000007',
  name: 'demo',
  seed: '7',
  digest: '9f2c1d7e5b8a4c3f0e6d9b2a7c5f8e1d4b3a6c9f2e5d8b1a4c7f0e3d6b9a2c5f',
  endedBy: 'finished',
  recording: null,
  opportunities: {},
  intents: {
    total: 2_000,
    planned: 1_742,
    refused: { noEdge: 211, laneSaturated: 31, liveArbitrages: 16 },
    refusedBy: { plan: 211, lane: 31, risk: 16 },
    byStrategy: { generator: 2_000 },
  },
  orders: {
    total: 4_013,
    pendingNew: 0,
    new: 0,
    partiallyFilled: 0,
    pendingCancel: 0,
    pendingReplace: 0,
    filled: 3_801,
    cancelled: 140,
    rejected: 72,
  },
  arbitrages: {
    total: 1_742,
    completed: 1_604,
    partial: 21,
    cancelled: 30,
    failed: 86,
    exposed: 1,
    live: 0,
    reopened: 14,
  },
  arbitrageIds: { partial: [12, 40, 41], failed: [93, 101, 7], exposed: [230] },
  fills: 4_377,
  books: {},
  anomalies: { lateFill: 19, zombie: 7, fillsMissing: 5 },
  anomalyIds: { lateFill: ['14.1', '93.1', '95.2'], zombie: ['77.2'], fillsMissing: ['record 4012'] },
  audit: { violations: 0, checks: 21, comparisons: 612_233, found: [] },
  throughput: { virtualUs: 103_400_000, records: 41_877, intentsPerVirtualSecond: 19.3 },
  latency: {
    polymarket: {
      submitToAck: hop(91_000, 172_000, 301_000, 1_690),
      submitToFirstFill: hop(241_000, 590_000, 1_320_000, 1_655),
      fillToReport: hop(30_100, 51_000, 77_000, 1_900),
      cancelToAnswer: hop(90_000, 180_000, 402_000, 61),
    },
    kalshi: {
      submitToAck: hop(40_100, 66_000, 99_000, 1_500),
      submitToFirstFill: hop(88_000, 190_000, 420_000, 1_480),
      fillToReport: hop(2_100, 4_200, 950, 1_777),
      cancelToAnswer: hop(41_000, 70_000, 120_000, 49),
    },
    regional: {
      submitToAck: hop(20_000, 20_000, 20_000, 220),
      submitToFirstFill: hop(45_000, 61_000, 71_000, 218),
      fillToReport: hop(350, 350, 350, 230),
      cancelToAnswer: hop(0, 0, 0, 0),
    },
  },
  lanes: {
    polymarket: { depthMax: 92, capacity: 1_024, refused: 0, throttled: 3, disconnects: 0, halts: 0 },
    kalshi: { depthMax: 512, capacity: 512, refused: 31, throttled: 118, disconnects: 1, halts: 0 },
    regional: { depthMax: 16, capacity: 1_024, refused: 0, throttled: 0, disconnects: 0, halts: 0 },
  },
  pnl: {
    currency: 'USD',
    expected: 1_204_503_112n,
    captured: 980_204_000n,
    worstArbitrage: -4_210_000n,
    differences: [
      { name: 'fees', amount: 12_400_000n },
      { name: 'slippage', amount: 0n },
      { name: 'unfilled', amount: -104_000_000n },
      { name: 'unwinds', amount: -131_699_900n },
      { name: 'failures', amount: -1_000_000n },
      { name: 'rounding', amount: 788n },
    ],
    paidOut: [],
    feesByVenue: [
      { venue: 'polymarket', currency: 'pUSD', amount: 301_220_000n },
      { venue: 'kalshi', currency: 'USD', amount: 212_000_000n },
    ],
    balances: [{ venue: 'kalshi', account: 'main', asset: 'USD', amount: 19_301_000_000n }],
  },
  faults: {
    ackLost: { injected: 34, byVenue: { polymarket: 30, kalshi: 4 } },
    fillReportDuplicated: { injected: 17, byVenue: { kalshi: 17 } },
    submitLost: { injected: 8, byVenue: { polymarket: 8 } },
  },
  strategies: { faulted: 0, found: [] },
  tripped: null,
  currency: 'USD',
  expectations: [
    { text: '0', key: 'violations', holds: true, actual: '0' },
    { text: '>= 0.8', key: 'captured', holds: true, actual: '0.813785' },
  ],
};

/** A summary after a change of its figures: judged anew. */
export const judged = (summary: RunSummary): RunSummary => ({ ...summary, ...judge(summary, summary.expectations) });

/** The same run with a promise broken and an expectation missed. */
export const badRun: RunSummary = judged({
  ...goodRun,
  audit: {
    violations: 12,
    checks: 21,
    comparisons: 612_233,
    found: [
      {
        invariant: 'agreement',
        actor: '93.1',
        seq: 41_877,
        sentence: 'rejected, and filled at its venue: booked 0 micros of a share, filled 10000000 micros of a share',
      },
    ],
  },
  expectations: [{ text: '0', key: 'exposed', holds: false, actual: '1' }],
});

/** The same run, stopped on its way: nothing is wrong with what it did. */
export const stoppedRun: RunSummary = judged({
  ...goodRun,
  endedBy: 'interrupted',
  interrupted: { reason: 'interrupted', atUs: 4_200_000, intents: 75, intentsMax: 416, durationUs: null },
  expectations: badRun.expectations,
});

/** What a page says beside the summary. */
export const samplePage = {
  story: [
    'Arbitrage 93, at 9.2 s of virtual time: 10 sets of FED-DEC, legs all at once, strategy generator.',
    '    +0 µs  wanted: buy 10 YES at 0.48 on polymarket and buy 10 NO at 0.49 on kalshi',
    '  +400 ms  no answer for 93.1: in doubt',
  ],
  explain: (id: string) => `dte explain ${id} scenarios/demo.yaml --seed 7`,
  see: { command: 'dte explain 93 scenarios/demo.yaml --seed 7', shows: 'arbitrage 93, which has most to tell' },
  next: [
    { command: 'dte run scenarios/demo.yaml --seed 7', shows: 'the same run, to the last byte' },
    { command: 'dte faults', shows: 'what can go wrong' },
  ],
};
