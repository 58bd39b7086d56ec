// Goal: in a sequence diagram every arrow begins at the actor that had something to say, and what the calendar makes due
// begins at none. The cases are the charts' own events.
import { describe, expect, test } from 'vitest';
import { sourceOf } from '../../../src/inspect/stately/source-of.ts';

const cases: readonly (readonly [id: string, parent: string | undefined, event: string, source: string | undefined])[] =
  [
    ['order:12.1', 'venue:kalshi', 'order.sent', 'venue:kalshi'],
    ['order:12.1', 'venue:kalshi', 'venue.acked', 'venue:kalshi'],
    ['order:12.1', 'venue:kalshi', 'venue.traded', 'venue:kalshi'],
    ['order:12.1', 'venue:kalshi', 'order.reconciled', 'venue:kalshi'],
    ['order:12.1', 'venue:kalshi', 'cancel.requested', 'arb:12'],
    ['order:12.u1', 'venue:kalshi', 'replace.requested', 'arb:12'],
    ['order:12.1', 'venue:kalshi', 'ack.overdue', undefined],
    ['order:12.1', 'venue:kalshi', 'cancel.overdue', undefined],
    ['arb:12', 'engine', 'lanes.admitted', 'engine'],
    ['arb:12', 'engine', 'exposure.assessed', 'engine'],
    ['arb:12', 'engine', 'stop.requested', 'engine'],
    ['arb:12', 'engine', 'leg.updated', 'order:12.2'],
    ['arb:12', 'engine', 'settlement.failed', 'order:12.2'],
    ['arb:12', 'engine', 'leg.overdue', undefined],
    ['arb:12', 'engine', 'deadline.reached', undefined],
    ['arb:12', 'engine', 'staleness.reached', undefined],
    ['arb:12', 'engine', 'reprice.due', undefined],
    ['venue:kalshi', 'engine', 'venue.connected', undefined],
    ['engine', undefined, 'stop.requested', undefined],
  ];

describe('who said it', () => {
  test.each(cases)('%s, child of %s, receives %s from %s', (id, parent, type, source) => {
    const ofLeg = /^(leg|settlement)\./.test(type) ? { clOrdId: '12.2' } : {};
    expect(sourceOf(id, parent, id.startsWith('order:') ? 'arb:12' : undefined, { type, ...ofLeg })).toBe(source);
    if (source === 'arb:12') expect(sourceOf(id, parent, undefined, { type })).toBeUndefined();
  });
});
