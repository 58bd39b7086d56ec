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
  /** All that was made, with arbitrages that have come to life again as they had ended; and the highest it has been. */
  readonly made: bigint;
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
  made = 0n;
  peak = 0n;

  constructor(state?: ResultSumsState) {
    if (state !== undefined) Object.assign(this, state);
  }

  /** An arbitrage has ended with that; the last time that it ended, it had made `madeBefore`. */
  add(report: PnlReport, madeBefore: bigint): void {
    this.expected += report.expected;
    this.realised += report.realised;
    this.fees += report.fees;
    this.slippage += report.slippage;
    this.unfilled += report.unfilled;
    this.unwinds += report.unwinds;
    this.failures += report.settlementFailures;
    this.rounding += report.rounding;
    this.made += report.realised - madeBefore;
    if (this.made > this.peak) this.peak = this.made;
  }

  /** Its end is taken back. Nothing is made or lost by that. */
  takeBack(report: PnlReport): void {
    this.expected -= report.expected;
    this.realised -= report.realised;
    this.fees -= report.fees;
    this.slippage -= report.slippage;
    this.unfilled -= report.unfilled;
    this.unwinds -= report.unwinds;
    this.failures -= report.settlementFailures;
    this.rounding -= report.rounding;
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
