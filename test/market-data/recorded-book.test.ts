// A recorded book against a naive twin that sorts all of its levels anew at each look.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RecordedBook, RecordedBooks } from '../../src/market-data/recorded-book.ts';
import type { BookLevel, BookSide, MarketUpdate } from '../../src/market-data/types.ts';
import { anUpdate } from './updates.ts';

class NaiveBook {
  levels = new Map<string, { side: BookSide; px: bigint; qty: bigint }>();
  isStale = true;

  apply(update: MarketUpdate): void {
    if (update.what === 'gap') this.isStale = true;
    if (update.what === 'level') this.put(update.side, update);
    if (update.what !== 'snapshot') return;
    this.isStale = false;
    this.levels.clear();
    for (const level of update.bids) this.put('bid', level);
    for (const level of update.asks) this.put('ask', level);
  }

  put(side: BookSide, { px, qty }: BookLevel): void {
    if (qty === 0n) this.levels.delete(`${side}${px}`);
    else this.levels.set(`${side}${px}`, { side, px, qty });
  }

  of(side: BookSide): BookLevel[] {
    const sign = side === 'bid' ? -1 : 1;
    return [...this.levels.values()]
      .filter((level) => level.side === side)
      .map(({ px, qty }) => ({ px, qty }))
      .toSorted((left, right) => (left.px < right.px ? -sign : sign));
  }
}

describe('a recorded book', () => {
  it('is at every moment what a naive twin is', () => {
    fc.assert(
      fc.property(fc.array(anUpdate, { maxLength: 60 }), fc.integer({ min: 0, max: 20 }), (updates, ticks) => {
        const book = new RecordedBook('v', 'm');
        const naive = new NaiveBook();
        let crossings = 0;
        let wasCrossed = false;
        for (const update of updates) {
          book.apply(update);
          naive.apply(update);
          const [bids, asks] = [naive.of('bid'), naive.of('ask')];
          expect(book.bids.levels()).toEqual(bids);
          expect(book.asks.levels()).toEqual(asks);
          expect(book.best('bid')).toEqual(bids[0] ?? null);
          expect(book.best('ask')).toEqual(asks[0] ?? null);
          expect(book.isStale).toBe(naive.isStale);
          const [bid, ask] = [bids[0]?.px, asks[0]?.px];
          const isCrossed = bid !== undefined && ask !== undefined && bid >= ask;
          expect(book.isCrossed).toBe(isCrossed);
          if (update.what !== 'trade' && update.what !== 'tick') {
            if (isCrossed && !naive.isStale && !wasCrossed) crossings += 1;
            wasCrossed = isCrossed && !naive.isStale;
          }
          const reach = BigInt(ticks) * (book.tickPx ?? 10_000n);
          const within = bids.filter(({ px }) => px >= (bid ?? 0n) - reach).reduce((sum, { qty }) => sum + qty, 0n);
          expect(book.depthWithin('bid', ticks)).toBe(within);
        }
        expect(book.crossings).toBe(crossings);
      }),
    );
  });

  it('is one for each market of each venue', () => {
    const books = new RecordedBooks();
    const level = { what: 'level', side: 'bid', px: 1n, qty: 1n, atUs: 5 } as const;
    for (const [venue, market] of [
      ['a', 'm'],
      ['b', 'm'],
      ['a', 'n'],
      ['a', 'm'],
    ] as const)
      books.apply({ ...level, venue, market });
    expect([...books].map((book) => `${book.venue}/${book.market} ${book.atUs}`)).toEqual(['a/m 5', 'a/n 5', 'b/m 5']);
    expect(books.find('b', 'n')).toBeUndefined();
  });

  it('refuses a snapshot that is not best first', () => {
    const bids = [
      { px: 1n, qty: 1n },
      { px: 2n, qty: 1n },
    ];
    const update = { atUs: 1, venue: 'v', market: 'm', what: 'snapshot', bids, asks: [] } as const;
    expect(() => new RecordedBook('v', 'm').apply(update)).toThrow(/best first/);
  });
});
