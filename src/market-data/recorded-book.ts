// The book of one market as its recording last showed it. It applies what a reader read, and says whether it may be
// trusted. It does not know frames, files or who trades on it.
import { unreachable } from '../kernel/assert.ts';
import { BookSideLevels } from './book-side.ts';
import type { BookLevel, BookSide, MarketUpdate } from './types.ts';

/** A level book of one market that follows its recording. */
export class RecordedBook {
  readonly venue: string;
  readonly market: string;
  readonly bids = new BookSideLevels(true);
  readonly asks = new BookSideLevels(false);
  /** Nobody may trade on it: something is missing since its last snapshot, or there was none yet. */
  isStale = true;
  /** When it last changed or was shown anew, as the venue stamped it; null before the first update. */
  atUs: number | null = null;
  /** How far prices are apart, in micros; null until the recording says. */
  tickPx: bigint | null = null;
  /** How often it became crossed while it was not stale. */
  crossings = 0;
  private wasCrossed = false;

  constructor(venue: string, market: string) {
    this.venue = venue;
    this.market = market;
  }

  /** Follows one update of this market. */
  apply(update: MarketUpdate): void {
    switch (update.what) {
      case 'level':
        (update.side === 'bid' ? this.bids : this.asks).set(update.px, update.qty);
        break;
      case 'snapshot':
        this.bids.replace(update.bids);
        this.asks.replace(update.asks);
        this.isStale = false;
        break;
      case 'gap':
        this.isStale = true;
        break;
      case 'tick':
        this.tickPx = update.tickPx;
        return;
      case 'trade':
        return;
      default:
        unreachable(update);
    }
    this.atUs = update.atUs;
    const isCrossed = !this.isStale && this.isCrossed;
    if (isCrossed && !this.wasCrossed) this.crossings += 1;
    this.wasCrossed = isCrossed;
  }

  /** Whether a buyer offers what a seller asks, or more: no venue lets such a book stand. */
  get isCrossed(): boolean {
    const bid = this.bids.bestPx;
    const ask = this.asks.bestPx;
    return bid !== null && ask !== null && bid >= ask;
  }

  /** The best price of a side and what waits there; null where nothing does. */
  best(side: BookSide): BookLevel | null {
    return this.side(side).at(0) ?? null;
  }

  /** Between the best prices; null where one is missing. */
  get spreadPx(): bigint | null {
    const bid = this.bids.bestPx;
    const ask = this.asks.bestPx;
    return bid === null || ask === null ? null : ask - bid;
  }

  /** What waits within so many ticks of the best price of a side; `tickPx` where the recording does not say its own. */
  depthWithin(side: BookSide, ticks: number, tickPx = 10_000n): bigint {
    return this.side(side).qtyWithin(BigInt(ticks) * (this.tickPx ?? tickPx));
  }

  /** One side of it. */
  side(side: BookSide): BookSideLevels {
    return side === 'bid' ? this.bids : this.asks;
  }
}

/** The books of all markets of a recording. */
export class RecordedBooks implements Iterable<RecordedBook> {
  private readonly byVenue = new Map<string, Map<string, RecordedBook>>();
  private last: RecordedBook | null = null;

  /** Follows an update, and gives the book that it was about. A market that is new gets a book. */
  apply(update: MarketUpdate): RecordedBook {
    const book = this.of(update.venue, update.market);
    book.apply(update);
    return book;
  }

  /** The book of a market: a stale and empty one, where it is new. */
  of(venue: string, market: string): RecordedBook {
    const { last } = this;
    if (last !== null && last.market === market && last.venue === venue) return last;
    let markets = this.byVenue.get(venue);
    if (markets === undefined) this.byVenue.set(venue, (markets = new Map()));
    let book = markets.get(market);
    if (book === undefined) markets.set(market, (book = new RecordedBook(venue, market)));
    this.last = book;
    return book;
  }

  /** The book of a market, where there is one. */
  find(venue: string, market: string): RecordedBook | undefined {
    return this.byVenue.get(venue)?.get(market);
  }

  *[Symbol.iterator](): Iterator<RecordedBook> {
    for (const markets of this.byVenue.values()) yield* markets.values();
  }
}
