// A row of counters over virtual time: copies at the ends of equal buckets, which grow wider as the run grows longer, so
// that there are never more than a fixed number of them. It knows nothing of what is counted.

/** Rows at most; there are at least half as many in a run that is long enough. */
export const ROWS_MAX = 1_024;
const FIRST_WIDTH_US = 1_000;

/** Counters over time at rest: plain data. */
export interface TimelineState {
  readonly rows: readonly Float64Array[];
  readonly widthUs: number;
}

/** Counters over time. */
export class Timeline {
  private rows: Float64Array[] = [];
  private width = FIRST_WIDTH_US;

  /** How wide a bucket is, microseconds of virtual time. */
  get widthUs(): number {
    return this.width;
  }

  /** The rows: each as the counters stood at the end of its bucket. A column that came later is 0 before. */
  get closed(): readonly Float64Array[] {
    return this.rows;
  }

  /** Whether a bucket ends before that time. */
  isDue(atUs: number): boolean {
    return atUs >= (this.rows.length + 1) * this.width;
  }

  /** Time has come that far; `values` are the counters as they were until then. */
  reach(atUs: number, values: Float64Array, length: number): void {
    if (!this.isDue(atUs)) return;
    while (Math.floor(atUs / this.width) >= ROWS_MAX) this.halve();
    const ended = Math.floor(atUs / this.width);
    if (this.rows.length >= ended) return;
    const copy = values.slice(0, length);
    while (this.rows.length < ended) this.rows.push(copy);
  }

  /** The rows as plain data. */
  save(): TimelineState {
    return { rows: this.rows, widthUs: this.width };
  }

  /** Puts saved rows in the place of all that were here. */
  restore({ rows, widthUs }: TimelineState): void {
    this.rows = [...rows];
    this.width = widthUs;
  }

  private halve(): void {
    const kept = Math.floor(this.rows.length / 2);
    for (let index = 0; index < kept; index += 1) this.rows[index] = this.rows[index * 2 + 1]!;
    this.rows.length = kept;
    this.width *= 2;
  }
}
