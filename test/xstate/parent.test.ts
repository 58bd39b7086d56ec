// A compiled chart as the parent of real actors: they share its system, are seen by its inspector, and go when told.
import { describe, expect, it, vi } from 'vitest';
import { createActor, type AnyActorRef } from 'xstate';
import { orderMachine, orderStatus, type OrderInput } from '../../machines/order.ts';
import { venueExecutorMachine } from '../../machines/venue-executor.ts';
import { compile } from '../../src/xstate/compile.ts';
import { createParent } from '../../src/xstate/parent.ts';

const input: OrderInput = {
  clOrdId: '1.1',
  venue: 'kalshi',
  instrument: 'FED:yes',
  side: 'buy',
  orderQty: 10_000_000n,
  price: 480_000n,
  timeInForce: 'GTC',
};

const orderLogic = compile(orderMachine);

const family = () => {
  const parent = createParent(compile(venueExecutorMachine));
  const seen: string[] = [];
  const actor = createActor(parent.logic, {
    id: 'venue:kalshi',
    input: { venue: 'kalshi' },
    inspect: (event) => seen.push(`${event.type} ${(event.actorRef as AnyActorRef).id}`),
  });
  actor.start();
  return { parent, actor, seen };
};

describe('a parent', () => {
  it('spawns real actors with ids of their own, in its system, seen by its inspector', () => {
    const { parent, actor, seen } = family();
    const order = parent.spawn(orderLogic, 'order:1.1', { input });
    order.send({ type: 'order.sent' });
    expect(order.id).toBe('order:1.1');
    expect(order.system).toBe(actor.system);
    expect(seen).toContain('@xstate.actor order:1.1');
    expect(seen).toContain('@xstate.snapshot order:1.1');
  });

  it('stays the chart that it is, whatever its children do', () => {
    const { parent, actor } = family();
    const orders = Array.from({ length: 100 }, (_, order) => parent.spawn(orderLogic, `order:${order}`, { input }));
    const before = actor.getSnapshot();
    orders[7]!.send({ type: 'order.sent' });
    parent.release(orders[8]!);
    expect(actor.getSnapshot()).toBe(before);
    actor.send({ type: 'venue.connected' });
    expect(actor.getSnapshot()).not.toBe(before);
    expect(orders.filter((order) => order.getSnapshot().status === 'active')).toHaveLength(99);
  });

  it('has none of its children written down where it would stay reachable after its end', () => {
    const { parent } = family();
    const set = vi.spyOn(Map.prototype, 'set');
    const order = parent.spawn(orderLogic, 'order:1.1', { input });
    const values = set.mock.calls.map(([, value]) => value as unknown);
    set.mockRestore();
    expect(values).not.toContain(order);
  });

  it('releases a child, and revives it from what it persisted', () => {
    const { parent } = family();
    const order = parent.spawn(orderLogic, 'order:1.1', { input });
    order.send({ type: 'order.sent' });
    order.send({ type: 'venue.acked', venueOrderId: 'V1' });
    const snapshot = order.getPersistedSnapshot();
    parent.release(order);
    order.send({ type: 'venue.cancelled', reason: 'venue' });
    expect(orderStatus(order.getSnapshot())).toBe('submitted');
    const revived = parent.spawn(orderLogic, 'order:1.1', { snapshot });
    revived.send({ type: 'venue.traded', tradeId: 'T1', lastQty: 10_000_000n, lastPx: 480_000n });
    expect(orderStatus(revived.getSnapshot())).toBe('filled');
  });

  it('belongs to one actor, and releases its own children only, once', () => {
    const { parent } = family();
    const order = parent.spawn(orderLogic, 'order:1.1', { input });
    expect(() => family().parent.release(order)).toThrow();
    expect(order.getSnapshot().status).toBe('active');
    parent.release(order);
    expect(() => parent.release(order)).toThrow(/does not live/);
    const second = createActor(parent.logic, { input: { venue: 'kalshi' } });
    second.subscribe({ error: () => undefined });
    expect(second.getSnapshot().status).toBe('error');
    expect(() => createParent(orderLogic).spawn(orderLogic, 'x', { input })).toThrow(/only after its own actor/);
  });
});
