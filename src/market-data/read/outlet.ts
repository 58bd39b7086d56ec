// Where the readers of the venues' frames put what they read: dated, named and counted. An update without a time of its
// own (Kalshi stamps no snapshot) waits for the next time that the recording tells, because dated with an earlier one it
// would show a book before it was so.
import { RecordedBooks, type RecordedBook } from '../recorded-book.ts';
import type { MarketChange, MarketUpdate } from '../types.ts';
import { updateOf } from '../update.ts';
import { BadFrame } from './amounts.ts';
import type { ReadTally } from './tally.ts';

/** A recording may speak of so many markets. */
export const marketsMax = 20_000;
const UNDATED_MAX = 10_000;

/** What readers share: the books as they stand, and the way out. */
export class Outlet {
  readonly books = new RecordedBooks();
  readonly tally: ReadTally;
  /** Where updates go; the owner empties it. */
  out: MarketUpdate[] = [];
  /** When the frame that is being read was received, where its recorder says so. */
  receivedUs: number | null = null;
  /** The last time in the recording so far. */
  lastUs: number | null = null;
  private readonly names: ReadonlyMap<string, string>;
  private undated: MarketUpdate[] = [];
  private markets = 0;

  /** `names` renames markets: from `venue/market` as recorded. */
  constructor(tally: ReadTally, names: ReadonlyMap<string, string>) {
    this.tally = tally;
    this.names = names;
  }

  /** The book of a market, named as it is to be named. Throws `BadFrame` where there are too many. */
  book(venue: string, market: string): RecordedBook {
    const name = this.names.size === 0 ? market : (this.names.get(`${venue}/${market}`) ?? market);
    const known = this.books.find(venue, name);
    if (known !== undefined) return known;
    if (this.markets === marketsMax) throw new BadFrame(`it is of another market than the first ${marketsMax}`);
    this.markets += 1;
    return this.books.of(venue, name);
  }

  /** The recording tells a time: what waited for one is dated with it. */
  tellTime(us: number): void {
    this.lastUs = us;
    if (this.undated.length > 0) this.release(us);
  }

  /** Gives an update of a book, and lets the book follow it. Null for a time that the venue did not tell. */
  give(book: RecordedBook, change: MarketChange, stampUs: number | null): void {
    if (stampUs !== null) this.tellTime(stampUs);
    const update = updateOf(change, stampUs ?? 0, book.venue, book.market, this.receivedUs);
    book.apply(update);
    if (stampUs === null) this.hold(update);
    else this.push(update);
  }

  /** Passes on an update that is dated and named already. */
  pass(book: RecordedBook, update: MarketUpdate): void {
    this.tellTime(update.atUs);
    book.apply(update);
    this.push(update);
  }

  /** Something of this book is missing; said once, until it is whole again. */
  giveGap(book: RecordedBook, missed: number | null): void {
    if (!book.isStale) this.give(book, { what: 'gap', missed }, this.lastUs);
  }

  /** What still waits for a time gets none any more. */
  end(): void {
    if (this.undated.length === 0) return;
    this.tally.fault('undated', () => `${this.undated.length} updates have no time, and none comes after them.`);
    this.release(this.lastUs ?? 0);
  }

  private hold(update: MarketUpdate): void {
    this.undated.push(update);
    if (this.undated.length < UNDATED_MAX) return;
    this.tally.fault('undated', () => `${UNDATED_MAX} updates came before any that tells a time.`);
    this.release(this.lastUs ?? 0);
  }

  private release(us: number): void {
    for (const update of this.undated) {
      const { receivedUs } = update;
      this.push({ ...update, atUs: receivedUs === undefined ? us : Math.min(us, receivedUs) });
    }
    this.undated = [];
  }

  private push(update: MarketUpdate): void {
    this.tally.updates += 1;
    this.out.push(update);
  }
}
