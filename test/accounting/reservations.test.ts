// Goal: what is tied up is the sum of what each open order may still take, at every moment. Method: random orders
// against a naive twin that adds them all up again after every step.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Holding } from '../../src/accounting/holdings.ts';
import type { OpenOrder } from '../../src/accounting/open-orders.ts';
import { Reservations } from '../../src/accounting/reservations.ts';
import { AssertionFailed } from '../../src/kernel/assert.ts';
import { multiplyMicros } from '../../src/money/micros.ts';
import { anyPrice, anyQty, holdingsOf, openBooks, setCount } from './books.ts';
import type { Books } from './books.ts';

const million = 1_000_000n;

const orderNames = ['a', 'b', 'c', 'd', 'e', 'f'];

/** Each order keeps its holding and side, as orders do; what may still fill is anything, 0 too. */
const openOrder = fc.record({
  order: fc.nat(orderNames.length - 1),
  openQty: fc.oneof(fc.constant(0n), anyQty),
  price: anyPrice,
  worstFee: fc.bigInt({ min: 0n, max: 100_000n }),
});

const anyStep = fc.oneof(
  fc.record({ kind: fc.constantFrom('reserve' as const, 'tryReserve' as const), details: openOrder }),
  fc.record({ kind: fc.constantFrom('release' as const, 'restore' as const), details: openOrder }),
  fc.record({ kind: fc.constantFrom('money' as const, 'shares' as const), details: openOrder }),
);

const holdingOf = ({ holdings }: Books, order: number): Holding =>
  holdingsOf(holdings, order % setCount).yes[order % 2]!;

const sideOf = (order: number): 'buy' | 'sell' => (order < 3 ? 'buy' : 'sell');

const dueOf = (holding: Holding, { side, price, openQty, worstFee }: OpenOrder): bigint => {
  if (holding.purse.venue === 'manifold' || openQty === 0n) return 0n;
  return side === 'sell' ? openQty : multiplyMicros(price, openQty, 'ceil') + worstFee;
};

describe('reservations', () => {
  it('are the sum of what each order may still take, and what is free is never below zero', () => {
    fc.assert(
      fc.property(fc.array(anyStep, { minLength: 1, maxLength: 40, size: 'max' }), (steps) => {
        const books = openBooks();
        const { ledger, holdings } = books;
        let reservations = new Reservations(ledger);
        const twin = new Map<number, bigint>();
        const sumOf = (side: 'buy' | 'sell', isSame: (holding: Holding) => boolean): bigint =>
          [...twin].reduce(
            (sum, [order, due]) => (sideOf(order) === side && isSame(holdingOf(books, order)) ? sum + due : sum),
            0n,
          );
        for (const { kind, details } of steps) {
          const { order: index, ...figures } = details;
          const holding = holdingOf(books, index);
          const order: OpenOrder = { ...figures, side: sideOf(index) };
          const due = dueOf(holding, order);
          const key = orderNames[index]!;
          if (kind === 'money') ledger.deposit(holding.purse, null, order.openQty);
          else if (kind === 'shares') ledger.deposit(holding.purse, holding, order.openQty);
          else if (kind === 'restore') reservations = Reservations.restore(ledger, holdings, reservations.save());
          else if (kind === 'release') {
            reservations.release(key);
            twin.delete(index);
          } else if (kind === 'reserve') {
            reservations.reserve(key, holding, order);
            twin.set(index, due);
          } else {
            const isBuy = order.side === 'buy';
            const others =
              sumOf(order.side, (other) => (isBuy ? other.purse === holding.purse : other === holding)) -
              (twin.get(index) ?? 0n);
            const balance = isBuy ? ledger.cashOf(holding.purse) : ledger.sharesOf(holding);
            const isFunded = due <= balance - others || due <= (twin.get(index) ?? 0n);
            expect(reservations.tryReserve(key, holding, order)).toBe(isFunded);
            if (isFunded) twin.set(index, due);
          }
          const held = orderNames.map((_, other) => holdingOf(books, other));
          const free = (balance: bigint, tied: bigint): bigint => (balance > tied ? balance - tied : 0n);
          expect(
            held.map((each) => [
              reservations.reservedCash(each.purse),
              reservations.availableCash(each.purse),
              reservations.cashShortfall(each.purse),
              reservations.reservedShares(each),
              reservations.availableShares(each),
              reservations.sharesShortfall(each),
            ]),
          ).toEqual(
            held.map((each) => {
              const cash = sumOf('buy', ({ purse }) => purse === each.purse);
              const shares = sumOf('sell', (other) => other === each);
              const [money, stock] = [ledger.cashOf(each.purse), ledger.sharesOf(each)];
              return [cash, free(money, cash), free(cash, money), shares, free(stock, shares), free(shares, stock)];
            }),
          );
          expect(reservations.orderCount).toBe([...twin.values()].filter((amount) => amount > 0n).length);
        }
        const dues = reservations.save().map(({ orderKey, amount }) => [orderKey, amount]);
        const naive = [...twin]
          .filter(([, amount]) => amount > 0n)
          .map(([index, amount]) => [orderNames[index], amount]);
        expect(dues).toEqual(naive.toSorted(([left], [right]) => (left! < right! ? -1 : 1)));
      }),
      { numRuns: 60 },
    );
  });

  it('never admit orders that together could take more than there is, however they fill', () => {
    fc.assert(
      fc.property(anyQty, fc.array(openOrder, { minLength: 1, maxLength: 6 }), (money, orders) => {
        const books = openBooks();
        const { ledger } = books;
        const holding = holdingsOf(books.holdings, 0).yes[0]!;
        ledger.deposit(holding.purse, null, money);
        const reservations = new Reservations(ledger);
        const admitted = orders.filter(({ order: _order, ...figures }, index) =>
          reservations.tryReserve(`${index}`, holding, { ...figures, side: 'buy' }),
        );
        admitted.forEach(({ openQty: qty, price: px, worstFee: fee }, index) => {
          if (qty > 0n) ledger.bookTrade({ tradeKey: `${index}`, holding, side: 'buy', qty, px, fee }, 'refused');
        });
        expect(ledger.overdraftCount).toBe(0);
      }),
      { numRuns: 100 },
    );
  });

  it('tie up price × open quantity and the worst fee for a buy, rounded up, and the shares for a sell', () => {
    const { holdings, ledger } = openBooks();
    const [escrowed, free] = [holdingsOf(holdings, 0).yes[0]!, holdingsOf(holdings, 4).yes[0]!];
    const reservations = new Reservations(ledger);
    const order = { price: 333_333n, openQty: 1_000_001n, worstFee: 20n } as const;
    for (const holding of [escrowed, free]) {
      reservations.reserve(`buy at ${holding.purse.venue}`, holding, { ...order, side: 'buy' });
      reservations.reserve(`sell at ${holding.purse.venue}`, holding, { ...order, side: 'sell' });
    }
    expect(reservations.reservedCash(escrowed.purse)).toBe(333_354n);
    expect(reservations.reservedShares(escrowed)).toBe(1_000_001n);
    expect(reservations.reservedCash(free.purse)).toBe(0n);
    expect(reservations.reservedShares(free)).toBe(0n);
  });

  it('take no order that changes its side or what it trades, and none of less than nothing', () => {
    const { holdings, ledger } = openBooks();
    const { yes } = holdingsOf(holdings, 0);
    const reservations = new Reservations(ledger);
    const order = { side: 'buy', price: 500_000n, openQty: million, worstFee: 0n } as const;
    reservations.reserve('a', yes[0]!, order);
    expect(() => reservations.reserve('a', yes[1]!, order)).toThrow(AssertionFailed);
    expect(() => reservations.reserve('a', yes[0]!, { ...order, side: 'sell' })).toThrow(AssertionFailed);
    expect(() => reservations.reserve('b', yes[0]!, { ...order, openQty: -1n })).toThrow(AssertionFailed);
    expect(() => reservations.reserve('b', yes[0]!, { ...order, worstFee: -1n })).toThrow(AssertionFailed);
    expect(reservations.reservedCash(yes[0]!.purse)).toBe(500_000n);
  });
});
