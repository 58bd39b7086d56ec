// The actors of orders, alone: what they ask for leaves after their own step.
import { describe, expect, it } from 'vitest';
import type { OrderEvent } from '../../machines/order.ts';
import type { OrderSnapshot } from '../../src/orders/live-order.ts';
import { OrderActors } from '../../src/orders/order-actors.ts';
import { sendTo } from '../../src/xstate/parent.ts';
import { parentOf, request, surroundings } from './fakes.ts';
import { told } from './orders-alone.ts';

const { clOrdId, side, orderQty, price, timeInForce } = request();
const input = { clOrdId, venue: 'kalshi', instrument: 'FED:yes', side, orderQty, price, timeInForce };

const spawned = () => {
  const { world, log, traffic } = surroundings();
  const actors = new OrderActors(world, traffic, new Map([['kalshi', parentOf('kalshi')]]));
  return { world, log, actors, actor: actors.spawn('kalshi', clOrdId, { input }) };
};

const sent: OrderEvent = { type: 'order.sent' };
const overdue: OrderEvent = { type: 'ack.overdue' };
const cancelling: OrderEvent = { type: 'cancel.requested' };

describe('an actor', () => {
  it.each<readonly [string, OrderEvent[], string[]]>([
    ['leaves', [sent], []],
    ['is in doubt', [sent, overdue], ['ask query 1.1']],
    ['is to be cancelled before its venue has named it', [sent, cancelling], []],
    ['is to be cancelled', [sent, told.acked, cancelling], ['ask cancel 1.1']],
    ['is named after that wish', [sent, cancelling, told.acked], ['ask cancel 1.1']],
    ['is to be replaced', [sent, told.acked, { type: 'replace.requested', orderQty: 9_000_000n }], ['ask replace 1.1']],
    ['is acked although it was given up', [sent, told.unknown, told.acked], ['ask cancel 1.1']],
    ['is found although it had vanished', [sent, told.acked, told.unknown, told.found('partial')], ['ask cancel 1.1']],
    [
      'hears nothing of its cancel',
      [sent, told.acked, cancelling, { type: 'cancel.overdue' }],
      ['ask cancel 1.1', 'ask query 1.1', 'ask cancel 1.1'],
    ],
  ])('that %s asks for what follows, after its step', (_, events, asked) => {
    const { world, log, actor } = spawned();
    for (const event of events) sendTo(actor, event);
    expect(log).toEqual([]);
    world.settle();
    expect(log).toEqual(asked);
  });

  it('that was released is stopped', () => {
    const { actors, actor } = spawned();
    actors.release('kalshi', actor);
    expect(actor.getSnapshot()).toMatchObject({ status: 'stopped' });
    expect(() => actors.release('kalshi', actor)).toThrow(/does not live/);
  });

  it('has a parent: a venue that there is', () => {
    const { actors, actor } = spawned();
    expect(() => actors.spawn('gemini', '1.2', { input })).toThrow("there is no venue 'gemini'");
    expect(() => actors.release('gemini', actor)).toThrow("there is no venue 'gemini'");
  });

  it('resumes from its snapshot at rest, and asks as it would have', () => {
    const { world, log, actors, actor } = spawned();
    for (const event of [sent, told.acked, told.filled(4)]) sendTo(actor, event);
    const snapshot = actor.getSnapshot() as OrderSnapshot;
    const atRest = structuredClone(actors.persist(snapshot));
    expect(actors.restore(atRest)).toMatchObject({ value: snapshot.value, context: snapshot.context });
    actors.release('kalshi', actor);
    sendTo(actors.spawn('kalshi', clOrdId, { snapshot: atRest }), cancelling);
    world.settle();
    expect(log).toEqual(['ask cancel 1.1']);
  });
});
