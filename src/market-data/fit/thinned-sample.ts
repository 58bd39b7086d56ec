// A bounded sample of a stream of values: every one at first, every second once it is full, every fourth after that. No
// chance in it, so that the same recording gives the same sample.

const VALUES_MAX = 8_192;

/** Keeps every so many-th value of a stream. */
export class ThinnedSample<T extends number | bigint> {
  /** How many values came. */
  count = 0;
  private every = 1;
  private kept: T[] = [];

  /** Takes in a value. */
  add(value: T): void {
    if (this.count % this.every === 0) {
      this.kept.push(value);
      if (this.kept.length === VALUES_MAX) {
        this.kept = this.kept.filter((_, index) => index % 2 === 0);
        this.every *= 2;
      }
    }
    this.count += 1;
  }

  /** What was kept, the smallest first. */
  sorted(): readonly T[] {
    return this.kept.toSorted((left, right) => (left < right ? -1 : left > right ? 1 : 0));
  }

  /** The value that a share of all stays at or under, of so many hundredths; undefined where none came. */
  percentile(hundredths: number): T | undefined {
    const sorted = this.sorted();
    return sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * hundredths) / 100))];
  }
}
