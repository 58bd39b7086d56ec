// Polymarket names the best prices with each change: those of the end of the instant, though an instant may take several
// frames. Where they are not those of the book once the instant is over, something is missing. Where the book's sides
// cross then, the frames that part them are yet to come, and the book heals as soon as it agrees with what is named.
import { MoneyError } from '../../money/errors.ts';
import { parseMicros, printMicros } from '../../money/decimal.ts';
import { MICROS_PER_UNIT } from '../../money/micros.ts';
import type { RecordedBook } from '../recorded-book.ts';
import { mirroredPx, type Fields } from './amounts.ts';
import type { Outlet } from './outlet.ts';
import type { PolymarketMarket } from './polymarket-markets.ts';

/** The price that a frame names; null for an empty side, which it writes as 0 or 1, undefined where it names none. */
const namedPx = (value: unknown): bigint | null | undefined => {
  if (typeof value !== 'string' || value === '') return undefined;
  try {
    const px = parseMicros(value.startsWith('.') ? `0${value}` : value);
    return px > 0n && px < MICROS_PER_UNIT ? px : null;
  } catch (error) {
    if (error instanceof MoneyError) return undefined;
    throw error;
  }
};

const printed = (px: bigint | null): string => (px === null ? 'nothing' : printMicros(px));

// How the best prices that a change names differ from the book's, as the end of a sentence; null where they agree.
const disagreement = (book: RecordedBook, fields: Fields, isFirst: boolean): string | null => {
  for (const name of ['best_bid', 'best_ask'] as const) {
    const own = namedPx(fields[name]);
    if (own === undefined) continue;
    const isBid = (name === 'best_bid') === isFirst;
    const px = own === null || isFirst ? own : mirroredPx(own);
    const found = isBid ? book.bids.bestPx : book.asks.bestPx;
    if (px !== found) return `should be ${printed(px)} ${isBid ? 'to buy' : 'to sell'}, and are ${printed(found)}`;
  }
  return null;
};

/** How much later another market's frame must be stamped to show that an instant is over. */
const INSTANT_OVER_US = 5_000;

/** Holds the best prices that frames name against the books. */
export class NamedPrices {
  private readonly outlet: Outlet;
  /** The markets that differed from what was named, in an instant that may not be over. */
  private readonly open = new Set<PolymarketMarket>();

  constructor(outlet: Outlet) {
    this.outlet = outlet;
  }

  /** Judges the instants that are over when a frame with this stamp comes; `market` is the frame's, before it applies. */
  tellTime(market: PolymarketMarket, stampUs: number): void {
    if (this.open.size === 0) return;
    for (const each of this.open) {
      const { openUs } = each;
      if (each === market ? stampUs !== openUs : stampUs > openUs + INSTANT_OVER_US) this.close(each);
    }
  }

  /** A frame's last change applied: compares the book with the best prices that it names. */
  compare(market: PolymarketMarket, named: Fields, isFirst: boolean, stampUs: number): void {
    const { book } = market;
    if (book.isStale && !market.isStaleByCrossing) return;
    market.differs = disagreement(book, named, isFirst);
    if (market.differs !== null) {
      market.openUs = stampUs;
      this.open.add(market);
      return;
    }
    this.open.delete(market);
    if (!book.isStale || book.isCrossed) return;
    market.isStaleByCrossing = false;
    this.outlet.give(book, { what: 'snapshot', bids: book.bids.levels(), asks: book.asks.levels() }, stampUs);
  }

  /** The book is known anew, or something of it is missing: what was named before says nothing about it. */
  forget(market: PolymarketMarket): void {
    market.isStaleByCrossing = false;
    this.open.delete(market);
  }

  /** No frame follows. */
  end(): void {
    for (const market of this.open) this.close(market);
  }

  private close(market: PolymarketMarket): void {
    const { book, differs } = market;
    this.open.delete(market);
    // A stale book of crossed sides differs until they part.
    if (book.isStale) return;
    this.outlet.tally.fault('contradiction', () => `The best prices of ${book.market} ${differs ?? ''}.`);
    market.isStaleByCrossing = book.isCrossed;
    this.outlet.giveGap(book, null);
  }
}
