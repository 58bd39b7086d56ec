// Exposure and result over time, as the books tell them: the same books that the run itself keeps. What has long ended is
// let go, so that they stay small; if a word comes about one of those after all, the figures lack it, and that is counted.
import { Books } from '../../accounting/books.ts';
import type { RecordBody } from '../../journal/records.ts';
import { bytes } from '../growing.ts';

const ENDED_KEPT = 20_000;

/** The books of a run that is looked at. */
export class MoneyWatch {
  private readonly books = new Books();
  private readonly ended = new Set<number>();
  private readonly forgotten = bytes();
  /** Records that the figures lack. */
  missed = 0;
  /** Why the books were given up; null while they hold. */
  broken: string | null = null;

  /** Takes a record in. A journal that the books cannot follow ends them, and nothing else. */
  observe(body: RecordBody, arbitrage: number): void {
    if (this.broken !== null) return;
    if (arbitrage > 0 && this.forgotten.at(arbitrage) === 1) {
      this.missed += 1;
      return;
    }
    try {
      this.books.observe(body);
      if (body.type === 'arbitrage.moved') this.moved(body.arbitrage, body.to);
    } catch (error) {
      this.broken = error instanceof Error ? error.message : String(error);
    }
  }

  /** What open and exposed arbitrages may still lose: micros of the run's currency. */
  get exposure(): bigint {
    return this.books.openExposure;
  }

  /** What was made of everything that has ended, and what had been expected of it: micros of the run's currency. */
  get made(): { readonly captured: bigint; readonly expected: bigint } {
    return this.books.made;
  }

  private moved(arbitrage: number, to: string): void {
    this.ended.delete(arbitrage);
    if (!['completed', 'partial', 'cancelled', 'failed'].includes(to)) return;
    this.ended.add(arbitrage);
    if (this.ended.size <= ENDED_KEPT) return;
    for (const oldest of this.ended) {
      this.ended.delete(oldest);
      this.forgotten.set(oldest, 1);
      this.books.forget(oldest);
      return;
    }
  }
}
