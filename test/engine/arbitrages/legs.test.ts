// Legs become orders: all of them born before the first is sent, or one after the other, each with the fees of its own size.
import { describe, expect, it } from 'vitest';
import type { ArbitrageLeg } from '../../../machines/arbitrage.ts';
import type { Intent } from '../../../src/arbitrage/intent.ts';
import { Legs } from '../../../src/engine/arbitrages/legs.ts';
import { addTickets, contextOf, ticketsAt } from '../../../src/engine/arbitrages/live-arbitrage.ts';
import type { NewOrder } from '../../../src/orders/live-order.ts';
import { arbitrageOf, marketOf, marketsOf, million, noted, nothing, orderOf, quietWorld } from '../fakes.ts';
import { intentOf } from '../plans.ts';

const legsOf = (intent: Intent, changes: readonly Partial<ArbitrageLeg>[] = []) => {
  const calls: string[] = [];
  const created: NewOrder[] = [];
  const quiet = quietWorld();
  const create = (order: NewOrder) => {
    created.push(order);
    calls.push(`create ${order.request.clOrdId}`);
    return orderOf(order);
  };
  const legs = new Legs({
    world: quiet.world,
    markets: marketsOf((venue) => marketOf({ venue }, venue === 'kalshi' ? 60 : 0)),
    orders: { create },
    lanes: noted(calls, { submit: nothing }),
  });
  const known = contextOf(arbitrageOf(intent)).legs;
  const arbitrage = arbitrageOf(intent, { legs: known.map((leg, index) => ({ ...leg, ...changes[index] })) });
  for (const { venue } of intent.legs) addTickets(arbitrage, venue, 5);
  return { ...quiet, calls, created, legs, arbitrage };
};

const parallel = intentOf('parallel', 'unwind');
const sequential = intentOf('sequential', 'unwind');

describe('legs', () => {
  it('that go together are all born before the first is sent', () => {
    const { legs, arbitrage, calls, created } = legsOf(parallel);
    legs.sendAll(arbitrage);
    expect(calls).toEqual(['create 1.1', 'create 1.2', 'submit 1.1', 'submit 1.2']);
    expect(arbitrage.orders.map(({ clOrdId, owner }) => [clOrdId, owner === arbitrage])).toEqual([
      ['1.1', true],
      ['1.2', true],
    ]);
    const [{ outcome, price, paysIn, worstFee }] = [parallel.legs[1]!];
    expect(created[1]).toEqual({
      ...{ venue: 'kalshi', account: 'at kalshi', ownerKind: 'leg', ownerId: 1, leg: 2, paysIn, worstFee, tickets: 4 },
      request: {
        ...{ clOrdId: '1.2', market: 'FED', outcome, side: 'buy' },
        ...{ orderQty: 10n * million, price, timeInForce: 'GTC' },
      },
    });
  });

  it('leave no unwinds, which are no legs', () => {
    const { legs, arbitrage, calls } = legsOf(parallel, [{}, { role: 'unwind' }]);
    legs.sendAll(arbitrage);
    expect(calls).toEqual(['create 1.1', 'submit 1.1']);
  });

  it.each([
    ['the first', [{ released: true }], ['1.1']],
    ['the second', [{ released: true }, { released: true }], ['1.2']],
    ['none before its turn', [], []],
  ] as const)('that go one after the other leave %s', (_which, changes, sent) => {
    const { legs, arbitrage, calls } = legsOf(sequential, changes);
    legs.sendNext(arbitrage);
    expect(calls).toEqual(sent.flatMap((clOrdId) => [`create ${clOrdId}`, `submit ${clOrdId}`]));
    expect(ticketsAt(arbitrage, 'polymarket') + ticketsAt(arbitrage, 'kalshi')).toBe(10 - 5 * sent.length);
  });

  it.each([
    ['as planned', 10n * million, 284_930n],
    // Six shares at 49 cents: six micros and 49.
    ['sized down', 6n * million, 55n],
  ] as const)('that are %s may cost the fees of that', (_how, orderQty, worstFee) => {
    const { legs, arbitrage, created } = legsOf(sequential, [{ released: true }, { released: true, orderQty }]);
    legs.sendNext(arbitrage);
    expect(created).toMatchObject([{ worstFee, request: { clOrdId: '1.2', orderQty } }]);
  });

  it('that are good till a date end after the timeouts with their arbitrage, and as late as their venue wants', () => {
    const { legs, arbitrage, created, until } = legsOf(intentOf('parallel', 'unwind', 'GTD', 3_000));
    until(500);
    legs.sendAll(arbitrage);
    expect(created.map(({ request }) => request.expireTimeUs)).toEqual([3_500, 3_560]);
  });

  it.each(['GTC', 'IOC', 'FOK'] as const)('that are %s say no end', (timeInForce) => {
    const { legs, arbitrage, created } = legsOf(intentOf('parallel', 'unwind', timeInForce));
    legs.sendAll(arbitrage);
    expect(created.map(({ request }) => [request.timeInForce, 'expireTimeUs' in request])).toEqual([
      [timeInForce, false],
      [timeInForce, false],
    ]);
  });
});
