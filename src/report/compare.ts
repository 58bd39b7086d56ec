// What several runs came to, side by side: figure by figure, with the difference of each run from the first. A pure function of
// their summaries.
import type { RunSummary } from './summary-types.ts';

/** What a figure counts: plain counts, virtual microseconds, money in micros of a currency, or hundredths of a percent. */
export type Unit = 'count' | 'us' | 'money' | 'bps';

/** A figure of several runs. */
export interface ComparedFigure {
  readonly group: string;
  readonly name: string;
  readonly unit: Unit;
  /** One for each run; null where a run has no such figure. */
  readonly values: readonly (bigint | null)[];
  /** Of each run from the first: null for the first itself, and where they cannot be compared. */
  readonly differences: readonly (bigint | null)[];
}

type Read = (summary: RunSummary) => bigint | number | null;

interface Figure {
  readonly group: string;
  readonly name: string;
  readonly unit: Unit;
  readonly read: Read;
}

const counted = (group: string, rows: Readonly<Record<string, Read>>): readonly Figure[] =>
  Object.entries(rows).map(([name, read]) => ({ group, name, unit: 'count', read }));

const sum = (counts: Readonly<Record<string, number>>): number =>
  Object.values(counts).reduce((total, count) => total + count, 0);

const namesOf = (summaries: readonly RunSummary[], keys: (summary: RunSummary) => object): readonly string[] => [
  ...new Set(summaries.flatMap((summary) => Object.keys(keys(summary)))),
];

const BPS_WHOLE = 10_000n;

/** The figures that every run has. */
const usual: readonly Figure[] = [
  ...counted('intents', {
    intents: ({ intents }) => intents.total,
    begun: ({ arbitrages }) => arbitrages.total,
    refused: ({ intents }) => sum(intents.refused),
  }),
  ...counted('arbitrages', {
    completed: ({ arbitrages }) => arbitrages.completed,
    partial: ({ arbitrages }) => arbitrages.partial,
    cancelled: ({ arbitrages }) => arbitrages.cancelled,
    failed: ({ arbitrages }) => arbitrages.failed,
    exposed: ({ arbitrages }) => arbitrages.exposed,
    'opened again': ({ arbitrages }) => arbitrages.reopened,
  }),
  ...counted('orders', {
    orders: ({ orders }) => orders.total,
    filled: ({ orders }) => orders.filled,
    'cancelled orders': ({ orders }) => orders.cancelled,
    'rejected orders': ({ orders }) => orders.rejected,
    fills: ({ fills }) => fills,
  }),
  { group: 'edge', name: 'expected', unit: 'money', read: ({ pnl }) => pnl.expected },
  { group: 'edge', name: 'captured', unit: 'money', read: ({ pnl }) => pnl.captured },
  {
    group: 'edge',
    name: 'captured of expected',
    unit: 'bps',
    read: ({ pnl }) => (pnl.expected > 0n ? (pnl.captured * BPS_WHOLE) / pnl.expected : null),
  },
  { group: 'edge', name: 'worst arbitrage', unit: 'money', read: ({ pnl }) => pnl.worstArbitrage },
  ...counted('trouble', {
    faults: ({ faults }) => Object.values(faults).reduce((total, { injected }) => total + injected, 0),
    anomalies: ({ anomalies }) => sum(anomalies),
    'broken promises': ({ audit }) => audit.violations,
    'missed expectations': ({ expectations }) => expectations.filter(({ holds }) => !holds).length,
  }),
];

const whole: readonly Figure[] = [
  { group: 'run', name: 'records', unit: 'count', read: ({ throughput }) => throughput.records },
  { group: 'run', name: 'virtual time', unit: 'us', read: ({ throughput }) => throughput.virtualUs },
];

/** The figures that a run has by name: of what something cost, of what struck, of what was refused, of a venue. */
const named = (summaries: readonly RunSummary[]): readonly Figure[] => [
  ...[...new Set(summaries.flatMap(({ pnl }) => pnl.differences.map(({ name }) => name)))].map((name): Figure => ({
    group: 'edge lost to',
    name,
    unit: 'money',
    read: ({ pnl }) => pnl.differences.find((difference) => difference.name === name)?.amount ?? 0n,
  })),
  ...namesOf(summaries, ({ intents }) => intents.refused).map((name): Figure => ({
    group: 'refused',
    name,
    unit: 'count',
    read: ({ intents }) => intents.refused[name] ?? 0,
  })),
  ...namesOf(summaries, ({ faults }) => faults).map((name): Figure => ({
    group: 'fault',
    name,
    unit: 'count',
    read: ({ faults }) => faults[name]?.injected ?? 0,
  })),
  ...namesOf(summaries, ({ anomalies }) => anomalies).map((name): Figure => ({
    group: 'anomaly',
    name,
    unit: 'count',
    read: ({ anomalies }) => anomalies[name] ?? 0,
  })),
  ...namesOf(summaries, ({ latency }) => latency).flatMap((venue): readonly Figure[] =>
    (['p50', 'p99'] as const).map((percentile) => ({
      group: 'submit to first fill',
      name: `${venue} ${percentile}`,
      unit: 'us',
      read: ({ latency }) => {
        const hop = latency[venue]?.submitToFirstFill;
        return hop === undefined || hop.count === 0 ? null : hop[percentile];
      },
    })),
  ),
];

/** All figures of these runs that any of them has. */
export const compareRuns = (summaries: readonly RunSummary[]): readonly ComparedFigure[] => {
  const [first] = summaries;
  return [...usual, ...named(summaries), ...whole].flatMap(({ group, name, unit, read }) => {
    const values = summaries.map((summary) => {
      const value = read(summary);
      return value === null ? null : BigInt(value);
    });
    if (values.every((value) => value === null || value === 0n)) return [];
    const [base = null] = values;
    const differences = values.map((value, at) => {
      const isComparable = unit !== 'money' || summaries[at]?.pnl.currency === first?.pnl.currency;
      return at === 0 || value === null || base === null || !isComparable ? null : value - base;
    });
    return [{ group, name, unit, values, differences }];
  });
};
