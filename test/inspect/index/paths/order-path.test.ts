// The place of an order in its chart is read off records that say less than the chart: held equal to the chart itself.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { initialTransition, transition } from 'xstate';
import { orderMachine, type OrderEvent } from '../../../../machines/order.ts';
import { moveOf } from '../../../../src/orders/order-records.ts';
import { NEW_ORDER_PATH, orderPathAfter, orderStatesOf } from '../../../../src/inspect/index/paths/order-path.ts';

const QTY = 10_000_000n;
const trade = fc.record({
  type: fc.constant('venue.traded' as const),
  tradeId: fc.constantFrom('T1', 'T2', 'T3'),
  lastQty: fc.constantFrom(4_000_000n, 6_000_000n, QTY),
  lastPx: fc.constantFrom(500_000n, 510_000n),
});
const bare = fc
  .constantFrom('order.sent', 'cancel.requested', 'cancel.overdue', 'replace.overdue', 'ack.overdue')
  .map((type) => ({ type }));
const ids = fc.constantFrom('V1', 'V2');
const others = fc.oneof(
  fc.record({ type: fc.constant('venue.acked'), venueOrderId: ids }),
  fc.record({ type: fc.constant('venue.rejected'), reason: fc.constantFrom('duplicate', 'noFunds') }),
  fc.record({ type: fc.constant('venue.cancelled'), reason: fc.constant('requested') }),
  fc.record({ type: fc.constant('venue.cancelRejected'), reason: fc.constantFrom('notFound', 'tooLate') }),
  fc.record({ type: fc.constant('order.refused'), reason: fc.constant('stale') }),
  fc.record({ type: fc.constant('replace.requested'), orderQty: fc.constantFrom(8_000_000n, 20_000_000n) }),
  fc.record({
    type: fc.constant('venue.replaced'),
    orderQty: fc.constantFrom(8_000_000n, 20_000_000n),
    price: fc.constant(500_000n),
  }),
  fc.record({ type: fc.constant('venue.replaceRejected'), reason: fc.constant('tooLate') }),
  fc.record({ type: fc.constant('venue.tradeBusted'), tradeId: fc.constantFrom('T1', 'T2') }),
  fc
    .record({
      type: fc.constant('order.reconciled'),
      found: fc.constant(true),
      status: fc.constantFrom('submitted', 'filled', 'cancelled', 'rejected'),
      cumQty: fc.constantFrom(0n, 4_000_000n, QTY),
      venueOrderId: ids,
    })
    // A venue calls partial what has filled in part: the record has the quantity, and not the venue's word.
    .map((event) => (event.status === 'submitted' && event.cumQty > 0n ? { ...event, status: 'partial' } : event)),
  fc.record({ type: fc.constant('order.reconciled'), found: fc.constant(false) }),
);
const events = fc.array(fc.oneof(trade, bare, others), { maxLength: 14 });

const leaves = (value: unknown, at: string): readonly string[] =>
  typeof value === 'string'
    ? [`${at}.${value}`]
    : Object.entries(value as object).flatMap(([key, inner]) => leaves(inner, at === '' ? key : `${at}.${key}`));

describe('the place of an order in its chart, read off the journal', () => {
  it('is the place that the chart itself is in, after any event', () => {
    fc.assert(
      fc.property(events, (told) => {
        const input = {
          clOrdId: '1.1',
          venue: 'kalshi',
          instrument: 'M:yes',
          side: 'buy',
          orderQty: QTY,
          price: 500_000n,
          timeInForce: 'GTC',
        } as const;
        let [snapshot] = initialTransition(orderMachine, input);
        let path = NEW_ORDER_PATH;
        for (const event of [{ type: 'order.sent' }, ...told]) {
          const [after] = transition(orderMachine, snapshot, event as OrderEvent);
          path = orderPathAfter(path, moveOf('1.1', event as OrderEvent, snapshot, after));
          snapshot = after;
          expect({ told, states: orderStatesOf(path) }).toEqual({ told, states: leaves(snapshot.value, '') });
        }
      }),
      { numRuns: 500 },
    );
  });
});
