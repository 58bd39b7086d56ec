// Exposure and result over time, as the portfolio derives them: the same portfolio that the run itself keeps. It releases
// arbitrages that ended long ago, so that it stays small; a later record of one of those is missing in the figures, and
// is counted.
import { Portfolio } from '../../accounting/portfolio.ts';
import { PassingQueue } from '../../kernel/passing-queue.ts';
import type { RecordBody } from '../../journal/records.ts';
import { bytes } from './growing.ts';

const ENDED_KEPT = 20_000;
/** Ends after which nothing is at risk; one that is exposed stays in the portfolio. */
const forgettable = new Set(['completed', 'partial', 'cancelled', 'failed']);

/** The figures at rest: plain data. */
export interface MoneyState {
  readonly captured: bigint;
  readonly expected: bigint;
  readonly exposure: bigint;
  readonly missed: number;
  readonly broken: string | null;
}

/** The portfolio of a run that is looked at. */
export class MoneyWatch {
  private readonly portfolio = new Portfolio();
  private readonly hasEnded = bytes();
  /** Ends in the order in which they came: a set would walk over what was taken out of it. */
  private readonly ends = new PassingQueue<number>();
  private readonly forgotten = bytes();
  /** The figures of a run that was read before: its portfolio is not computed again. */
  private told: MoneyState | null = null;
  /** Records that the figures lack. */
  missed = 0;
  /** Why the portfolio was given up; null while it holds. */
  broken: string | null = null;

  /** Takes a record in. A journal that the portfolio cannot follow ends it, and nothing else. */
  observe(body: RecordBody, arbitrage: number): void {
    if (this.broken !== null) return;
    if (arbitrage > 0 && this.forgotten.at(arbitrage) === 1) {
      this.missed += 1;
      return;
    }
    try {
      this.portfolio.observe(body);
      if (body.type === 'arbitrage.moved') this.moved(body.arbitrage, body.to);
    } catch (error) {
      this.broken = error instanceof Error ? error.message : String(error);
    }
  }

  /** What open and exposed arbitrages may still lose: micros of the run's currency. */
  get exposure(): bigint {
    return this.told?.exposure ?? this.portfolio.openExposure;
  }

  /** What was made of everything that has ended, and what had been expected of it: micros of the run's currency. */
  get made(): { readonly captured: bigint; readonly expected: bigint } {
    return this.told ?? this.portfolio.made;
  }

  /** The figures as plain data. */
  save(): MoneyState {
    return { ...this.made, exposure: this.exposure, missed: this.missed, broken: this.broken };
  }

  /** Puts saved figures in the place of the portfolio: nothing is booked any more. */
  restore(state: MoneyState): void {
    this.told = state;
    this.missed = state.missed;
    this.broken = state.broken;
  }

  private moved(arbitrage: number, to: string): void {
    const isOver = forgettable.has(to);
    this.hasEnded.set(arbitrage, isOver ? 1 : 0);
    if (!isOver) return;
    this.ends.push(arbitrage);
    if (this.ends.size <= ENDED_KEPT) return;
    const oldest = this.ends.take()!;
    if (this.hasEnded.at(oldest) === 0 || this.forgotten.at(oldest) === 1) return;
    this.forgotten.set(oldest, 1);
    this.portfolio.forget(oldest);
  }
}
