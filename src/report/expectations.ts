// Holds what a scenario expects against what its run came to. All comparisons are between integers: millionths.
import { mulDiv, MICROS_PER_UNIT } from '../money/micros.ts';
import { printMicros } from '../money/decimal.ts';
import type { Expectation } from '../scenario/types.ts';
import type { Counts, Judgement, RunFigures } from './summary-types.ts';

const millionths = (count: number): bigint => BigInt(count) * MICROS_PER_UNIT;
const sumOf = (counts: Counts): bigint => millionths(Object.values(counts).reduce((sum, count) => sum + count, 0));

/** What can be expected of a run, in millionths; null where the run has nothing to compare. */
const figures = {
  completed: ({ arbitrages }) => millionths(arbitrages.completed),
  partial: ({ arbitrages }) => millionths(arbitrages.partial),
  cancelled: ({ arbitrages }) => millionths(arbitrages.cancelled),
  failed: ({ arbitrages }) => millionths(arbitrages.failed),
  exposed: ({ arbitrages }) => millionths(arbitrages.exposed),
  anomalies: ({ anomalies }) => sumOf(anomalies),
  violations: ({ audit }) => millionths(audit.violations),
  refused: ({ intents }) => sumOf(intents.refused),
  fills: ({ fills }) => millionths(fills),
  /** The largest loss of one arbitrage; 0 where none has lost. */
  maxLoss: ({ pnl }) => (pnl.worstArbitrage < 0n ? -pnl.worstArbitrage : 0n),
  /** The part of the expected edge that was made: 1 is all of it. Where nothing was expected there is no part. */
  captured: ({ pnl }) => (pnl.expected > 0n ? mulDiv(pnl.captured, MICROS_PER_UNIT, pnl.expected, 'floor') : null),
  /** What was made, in the run's currency. */
  pnl: ({ pnl }) => pnl.captured,
} as const satisfies Readonly<Record<string, (summary: RunFigures) => bigint | null>>;

/** The keys that a scenario may expect something of. */
export const expectationKeys = Object.keys(figures) as readonly (keyof typeof figures)[];

const holds = (actual: bigint, comparison: Expectation['comparison'], value: bigint): boolean => {
  switch (comparison) {
    case '=':
      return actual === value;
    case '>=':
      return actual >= value;
    case '<=':
      return actual <= value;
    case '>':
      return actual > value;
    case '<':
      return actual < value;
  }
};

/** What became of each expectation. One of a key that nobody knows, or of a figure that the run lacks, does not hold. */
export const evaluateExpectations = (expect: readonly Expectation[], summary: RunFigures): readonly Judgement[] =>
  expect.map(({ key, text, comparison, value }) => {
    const known = expectationKeys.find((one) => one === key);
    const actual = known === undefined ? null : figures[known](summary);
    return {
      text,
      key,
      holds: actual !== null && holds(actual, comparison, value),
      actual: actual === null ? null : printMicros(actual),
    };
  });
