// Latencies and timeouts that do not fit each other: tails beyond every window, windows of nothing, acks awaited longer
// than orders take to be visible, records that are shorter than what is under way. On top of any scenario and its faults.
import fc from 'fast-check';
import type { DistributionSpec } from '../../src/kernel/distributions/spec.ts';
import type { Scenario } from '../../src/scenario/types.ts';
import { anyChoice, scenarioOf, type ScenarioChoice } from './any-scenario.ts';

/** A scenario, and how late its messages are against how long its client waits. */
export interface LateChoice {
  readonly choice: ScenarioChoice;
  readonly ack: DistributionSpec;
  /** Of cancels and queries, which share one. */
  readonly cancel: DistributionSpec;
  readonly report: DistributionSpec;
  readonly ackMs: number;
  readonly cancelMs: number;
  readonly visibilityMs: number;
  readonly doubtMs: number;
  readonly recordMs: number;
  /** How probably the venue's answer to an order, or its word of a fill, is lost: of some orders no word comes by itself. */
  readonly silenceBps: number;
}

const quick: DistributionSpec = { kind: 'uniform', minUs: 0, maxUs: 80_000 };

const anyTail: fc.Arbitrary<DistributionSpec> = fc.oneof(
  fc.record({
    kind: fc.constant('pareto' as const),
    minUs: fc.constantFrom(40_000, 5_000, 300_000),
    alpha: fc.constantFrom(0.5, 0.35, 0.8, 1.5),
  }),
  fc.record({
    kind: fc.constant('lognormal' as const),
    medianUs: fc.constantFrom(50_000, 600_000),
    sigma: fc.constantFrom(1, 3),
    burst: fc.record({ rho: fc.constantFrom(0, 0.8) }),
  }),
  fc.record({ kind: fc.constant('constant' as const), valueUs: fc.constantFrom(1, 1_000_000, 30_000_000) }),
  // Most are quick, and one in ten takes half a minute or an hour.
  fc.constantFrom(60_000_000, 3_600_000_000).map((valueUs): DistributionSpec => ({
    kind: 'empirical',
    points: [
      { quantile: 0, valueUs: 1_000 },
      { quantile: 0.9, valueUs: 80_000 },
      { quantile: 0.901, valueUs },
      { quantile: 1, valueUs },
    ],
  })),
);

/** Any scenario under any latencies and any timeouts. */
export const anyLateness: fc.Arbitrary<LateChoice> = fc.record({
  choice: anyChoice,
  ack: anyTail,
  cancel: fc.oneof({ weight: 2, arbitrary: fc.constant(quick) }, { weight: 1, arbitrary: anyTail }),
  report: fc.oneof({ weight: 3, arbitrary: fc.constant(quick) }, { weight: 1, arbitrary: anyTail }),
  ackMs: fc.constantFrom(400, 1, 3_000),
  cancelMs: fc.constantFrom(400, 50, 3_000),
  visibilityMs: fc.constantFrom(500, 0, 50, 8_000),
  doubtMs: fc.constantFrom(800, 1),
  recordMs: fc.constantFrom(5_000, 0, 60_000),
  silenceBps: fc.constantFrom(0, 3_000, 9_000),
});

/** The scenario, with so many moments of the market. */
export const lateScenarioOf = (late: LateChoice, moments: number): Scenario => {
  const scenario = scenarioOf(late.choice, moments);
  const ways = { ackLatency: late.ack, cancelLatency: late.cancel, reportLatency: late.report };
  const silent = (['ackLost', 'fillReportLost'] as const).flatMap((fault) =>
    scenario.venues.map(({ venue }) => ({ fault, venue, chanceBps: late.silenceBps })),
  );
  const isSilenced = (fault: string): boolean => silent.some((each) => each.fault === fault);
  return {
    ...scenario,
    venues: scenario.venues.map((venue) => ({
      ...venue,
      profile: { ...venue.profile, ...ways },
      ...(venue.book === undefined ? {} : { book: { ...venue.book, ...ways } }),
      ...(venue.pool === undefined ? {} : { pool: { ...venue.pool, ...ways } }),
    })),
    patience: {
      ...scenario.patience,
      ackUs: late.ackMs * 1_000,
      cancelUs: late.cancelMs * 1_000,
      visibilityUs: late.visibilityMs * 1_000,
      doubtUs: late.doubtMs * 1_000,
    },
    recordUs: late.recordMs * 1_000,
    faults:
      late.silenceBps === 0
        ? scenario.faults
        : [...scenario.faults.filter(({ fault }) => !isSilenced(fault)), ...silent],
  };
};
