// Whole microseconds counted in buckets that grow with the value: 64 for each doubling, so that a percentile is right
// to 1.6 %, and exact below 64. It is made for the hot path: recording is a few integer operations.
import { assert } from '../kernel/assert.ts';

const SUB_BITS = 6;
const SUB_BUCKETS = 1 << SUB_BITS;
/** The largest value with a bucket of its own, 2^40 µs, is above twelve days. */
const EXPONENT_MAX = 40;
const BUCKETS = (EXPONENT_MAX - SUB_BITS + 2) * SUB_BUCKETS;
const INT32_LIMIT = 2 ** 31;

/** A histogram at rest: plain data. */
export interface HistogramState {
  /** The largest value seen. */
  readonly max: number;
  /** Index and count of every bucket that is not empty. */
  readonly counts: readonly (readonly [bucket: number, count: number])[];
}

/** Three percentiles, in whole microseconds, and of how many values. */
export interface Percentiles {
  readonly p50: number;
  readonly p90: number;
  readonly p99: number;
  readonly count: number;
}

const bucketOf = (value: number): number => {
  if (value < SUB_BUCKETS) return value;
  if (value < INT32_LIMIT) {
    const shift = 31 - Math.clz32(value) - SUB_BITS;
    return (shift << SUB_BITS) + (value >> shift);
  }
  const exponent = Math.min(31 + (31 - Math.clz32(Math.floor(value / INT32_LIMIT))), EXPONENT_MAX);
  const shift = exponent - SUB_BITS;
  const within = Math.min(Math.floor(value / 2 ** shift), 2 * SUB_BUCKETS - 1);
  return shift * SUB_BUCKETS + within;
};

/** The largest value of a bucket of a {@link HistogramState}. */
export const lastOf = (bucket: number): number => {
  if (bucket < SUB_BUCKETS) return bucket;
  const shift = Math.floor(bucket / SUB_BUCKETS) - 1;
  const within = bucket - shift * SUB_BUCKETS;
  return (within + 1) * 2 ** shift - 1;
};

/** Counts durations. */
export class Histogram {
  private readonly counts = new Float64Array(BUCKETS);
  private total = 0;
  private largest = 0;

  constructor(state?: HistogramState) {
    if (state === undefined) return;
    this.largest = state.max;
    for (const [bucket, count] of state.counts) {
      assert(bucket >= 0 && bucket < BUCKETS && count > 0, () => `a histogram has no bucket ${bucket} with ${count}`);
      this.counts[bucket] = count;
      this.total += count;
    }
  }

  /** How many values were counted. */
  get count(): number {
    return this.total;
  }

  /** Counts a value: whole microseconds, not negative. */
  record(valueUs: number): void {
    const bucket = bucketOf(valueUs);
    this.counts[bucket] = (this.counts[bucket] ?? 0) + 1;
    this.total += 1;
    if (valueUs > this.largest) this.largest = valueUs;
  }

  /** The value that so many percent of all values do not exceed, to the bucket; 0 where nothing was counted. */
  percentile(percent: number): number {
    const rank = Math.max(1, Math.ceil((this.total * percent) / 100));
    let seen = 0;
    for (let bucket = 0; bucket < BUCKETS; bucket += 1) {
      seen += this.counts[bucket] ?? 0;
      if (seen >= rank) return Math.min(lastOf(bucket), this.largest);
    }
    return this.largest;
  }

  /** The three percentiles that are reported. */
  percentiles(): Percentiles {
    return { p50: this.percentile(50), p90: this.percentile(90), p99: this.percentile(99), count: this.total };
  }

  /** The histogram as plain data. */
  save(): HistogramState {
    const counts: (readonly [number, number])[] = [];
    this.counts.forEach((count, bucket) => {
      if (count > 0) counts.push([bucket, count]);
    });
    return { max: this.largest, counts };
  }
}
