// The frames by which each venue would tell of a made-up book: as text, with the venue's own numbers, hashes and times.
// Knows nothing of why the book changes.
import { createHash } from 'node:crypto';
import { printMicros } from '../../money/decimal.ts';
import { MICROS_PER_UNIT } from '../../money/micros.ts';
import { RecordedBook } from '../recorded-book.ts';
import type { BookLevel, BookSide } from '../types.ts';

/** How a venue tells what happens to its book, one text a frame. Times are microseconds since the Unix epoch. */
export interface FrameWriter {
  readonly book: RecordedBook;
  /** The whole book, as a new subscriber receives it. */
  snapshot(atUs: number): string;
  /** What waits at a price from now on; `before` is what waited there. */
  level(atUs: number, side: BookSide, level: BookLevel, before: bigint): string;
  trade(atUs: number, level: BookLevel, takerSide: 'buy' | 'sell'): string;
}

const mirrored = (px: bigint): bigint => MICROS_PER_UNIT - px;
const price = (micros: bigint): string => printMicros(micros, { minDecimals: 2 });
const hashOf = (text: string): string => createHash('sha1').update(text).digest('hex');

/** Polymarket's market channel. Its two tokens are those of `tokens`, the first outcome's first. */
export const polymarketFrames = (condition: string, tokens: readonly [string, string]): FrameWriter => {
  const book = new RecordedBook('polymarket', condition);
  const ms = (atUs: number): string => String(Math.floor(atUs / 1_000));
  let count = 0;
  const levels = (side: readonly BookLevel[], isMirrored: boolean) =>
    side.map(({ px, qty }) => ({ price: price(isMirrored ? mirrored(px) : px), size: printMicros(qty) })).toReversed();
  const bookFrame = (atUs: number, isFirst: boolean) => {
    const bids = levels((isFirst ? book.bids : book.asks).levels(), !isFirst);
    const asks = levels((isFirst ? book.asks : book.bids).levels(), !isFirst);
    const frame = { market: condition, asset_id: tokens[isFirst ? 0 : 1], timestamp: ms(atUs), bids, asks };
    return { event_type: 'book', ...frame, hash: hashOf(JSON.stringify(frame)), tick_size: '0.01' };
  };
  const change = (isFirst: boolean, side: BookSide, { px, qty }: BookLevel) => {
    const [bid, ask] = [book.bids.bestPx ?? 0n, book.asks.bestPx ?? MICROS_PER_UNIT];
    const hash = hashOf(`${condition}${(count += 1)}`);
    const size = printMicros(qty);
    return isFirst
      ? {
          asset_id: tokens[0],
          price: price(px),
          size,
          side: side === 'bid' ? 'BUY' : 'SELL',
          hash,
          best_bid: price(bid),
          best_ask: price(ask),
        }
      : {
          asset_id: tokens[1],
          price: price(mirrored(px)),
          size,
          side: side === 'bid' ? 'SELL' : 'BUY',
          hash,
          best_bid: price(mirrored(ask)),
          best_ask: price(mirrored(bid)),
        };
  };
  return {
    book,
    snapshot: (atUs) => JSON.stringify([bookFrame(atUs, true), bookFrame(atUs, false)]),
    level: (atUs, side, level) =>
      JSON.stringify({
        market: condition,
        price_changes: [change(true, side, level), change(false, side, level)],
        timestamp: ms(atUs),
        event_type: 'price_change',
      }),
    trade: (atUs, { px, qty }, takerSide) =>
      JSON.stringify({
        market: condition,
        asset_id: tokens[0],
        price: price(px),
        size: printMicros(qty),
        fee_rate_bps: '0',
        side: takerSide === 'buy' ? 'BUY' : 'SELL',
        timestamp: ms(atUs),
        event_type: 'last_trade_price',
        transaction_hash: `0x${hashOf(`trade${(count += 1)}`)}`,
      }),
  };
};

/** Kalshi's WebSocket: the book's frames numbered, under one subscription. */
export const kalshiFrames = (ticker: string): FrameWriter => {
  const book = new RecordedBook('kalshi', ticker);
  const dollars = (micros: bigint): string => printMicros(micros, { minDecimals: 4 });
  const count = (micros: bigint): string => printMicros(micros, { minDecimals: 2 });
  const stamps = (atUs: number) => {
    const whole = new Date(Math.floor(atUs / 1_000)).toISOString().slice(0, 19);
    return { ts: `${whole}.${String(atUs % 1_000_000).padStart(6, '0')}Z`, ts_ms: Math.floor(atUs / 1_000) };
  };
  let seq = 0;
  let trades = 0;
  return {
    book,
    snapshot: () => {
      const side = (levels: readonly BookLevel[]) =>
        levels.map(({ px, qty }) => [dollars(px), count(qty)]).toReversed();
      const no = book.asks.levels().map(({ px, qty }) => ({ px: mirrored(px), qty }));
      const msg = { market_ticker: ticker, yes_dollars_fp: side(book.bids.levels()), no_dollars_fp: side(no) };
      return JSON.stringify({ type: 'orderbook_snapshot', sid: 1, seq: (seq += 1), msg });
    },
    level: (atUs, side, { px, qty }, before) => {
      const isBid = side === 'bid';
      const msg = {
        market_ticker: ticker,
        price_dollars: dollars(isBid ? px : mirrored(px)),
        delta_fp: count(qty - before),
        side: isBid ? 'yes' : 'no',
        ...stamps(atUs),
      };
      return JSON.stringify({ type: 'orderbook_delta', sid: 1, seq: (seq += 1), msg });
    },
    trade: (atUs, { px, qty }, takerSide) => {
      const taker = takerSide === 'buy' ? 'yes' : 'no';
      const msg = {
        trade_id: `T${(trades += 1)}`,
        market_ticker: ticker,
        yes_price_dollars: dollars(px),
        no_price_dollars: dollars(mirrored(px)),
        count_fp: count(qty),
        taker_side: taker,
        taker_outcome_side: taker,
        taker_book_side: takerSide === 'buy' ? 'bid' : 'ask',
        ts: Math.floor(atUs / 1_000_000),
        ts_ms: Math.floor(atUs / 1_000),
      };
      return JSON.stringify({ type: 'trade', sid: 2, msg });
    },
  };
};
