// The order state machine of another engine (nautilus_trader), pair by pair. Its statuses and events are mapped
// to ours; where the two disagree on what is allowed, or on where it leads, the difference is listed here with
// its reason. A difference that is not listed fails, and so does a listed one that is none.
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { createActor } from 'xstate';
import { orderMachine, ordStatus, type OrderEvent } from '../../machines/order.ts';

const path = fileURLToPath(new URL('../../../shared/oracles/nautilus-order-fsm.json', import.meta.url));
const transitions = existsSync(path)
  ? (JSON.parse(readFileSync(path, 'utf8')) as { readonly transitions: Record<string, Record<string, string>> })
      .transitions
  : {};

const sent: OrderEvent = { type: 'order.sent' };
const acked: OrderEvent = { type: 'venue.acked', venueOrderId: 'V1' };
const trade = (tradeId: string, shares: bigint): OrderEvent => ({
  type: 'venue.traded',
  tradeId,
  lastQty: shares * 1_000_000n,
  lastPx: 500_000n,
});

/** How to bring one of our orders (of 10 shares) into each of their statuses. */
const pathTo: Readonly<Record<string, readonly OrderEvent[]>> = {
  INITIALIZED: [],
  SUBMITTED: [sent],
  ACCEPTED: [sent, acked],
  PENDING_UPDATE: [sent, acked, { type: 'replace.requested', orderQty: 12_000_000n }],
  PENDING_CANCEL: [sent, acked, { type: 'cancel.requested' }],
  PARTIALLY_FILLED: [sent, acked, trade('T1', 4n)],
  DENIED: [{ type: 'order.refused', reason: 'risk' }],
  REJECTED: [sent, { type: 'venue.rejected', reason: 'notEnoughBalance' }],
  EXPIRED: [sent, acked, { type: 'venue.cancelled', reason: 'expired' }],
  CANCELED: [sent, acked, { type: 'venue.cancelled', reason: 'requested' }],
  FILLED: [sent, acked, trade('T1', 10n)],
};

/** Their events as ours. A fill is tried in its two forms, as one that leaves something and one that does not. */
const eventsFor: Readonly<Record<string, readonly OrderEvent[]>> = {
  Denied: [{ type: 'order.refused', reason: 'risk' }],
  Submitted: [sent],
  Accepted: [acked],
  Rejected: [{ type: 'venue.rejected', reason: 'notEnoughBalance' }],
  Canceled: [{ type: 'venue.cancelled', reason: 'requested' }],
  Expired: [{ type: 'venue.cancelled', reason: 'expired' }],
  PendingUpdate: [{ type: 'replace.requested', orderQty: 11_000_000n }],
  PendingCancel: [{ type: 'cancel.requested' }],
  ModifyRejected: [{ type: 'venue.replaceRejected', reason: 'tooLate' }],
  CancelRejected: [{ type: 'venue.cancelRejected', reason: 'tooLate' }],
  Updated: [{ type: 'venue.replaced', orderQty: 12_000_000n }],
  Filled: [trade('T8', 1n), trade('T9', 6n)],
};

/** Where their status is found in ours. */
const statusFor: Readonly<Record<string, readonly string[]>> = {
  INITIALIZED: ['pendingNew'],
  SUBMITTED: ['pendingNew'],
  ACCEPTED: ['new'],
  PARTIALLY_FILLED: ['partiallyFilled'],
  PENDING_UPDATE: ['pendingReplace'],
  PENDING_CANCEL: ['pendingCancel'],
  'FILLED*': ['partiallyFilled', 'filled', 'pendingCancel', 'pendingReplace'],
  REJECTED: ['rejected'],
  DENIED: ['rejected'],
  CANCELED: ['canceled'],
  EXPIRED: ['canceled'],
  '(previous)': ['new', 'partiallyFilled'],
};

const notHere = 'these venues have no such order: no emulation, no triggers';
const neverLeft = 'an order that was never sent can only be refused or withdrawn by us';
const answerOfARace = 'the answer to a request that lost a race is legal in a terminal status, and changes nothing';
const asked = 'asked already, or nothing left to cancel: ignored and counted, not an error';
const lateFill = 'a fill that the venue made is always booked, however late: quantities move, the status stays';
const zombie = 'the venue has live what we hold for dead: an anomaly, and a risk-critical cancel';
const lateAck = 'an ack that comes late records the id, and never lowers a status';

/** Every pair on which we differ, and why. `ours` is what we do where they forbid, or the other way round. */
const divergences: Readonly<Record<string, string>> = {
  'INITIALIZED+Accepted': neverLeft,
  'INITIALIZED+Rejected': neverLeft,
  'INITIALIZED+Canceled': neverLeft,
  'INITIALIZED+Expired': neverLeft,
  'INITIALIZED+Updated': neverLeft,
  'INITIALIZED+PendingCancel': 'withdrawn by us before it was sent: cancelled, it never left',
  'INITIALIZED+Filled':
    'after a crash the venue may know an order that our record says was never sent: the fill is booked',
  'SUBMITTED+PendingUpdate': 'a replace needs an order that is live: until the ack there is nothing to replace',
  'SUBMITTED+Updated': 'as above: these venues replace only what they have acknowledged',
  'SUBMITTED+Expired': 'an IOC or a GTD order may end before its ack is seen',
  'PENDING_UPDATE+Accepted': 'a second ack of an order that has one is not legal',
  'PENDING_UPDATE+PendingUpdate': 'one replace at a time: the second has nothing it could refer to',
  'PENDING_CANCEL+Accepted': 'a second ack of an order that has one is not legal',
  'PENDING_CANCEL+PendingUpdate': 'the two requests are regions of their own: FIX shows the cancel',
  'PENDING_CANCEL+Updated': 'a replace that was under way when the cancel was asked for',
  'PARTIALLY_FILLED+Accepted': 'theirs lowers the status; ours records the id',
  'CANCELED+Filled': 'theirs reopens the order; ' + lateFill,
  'EXPIRED+Filled': lateFill,
  'REJECTED+Filled': lateFill,
  'DENIED+Filled': lateFill,
  'FILLED+Filled': lateFill,
  'CANCELED+Accepted': lateAck,
  'EXPIRED+Accepted': lateAck,
  'FILLED+Accepted': lateAck,
  'REJECTED+Accepted': zombie,
  'DENIED+Accepted': zombie,
  'CANCELED+PendingCancel': asked,
  'EXPIRED+PendingCancel': asked,
  'FILLED+PendingCancel': asked,
  'REJECTED+PendingCancel': asked,
  'DENIED+PendingCancel': asked,
  'CANCELED+CancelRejected': answerOfARace,
  'EXPIRED+CancelRejected': answerOfARace,
  'FILLED+CancelRejected': answerOfARace,
  'REJECTED+CancelRejected': answerOfARace,
  'DENIED+CancelRejected': answerOfARace,
  'CANCELED+ModifyRejected': answerOfARace,
  'EXPIRED+ModifyRejected': answerOfARace,
  'FILLED+ModifyRejected': answerOfARace,
  'REJECTED+ModifyRejected': answerOfARace,
  'DENIED+ModifyRejected': answerOfARace,
};

/** Their statuses and events that have nothing to be compared with. */
const withoutCounterpart: Readonly<Record<string, string>> = {
  EMULATED: notHere,
  RELEASED: notHere,
  TRIGGERED: notHere,
  Emulated: notHere,
  Released: notHere,
  Triggered: notHere,
};

interface Outcome {
  readonly allowed: boolean;
  readonly status: string;
}

const outcomeOf = (status: string, event: OrderEvent): Outcome => {
  const actor = createActor(orderMachine, {
    input: {
      clOrdId: 'C1',
      venue: 'kalshi',
      instrument: 'M:yes',
      side: 'buy',
      orderQty: 10_000_000n,
      price: 500_000n,
      timeInForce: 'GTC',
    },
  }).start();
  for (const step of pathTo[status] ?? []) actor.send(step);
  const before = actor.getSnapshot();
  actor.send(event);
  const after = actor.getSnapshot();
  return {
    allowed: !after.context.anomalies.slice(before.context.anomalies.length).some(({ kind }) => kind === 'illegalMove'),
    status: ordStatus(after),
  };
};

/** Whether we agree with them on the pair: both forbid it, or both allow it and it leads to the same place. */
const agrees = (status: string, eventName: string): boolean => {
  const theirs = transitions[status]?.[eventName];
  return (eventsFor[eventName] ?? []).every((event) => {
    const ours = outcomeOf(status, event);
    if (theirs === undefined) return !ours.allowed;
    return ours.allowed && (statusFor[theirs] ?? []).includes(ours.status);
  });
};

describe.skipIf(!existsSync(path))('nautilus_trader’s order state machine', () => {
  const statuses = Object.keys(transitions).filter((status) => !(status in withoutCounterpart));
  const pairs = statuses.flatMap((status) => Object.keys(eventsFor).map((event) => ({ status, event })));

  it('is mapped in full: each of its statuses and events has a counterpart or a reason why not', () => {
    const events = new Set(Object.values(transitions).flatMap((row) => Object.keys(row)));
    const unmapped = [
      ...Object.keys(transitions).filter((status) => !(status in pathTo) && !(status in withoutCounterpart)),
      ...[...events].filter((event) => !(event in eventsFor) && !(event in withoutCounterpart)),
    ];
    expect(unmapped).toEqual([]);
    expect(pairs.length).toBe(11 * 12);
  });

  it.each(pairs)('$status + $event: the same, or a listed divergence', ({ status, event }) => {
    const key = `${status}+${event}`;
    expect({ pair: key, agrees: agrees(status, event) }).toEqual({ pair: key, agrees: !(key in divergences) });
  });

  it('lists no divergence twice or in vain', () => {
    const known = new Set(pairs.map(({ status, event }) => `${status}+${event}`));
    expect(Object.keys(divergences).filter((key) => !known.has(key))).toEqual([]);
  });

  it('does not repeat their two weaknesses: a late fill reopens nothing, a late ack lowers nothing', () => {
    expect(outcomeOf('CANCELED', trade('T8', 1n)).status).toBe('canceled');
    expect(outcomeOf('PARTIALLY_FILLED', acked).status).toBe('partiallyFilled');
  });
});
