// The results of many arbitrages, summed cause by cause. An arbitrage that comes to life again takes its share back.
import type { PnlReport } from './pnl.ts';
import type { NamedAmount } from './results.ts';

/** The sums at rest. Micros of the run's currency. */
export interface ResultSumsState {
  readonly expected: bigint;
  readonly realised: bigint;
  readonly fees: bigint;
  readonly slippage: bigint;
  readonly unfilled: bigint;
  readonly unwinds: bigint;
  readonly failures: bigint;
  readonly rounding: bigint;
  /** The lowest result of those that are final. */
  readonly worst: bigint;
  /** The highest that `realised` has been. */
  readonly peak: bigint;
}

/** The sums of all arbitrages that have ended. */
export class ResultSums implements ResultSumsState {
  expected = 0n;
  realised = 0n;
  fees = 0n;
  slippage = 0n;
  unfilled = 0n;
  unwinds = 0n;
  failures = 0n;
  rounding = 0n;
  worst = 0n;
  peak = 0n;

  constructor(state?: ResultSumsState) {
    if (state !== undefined) Object.assign(this, state);
  }

  /** An arbitrage has ended (`times` 1), or its end is taken back (−1). */
  add(report: PnlReport, times: 1n | -1n): void {
    this.expected += times * report.expected;
    this.realised += times * report.realised;
    this.fees += times * report.fees;
    this.slippage += times * report.slippage;
    this.unfilled += times * report.unfilled;
    this.unwinds += times * report.unwinds;
    this.failures += times * report.settlementFailures;
    this.rounding += times * report.rounding;
    if (this.realised > this.peak) this.peak = this.realised;
  }

  /** The result of an arbitrage will not change any more. */
  close({ realised }: PnlReport): void {
    if (realised < this.worst) this.worst = realised;
  }

  /** Why what was made differs from what was expected. */
  differences(): NamedAmount[] {
    const { fees, slippage, unfilled, unwinds, failures, rounding } = this;
    return Object.entries({ fees, slippage, unfilled, unwinds, failures, rounding }).map(([name, amount]) => ({
      name,
      amount,
    }));
  }

  /** The sums as plain data. */
  save(): ResultSumsState {
    return { ...this };
  }
}
