// Goal: what a book gave twice is counted, and nothing else is.
import { expect, test } from 'vitest';
import type { BodyOf } from '../../src/audit/types.ts';
import { BookTally } from '../../src/report/book-tally.ts';

const face = { market: 'FED-DEC', outcome: 'yes', side: 'buy' };
const fill = (lastQty: bigint, offeredQty?: bigint, offeredPx = 480_000n): BodyOf<'venue.filled'> => ({
  type: 'venue.filled',
  venue: 'kalshi',
  clOrdId: '1.1',
  tradeId: 't1',
  lastQty,
  lastPx: 480_000n,
  fee: 0n,
  leavesQty: 0n,
  ...(offeredQty === undefined ? {} : { offeredQty, offeredPx, bookMove: 1 }),
});
const takings = (tally: BookTally) => tally.takings()['kalshi'];

test('a level that is taken down counts once, and what comes back of it counts as taken before', () => {
  const tally = new BookTally();
  tally.filled(fill(60n, 100n), face);
  tally.filled(fill(40n, 40n), face);
  expect(takings(tally)).toEqual({ filledQty: 100n, refilledQty: 0n });
  // All of it is there again, and half of it is taken again.
  tally.filled(fill(50n, 100n), face);
  expect(takings(tally)).toEqual({ filledQty: 150n, refilledQty: 50n });
  const again = new BookTally(structuredClone(tally.save()));
  again.filled(fill(60n, 60n), face);
  expect(takings(again)).toEqual({ filledQty: 210n, refilledQty: 60n });
});

test('another price, another market or the other side is another level', () => {
  const tally = new BookTally();
  tally.filled(fill(100n, 100n), face);
  tally.filled(fill(100n, 100n, 490_000n), face);
  tally.filled(fill(100n, 100n), { ...face, market: 'RAIN' });
  tally.filled(fill(100n, 100n), { ...face, side: 'sell' });
  expect(takings(tally)).toEqual({ filledQty: 400n, refilledQty: 0n });
});

test('venues without a book, and orders that nobody knows, are not counted', () => {
  const tally = new BookTally();
  tally.filled(fill(100n), face);
  tally.filled(fill(100n, 100n), undefined);
  expect(tally.takings()).toEqual({});
});

test('levels that are remembered are bounded', () => {
  const tally = new BookTally();
  for (let px = 1n; px <= 5_000n; px += 1n) tally.filled(fill(1n, 1n, px), face);
  expect(tally.save().levels.length).toBe(4_096);
});
