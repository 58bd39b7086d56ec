// Polymarket's market-channel frames (book, price_change, last_trade_price, tick_size_change) as updates. Source:
// Polymarket's AsyncAPI document of 2026-08, and captures. Two tokens share one book: what is said of the second is said
// of the first. Frames have no numbers: that something is missing shows where a change comes too late, where the best
// prices that it names are not those of the book, or where a line could not be read.
import type { RecordedBook } from '../recorded-book.ts';
import type { BookLevel, BookSide } from '../types.ts';
import { BadFrame, isFields, mirroredPx, priceOf, quantityOf, shown, sortedLevels, type Fields } from './amounts.ts';
import type { Outlet } from './outlet.ts';
import { NamedPrices } from './polymarket-best.ts';
import { PolymarketMarkets, type PolymarketMarket, type Token, type TokenMap } from './polymarket-markets.ts';
import { Recent } from './recent.ts';
import { stampUsOf } from './stamps.ts';

/** Whether this is a frame of Polymarket's. */
export const isPolymarketFrame = (frame: Fields): boolean => typeof frame['event_type'] === 'string';

interface Change {
  readonly token: Token;
  readonly side: BookSide;
  readonly px: bigint;
  readonly qty: bigint;
  readonly key: string;
  readonly fields: Fields;
}

/** Reads the frames of one file. */
export class PolymarketReader {
  private readonly outlet: Outlet;
  private readonly markets: PolymarketMarkets;
  private readonly isBestChecked: boolean;
  private readonly named: NamedPrices;
  private readonly recent = new Recent();

  constructor(outlet: Outlet, tokens: TokenMap | null, isBestChecked: boolean) {
    this.outlet = outlet;
    this.markets = new PolymarketMarkets(outlet, tokens);
    this.isBestChecked = isBestChecked;
    this.named = new NamedPrices(outlet);
  }

  /** Reads one frame. Throws `BadFrame`, after it has marked stale what it may have been about. */
  read(frame: Fields): void {
    try {
      switch (frame['event_type']) {
        case 'book':
          return this.bookFrame(frame);
        case 'price_change':
          return this.priceChange(frame);
        case 'last_trade_price':
          return this.trade(frame);
        case 'tick_size_change':
          return this.tickSize(frame);
        default:
          return this.outlet.tally.other(String(frame['event_type']));
      }
    } catch (error) {
      if (error instanceof BadFrame) this.doubt(frame['market']);
      throw error;
    }
  }

  /** Something was there that could not be read: the market's book is stale, or every book where it is not known whose. */
  doubt(condition: unknown): void {
    for (const market of this.markets.concerned(condition)) this.gap(market, null);
  }

  /** The recording is over. */
  end(): void {
    this.named.end();
  }

  private gap(market: PolymarketMarket, missed: number | null): void {
    this.named.forget(market);
    this.outlet.giveGap(market.book, missed);
  }

  private bookFrame(frame: Fields): void {
    const token = this.markets.token(frame);
    const bids = levelsOf(frame['bids'] ?? frame['buys']);
    const asks = levelsOf(frame['asks'] ?? frame['sells']);
    const stampUs = stampUsOf(frame['timestamp']);
    if (token === null) return;
    const { market, isFirst } = token;
    const { book } = market;
    const key = `${token.asset}|${stampUs}|${String(frame['hash'])}`;
    // A second subscription receives the same book again, which is news where the book is stale.
    if (this.recent.isSeen(key) && !book.isStale) {
      this.outlet.tally.fault('duplicate', () => `The book of ${book.market} was there before, and is left out.`);
      return;
    }
    if (!this.isInOrder(token, stampUs)) return;
    const snapshot = isFirst
      ? { bids: sortedLevels(bids, 'bid'), asks: sortedLevels(asks, 'ask') }
      : { bids: sortedLevels(asks.map(mirrored), 'bid'), asks: sortedLevels(bids.map(mirrored), 'ask') };
    const isSame = market.snapshotUs === stampUs && !book.isStale && isShown(book, snapshot);
    market.snapshotUs = stampUs;
    // The other token's half of what was said already.
    if (isSame) return;
    this.named.tellTime(market, stampUs);
    this.named.forget(market);
    this.outlet.give(book, { what: 'snapshot', ...snapshot }, stampUs);
    const tick = frame['tick_size'];
    if (typeof tick === 'string') this.tick(book, priceOf(tick), stampUs);
  }

  private priceChange(frame: Fields): void {
    const stampUs = stampUsOf(frame['timestamp']);
    const entries = frame['price_changes'] ?? frame['changes'];
    if (!Array.isArray(entries)) throw new BadFrame(`its price_changes are ${shown(entries)}, no list`);
    const changes = entries.flatMap((entry: unknown) => this.change(frame, entry, stampUs));
    const news = changes.filter(({ key }) => !this.recent.isSeen(key));
    if (news.length < changes.length && news.length === 0) {
      this.outlet.tally.fault('duplicate', () => 'This change was there before, and is left out.');
      return;
    }
    const [first] = news;
    if (first === undefined) return;
    if (!this.isInOrder(first.token, stampUs)) {
      this.gap(first.token.market, 1);
      return;
    }
    const { market } = first.token;
    const { book } = market;
    if (news.some(({ token }) => token.market.book !== book))
      throw new BadFrame('its changes are of different markets');
    this.named.tellTime(market, stampUs);
    for (const { side, px, qty } of news) {
      // The other token's half of a change says nothing new.
      if (!book.isStale && book.side(side).qtyAt(px) === qty) continue;
      this.outlet.give(book, { what: 'level', side, px, qty }, stampUs);
    }
    const last = news.at(-1);
    if (last !== undefined && this.isBestChecked) this.named.compare(market, last.fields, last.token.isFirst, stampUs);
  }

  private change(frame: Fields, entry: unknown, stampUs: number): readonly Change[] {
    if (!isFields(entry)) throw new BadFrame(`a change is ${shown(entry)}, no object`);
    const { asset_id: assetId = frame['asset_id'], price, size, side, hash = frame['hash'] } = entry;
    const ownPx = priceOf(price);
    const qty = quantityOf(size);
    const ownSide = side === 'BUY' ? 'bid' : side === 'SELL' ? 'ask' : null;
    if (ownSide === null) throw new BadFrame(`its side is ${shown(side)}, neither BUY nor SELL`);
    const token = this.markets.token({ asset_id: assetId, market: frame['market'] });
    if (token === null) return [];
    const key = `${token.asset}|${stampUs}|${String(price)}|${String(size)}|${ownSide}|${String(hash)}`;
    if (token.isFirst) return [{ token, side: ownSide, px: ownPx, qty, key, fields: entry }];
    return [{ token, side: ownSide === 'bid' ? 'ask' : 'bid', px: mirroredPx(ownPx), qty, key, fields: entry }];
  }

  private trade(frame: Fields): void {
    const ownPx = priceOf(frame['price']);
    const qty = quantityOf(frame['size']);
    const stampUs = stampUsOf(frame['timestamp']);
    const token = this.markets.token(frame);
    if (token === null) return;
    const { asset, isFirst, market } = token;
    const { price, size, side, transaction_hash: transaction } = frame;
    if (typeof transaction === 'string') {
      const key = `${asset}|${stampUs}|${String(price)}|${String(size)}|${String(side)}|${transaction}`;
      if (this.recent.isSeen(key)) {
        this.outlet.tally.fault(
          'duplicate',
          () => `A trade of ${market.book.market} was there before, and is left out.`,
        );
        return;
      }
    }
    const isBuy = side === 'BUY' ? isFirst : side === 'SELL' ? !isFirst : null;
    const takerSide = isBuy === null ? null : isBuy ? 'buy' : 'sell';
    const px = isFirst ? ownPx : mirroredPx(ownPx);
    this.named.tellTime(market, stampUs);
    this.outlet.give(market.book, { what: 'trade', px, qty, takerSide }, stampUs);
  }

  private tickSize(frame: Fields): void {
    const tickPx = priceOf(frame['new_tick_size']);
    const stampUs = stampUsOf(frame['timestamp']);
    const token = this.markets.token(frame);
    if (token !== null) this.tick(token.market.book, tickPx, stampUs);
  }

  private tick(book: RecordedBook, tickPx: bigint, stampUs: number): void {
    if (book.tickPx !== tickPx) this.outlet.give(book, { what: 'tick', tickPx }, stampUs);
  }

  /** Returns whether the market has seen no later time already; counts the frame as late where it has. */
  private isInOrder({ market }: Token, stampUs: number): boolean {
    if (market.isInOrder(stampUs)) return true;
    this.outlet.tally.fault('late', () => `A frame of ${market.book.market} comes after a newer one, and is left out.`);
    return false;
  }
}

const mirrored = ({ px, qty }: BookLevel): BookLevel => ({ px: mirroredPx(px), qty });

const levelsOf = (levels: unknown): readonly BookLevel[] => {
  if (!Array.isArray(levels)) throw new BadFrame(`its levels are ${shown(levels)}, no list`);
  return levels.map((level: unknown) => {
    if (!isFields(level)) throw new BadFrame(`a level is ${shown(level)}, no object`);
    return { px: priceOf(level['price']), qty: quantityOf(level['size']) };
  });
};

const isShown = (
  book: RecordedBook,
  shows: { readonly bids: readonly BookLevel[]; readonly asks: readonly BookLevel[] },
): boolean =>
  (['bid', 'ask'] as const).every((name) => {
    const levels = name === 'bid' ? shows.bids : shows.asks;
    const side = book.side(name);
    return levels.length === side.size && levels.every(({ px, qty }) => side.qtyAt(px) === qty);
  });
