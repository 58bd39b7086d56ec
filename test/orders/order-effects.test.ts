// The six effects of an order's step, as the journal, the owner and the venues see their order. Where the order of two
// effects decides nothing, this holds what makes it so: docs/decisions/order-effects.md has the fifteen pairs.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OrderEvent } from '../../machines/order.ts';
import type { OrderOwner } from '../../src/orders/live-order.ts';
import type { Orders } from '../../src/orders/orders.ts';
import type { OrderTraffic } from '../../src/orders/surroundings.ts';
import type { World } from '../../src/world/world.ts';
import type { OrderCalendarEntry } from '../../src/orders/entries.ts';
import { say, scripted } from '../engine/scripted.ts';
import { ordersAlone, told } from './orders-alone.ts';

/** What an owner may look at while it takes its step. */
interface Sight {
  orders: Orders;
  world: World<OrderCalendarEntry>;
}

/** Orders whose owner does that at each step of one of them. */
const ownedBy = (
  step: (sight: Sight, ...moved: Parameters<OrderOwner['orderMoved']>) => void,
  traffic: Partial<OrderTraffic> = {},
) => {
  const owner: OrderOwner = {
    orderMoved: (...moved) => step(alone, ...moved),
    orderInDoubt: () => undefined,
    settlementFailed: () => undefined,
  };
  const alone: ReturnType<typeof ordersAlone> = ordersAlone({ owner, traffic });
  return alone;
};

const decided = { type: 'anomaly.found', kind: 'owner', venue: undefined, detail: 'decides' } as const;

describe('a step of an order', () => {
  it('stands in the journal before what its owner makes of it', () => {
    const { sent, report, journal } = ownedBy(({ world }) => world.record(decided));
    sent();
    report('1.1', [told.acked, told.filled(10)]);
    expect(journal()).toEqual([
      'order.created',
      '1.1 order.sent: pendingNew to pendingNew',
      'owner decides',
      '1.1 venue.acked: pendingNew to new',
      'owner decides',
      '1.1 venue.traded: new to filled',
      'owner decides',
    ]);
  });

  it('never shows an owner a fill that it could sell before the chain has it', () => {
    const sellable: bigint[] = [];
    const { sent, report, settle } = ownedBy((_, _order, { context }, unsettledQty) => {
      sellable.push((context.cumQty - unsettledQty) / 1_000_000n);
    });
    sent();
    report('1.1', [told.acked, told.filled(4, 'T1'), told.filled(6, 'T2')]);
    expect(sellable).toEqual([0n, 0n, 0n, 0n]);
    settle('1.1', 'T2', 'mined');
    settle('1.1', 'T2', 'confirmed');
    settle('1.1', 'T1', 'confirmed');
    expect(sellable.slice(4)).toEqual([6n, 10n]);
  });

  it('lets an owner find its order quiet at the last message that was awaited', () => {
    const quiet: boolean[] = [];
    const { sent, report } = ownedBy(({ orders }, order) => void quiet.push(orders.isQuiet(order)));
    sent('1.1', 'kalshi');
    report('1.1', [told.filled(10), told.acked]);
    expect(quiet).toEqual([false, false, true]);
  });

  it('shows an owner at once that its venue has what it took for dead', () => {
    const zombie: boolean[] = [];
    const { sent, report, until } = ownedBy((_, order) => void zombie.push(order.isZombie));
    sent();
    until(500);
    report('1.1', [told.unknown], 500_000);
    report('1.1', [told.acked, told.cancelled(0)]);
    expect(zombie).toEqual([false, false, false, true, false]);
  });

  it('sends a submit that waits for the window before an order that its owner places because of the same answer', () => {
    const left: string[] = [];
    const queue = ['submit 2.1'];
    const pump = (): void => void left.push(...queue.splice(0));
    // As a lane: what waits for the window leaves at the end of the step, and an unwind goes ahead of what waits.
    const unwind = (): void => {
      queue.unshift('submit 1.u1');
      pump();
    };
    const { world, sent, report } = ownedBy((_, _order, { context }) => void (context.acked && world.defer(unwind)), {
      answered: () => world.defer(pump),
    });
    sent();
    report('1.1', [told.acked]);
    expect(left).toEqual(['submit 2.1', 'submit 1.u1']);
  });

  it('sends a submit that waits for the window before the next leg of an arbitrage whose first leg frees it', () => {
    const { tell, sentOf } = scripted({ mode: 'sequential', intents: 5 });
    expect(sentOf('submit')).toEqual(['0 1.1', '0 2.1', '0 3.1', '0 4.1']);
    tell('1.1', say.filled(10));
    expect(sentOf('submit').slice(4)).toEqual(['0 5.1', '0 1.2']);
  });

  it.each([['mined'], ['confirmed'], ['failed']] as const)(
    'is the same whether the chain has %s its fill before the fill is reported or right after',
    (status) => {
      const outcomeOf = (isEarly: boolean): string[] => {
        const { sent, report, settle, journal } = ownedBy(({ world }) => world.defer(() => world.record(decided)));
        sent();
        report('1.1', [told.acked]);
        if (isEarly) settle('1.1', 'T1', status);
        report('1.1', [told.filled(10)]);
        if (!isEarly) settle('1.1', 'T1', status);
        return journal();
      };
      expect(outcomeOf(true)).toEqual(outcomeOf(false));
      expect(outcomeOf(true)).toContain(`T1 matched to ${status}`);
    },
  );
});

const events: readonly OrderEvent[] = [
  told.acked,
  told.filled(4, 'T1'),
  told.filled(6, 'T2'),
  told.filled(10, 'T3'),
  told.rejected,
  { type: 'venue.rejected', reason: 'duplicate' },
  told.cancelled(),
  told.cancelled(0),
  told.cancelled(4),
  told.cancelRefused('alreadyFilled'),
  told.cancelRefused('notFound'),
  told.cancelRefused('rateLimited'),
  told.unknown,
  ...(['pending', 'submitted', 'partial', 'filled', 'cancelled', 'rejected'] as const).flatMap((status) => [
    told.found(status),
    told.found(status, 4),
  ]),
  { type: 'cancel.requested' },
  { type: 'replace.requested', orderQty: 20_000_000n },
  { type: 'venue.replaced', orderQty: 20_000_000n },
  { type: 'venue.replaceRejected', reason: 'venueRefused' },
  { type: 'venue.tradeBusted', tradeId: 'T1' },
  { type: 'venue.tradeCorrected', tradeId: 'T1', lastQty: 3_000_000n, lastPx: 480_000n },
  { type: 'ack.overdue' },
  { type: 'cancel.overdue' },
];

describe('two effects of one step', () => {
  it('never both put work into the queue or the calendar, but for a settlement and a word that ask the same question', () => {
    const step = fc.record({ event: fc.constantFrom(...events), waitMs: fc.constantFrom(0, 0, 0, 400, 900) });
    const seen = new Set<string>();
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 12 }), (steps) => {
        const { orders, world, log, sent, until } = ordersAlone();
        const order = sent();
        for (const { event, waitMs } of steps) {
          until(world.nowUs / 1_000 + waitMs);
          const before = world.calendar.save().lastSequence;
          log.length = 0;
          orders.tell(order, event);
          const isWindowFree = log.includes('window of polymarket is free');
          const scheduled = world.calendar
            .save()
            .entries.filter(({ sequence }) => sequence > before)
            .map(({ entry }) => (entry.kind === 'overdue' ? entry.what : entry.kind));
          world.settle();
          seen.add(scheduled.toSorted().join(' '));
          // Effect 3 queues work where it frees the window; effect 4, where a cancel was refused.
          expect(isWindowFree && event.type === 'venue.cancelRejected').toBe(false);
          // Effect 2 schedules a settlement, effect 3 a doubt, effect 4 a word or a cancel.
          if (scheduled.includes('doubt')) expect(scheduled).toEqual(['doubt']);
        }
      }),
      { numRuns: 150 },
    );
    const possible = new Set(['', 'cancel', 'doubt', 'settlement', 'settlement word', 'word']);
    expect([...seen].filter((scheduled) => !possible.has(scheduled))).toEqual([]);
    for (const scheduled of ['cancel', 'doubt', 'settlement', 'word']) expect(seen).toContain(scheduled);
  });
});
