// How every benchmark measures: the same work several times, the median quoted, and only ratios
// compared, because the machine is shared and its speed drifts.

/** Nanoseconds one call of `work` takes, divided by `operations`: the median of `runs` runs after `warmups`. */
export const medianNs = (operations: number, work: () => void, runs = 9, warmups = 2): number => {
  for (let run = 0; run < warmups; run += 1) work();
  const samples: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    const startedNs = process.hrtime.bigint();
    work();
    samples.push(Number(process.hrtime.bigint() - startedNs) / operations);
  }
  samples.sort((left, right) => left - right);
  return samples[Math.floor(samples.length / 2)] ?? Number.NaN;
};

/** One of several implementations of the same work, measured against each other. */
export interface Way {
  readonly operations: number;
  readonly work: () => void;
}

/** The medians of several implementations, and of their ratios. */
export interface Comparison {
  /** Nanoseconds an operation, in the order of the implementations. */
  readonly ns: readonly number[];
  /** How many times longer the one takes than the other: the median over the rounds. */
  readonly ratio: (slower: number, faster: number) => number;
}

/** The middle one; of an even number the later of the two. */
export const median = (samples: readonly number[]): number =>
  samples.toSorted((left, right) => left - right)[Math.floor(samples.length / 2)] ?? Number.NaN;

/** Measures implementations in turn, round by round, so that a machine that slows down slows all of them alike. */
export const compareNs = (ways: readonly Way[], rounds = 9, warmups = 2): Comparison => {
  const samples: number[][] = [];
  for (let round = -warmups; round < rounds; round += 1) {
    const sample = ways.map(({ operations, work }) => {
      const startedNs = process.hrtime.bigint();
      work();
      return Number(process.hrtime.bigint() - startedNs) / operations;
    });
    if (round >= 0) samples.push(sample);
  }
  const of = (way: number) => (sample: readonly number[]) => sample[way] ?? Number.NaN;
  return {
    ns: ways.map((_, way) => median(samples.map(of(way)))),
    ratio: (slower, faster) => median(samples.map((sample) => of(slower)(sample) / of(faster)(sample))),
  };
};

/** One printed figure. A ratio with a `must` is checked by the reader against design §10, never by a test. */
export interface Figure {
  readonly name: string;
  readonly value: string;
  readonly must?: string;
  readonly holds?: boolean;
}

/** Nanoseconds in the unit a person reads. */
export const formatNs = (ns: number): string => (ns < 1_000 ? `${ns.toFixed(1)} ns` : `${(ns / 1_000).toFixed(2)} µs`);

/** Events a second, for a cost in nanoseconds. */
export const formatPerSecond = (ns: number): string => `${Math.round(1e9 / ns).toLocaleString('en-US')}/s`;
