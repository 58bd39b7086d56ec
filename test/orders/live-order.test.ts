// What is read from an order's snapshot.
import { describe, expect, it } from 'vitest';
import type { OrderEvent } from '../../machines/order.ts';
import { isPresumedDead, isQueued } from '../../src/orders/live-order.ts';
import { snapshotAfter } from './fakes.ts';
import { told } from './orders-alone.ts';

const sent: OrderEvent = { type: 'order.sent' };

describe('an order', () => {
  it.each<readonly [string, OrderEvent[], boolean, boolean]>([
    ['was created', [], true, false],
    ['has left', [sent], false, false],
    ['is in doubt', [sent, { type: 'ack.overdue' }], false, false],
    ['was acked', [sent, told.acked], false, false],
    ['was withdrawn', [{ type: 'cancel.requested' }], false, false],
    ['was rejected', [sent, told.rejected], false, true],
    ['was never found', [sent, told.unknown], false, true],
    ['has vanished', [sent, told.acked, told.unknown], false, true],
    ['was cancelled', [sent, told.acked, told.cancelled(0)], false, false],
    ['has filled', [sent, told.filled(10)], false, false],
  ])('that %s is queued or presumed dead as its snapshot says', (_, events, queued, dead) => {
    const snapshot = snapshotAfter(...events);
    expect([isQueued(snapshot), isPresumedDead(snapshot)]).toEqual([queued, dead]);
  });
});
