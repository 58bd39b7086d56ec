// Goal: what is tied up is the sum of what each open order may still take, at every moment. Method: random orders
// against a naive twin that adds them all up again after every step.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Holding } from '../../src/accounting/holdings.ts';
import type { OpenOrder } from '../../src/accounting/open-orders.ts';
import { Reservations, type ReservingOrder } from '../../src/accounting/reservations.ts';
import { AssertionFailed } from '../../src/kernel/assert.ts';
import { multiplyMicros } from '../../src/money/micros.ts';
import { anyPrice, anyQty, holdingsOf, openAccounting, setCount } from './accounting.ts';
import type { Accounting } from './accounting.ts';

const million = 1_000_000n;

const ordersMax = 6;

/** Each order keeps its holding and side, as orders do; what may still fill is anything, 0 too. */
const openOrder = fc.record({
  order: fc.nat(ordersMax - 1),
  openQty: fc.oneof(fc.constant(0n), anyQty),
  price: anyPrice,
  worstFee: fc.bigInt({ min: 0n, max: 100_000n }),
});

const anyStep = fc.record({
  kind: fc.constantFrom('reserve' as const, 'end' as const, 'restore' as const, 'money' as const, 'shares' as const),
  details: openOrder,
});

const holdingOf = ({ holdings }: Accounting, order: number): Holding =>
  holdingsOf(holdings, order % setCount).yes[order % 2]!;

const sideOf = (order: number): 'buy' | 'sell' => (order < 3 ? 'buy' : 'sell');

const dueOf = (holding: Holding, { side, price, openQty, worstFee }: OpenOrder): bigint => {
  if (holding.accountKey.venue === 'manifold' || openQty === 0n) return 0n;
  return side === 'sell' ? openQty : multiplyMicros(price, openQty, 'ceil') + worstFee;
};

describe('reservations', () => {
  it('are the sum of what each order may still take, and what is free is never below zero', () => {
    fc.assert(
      fc.property(fc.array(anyStep, { minLength: 1, maxLength: 40, size: 'max' }), (steps) => {
        const accounting = openAccounting();
        const { ledger } = accounting;
        let reservations = new Reservations(ledger);
        let orders: (ReservingOrder | undefined)[] = [];
        const twin = new Map<number, bigint>();
        const sumOf = (side: 'buy' | 'sell', isSame: (holding: Holding) => boolean): bigint =>
          [...twin].reduce(
            (sum, [order, due]) => (sideOf(order) === side && isSame(holdingOf(accounting, order)) ? sum + due : sum),
            0n,
          );
        for (const { kind, details } of steps) {
          const { order: index, ...figures } = details;
          const holding = holdingOf(accounting, index);
          if (kind === 'money') ledger.deposit(holding.accountKey, null, figures.openQty);
          else if (kind === 'shares') ledger.deposit(holding.accountKey, holding, figures.openQty);
          else if (kind === 'restore') {
            reservations = new Reservations(ledger);
            orders = orders.map((order) => order && { ...order });
            for (const order of orders) if (order !== undefined) reservations.recount(order);
          } else {
            const order = {
              instrument: { holding },
              side: sideOf(index),
              reserved: orders[index]?.reserved ?? 0n,
              ...figures,
              ...(kind === 'end' ? { openQty: 0n } : {}),
            };
            reservations.reserve(order);
            orders[index] = order;
            twin.set(index, dueOf(holding, order));
            expect(order.reserved).toBe(twin.get(index));
          }
          const held = Array.from({ length: ordersMax }, (_, other) => holdingOf(accounting, other));
          expect(
            held.map((each) => [
              reservations.reservedCash(each.accountKey),
              reservations.availableCash(each.accountKey),
              reservations.reservedShares(each),
            ]),
          ).toEqual(
            held.map((each) => {
              const cash = sumOf('buy', ({ accountKey }) => accountKey === each.accountKey);
              const money = ledger.cashOf(each.accountKey);
              return [cash, money > cash ? money - cash : 0n, sumOf('sell', (other) => other === each)];
            }),
          );
        }
      }),
      { numRuns: 60 },
    );
  });

  it('tie up price × open quantity and the worst fee for a buy, rounded up, and the shares for a sell', () => {
    const { holdings, ledger } = openAccounting();
    const [escrowed, free] = [holdingsOf(holdings, 0).yes[0]!, holdingsOf(holdings, 4).yes[0]!];
    const reservations = new Reservations(ledger);
    const order = { price: 333_333n, openQty: 1_000_001n, worstFee: 20n, reserved: 0n } as const;
    for (const holding of [escrowed, free]) {
      reservations.reserve({ ...order, instrument: { holding }, side: 'buy' });
      reservations.reserve({ ...order, instrument: { holding }, side: 'sell' });
    }
    expect(reservations.reservedCash(escrowed.accountKey)).toBe(333_354n);
    expect(reservations.reservedShares(escrowed)).toBe(1_000_001n);
    expect(reservations.reservedCash(free.accountKey)).toBe(0n);
    expect(reservations.reservedShares(free)).toBe(0n);
  });

  it('take no order of less than nothing, and none that ties up more than it brought', () => {
    const { holdings, ledger } = openAccounting();
    const holding = holdingsOf(holdings, 0).yes[0]!;
    const reservations = new Reservations(ledger);
    const order: ReservingOrder = {
      instrument: { holding },
      side: 'buy',
      price: 500_000n,
      openQty: million,
      worstFee: 0n,
      reserved: 0n,
    };
    reservations.reserve(order);
    expect(() => reservations.reserve({ ...order, openQty: -1n })).toThrow(AssertionFailed);
    expect(() => reservations.reserve({ ...order, worstFee: -1n })).toThrow(AssertionFailed);
    expect(() => reservations.reserve({ ...order, openQty: 0n, reserved: million })).toThrow(AssertionFailed);
    expect(reservations.reservedCash(holding.accountKey)).toBe(500_000n);
  });
});
