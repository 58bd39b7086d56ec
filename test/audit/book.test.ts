// Goal: what the audit forgets it forgets whole, in each of its maps, and not before its time.
import { describe, expect, it } from 'vitest';
import { Book } from '../../src/audit/book.ts';
import { STATUS } from '../../src/audit/codes.ts';

const leg = {
  venue: 'kalshi',
  market: 'FED',
  outcome: 'yes',
  paysIn: 1,
  side: 'buy',
  price: 480_000n,
  qty: 1_000_000n,
  worstFee: 0n,
} as const;

/** An arbitrage with an order, of which nothing more is to come. */
const restingIn = (book: Book, number: number) => {
  const arbitrage = book.receive({
    type: 'intent.received',
    intent: number,
    strategy: 'test',
    pair: 'FED',
    outcomes: 2,
    sets: 1_000_000n,
    expectedEdge: 0n,
    roiBps: 0,
    mode: 'parallel',
    policy: 'hold',
    legs: [leg],
  })!;
  const { venue, market, outcome, side, price } = leg;
  const order = book.create(
    {
      type: 'order.created',
      clOrdId: `${number}.1`,
      arbitrage: number,
      role: 'leg',
      venue,
      market,
      outcome,
      side,
      orderQty: 1_000_000n,
      price,
      timeInForce: 'GTC',
      worstFee: 0n,
    },
    arbitrage,
    0,
  )!;
  arbitrage.isRefused = true;
  order.status = STATUS.rejected;
  return arbitrage;
};

describe('the book of an audit', () => {
  it('keeps of what is at rest only what was spoken of within its time', () => {
    const forgotten: number[] = [];
    const book = new Book(1_000, ({ number }) => forgotten.push(number));
    for (let number = 1; number <= 5_000; number += 1) book.touch(restingIn(book, number), 100 * number);
    const held = [...book.arbitrages.keys()];
    expect(held).toEqual(Array.from({ length: 10 }, (_, index) => 4_991 + index));
    expect([...book.orders.keys()]).toEqual(held.map((number) => `${number}.1`));
    expect(book.resting.toArray().map(({ number }) => number)).toEqual(held);
    expect(forgotten).toEqual(Array.from({ length: 4_990 }, (_, index) => 1 + index));
  });

  it('keeps what lives, however long ago it was spoken of, and what was spoken of since', () => {
    const book = new Book(1_000, () => undefined);
    const [living, spokenOf] = [restingIn(book, 1), restingIn(book, 2)];
    living.isRefused = false;
    book.touch(living, 0);
    book.touch(spokenOf, 0);
    book.touch(spokenOf, 9_500);
    book.touch(restingIn(book, 3), 10_000);
    expect([...book.orders.keys()]).toEqual(['1.1', '2.1', '3.1']);
    book.touch(restingIn(book, 4), 10_500);
    expect([...book.orders.keys()]).toEqual(['1.1', '3.1', '4.1']);
  });
});
