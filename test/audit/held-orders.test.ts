// What an audit may not blame, because a journal says it late or not at all: that a venue holds an order before it answers,
// and that the rest of an answer comes when nobody knows its order any more. What looks like it and is not, is blamed.
import { describe, expect, it } from 'vitest';
import { createAudit } from '../../src/audit/audit.ts';
import { Findings } from '../../src/audit/findings.ts';
import { faults, judgeStrike } from '../../src/audit/invariants/faults.ts';
import { AT_VENUE } from '../../src/audit/codes.ts';
import { OrderState } from '../../src/audit/state/order.ts';
import { VenueState } from '../../src/audit/state/venue.ts';
import type { RecordBody } from '../../src/journal/records.ts';
import { venueWith } from '../harness/venues.ts';
import { syntheticStory } from './synthetic.ts';

const terms = { venue: 'here', market: 'M', outcome: 'yes', side: 'buy', orderQty: 1n, price: 1n, timeInForce: 'GTC' };

describe('an order that its venue holds before it answers', () => {
  it.each([
    ['on its way', 1, AT_VENUE.unknown, 0],
    ['live', 1, AT_VENUE.live, 0],
    ['not sent', 0, AT_VENUE.unknown, 1],
    ['filled', 1, AT_VENUE.filled, 1],
    ['rejected', 1, AT_VENUE.rejected, 1],
  ])('may have its market closed by a fault or not: %s', (_what, sentCount, venueStatus, violations) => {
    const venue = new VenueState('here');
    const owner = { owner: 'leg', ownerId: 1, leg: 1, account: 'main' } as const;
    const created = { type: 'order.created', clOrdId: '1.1', ...owner, ...terms } as const;
    const order = new OrderState(created, undefined, venue.own.heldIn(venue.marketOf('M')), 0);
    Object.assign(order, { sentCount, venueStatus });
    const findings = new Findings(faults.index + 1, 10);
    const strike = { venue: 'here', fault: 'marketClosedDuringOpenSet', clOrdId: '1.1' } as const;
    judgeStrike(order, { type: 'fault.injected', ...strike }, 0, findings);
    expect(findings.violationCount).toBe(violations);
  });

  const heldAndRefused = (): readonly RecordBody[] => {
    const book = { flow: { middle: '0.48', every: '60ms', lasts: '6s' }, takerDelay: { holds: '1s' } } as const;
    const venue = venueWith('other', { book });
    const order = { market: 'FED-DEC', outcome: 'yes', side: 'buy', orderQty: '5', timeInForce: 'GTC' } as const;
    venue.advanceTo(1_000_000);
    venue.submit({ ...order, clOrdId: 'held', price: '0.60' });
    venue.advanceTo(1_500_000);
    // It comes later, is refused at once, and has the larger number.
    venue.submit({ ...order, clOrdId: 'refused', price: '0.60', orderQty: '10000000' });
    venue.advanceTo(20_000_000);
    return venue.journal();
  };

  it('may have a smaller number than one that was refused meanwhile', () => {
    const records = heldAndRefused();
    const at = (type: string, clOrdId: string) =>
      records.findIndex((body) => body.type === type && 'clOrdId' in body && body.clOrdId === clOrdId);
    expect(at('venue.ended', 'refused')).toBeGreaterThan(at('order.created', 'held'));
    expect(at('venue.accepted', 'held')).toBeGreaterThan(at('venue.ended', 'refused'));
    const audit = createAudit();
    records.forEach((body, index) => audit.observe(body, index + 1, (body as { readonly atUs?: number }).atUs ?? 0));
    expect(audit.finish().violations).toEqual([]);
  });
});

describe('an answer whose fills end the order', () => {
  const { records, times } = syntheticStory();
  const told = records.find((body) => body.type === 'order.moved' && body.event === 'venue.traded');
  const clOrdId = told?.type === 'order.moved' ? told.clOrdId : '';
  const last = records.findLast((body) => body.type === 'order.moved' && body.clOrdId === clOrdId);
  const end = records.length - 1;
  const soundWith = (...more: readonly RecordBody[]) => {
    const audit = createAudit();
    const all = records.toSpliced(end, 0, ...more);
    all.forEach((body, index) => audit.observe(body, index + 1, index < end ? (times[index] ?? 0) : (times[end] ?? 0)));
    return audit.finish().violations.map(({ actor, sentence }) => `${actor} ${sentence}`);
  };
  const cumQty = last?.type === 'order.moved' ? last.cumQty : 0n;
  const repeated = { ...told, from: 'filled', to: 'filled', cumQty, leavesQty: 0n } as RecordBody;
  const late = (detail: string): RecordBody => ({
    type: 'anomaly.found',
    venue: 'kalshi',
    kind: 'unknownOrder',
    detail,
  });

  it('may have told them again, where its rest came to nobody', () => {
    expect(last).toMatchObject({ to: 'filled' });
    expect(soundWith()).toEqual([]);
    const tooOften = `${clOrdId} had its fills reported 1 times too often`;
    expect(soundWith(repeated)).toContain(tooOften);
    expect(soundWith(repeated, late(`venue.acked ${clOrdId}`))).toContain(tooOften);
    expect(soundWith(repeated, late(`order.reconciled ${clOrdId}`))).toEqual([]);
  });
});
