// What an arbitrage receives of an order, at each place of the order's life.
import { createActor } from 'xstate';
import { expect, it } from 'vitest';
import { orderMachine, type OrderEvent } from '../../../machines/order.ts';
import { legUpdateOf } from '../../../src/engine/arbitrages/leg-update.ts';
import type { OrderSnapshot } from '../../../src/orders/live-order.ts';
import { million } from '../fakes.ts';
import { say } from '../scripted.ts';

const snapshotAfter = (events: readonly OrderEvent[]): OrderSnapshot => {
  const instrument = { clOrdId: '1.1', venue: 'kalshi', instrument: 'FED:no', side: 'buy' } as const;
  const terms = { orderQty: 10n * million, price: 490_000n, timeInForce: 'GTC' } as const;
  const actor = createActor(orderMachine, { input: { ...instrument, ...terms } }).start();
  for (const event of events) actor.send(event);
  return actor.getSnapshot() as OrderSnapshot;
};

const sent = { type: 'order.sent' } as const;
const waits = { status: 'pending', cumQty: 0n, leavesQty: 10n * million, missingQty: 0n, inDoubt: false, sent: false };
const works = { ...waits, status: 'submitted', sent: true };

it.each<readonly [string, readonly OrderEvent[], object]>([
  ['waits for its lane', [], waits],
  ['has left', [sent], { ...waits, sent: true }],
  ['is in doubt', [sent, { type: 'ack.overdue' }], { ...waits, sent: true, inDoubt: true }],
  ['works', [sent, say.acked], works],
  [
    'has filled in part',
    [sent, say.acked, say.filled(4)],
    { ...works, status: 'partial', cumQty: 4n * million, leavesQty: 6n * million },
  ],
  [
    'has filled more than its venue has told',
    [sent, say.acked, say.filled(4), say.cancelled(6)],
    { ...works, status: 'cancelled', cumQty: 4n * million, leavesQty: 0n, missingQty: 2n * million },
  ],
  ['was rejected', [sent, say.rejected], { ...works, status: 'rejected', leavesQty: 0n }],
])('of an order that %s', (_that, events, update) => {
  const snapshot = snapshotAfter(events);
  const order = { clOrdId: '1.1', isZombie: false };
  const whole = { type: 'leg.updated', clOrdId: '1.1', unsettledQty: 3n, ...update };
  expect(legUpdateOf(order, snapshot, 3n)).toEqual(whole);
  // What is dead to us and alive at its venue is in doubt.
  expect(legUpdateOf({ ...order, isZombie: true }, snapshot, 3n)).toEqual({ ...whole, inDoubt: true });
});
