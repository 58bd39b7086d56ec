// What the market outside does to the own orders of a book, to the micro. The naive twin of the matching engine holds
// the whole of it; here are the edges that random flows seldom meet.
import { describe, expect, it } from 'vitest';
import type { BookSide } from '../../../../src/market-data/types.ts';
import { MarketOutside } from '../../../../src/venues/simulation/book/market-outside.ts';
import { MatchingBook } from '../../../../src/venues/simulation/book/matching-book.ts';
import { queueModels } from '../../../../src/venues/simulation/book/queue-models.ts';
import { refillModels } from '../../../../src/venues/simulation/book/refill-models.ts';

const WINDOW_US = 10;

const setup = () => {
  const book = new MatchingBook(11, 1n);
  const outside = new MarketOutside(book, {
    queue: queueModels.cancelsAhead,
    refill: refillModels.whenGrown,
    qtyStep: 1n,
    printWithinUs: WINDOW_US,
  });
  const order = { owner: 'us', timeInForce: 'GTC', isPostOnly: false, selfTrade: 'allow' } as const;
  const rest = (id: string, side: BookSide, level: number, qty = 1_000n): void =>
    expect(book.submit({ ...order, id, side, level, qty }).end).toBe('rests');
  const aheadOf = (id: string) => book.find(id)?.aheadQty;
  return { book, outside, rest, aheadOf };
};

describe('a print after the smaller level', () => {
  it('meets the order that was the last to join before the loss, as one before it', () => {
    const { outside, rest, aheadOf } = setup();
    outside.show('bid', 5, 100n, 0);
    rest('first', 'bid', 5);
    rest('last', 'bid', 5);
    // Others come behind both, so that what is left of the level says nothing about what stands before them.
    outside.show('bid', 5, 150n, 1);
    outside.show('bid', 5, 90n, 2);
    outside.trade(5, 60n, 'bid', true, 3);
    expect([aheadOf('first'), aheadOf('last')]).toEqual([40n, 40n]);
  });

  it.each([
    ['before the loss', true, 6n],
    ['after it', false, 1n],
  ])('fills an order at a better level that joined %s', (_, isEarly, filledQty) => {
    const { outside, rest } = setup();
    outside.show('bid', 5, 100n, 0);
    if (isEarly) rest('own', 'bid', 6);
    outside.show('bid', 5, 95n, 1);
    if (!isEarly) rest('own', 'bid', 6);
    const filled = outside.trade(5, 6n, 'bid', true, 2);
    expect(filled.reduce((sum, { qty }) => sum + qty, 0n)).toBe(filledQty);
    expect(filled.every(({ id, level }) => id === 'own' && level === 6)).toBe(true);
  });

  it.each([
    ['at the last microsecond of the window', 0, 40n],
    ['one later', 1, 0n],
  ])('explains it %s', (_, lateUs, ahead) => {
    const { outside, rest, aheadOf } = setup();
    outside.show('bid', 5, 100n, 0);
    rest('own', 'bid', 5);
    outside.show('bid', 5, 150n, 1);
    outside.show('bid', 5, 90n, 2);
    outside.trade(5, 60n, 'bid', true, 2 + WINDOW_US + lateUs);
    // Once the loss counts as a cancel before us, the trade comes on top of it.
    expect(aheadOf('own')).toBe(ahead);
  });
});

describe('a print before the smaller level', () => {
  const lossOf = (printQty: bigint, thenQty: bigint): bigint => {
    const { book, outside, rest } = setup();
    outside.show('bid', 5, 5n, 0);
    rest('own', 'bid', 5);
    outside.trade(5, printQty, 'bid', false, 1);
    // The level comes again without the trade, and then with it.
    outside.show('bid', 5, thenQty, 2);
    outside.show('bid', 5, thenQty - printQty, 3);
    return book.bids.at(book.bids.rankOf(5)).unexplained?.lostSince(0) ?? 0n;
  };

  it.each([
    [1n, 5n],
    [1n, 6n],
    [2n, 5n],
    [2n, 7n],
  ])('explains it to the last micro: %s of a level that shows %s', (printQty, thenQty) => {
    expect(lossOf(printQty, thenQty)).toBe(0n);
  });

  it('of more than the level showed explains no more than it showed', () => {
    const { outside, rest, aheadOf } = setup();
    outside.show('bid', 5, 4n, 0);
    outside.trade(5, 3n, 'bid', true, 1);
    outside.trade(5, 3n, 'bid', true, 1);
    outside.show('bid', 5, 10n, 2);
    rest('own', 'bid', 5);
    // Of the six that are gone four were printed: the other two may come back out of the queue before us as a trade.
    outside.show('bid', 5, 4n, 3);
    expect(aheadOf('own')).toBe(6n);
  });

  it('that the level tells at once, or that never came, leaves nothing to wait for', () => {
    const { book, outside } = setup();
    const waiting = () => book.bids.at(book.bids.rankOf(5)).unexplained;
    outside.show('bid', 5, 10n, 0);
    outside.show('bid', 5, 10n, 1);
    outside.show('bid', 5, 12n, 2);
    expect(waiting()).toBeNull();
    outside.trade(5, 4n, 'bid', true, 3);
    outside.show('bid', 5, 8n, 3);
    expect(waiting()).toBeNull();
    outside.show('bid', 5, 7n, 4);
    expect(waiting()?.lostSince(0)).toBe(1n);
  });

  it('that a smaller level tells in part waits for the rest', () => {
    const { book, outside } = setup();
    outside.show('bid', 5, 10n, 0);
    outside.trade(5, 6n, 'bid', true, 1);
    outside.show('bid', 5, 8n, 2);
    outside.show('bid', 5, 3n, 3);
    expect(book.bids.at(book.bids.rankOf(5)).unexplained?.lostSince(0)).toBe(1n);
  });
});

describe('a trade of which nobody says who took', () => {
  it.each([
    ['bid', 6, 5, 7],
    ['ask', 4, 5, 3],
  ] as const)(
    'fills an own %s at a better level, and no other where nothing is shown',
    (side, level, behind, before) => {
      const filledAt = (at: number) => {
        const { outside, rest } = setup();
        rest('own', side, level);
        return outside.trade(at, 7n, null, true, 0);
      };
      expect(filledAt(behind)).toEqual([{ id: 'own', level, qty: 7n }]);
      // At its own level it may have been anybody's, and a trade before it has not met it.
      expect([filledAt(level), filledAt(before)]).toEqual([[], []]);
    },
  );

  it('meets the side that shows something at its level', () => {
    for (const side of ['bid', 'ask'] as const) {
      const { outside, rest, aheadOf } = setup();
      outside.show(side, 5, 3n, 0);
      rest('own', side, 5);
      expect(outside.trade(5, 2n, null, true, 1)).toEqual([]);
      expect([aheadOf('own'), outside.trade(5, 2n, null, true, 1)]).toEqual([1n, [{ id: 'own', level: 5, qty: 1n }]]);
    }
  });
});

describe('what we took to the last micro', () => {
  it('stays missing while the level shows no more', () => {
    const { book, outside } = setup();
    outside.show('ask', 5, 3n, 0);
    const order = { id: 'taker', owner: 'us', side: 'bid', level: 5, qty: 1n, timeInForce: 'IOC' } as const;
    book.submit({ ...order, isPostOnly: false, selfTrade: 'allow' });
    outside.show('ask', 5, 3n, 1);
    expect(book.asks.at(5).offeredQty).toBe(2n);
  });
});
