// Counts by name. Names come from the journal's own words, of which there are few.

/** Counts by name, in the order in which the names first came. */
export class Tally {
  private readonly counts = new Map<string, number>();

  constructor(saved: Readonly<Record<string, number>> = {}) {
    for (const [name, count] of Object.entries(saved)) this.counts.set(name, count);
  }

  /** One more, or so many more: fewer where negative. */
  add(name: string, by = 1): void {
    this.counts.set(name, (this.counts.get(name) ?? 0) + by);
  }

  /** How often. */
  of(name: string): number {
    return this.counts.get(name) ?? 0;
  }

  /** The counts as plain data; those that have come back to 0 are left out. */
  save(): Record<string, number> {
    return Object.fromEntries([...this.counts].filter(([, count]) => count !== 0));
  }

  /** The counts with the largest first. */
  sorted(): Record<string, number> {
    const rows = Object.entries(this.save());
    return Object.fromEntries(rows.toSorted(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)));
  }
}
