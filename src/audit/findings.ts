// What the invariants have found so far: how much was compared, and what did not hold.
import type { Invariant, Violation } from './types.ts';

/** Findings at rest. */
export interface FindingsState {
  readonly checks: readonly number[];
  readonly violations: readonly Violation[];
  readonly violationCount: number;
}

/** Counts comparisons, and keeps the first of those that do not hold. */
export class Findings {
  /** The record at hand. */
  seq = 0;
  readonly checks: number[];
  readonly violations: Violation[] = [];
  violationCount = 0;
  private readonly violationsMax: number;

  constructor(invariantCount: number, violationsMax: number) {
    this.checks = new Array<number>(invariantCount).fill(0);
    this.violationsMax = violationsMax;
  }

  /** Counts a comparison, and says whether it failed: only then is a sentence put together, and `add` called. */
  fails(invariant: Invariant, holds: boolean): boolean {
    this.checks[invariant.index]! += 1;
    return !holds;
  }

  /** A comparison did not hold. */
  add(invariant: Invariant, actor: string, sentence: string): void {
    this.violationCount += 1;
    if (this.violations.length < this.violationsMax)
      this.violations.push({ invariant: invariant.name, actor, seq: this.seq, sentence });
  }

  /** The findings as plain data. */
  save(): FindingsState {
    return { checks: [...this.checks], violations: [...this.violations], violationCount: this.violationCount };
  }

  /** Takes up what was saved. */
  restore({ checks, violations, violationCount }: FindingsState): void {
    checks.forEach((count, index) => {
      this.checks[index] = count;
    });
    this.violations.push(...violations);
    this.violationCount = violationCount;
  }
}
