// A live arbitrage owns its orders and counts the room that is kept for it.
import { describe, expect, it } from 'vitest';
import { addOrder, addTickets, contextOf, ticketsAt } from '../../../src/engine/arbitrages/live-arbitrage.ts';
import type { OrderSnapshot } from '../../../src/orders/live-order.ts';
import { arbitrageOf, nothing, orderOf } from '../fakes.ts';
import { intentOf } from '../plans.ts';

const intent = intentOf('parallel', 'unwind');
const snapshot = {
  value: { execution: 'partial' },
  context: { cumQty: 4n, missingQty: 1n, orderQty: 10n, matchedQty: 4n },
} as unknown as OrderSnapshot;

describe('a live arbitrage', () => {
  it.each([
    [
      'while it lives',
      true,
      [
        { type: 'leg.updated', clOrdId: '1.1', unsettledQty: 3n, cumQty: 4n, missingQty: 1n, leavesQty: 6n },
        { type: 'leg.overdue', clOrdId: '1.1' },
        { type: 'settlement.failed', clOrdId: '1.1', qty: 5n },
      ],
    ],
    ['and nothing once it was released', false, []],
  ])('passes on what its orders come to %s', (_while, isLive, passed) => {
    const given: unknown[] = [];
    const keeper = { legUpdated: nothing, move: nothing };
    const note = (arbitrage: unknown, what: unknown): void => void given.push(arbitrage, what);
    const arbitrage = arbitrageOf(intent, {}, { ...keeper, legUpdated: note, move: note });
    if (!isLive) arbitrage.isLive = false;
    expect([arbitrage.number, arbitrage.unwinds]).toEqual([1, 0]);
    const order = orderOf({ clOrdId: '1.1' });
    arbitrage.orderMoved(order, snapshot, 3n);
    arbitrage.orderInDoubt(order);
    arbitrage.settlementFailed(order, 5n);
    expect(given.filter((_each, index) => index % 2 === 1)).toMatchObject(passed);
    expect(given.filter((_each, index) => index % 2 === 0)).toEqual(passed.map(() => arbitrage));
  });

  it('owns the orders that are added, in their order', () => {
    const arbitrage = arbitrageOf(intent);
    const orders = ['1.1', '1.2'].map((clOrdId) => orderOf({ clOrdId }));
    for (const order of orders) addOrder(arbitrage, order);
    expect(arbitrage.orders).toEqual(orders);
    expect(orders.map(({ owner }) => owner === arbitrage)).toEqual([true, true]);
  });

  it('counts its room venue by venue', () => {
    const arbitrage = arbitrageOf(intent);
    for (const [venue, tickets] of [
      ['a', 5],
      ['b', 5],
      ['a', 5],
      ['b', -4],
    ] as const)
      addTickets(arbitrage, venue, tickets);
    expect(['a', 'b', 'c'].map((venue) => ticketsAt(arbitrage, venue))).toEqual([10, 1, 0]);
  });

  it('remembers what its actor does', () => {
    expect(contextOf(arbitrageOf(intent, { unwindAttempts: 2 }))).toMatchObject({
      arbitrageId: '1',
      unwindAttempts: 2,
    });
  });
});
