// What is in a recording, market by market: gathered update by update, in memory that grows with the markets only.
import { RecordedBook } from './recorded-book.ts';
import type { BookLevel, MarketChange, MarketUpdate } from './types.ts';

/** What a recording says of one market. */
export interface MarketSurvey {
  readonly venue: string;
  readonly market: string;
  /** From the first update to the last, in microseconds since the Unix epoch. */
  readonly firstUs: number;
  readonly lastUs: number;
  /** Updates by kind. */
  readonly updates: Readonly<Record<MarketChange['what'], number>>;
  /** For how long its book was stale between its first update and its last. */
  readonly staleUs: number;
  readonly isStaleAtEnd: boolean;
  /** How often its book became crossed. */
  readonly crossings: number;
  /** The traded quantity, in micros. */
  readonly tradedQty: bigint;
  readonly tickPx: bigint | null;
  /** At its end. */
  readonly bestBid: BookLevel | null;
  readonly bestAsk: BookLevel | null;
}

/** What is in a recording. */
export interface SurveyReport {
  readonly updates: number;
  readonly firstUs: number | null;
  readonly lastUs: number | null;
  /** How often time goes back from one update to the next, over all markets, and how far at most. */
  readonly stepsBack: number;
  readonly stepBackUsMax: number;
  readonly markets: readonly MarketSurvey[];
}

interface Seen {
  readonly book: RecordedBook;
  firstUs: number;
  lastUs: number;
  readonly updates: Record<MarketChange['what'], number>;
  staleSinceUs: number | null;
  staleUs: number;
  tradedQty: bigint;
}

/** Surveys a recording as it is read. */
export class Survey {
  private readonly seen = new Map<string, Seen>();
  private updates = 0;
  private firstUs: number | null = null;
  private lastUs: number | null = null;
  private beforeUs = 0;
  private stepsBack = 0;
  private stepBackUsMax = 0;

  /** Takes in an update. */
  observe(update: MarketUpdate): void {
    const { atUs, what } = update;
    this.updates += 1;
    this.firstUs = Math.min(this.firstUs ?? atUs, atUs);
    this.lastUs = Math.max(this.lastUs ?? atUs, atUs);
    if (atUs < this.beforeUs) {
      this.stepsBack += 1;
      this.stepBackUsMax = Math.max(this.stepBackUsMax, this.beforeUs - atUs);
    }
    this.beforeUs = atUs;
    const seen = this.of(update);
    seen.book.apply(update);
    seen.firstUs = Math.min(seen.firstUs, atUs);
    seen.lastUs = Math.max(seen.lastUs, atUs);
    seen.updates[what] += 1;
    if (what === 'trade') seen.tradedQty += update.qty;
    if (seen.book.isStale) seen.staleSinceUs ??= atUs;
    else if (seen.staleSinceUs !== null) {
      seen.staleUs += Math.max(atUs - seen.staleSinceUs, 0);
      seen.staleSinceUs = null;
    }
  }

  /** What was found so far. */
  report(): SurveyReport {
    const markets = [...this.seen.values()].map(({ book, staleSinceUs, staleUs, ...found }) => ({
      venue: book.venue,
      market: book.market,
      ...found,
      staleUs: staleUs + (staleSinceUs === null ? 0 : Math.max(found.lastUs - staleSinceUs, 0)),
      isStaleAtEnd: book.isStale,
      crossings: book.crossings,
      tickPx: book.tickPx,
      bestBid: book.best('bid'),
      bestAsk: book.best('ask'),
    }));
    const { updates, firstUs, lastUs, stepsBack, stepBackUsMax } = this;
    return { updates, firstUs, lastUs, stepsBack, stepBackUsMax, markets };
  }

  private of({ venue, market, atUs }: MarketUpdate): Seen {
    const key = JSON.stringify([venue, market]);
    let seen = this.seen.get(key);
    if (seen === undefined) {
      const updates = { snapshot: 0, level: 0, trade: 0, tick: 0, gap: 0 };
      const book = new RecordedBook(venue, market);
      seen = { book, firstUs: atUs, lastUs: atUs, updates, staleSinceUs: null, staleUs: 0, tradedQty: 0n };
      this.seen.set(key, seen);
    }
    return seen;
  }
}
