// The book of one market as a recording moves it. Goal: without own orders it shows what the recording shows, in whole
// steps; it counts what it cannot read, and is stale after it; a price is a level or it is none.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NO_QUOTE } from '../../../../src/market-data/quote.ts';
import { RecordedBook } from '../../../../src/market-data/recorded-book.ts';
import type { BookLevel, MarketChange, MarketUpdate } from '../../../../src/market-data/types.ts';
import { MarketBook, type MarketBookOptions } from '../../../../src/venues/simulation/book/market-book.ts';
import { anyChange } from './any-book-plan.ts';

const ONE = 1_000_000n;
const STEP = 3_000_000n;
const options: MarketBookOptions = {
  queue: 'cancelsBehind',
  refill: 'whenGrown',
  printWithinUs: 1_000_000,
  levelPx: 10_000n,
  qtyStep: STEP,
};
const at = (change: MarketChange): MarketUpdate => ({ ...change, atUs: 0, venue: 'here', market: 'FED' });
const level = (cents: number, qty: bigint): BookLevel => ({ px: BigInt(cents) * 10_000n, qty });
const snapshot: MarketChange = {
  what: 'snapshot',
  bids: [level(40, 10_000_000n), level(39, 2_999_999n), level(38, 6_000_000n)],
  asks: [level(42, 4_000_000n), level(43, 3_000_000n), level(44, 9_000_000n)],
};
/** As a recording says it: each side of a snapshot best first. */
const sorted = (change: MarketChange): MarketChange => {
  if (change.what !== 'snapshot') return change;
  const up = (left: BookLevel, right: BookLevel): number => Number(left.px - right.px);
  return { ...change, bids: change.bids.toSorted(up).toReversed(), asks: change.asks.toSorted(up) };
};
const bookOf = (...changes: readonly MarketChange[]): MarketBook => {
  const book = new MarketBook(options);
  for (const change of changes) book.apply(at(change), true);
  return book;
};

describe('the book of a market', () => {
  it('shows what its recording shows, in whole steps, to either outcome', () => {
    let compared = 0;
    fc.assert(
      fc.property(
        fc.array(anyChange, { maxLength: 40, size: 'max' }),
        fc.integer({ min: 1, max: 5 }),
        (changes, most) => {
          const book = new MarketBook(options);
          const recorded = new RecordedBook('here', 'FED');
          let unreadable = 0;
          for (const [index, change] of changes.entries()) {
            // What others trade is taken off the book until the recording shows the level anew; here the book is compared.
            if (change.what === 'trade') continue;
            const isReadable = change.what !== 'level' || change.px % options.levelPx === 0n;
            if (!isReadable) unreadable += 1;
            expect(book.apply(at(change), index % 2 === 0)).toEqual([]);
            recorded.apply(at(isReadable ? sorted(change) : { what: 'gap', missed: null }));
            const floored = (side: 'bid' | 'ask'): readonly BookLevel[] =>
              recorded
                .side(side)
                .levels()
                .map(({ px, qty }) => ({ px, qty: qty - (qty % STEP) }))
                .filter(({ qty }) => qty > 0n)
                .slice(0, most);
            const [bids, asks] = [floored('bid'), floored('ask')];
            const mirrored = (levels: readonly BookLevel[]): readonly BookLevel[] =>
              levels.map(({ px, qty }) => ({ px: ONE - px, qty }));
            expect(book.depthOf('first', 'bid', most)).toEqual(bids);
            expect(book.depthOf('first', 'ask', most)).toEqual(asks);
            expect(book.depthOf('second', 'bid', most)).toEqual(mirrored(asks));
            expect(book.depthOf('second', 'ask', most)).toEqual(mirrored(bids));
            const isCrossed = bids.length > 0 && asks.length > 0 && bids[0]!.px >= asks[0]!.px;
            expect([book.isStale, book.isCrossed]).toEqual([recorded.isStale, isCrossed]);
            expect(book.isTradable).toBe(!recorded.isStale && !isCrossed);
            const quote = {
              bidPx: bids[0]?.px ?? null,
              bidQty: bids[0]?.qty ?? 0n,
              askPx: asks[0]?.px ?? null,
              askQty: asks[0]?.qty ?? 0n,
            };
            expect(book.quoteOf('first')).toEqual(book.isTradable ? quote : NO_QUOTE);
            if (book.isTradable) compared += 1;
          }
          expect(book.unreadable).toBe(unreadable);
          expect(new MarketBook(options, structuredClone(book.save())).save()).toEqual(book.save());
        },
      ),
      { numRuns: 150 },
    );
    expect(compared).toBeGreaterThan(200);
  });

  it('has a level for each price from 0 to 1 on its steps, and for no other', () => {
    const book = bookOf();
    expect([0n, 10_000n, 990_000n, ONE].map((px) => book.levelOf(px))).toEqual([0, 1, 99, 100]);
    expect([-10_000n, -1n, 1n, 9_999n, 10_001n, ONE + 10_000n].map((px) => book.levelOf(px))).toEqual(
      new Array(6).fill(null),
    );
    expect([0, 1, 100].map((each) => book.pxOf(each))).toEqual([0n, 10_000n, ONE]);
    // The last level is one like the others.
    book.apply(at({ what: 'snapshot', bids: [], asks: [level(100, STEP)] }), true);
    expect(book.quoteOf('first')).toEqual({ bidPx: null, bidQty: 0n, askPx: ONE, askQty: STEP });
    expect(book.quoteOf('second')).toEqual({ bidPx: 0n, bidQty: STEP, askPx: null, askQty: 0n });
    book.apply(at({ what: 'snapshot', bids: [level(100, 2n * STEP)], asks: [] }), true);
    book.apply(at({ what: 'trade', px: ONE, qty: STEP, takerSide: null }), true);
    expect(book.quoteOf('first')).toEqual({ bidPx: ONE, bidQty: STEP, askPx: null, askQty: 0n });
    expect(book.quoteOf('second')).toEqual({ bidPx: null, bidQty: 0n, askPx: 0n, askQty: STEP });
  });

  it.each<readonly [string, MarketChange]>([
    ['a level between the levels', { what: 'level', side: 'bid', px: 5_000n, qty: STEP }],
    ['a level of less than nothing', { what: 'level', side: 'ask', px: 420_000n, qty: -1n }],
    ['a trade between the levels', { what: 'trade', px: 5_000n, qty: STEP, takerSide: null }],
    ['a trade of less than nothing', { what: 'trade', px: 420_000n, qty: -1n, takerSide: 'buy' }],
    ['a snapshot with such a bid', { what: 'snapshot', bids: [level(40, -1n)], asks: [] }],
    ['a snapshot with such an ask', { what: 'snapshot', bids: [], asks: [{ px: ONE + 10_000n, qty: STEP }] }],
    ['a tick of nothing', { what: 'tick', tickPx: 0n }],
    ['a tick below nothing', { what: 'tick', tickPx: -10_000n }],
    ['a tick that does not divide 1', { what: 'tick', tickPx: 30_000n }],
  ])('cannot read %s: it is stale until the next snapshot', (_, change) => {
    const book = bookOf(snapshot, { what: 'tick', tickPx: 20_000n }, change);
    expect([book.updates, book.unreadable, book.isStale, book.isTradable]).toEqual([3, 1, true, false]);
    expect([book.quoteOf('first'), book.save().tickPx]).toEqual([NO_QUOTE, 20_000n]);
    book.apply(at(snapshot), true);
    expect([book.updates, book.unreadable, book.isTradable]).toEqual([4, 1, true]);
  });

  it('reads nothing as a quantity: a level of 0 is gone, and a trade of 0 takes nothing', () => {
    const gone = bookOf(snapshot, { what: 'level', side: 'ask', px: 420_000n, qty: 0n });
    expect([gone.unreadable, gone.quoteOf('first').askPx]).toEqual([0, 430_000n]);
    const traded = bookOf(snapshot, { what: 'trade', px: 420_000n, qty: 0n, takerSide: 'buy' });
    expect([traded.unreadable, traded.quoteOf('first').askQty]).toEqual([0, STEP]);
  });

  it('has the grid that its recording told of last, and none before', () => {
    expect(bookOf(snapshot).grid).toBeNull();
    const book = bookOf({ what: 'tick', tickPx: 100_000n }, { what: 'tick', tickPx: 50_000n });
    expect(book.grid).toEqual(new MarketBook(options, book.save()).grid);
    expect([book.save().tickPx, book.isStale, book.unreadable]).toEqual([50_000n, true, 0]);
  });

  it('takes off what others have taken, on the side that was resting', () => {
    const trade = (px: bigint, takerSide: 'buy' | 'sell' | null): MarketBook =>
      bookOf(snapshot, { what: 'trade', px, qty: 7_000_000n, takerSide });
    expect(trade(400_000n, 'sell').quoteOf('first')).toMatchObject({ bidQty: STEP, askQty: STEP });
    expect(trade(420_000n, 'buy').quoteOf('first')).toMatchObject({ bidPx: 400_000n, askPx: 430_000n });
    // Where nobody says who took, it is the side that shows something at that price.
    expect(trade(400_000n, null).quoteOf('first')).toMatchObject({ bidQty: STEP, askQty: STEP });
  });

  it('fills what rests only where it may, and never while it is stale', () => {
    const rests = (fills: boolean, isStale: boolean): unknown => {
      const book = bookOf(snapshot, ...(isStale ? [{ what: 'gap', missed: 1 } as const] : []));
      const order = { id: '1', owner: 'us', side: 'bid', level: 41, qty: STEP } as const;
      book.matching.submit({ ...order, timeInForce: 'GTC', isPostOnly: false, selfTrade: 'cancelTaker' });
      const trade = book.apply(at({ what: 'trade', px: 410_000n, qty: STEP, takerSide: 'sell' }), fills);
      const other = book.apply(at({ what: 'level', side: 'ask', px: 410_000n, qty: STEP }), fills);
      return [trade.length, other.length];
    };
    expect([rests(true, false), rests(false, false), rests(true, true)]).toEqual([
      [1, 0],
      [0, 0],
      [0, 0],
    ]);
    const met = bookOf(snapshot);
    const order = { id: '1', owner: 'us', side: 'bid', level: 41, qty: STEP } as const;
    met.matching.submit({ ...order, timeInForce: 'GTC', isPostOnly: false, selfTrade: 'cancelTaker' });
    const come: MarketUpdate = at({ what: 'level', side: 'ask', px: 410_000n, qty: 2n * STEP });
    expect(met.apply(come, true)).toEqual([{ id: '1', level: 41, qty: STEP }]);
  });

  it('is made of levels that divide 1, and of steps above 0', () => {
    const made = (changes: Partial<MarketBookOptions>) => () => new MarketBook({ ...options, ...changes });
    for (const levelPx of [0n, -10_000n, 30_000n]) expect(made({ levelPx })).toThrow('do not divide a unit');
    for (const qtyStep of [0n, -1n]) expect(made({ qtyStep })).toThrow('above 0');
    for (const levelPx of [1n, ONE]) expect(made({ levelPx, qtyStep: 1n })).not.toThrow();
  });
});
