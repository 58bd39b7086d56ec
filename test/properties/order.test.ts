// Goal: whatever a venue says, in whatever order and however often, the quantities of an order are the truth and
// its status follows them. Method: random lives, with events that are sound, absurd or malformed, each held against
// what must be true without knowing any state; every promise for the chart as XState interprets it and as it is compiled.
import { deepStrictEqual, equal, notDeepStrictEqual, notEqual, ok } from 'node:assert/strict';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ANOMALIES_MAX } from '../../machines/anomalies.ts';
import { isTerminal, leavesQty, orderStatus, type OrderEvent, type OrderStatus } from '../../machines/order.ts';
import { TRADES_MAX } from '../../machines/order/types.ts';
import { createOrderModel } from '../machines/order-model.ts';
import { orderInput, shares } from '../machines/order-variants.ts';
import { anyLife, malformedEvent } from '../machines/order/arbitraries.ts';
import { expectedSums } from '../machines/order/expected-sums.ts';
import { live, ways, type Moment, type OrderLogic, type Snapshot } from '../machines/order/lives.ts';
import { chains, draws, toldAgain, toldAnyhow, toldInOrder } from '../machines/order/stories.ts';

const SEED = 4_152;
const RUNS = 100;

const sent: OrderEvent = { type: 'order.sent' };
const acked: OrderEvent = { type: 'venue.acked', venueOrderId: 'V1' };

/** How the order ends up after events that it has been sent and acknowledged for. */
const endOf = (logic: OrderLogic, events: readonly OrderEvent[]): Snapshot => {
  const last = live(logic, [sent, acked, ...events]).at(-1);
  if (last === undefined) throw new Error('A life has at least its first two events.');
  return last.after;
};

const sumsOf = ({ context }: Snapshot) => {
  const { cumQty, matchedQty, grossPicos, avgPx, feesPaid } = context;
  return { cumQty, matchedQty, grossPicos, avgPx, feesPaid };
};

const kindsOf = ({ context }: Snapshot): readonly string[] => context.anomalies.map(({ kind }) => kind);

const largest = (...amounts: readonly bigint[]): bigint =>
  amounts.reduce((most, amount) => (amount > most ? amount : most), 0n);

const rankOf: Readonly<Record<OrderStatus, number>> = {
  pending: 0,
  submitted: 1,
  partial: 2,
  filled: 3,
  cancelled: 3,
  rejected: 3,
};

const holds = <Values>(property: fc.IProperty<Values>): void => fc.assert(property, { seed: SEED, numRuns: RUNS });

/** A promise about every moment of every life. */
const always = (logic: OrderLogic, promise: (moment: Moment) => void): void =>
  holds(fc.property(anyLife, (events) => live(logic, events).forEach(promise)));

describe.each(Object.entries(ways))('an order, %s', (_, logic) => {
  it('lives on, whatever comes', () => {
    always(logic, ({ after }) => equal(after.status, 'active'));
  });

  it('is at every moment where the naive model is', () => {
    holds(
      fc.property(anyLife, (events) => {
        const model = createOrderModel(orderInput);
        for (const { event, after, effects: asked } of live(logic, events)) {
          const expected = model.send(event);
          deepStrictEqual({ value: after.value, context: after.context, asked }, { ...model.view(), asked: expected });
        }
      }),
    );
  });

  it('counts at every moment what its trades, busts and corrections add up to, to the last micro', () => {
    holds(
      fc.property(anyLife, (events) =>
        live(logic, events).forEach(({ after }, index) =>
          deepStrictEqual(sumsOf(after), expectedSums(events.slice(0, index + 1))),
        ),
      ),
    );
  });

  it('never lets a status go backwards, nor an end change', () => {
    always(logic, ({ before, after }) => {
      const [was, is] = [orderStatus(before), orderStatus(after)];
      ok(rankOf[is] >= rankOf[was]);
      if (!isTerminal(before)) return;
      equal(is, was);
      equal(after.context.endReason, before.context.endReason);
    });
  });

  it('leaves nothing once it has ended, never less than nothing, and never more unless it was replaced', () => {
    always(logic, ({ event, before, after }) => {
      const leaves = leavesQty(after);
      ok(leaves >= 0n);
      if (isTerminal(after)) equal(leaves, 0n);
      if (event.type !== 'venue.replaced') ok(leaves <= leavesQty(before));
    });
  });

  it('is filled when nothing is left, unless the answer to a larger quantity is still to come', () => {
    always(logic, ({ after }) => {
      if (orderStatus(after) !== 'partial') return;
      const { orderQty, requestedQty, matchedQty } = after.context;
      ok(matchedQty < largest(orderQty, requestedQty ?? 0n));
    });
  });

  it('writes down every fill beyond what it was ever allowed', () => {
    holds(
      fc.property(anyLife, (events) => {
        let allowed = orderInput.orderQty;
        for (const { after } of live(logic, events)) {
          const { orderQty, requestedQty, matchedQty, anomalyCount } = after.context;
          allowed = largest(allowed, orderQty, requestedQty ?? 0n);
          if (matchedQty > allowed && anomalyCount <= ANOMALIES_MAX) ok(kindsOf(after).includes('overfill'));
        }
      }),
    );
  });

  it('is rejected or cancelled on a word that says so, and never for silence', () => {
    always(logic, ({ event, before, after }) => {
      const status = orderStatus(after);
      if (status === orderStatus(before) || (status !== 'rejected' && status !== 'cancelled')) return;
      const isRefused = event.type === 'venue.rejected' && event.reason !== 'duplicate';
      const isAnswered = event.type === 'order.reconciled' && (!event.found || event.status === status);
      const isEndedByUs = event.type === (status === 'rejected' ? 'order.refused' : 'cancel.requested');
      const isEndedByVenue = status === 'rejected' ? isRefused : event.type === 'venue.cancelled';
      ok(isAnswered || isEndedByUs || isEndedByVenue);
    });
  });

  it('asks the venue for nothing once it has ended, but to cancel what should not live', () => {
    always(logic, ({ after, effects: asked }) => {
      for (const effect of asked) equal(effect === 'cancelZombie', isTerminal(after));
      if (asked.includes('sendCancel')) notEqual(after.context.venueOrderId, null);
    });
  });

  it('has no request under way once it has ended', () => {
    always(logic, ({ after }) => {
      if (!isTerminal(after)) return;
      const cancellation = orderStatus(after) === 'rejected' ? 'none' : 'done';
      const { execution } = after.value as { readonly execution: string };
      deepStrictEqual(after.value, { execution, cancellation, replacement: 'none' });
      equal(after.context.requestedQty, null);
      equal(after.context.requestedPx, null);
    });
  });

  it('drops nothing silently: every event moves it, asks for something, or is counted', () => {
    always(logic, ({ event, before, after, effects: asked }) => {
      // A replace that gives what the order already has is granted, and changes nothing.
      if (event.type === 'venue.replaced') return;
      const trace = ({ value, context }: Snapshot) => ({ value, context });
      if (asked.length === 0) notDeepStrictEqual(trace(after), trace(before));
    });
  });

  it('refuses a malformed event, writes it down, and changes nothing else', () => {
    holds(
      fc.property(anyLife, malformedEvent, (events, event) => {
        const moment = live(logic, [...events, event]).at(-1);
        if (moment === undefined) return;
        const { before, after } = moment;
        const { anomalies, anomalyCount, ...rest } = after.context;
        const { anomalies: known, anomalyCount: count, ...was } = before.context;
        expect({ value: after.value, ...rest }).toEqual({ value: before.value, ...was });
        expect(moment.effects).toEqual([]);
        expect(anomalyCount).toBe(count + 1);
        if (count < ANOMALIES_MAX)
          expect(anomalies).toEqual([...known, expect.objectContaining({ kind: 'illegalMove', event: event.type })]);
      }),
    );
  });

  it('keeps every quantity a bigint, those in its anomalies too', () => {
    holds(
      fc.property(anyLife, fc.array(malformedEvent, { maxLength: 10 }), (events, broken) => {
        for (const { after } of live(logic, [...events, ...broken])) {
          const { orderQty, price, cumQty, matchedQty, grossPicos, avgPx, feesPaid, missingQty } = after.context;
          const { requestedQty, requestedPx, trades, anomalies } = after.context;
          const amounts: readonly unknown[] = [
            ...[orderQty, price, cumQty, matchedQty, grossPicos, avgPx, feesPaid, missingQty],
            ...trades.flatMap((trade) => [trade.lastQty, trade.lastPx, trade.matchedQty, trade.fee ?? 0n]),
            ...anomalies.flatMap(({ qty, px }) => [qty ?? 0n, px ?? 0n]),
            ...[requestedQty ?? 0n, requestedPx ?? 0n],
          ];
          deepStrictEqual(
            amounts.filter((amount) => typeof amount !== 'bigint'),
            [],
          );
          ok(missingQty >= 0n);
        }
      }),
    );
  });

  it('does not care in which order the words about its trades arrive', () => {
    holds(
      fc.property(chains(6), draws, (story, order) => {
        const inOrder = endOf(logic, toldInOrder(story));
        const anyhow = endOf(logic, toldAnyhow(story, order));
        expect(sumsOf(anyhow)).toEqual(sumsOf(inOrder));
        expect(orderStatus(anyhow)).toBe(orderStatus(inOrder));
        expect(leavesQty(anyhow)).toBe(leavesQty(inOrder));
        expect(kindsOf(anyhow).includes('overfill')).toBe(kindsOf(inOrder).includes('overfill'));
      }),
    );
  });

  it('counts once what is reported again, at once or much later', () => {
    holds(
      fc.property(chains(6, 1), draws, draws, (story, order, again) => {
        const told = toldAnyhow(story, order);
        const once = endOf(logic, told);
        const twice = endOf(logic, toldAgain(told, again));
        expect(sumsOf(twice)).toEqual(sumsOf(once));
        expect(orderStatus(twice)).toBe(orderStatus(once));
      }),
    );
  });

  it('settles a cancelled leg when the venue has told all it counted, in any order', () => {
    holds(
      fc.property(chains(2), draws, (story, order) => {
        const { matchedQty } = expectedSums(toldInOrder(story));
        const cancelled: OrderEvent = { type: 'venue.cancelled', reason: 'requested', cumQty: matchedQty };
        const end = endOf(logic, toldAnyhow(story, order, [cancelled]));
        expect(orderStatus(end)).toBe('cancelled');
        expect(end.context.missingQty).toBe(0n);
        expect(sumsOf(end)).toEqual(expectedSums(toldInOrder(story)));
        expect(kindsOf(end)).not.toContain('lateFill');
      }),
    );
  });

  it('knows what is missing after any mix of fills and what the venue counts itself', () => {
    holds(
      fc.property(chains(2, 0), draws, fc.integer({ min: 0, max: 8 }), (story, order, count) => {
        const cumQty = shares(count);
        const { matchedQty } = expectedSums(toldInOrder(story));
        const end = endOf(logic, toldAnyhow(story, order, [{ type: 'venue.cancelled', reason: 'expired', cumQty }]));
        expect(end.context.missingQty).toBe(cumQty > matchedQty ? cumQty - matchedQty : 0n);
      }),
    );
  });

  it('keeps its list of trades within its bound, and its sums beyond it', () => {
    const trades = Array.from({ length: TRADES_MAX + 50 }, (_none, index): OrderEvent => ({
      type: 'venue.traded',
      tradeId: `T${index}`,
      lastQty: BigInt(index + 1),
      lastPx: 500_000n,
      fee: 1n,
    }));
    const end = endOf(logic, trades);
    expect(sumsOf(end)).toEqual(expectedSums(trades));
    expect(end.context.trades.map(({ tradeId }) => tradeId)).toEqual(
      trades.slice(-TRADES_MAX).map((trade) => ('tradeId' in trade ? trade.tradeId : '')),
    );
  });
});
