// Which market and which outcome a Polymarket token is of. By a mapping, where one is given; else a condition's first
// token that is seen is its first outcome. A condition has two tokens.
import type { RecordedBook } from '../recorded-book.ts';
import { BadFrame, textOf, type Fields } from './amounts.ts';
import type { Outlet } from './outlet.ts';

/** What a token is of. */
export interface TokenMeaning {
  /** The market, as it is to be named. */
  readonly market: string;
  /** Whether it is the token of the market's first outcome. */
  readonly isFirst: boolean;
}

/** Reads what a token is of, as `FED-DEC/yes`; null where that is no market with one of its outcomes. */
export const tokenMeaningOf = (text: string): TokenMeaning | null => {
  const [, market, outcome] = /^(.+)\/(yes|no)$/.exec(text) ?? [];
  return market === undefined ? null : { market, isFirst: outcome === 'yes' };
};

/** Tokens by their asset ids. */
export type TokenMap = ReadonlyMap<string, TokenMeaning>;

const LATE_BELIEVED_FROM = 3;

/** A market, and how far its recording has come. */
export class PolymarketMarket {
  readonly book: RecordedBook;
  readonly tokens: string[] = [];
  /** Of the last snapshot. */
  snapshotUs: number | null = null;
  /** How the book differs from the best prices last named, as the end of a sentence; null where it agrees. */
  differs: string | null = null;
  /** The instant in which it came to differ. */
  openUs = 0;
  /** The book is stale because its sides crossed, and nothing else is known to be wrong with it. */
  isStaleByCrossing = false;
  private newestUs = 0;
  private lateCount = 0;

  constructor(book: RecordedBook) {
    this.book = book;
  }

  /** Whether a frame is not older than the newest. One damaged time must not make everything after it late. */
  isInOrder(stampUs: number): boolean {
    const isLate = stampUs < this.newestUs;
    this.lateCount = isLate ? this.lateCount + 1 : 0;
    if (isLate && this.lateCount < LATE_BELIEVED_FROM) return false;
    this.lateCount = 0;
    this.newestUs = stampUs;
    return true;
  }
}

/** A token, and the market it is of. */
export interface Token {
  readonly asset: string;
  readonly market: PolymarketMarket;
  readonly isFirst: boolean;
}

/** The markets of one file. */
export class PolymarketMarkets {
  private readonly outlet: Outlet;
  private readonly given: TokenMap | null;
  private readonly tokens = new Map<string, Token>();
  private readonly byCondition = new Map<string, PolymarketMarket>();
  private readonly byBook = new Map<RecordedBook, PolymarketMarket>();

  constructor(outlet: Outlet, given: TokenMap | null) {
    this.outlet = outlet;
    this.given = given;
  }

  /** The token of a frame; null where a mapping is given that does not tell what it is. Throws `BadFrame`. */
  token(frame: Fields): Token | null {
    const asset = textOf(frame['asset_id'], 'its asset_id');
    const known = this.tokens.get(asset);
    if (known !== undefined) return known;
    const condition = textOf(frame['market'], 'its market');
    const token = this.given === null ? this.seen(asset, condition) : this.mapped(asset, condition, this.given);
    if (token === null) {
      this.outlet.tally.fault('unmapped', () => `The token ${asset} is none of those named, and is left out.`);
      return null;
    }
    this.tokens.set(asset, token);
    token.market.tokens.push(asset);
    return token;
  }

  /** The market of a condition; all of them, where it is none that is known. */
  concerned(condition: unknown): Iterable<PolymarketMarket> {
    const named = typeof condition === 'string' ? this.byCondition.get(condition) : undefined;
    return named === undefined ? this.byBook.values() : [named];
  }

  private seen(asset: string, condition: string): Token {
    const market = this.byCondition.get(condition) ?? this.opened(condition, condition);
    if (market.tokens.length >= 2) throw new BadFrame(`its token is a third one of the condition ${condition}`);
    return { asset, market, isFirst: market.tokens.length === 0 };
  }

  private mapped(asset: string, condition: string, given: TokenMap): Token | null {
    const meaning = given.get(asset);
    if (meaning !== undefined) {
      const market = this.opened(condition, meaning.market);
      return { asset, market, isFirst: meaning.isFirst };
    }
    // The other token of a market of which one is named.
    const market = this.byCondition.get(condition);
    const [sibling] = market?.tokens ?? [];
    if (market === undefined || sibling === undefined || market.tokens.length >= 2) return null;
    return { asset, market, isFirst: this.tokens.get(sibling)?.isFirst === false };
  }

  private opened(condition: string, name: string): PolymarketMarket {
    const book = this.outlet.book('polymarket', name);
    let market = this.byBook.get(book);
    if (market === undefined) this.byBook.set(book, (market = new PolymarketMarket(book)));
    this.byCondition.set(condition, market);
    return market;
  }
}
