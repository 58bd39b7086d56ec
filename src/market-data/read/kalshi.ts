// Kalshi's WebSocket frames (orderbook_snapshot, orderbook_delta, trade) as updates. Source: Kalshi's AsyncAPI document
// of 2026-08: `seq` counts by one within a `sid`, answers to commands included; levels are bids only, of YES and of NO,
// NO in NO's own prices unless `use_yes_price` was asked for; a delta is a change, not a total; a snapshot has no time.
import { unreachable } from '../../kernel/assert.ts';
import type { RecordedBook } from '../recorded-book.ts';
import type { BookLevel, BookSide } from '../types.ts';
import {
  BadFrame,
  changeOf,
  isFields,
  mirroredPx,
  priceOf,
  quantityOf,
  shown,
  sortedLevels,
  textOf,
  type Fields,
} from './amounts.ts';
import { SequenceNumbers, type Arrival } from './sequence-numbers.ts';
import type { Outlet } from './outlet.ts';
import { Recent } from './recent.ts';
import { stampUsOf } from './stamps.ts';

const VENUE = 'kalshi';
const SUBSCRIPTIONS_MAX = 10_000;

interface Subscription {
  readonly numbers: SequenceNumbers;
  readonly books: Set<RecordedBook>;
}

/** Whether this is a frame of Kalshi's. */
export const isKalshiFrame = (frame: Fields): boolean =>
  typeof frame['type'] === 'string' && ('sid' in frame || 'msg' in frame);

/** Reads the frames of one file. */
export class KalshiReader {
  private readonly outlet: Outlet;
  private readonly isNoInYesPrices: boolean;
  private readonly subscriptions = new Map<unknown, Subscription>();
  private readonly trades = new Recent();

  constructor(outlet: Outlet, isNoInYesPrices: boolean) {
    this.outlet = outlet;
    this.isNoInYesPrices = isNoInYesPrices;
  }

  /** Reads one frame. Throws `BadFrame`, after it has marked stale what it may have been about. */
  read(frame: Fields): void {
    const { type, sid, seq } = frame;
    const isBook = type === 'orderbook_snapshot' || type === 'orderbook_delta';
    const numbered = Number.isSafeInteger(seq) && Number.isSafeInteger(sid);
    if (isBook && !numbered) throw new BadFrame(`its sid and seq are ${shown(sid)} and ${shown(seq)}, no numbers`);
    const subscription = numbered ? this.subscription(sid) : null;
    if (subscription !== null && !this.isNext(subscription, seq as number, type)) return;
    const msg = isFields(frame['msg']) ? frame['msg'] : {};
    if (type === 'trade') this.trade(msg);
    else if (!isBook) this.outlet.tally.other(String(type));
    else {
      try {
        if (type === 'orderbook_snapshot') this.snapshot(msg, subscription);
        else this.delta(msg);
      } catch (error) {
        if (error instanceof BadFrame) this.doubt(subscription, msg['market_ticker']);
        throw error;
      }
    }
  }

  /** What a frame was about that could not be read: its market, or every market of its subscription. */
  private doubt(subscription: Subscription | null, ticker: unknown): void {
    const named = typeof ticker === 'string' ? this.outlet.books.find(VENUE, ticker) : undefined;
    for (const book of named === undefined ? (subscription?.books ?? []) : [named]) this.outlet.giveGap(book, 1);
  }

  private subscription(sid: unknown): Subscription {
    let subscription = this.subscriptions.get(sid);
    if (subscription !== undefined) return subscription;
    if (this.subscriptions.size === SUBSCRIPTIONS_MAX)
      throw new BadFrame(`its sid ${shown(sid)} is another than the first ${SUBSCRIPTIONS_MAX}`);
    subscription = { numbers: new SequenceNumbers(), books: new Set() };
    this.subscriptions.set(sid, subscription);
    return subscription;
  }

  /** Whether a frame is to be read; what its number says besides is reported. */
  private isNext({ numbers, books }: Subscription, seq: number, type: unknown): boolean {
    const { tally } = this.outlet;
    const before = numbers.last;
    const arrival: Arrival = numbers.arrive(seq, type === 'orderbook_snapshot' && seq === 1);
    switch (arrival.as) {
      case 'next':
        return true;
      case 'jump':
        tally.fault('gap', () => `Frame ${seq} comes after ${before}: ${arrival.missed} are missing between them.`);
        for (const book of books) this.outlet.giveGap(book, arrival.missed);
        return true;
      case 'restart':
        tally.fault(
          'gap',
          () => `Frame ${seq} comes after ${before}: the numbers begin anew, and what was between is unknown.`,
        );
        for (const book of books) this.outlet.giveGap(book, null);
        return true;
      case 'late':
        tally.fault('late', () => `Frame ${seq} comes after ${before}, too late, and is left out.`);
        return false;
      case 'duplicate':
        tally.fault('duplicate', () => `Frame ${seq} was there before, and is left out.`);
        return false;
      default:
        return unreachable(arrival);
    }
  }

  private snapshot(msg: Fields, subscription: Subscription | null): void {
    const book = this.outlet.book(VENUE, textOf(msg['market_ticker'], 'its market_ticker'));
    const yes = levelsOf(msg['yes_dollars_fp'] ?? msg['yes_dollars'] ?? msg['yes']);
    const no = levelsOf(msg['no_dollars_fp'] ?? msg['no_dollars'] ?? msg['no']);
    const asks = no.map(({ px, qty }) => ({ px: this.askPxOf(px), qty }));
    const change = {
      what: 'snapshot',
      bids: sortedLevels(yes, 'bid'),
      asks: sortedLevels(asks, 'ask'),
    } as const;
    subscription?.books.add(book);
    this.outlet.give(book, change, null);
  }

  private delta(msg: Fields): void {
    const book = this.outlet.book(VENUE, textOf(msg['market_ticker'], 'its market_ticker'));
    const bookSide = sideOf(msg['side']);
    const ownPx = priceOf(msg['price_dollars'] ?? msg['price']);
    const px = bookSide === 'bid' ? ownPx : this.askPxOf(ownPx);
    const change = changeOf(msg['delta_fp'] ?? msg['delta']);
    const stamp = msg['ts'] ?? msg['ts_ms'];
    const stampUs = stamp === undefined ? null : stampUsOf(stamp);
    if (stampUs !== null) this.outlet.tellTime(stampUs);
    if (book.isStale) {
      this.outlet.tally.fault('unusable', () => `A change of ${book.market}, whose book is stale, is left out.`);
      return;
    }
    const qty = book.side(bookSide).qtyAt(px) + change;
    if (qty < 0n) {
      this.outlet.tally.fault('contradiction', () => `More is taken from a price of ${book.market} than waited there.`);
      this.outlet.giveGap(book, null);
    } else this.outlet.give(book, { what: 'level', side: bookSide, px, qty }, stampUs);
  }

  private trade(msg: Fields): void {
    const book = this.outlet.book(VENUE, textOf(msg['market_ticker'], 'its market_ticker'));
    const px = priceOf(msg['yes_price_dollars'] ?? msg['yes_price']);
    const qty = quantityOf(msg['count_fp'] ?? msg['count']);
    const stampUs = stampUsOf(msg['ts_ms'] ?? msg['ts']);
    const id = msg['trade_id'];
    if (typeof id === 'string' && this.trades.isSeen(id)) {
      this.outlet.tally.fault('duplicate', () => `The trade ${shown(id)} was there before, and is left out.`);
      return;
    }
    const taker = msg['taker_outcome_side'] ?? msg['taker_side'];
    const takerSide = taker === 'yes' ? 'buy' : taker === 'no' ? 'sell' : null;
    this.outlet.give(book, { what: 'trade', px, qty, takerSide }, stampUs);
  }

  private askPxOf(px: bigint): bigint {
    return this.isNoInYesPrices ? px : mirroredPx(px);
  }
}

const sideOf = (side: unknown): BookSide => {
  if (side === 'yes') return 'bid';
  if (side === 'no') return 'ask';
  throw new BadFrame(`its side is ${shown(side)}, neither yes nor no`);
};

const levelsOf = (levels: unknown): readonly BookLevel[] => {
  if (levels === undefined || levels === null) return [];
  if (!Array.isArray(levels)) throw new BadFrame(`its levels are ${shown(levels)}, no list`);
  return levels.map((level: unknown) => {
    if (!Array.isArray(level) || level.length !== 2) throw new BadFrame(`a level is ${shown(level)}, no pair`);
    return { px: priceOf(level[0]), qty: quantityOf(level[1]) };
  });
};
