// The live orders by their id, alone: with real actors and nothing that they ask.
import { describe, expect, it } from 'vitest';
import type { OrderEvent } from '../../machines/order.ts';
import type { LiveOrder, OrderRecord, OrderSnapshot } from '../../src/orders/live-order.ts';
import { LiveOrders } from '../../src/orders/live-orders.ts';
import { OrderActors } from '../../src/orders/order-actors.ts';
import { sendTo } from '../../src/xstate/parent.ts';
import { ownerOf, parentOf, request, surroundings } from './fakes.ts';
import { told } from './orders-alone.ts';

const living = () => {
  const { world, log, traffic } = surroundings();
  const live = new LiveOrders(new OrderActors(world, traffic, new Map([['kalshi', parentOf('kalshi')]])));
  const add = (clOrdId = '1.1', ...events: readonly OrderEvent[]): LiveOrder => {
    const passport = {
      clOrdId,
      venue: 'kalshi',
      ownerKind: 'leg',
      ownerId: 1,
      request: request(clOrdId),
      paysIn: 2,
    } as const;
    const { side, orderQty, price, timeInForce } = request();
    const input = { clOrdId, venue: 'kalshi', instrument: 'FED:yes', side, orderQty, price, timeInForce };
    const order = live.add(passport, { input }, 4);
    for (const event of events) sendTo(order.actor, event);
    return order;
  };
  return { live, add, log };
};

const snapshotOf = ({ actor }: LiveOrder): OrderSnapshot => actor.getSnapshot() as OrderSnapshot;
const recordOf = ({ clOrdId, venue, ownerKind, ownerId, request: asked, paysIn, ...order }: LiveOrder): OrderRecord => {
  const { recheck } = order;
  const identity = { clOrdId, venue, ownerKind, ownerId, request: asked, paysIn };
  return { ...identity, recheck, snapshot: snapshotOf(order as LiveOrder) };
};
const nothing = { ack: null, cancel: null, replace: null, word: null, settlement: null, doubt: null };

describe('a live order', () => {
  it('is born with its room, and waits for nothing', () => {
    const { live, add } = living();
    const order = add();
    expect(live.get('1.1')).toBe(order);
    expect(order).toMatchObject({
      ...{ clOrdId: '1.1', venue: 'kalshi', ownerKind: 'leg', ownerId: 1, request: request(), paysIn: 2 },
      ...{ owner: null, tickets: 4, isInWindow: false, sentAtUs: 0, isUntold: false, isZombie: false, recheck: null },
      timers: nothing,
    });
  });

  it('stands among the others in the order of their births until it is removed', () => {
    const { live, add } = living();
    const [first, second, third] = [add('1.2'), add('1.1'), add('1.3')];
    live.remove(second);
    expect([live.size, live.get('1.1'), [...live.values()]]).toEqual([2, undefined, [first, third]]);
    expect(second.actor.getSnapshot()).toMatchObject({ status: 'stopped' });
  });

  it('has an id of its own', () => {
    const { add } = living();
    add();
    expect(() => add()).toThrow('the order 1.1 lives already');
  });
});

describe('a released order', () => {
  it.each(['as it is', 'by way of a record at rest'])('comes back %s, with its question and new room', (way) => {
    const { live, add } = living();
    const order = add('1.1', { type: 'order.sent' }, told.acked, told.filled(4), told.cancelled(4));
    Object.assign(order, { recheck: { timer: 5, waitUs: 7 }, isZombie: true, isUntold: true });
    const record = recordOf(order);
    live.remove(order);
    const kept = way === 'as it is' ? record : live.restoreRecord(structuredClone(live.saveRecord(record)));
    const revived = live.revive(kept, 2);
    expect(live.get('1.1')).toBe(revived);
    expect({ ...recordOf(revived), snapshot: null }).toEqual({ ...record, snapshot: null });
    expect(snapshotOf(revived).context).toEqual(record.snapshot.context);
    expect(snapshotOf(revived).value).toEqual(record.snapshot.value);
    expect(revived).toMatchObject({ tickets: 2, isZombie: false, isUntold: false, isInWindow: false, timers: nothing });
  });
});

it('live orders that were saved are the same, but for their owners, and share nothing with what they were', () => {
  const { live, add, log } = living();
  add('1.1', { type: 'order.sent' }, told.acked);
  const marks = { isInWindow: true, sentAtUs: 9, isUntold: true, isZombie: true, recheck: { timer: 5, waitUs: 7 } };
  const order = Object.assign(add('1.2', { type: 'order.sent' }), marks, { owner: ownerOf(log) });
  Object.assign(order.timers, { ack: 1, cancel: 2, replace: 3, word: 4, settlement: 5, doubt: 6 });
  const saved = live.save();
  const other = living().live;
  other.restore(structuredClone(saved));
  expect(other.save()).toEqual(saved);
  expect(other.get('1.2')).toMatchObject({ ...marks, owner: null, timers: order.timers });
  order.timers.ack = null;
  expect(saved[1]?.timers.ack).toBe(1);
  expect(saved[0]).toMatchObject({
    clOrdId: '1.1',
    isInWindow: false,
    isZombie: false,
    recheck: null,
    timers: nothing,
  });
});
