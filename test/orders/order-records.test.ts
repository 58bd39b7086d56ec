// The records of an order, from the words of its birth and of its steps.
import { describe, expect, it } from 'vitest';
import type { OrderEvent } from '../../machines/order.ts';
import { createdOf, moveOf } from '../../src/orders/order-records.ts';
import { request, snapshotAfter } from './fakes.ts';
import { told } from './orders-alone.ts';

it('the record of a birth has all of the order, and nothing of its room', () => {
  const order = { venue: 'kalshi', account: 'main', ownerKind: 'unwind', ownerId: 3, paysIn: 2 } as const;
  expect(createdOf({ ...order, request: request('3.u1'), worstFee: 9n, tickets: 4 })).toEqual({
    type: 'order.created',
    clOrdId: '3.u1',
    owner: 'unwind',
    ownerId: 3,
    venue: 'kalshi',
    account: 'main',
    market: 'FED',
    outcome: 'yes',
    side: 'buy',
    orderQty: 10_000_000n,
    price: 480_000n,
    timeInForce: 'GTC',
    worstFee: 9n,
  });
});

it('the record of a birth says the leg, and until when and how the order may rest', () => {
  const order = { venue: 'kalshi', account: 'main', ownerKind: 'leg', ownerId: 3, leg: 2, paysIn: 2 } as const;
  const asked = { ...request('x'), timeInForce: 'GTD', expireTimeUs: 60, isPostOnly: true } as const;
  const created = createdOf({ ...order, request: asked, worstFee: 9n, tickets: 4 });
  expect(created).toMatchObject({ clOrdId: 'x', leg: 2, timeInForce: 'GTD', expireTimeUs: 60, isPostOnly: true });
  const plain = createdOf({ ...order, request: { ...asked, isPostOnly: false }, worstFee: 9n, tickets: 4 });
  expect(plain.isPostOnly).toBeUndefined();
});

describe('the record of a step', () => {
  const sent: OrderEvent = { type: 'order.sent' };
  const recordOf = (...events: readonly OrderEvent[]) =>
    moveOf('1.1', events.at(-1)!, snapshotAfter(...events.slice(0, -1)), snapshotAfter(...events));
  const trade = { tradeId: 'T1', lastPx: 480_000n, fee: 0n };
  const bust: OrderEvent = { type: 'venue.tradeBusted', tradeId: 'T1' };

  it.each<readonly [string, OrderEvent[], object]>([
    ['leaving', [sent], { event: 'order.sent', from: 'pendingNew', to: 'pendingNew', leavesQty: 10_000_000n }],
    ['an ack', [sent, told.acked], { from: 'pendingNew', to: 'new', venueOrderId: 'V1' }],
    [
      'a fill',
      [sent, told.acked, told.filled(4)],
      { from: 'new', to: 'partiallyFilled', cumQty: 4_000_000n, leavesQty: 6_000_000n, lastQty: 4_000_000n, ...trade },
    ],
    ['a rejection', [sent, told.rejected], { to: 'rejected', leavesQty: 0n, reason: 'venueRefused' }],
    ['a wish to cancel', [sent, told.acked, { type: 'cancel.requested' }], { from: 'new', to: 'pendingCancel' }],
    [
      'an answer with fills that nobody told',
      [sent, told.found('partial', 4)],
      { to: 'partiallyFilled', missingQty: 4_000_000n, cumQty: 0n, anomaly: 'fillsMissing' },
    ],
    [
      'a second fill of the same name',
      [sent, told.filled(4), told.filled(4)],
      { cumQty: 4_000_000n, anomaly: undefined },
    ],
    ['a fill that conflicts', [sent, told.filled(4), told.filled(5)], { cumQty: 4_000_000n, anomaly: 'tradeConflict' }],
    ['a bust', [sent, told.filled(4), bust], { cumQty: 0n, leavesQty: 6_000_000n, tradeId: 'T1', lastQty: undefined }],
    ['the second of two anomalies', [sent, bust, told.filled(11)], { anomaly: 'overfill' }],
    ['nothing new after an anomaly', [sent, told.found('partial', 4), told.acked], { anomaly: undefined }],
    ['no fills that are missing', [sent, told.found('partial', 4), told.filled(4)], { missingQty: undefined }],
  ])('of %s has the state before and after, and what the event says', (_, events, record) => {
    expect(recordOf(...events)).toMatchObject({
      type: 'order.moved',
      clOrdId: '1.1',
      event: events.at(-1)!.type,
      ...record,
    });
  });
});
