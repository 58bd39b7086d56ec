// All orders of a world, alone: what a report, a timer or a settlement makes of an order, and who receives it, in order.
// In milliseconds: an ack is awaited for 400, a cancel for 300, an order must be visible after 500.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OrderEvent } from '../../machines/order.ts';
import type { LiveOrder } from '../../src/orders/live-order.ts';
import { request } from './fakes.ts';
import { ordersAlone, told } from './orders-alone.ts';

const cancelling: OrderEvent = { type: 'cancel.requested' };

/** Orders with one that has left and of which those events were reported, and nothing in the log. */
const after = (...events: readonly OrderEvent[]) => {
  const alone = ordersAlone();
  const order = alone.sent();
  alone.report('1.1', events);
  alone.log.length = 0;
  return { ...alone, order };
};

/** The same, after its venue did not know it at 500 ms. */
const givenUp = (...events: readonly OrderEvent[]) => {
  const alone = after();
  alone.until(500);
  alone.report('1.1', [told.unknown], 500_000);
  alone.report('1.1', events);
  alone.log.length = 0;
  return alone;
};

describe('an order', () => {
  it('is born with a record, counts, and is queued until it leaves', () => {
    const { orders, create, journal, due } = ordersAlone();
    const order = create();
    expect([orders.get('1.1'), orders.liveCount, orders.createdCount]).toEqual([order, 1, 1]);
    expect([orders.isQueued(order), journal(), due()]).toEqual([true, ['order.created'], []]);
    orders.sent(order, false);
    expect([orders.isQueued(order), order.isInWindow, due()]).toEqual([false, false, ['400 ack']]);
    expect(orders.snapshotOf(order).context).toMatchObject({ instrument: 'FED:yes', orderQty: 10_000_000n });
  });

  it('frees its place in the window at its first answer, and only where it took one', () => {
    const { orders, create, sent, report, log } = ordersAlone();
    orders.sent(create('1.1'), false);
    sent('1.2');
    report('1.1', [told.acked]);
    report('1.2', [told.acked, told.filled(10)]);
    expect(log.filter((line) => line.startsWith('window'))).toEqual(['window of polymarket is free']);
  });

  it('awaits the answers to its requests from when they leave, and no answer to a cancel once it has ended', () => {
    const { orders, order, report, due, world } = after(told.acked);
    orders.tell(order, { type: 'replace.requested', orderQty: 20_000_000n });
    expect(orders.replaceSent(order)).toEqual({ orderQty: 20_000_000n, price: undefined });
    orders.tell(order, cancelling);
    world.settle();
    orders.cancelSent(order);
    expect(due()).toEqual(['200 replace', '300 cancel']);
    report('1.1', [told.cancelled(0)]);
    orders.cancelSent(order);
    expect(due()).toEqual([]);
  });
});

describe('a replace that leaves', () => {
  it.each([
    [{ orderQty: 20_000_000n }, { orderQty: 20_000_000n, price: undefined }],
    [{ price: 470_000n }, { orderQty: undefined, price: 470_000n }],
    [
      { orderQty: 20_000_000n, price: 470_000n },
      { orderQty: 20_000_000n, price: 470_000n },
    ],
  ])('names what it asks for, and leaves the rest out', (asked, named) => {
    const { orders, order } = after(told.acked);
    orders.tell(order, { type: 'replace.requested', ...asked });
    expect(orders.replaceSent(order)).toEqual(named);
  });
});

describe('a report', () => {
  const moved = (units: number, more = '0 unsettled'): string => `owner: 1.1 moved, ${units} filled, ${more}`;
  it.each<readonly [string, OrderEvent[], OrderEvent, string[], string[]]>([
    ['an ack', [], told.acked, ['window of polymarket is free', moved(0)], []],
    ['a rejection', [], told.rejected, ['window of polymarket is free', moved(0)], []],
    [
      'a fill before its ack',
      [],
      told.filled(4),
      ['window of polymarket is free', moved(4, '4 unsettled')],
      ['400 ack', '5000 settlement'],
    ],
    ['a fill', [told.acked], told.filled(4), [moved(4, '4 unsettled')], ['5000 settlement']],
    [
      'the second fill',
      [told.acked, told.filled(4)],
      told.filled(6, 'T2'),
      [moved(10, '10 unsettled')],
      ['5000 settlement'],
    ],
    [
      'the same fill again',
      [told.acked, told.filled(4)],
      told.filled(4),
      [moved(4, '4 unsettled')],
      ['5000 settlement'],
    ],
    ['a cancel', [told.acked], told.cancelled(0), [moved(0)], []],
    ['a cancel without its quantity', [told.acked], told.cancelled(), [moved(0)], ['500 word']],
    ['an answer', [told.acked], told.found('submitted'), ['answer of polymarket on 1.1', moved(0)], []],
    [
      'more in sum than one by one',
      [told.acked],
      told.found('partial', 4),
      ['answer of polymarket on 1.1', moved(0)],
      ['500 word'],
    ],
    ['"not found" too early', [told.acked], told.unknown, ['answer of polymarket on 1.1'], ['500 query']],
    ['a refused cancel', [told.acked, cancelling], told.cancelRefused('rateLimited'), [moved(0)], ['300 cancel']],
  ])('of %s reaches the owner after those who wait for it', (_, before, event, heard, left) => {
    const { log, due, report } = after(...before);
    report('1.1', [event]);
    expect([log, due()]).toEqual([heard, left]);
  });

  it('of a fill at a venue that settles at once leaves nothing to settle', () => {
    const { sent, report, log, due } = ordersAlone();
    sent('1.1', 'kalshi');
    report('1.1', [told.acked, told.filled(10)]);
    expect([log.at(-1), due()]).toEqual(['owner: 1.1 moved, 10 filled, 0 unsettled', []]);
  });

  it('of no order that is known is an anomaly, and reaches nobody', () => {
    const { report, journal, log } = ordersAlone();
    report('9.1', [told.acked, told.unknown]);
    expect([journal(), log]).toEqual([['unknownOrder venue.acked 9.1', 'unknownOrder order.reconciled 9.1'], []]);
  });

  it('of a released order brings it back with its question, its room and its story', () => {
    const { orders, order, released, release, report, log } = after(told.acked, told.cancelled(0));
    release(order);
    expect([orders.liveCount, log]).toEqual([0, ['release 4 at polymarket']]);
    report('1.1', [told.filled(4)]);
    const revived = orders.get('1.1');
    expect([revived?.tickets, released.size, orders.createdCount]).toEqual([3, 0, 1]);
    expect(log.at(-1)).toBe('owner: 1.1 moved, 4 filled, 4 unsettled');
  });
});

describe('an order that its venue does not know', () => {
  it('is given up once the answer is conclusive, and asked for again at growing intervals while it may come', () => {
    const { due, until, log, underWay } = givenUp();
    underWay.sent(600_000, { kind: 'venue', venue: 'polymarket', type: 'arrive', order: request() });
    expect(due()).toEqual(['2500 recheck']);
    until(42_500);
    expect(log).toEqual(['ask polymarket for 1.1', 'ask polymarket for 1.1', 'ask polymarket for 1.1']);
    expect(due()).toEqual(['170500 recheck']);
  });

  it('is asked for once more, and then not again, where it was lost', () => {
    const { due, until, log, orders } = givenUp();
    until(2_500);
    expect([log, due(), orders.mayCome(orders.get('1.1')!)]).toEqual([['ask polymarket for 1.1'], [], false]);
  });

  it('is not given up a second time once it has ended', () => {
    const { due, report, until } = givenUp();
    until(1_000);
    report('1.1', [told.unknown], 1_000_000);
    expect(due()).toEqual(['2500 recheck']);
  });

  it('keeps its question when it is released, and loses it to the first word of it', () => {
    const { orders, release, due, report } = givenUp();
    release(orders.get('1.1')!);
    expect(due()).toEqual(['2500 recheck']);
    report('1.1', [told.rejected]);
    expect(due()).toEqual([]);
  });
});

describe('an order that was given up and lives', () => {
  it.each<readonly [string, OrderEvent, string[]]>([
    ['an ack', told.acked, ['owner: 1.1 moved, 0 filled, 0 unsettled, zombie', 'ask cancel 1.1']],
    [
      'an answer',
      told.found('submitted'),
      ['answer of polymarket on 1.1', 'owner: 1.1 moved, 0 filled, 0 unsettled, zombie', 'ask cancel 1.1'],
    ],
    ['a fill', told.filled(4), ['owner: 1.1 moved, 4 filled, 4 unsettled, zombie', 'ask query 1.1']],
    ['a fill of all of it', told.filled(10), ['owner: 1.1 moved, 10 filled, 10 unsettled']],
  ])('is noticed by %s, and cancelled or asked for', (_, event, heard) => {
    const { report, log } = givenUp();
    report('1.1', [event]);
    expect(log).toEqual(heard);
  });

  it('and was released is cancelled when it comes back', () => {
    const { orders, release, report, log } = givenUp();
    release(orders.get('1.1')!);
    report('1.1', [told.acked]);
    expect(log.slice(1)).toEqual(['owner: 1.1 moved, 0 filled, 0 unsettled, zombie', 'ask cancel 1.1']);
  });

  it('asks for a fill once, and not for one that an answer carries', () => {
    const { report, log } = givenUp(told.filled(4));
    report('1.1', [told.filled(2, 'T2')]);
    expect(log).toEqual(['owner: 1.1 moved, 6 filled, 6 unsettled, zombie']);
    const answered = givenUp();
    answered.report('1.1', [told.filled(4)], 600_000);
    expect(answered.log).toEqual(['owner: 1.1 moved, 4 filled, 4 unsettled, zombie']);
  });

  it('is not believed gone by a read that lags', () => {
    const { report, log, journal, orders } = givenUp(told.acked);
    const steps = journal().length;
    report('1.1', [told.unknown], 900_000);
    expect([log, journal().length, orders.get('1.1')?.isZombie]).toEqual([
      ['answer of polymarket on 1.1'],
      steps,
      true,
    ]);
  });

  it('is asked for until its end is reported, and its cancel is repeated where it was refused', () => {
    const { report, log, until, orders, due } = givenUp(told.acked);
    until(1_000);
    expect(log.splice(0)).toEqual(['ask query 1.1']);
    report('1.1', [told.cancelRefused('rateLimited')]);
    log.length = 0;
    until(1_300);
    expect(log).toEqual(['ask cancel 1.1']);
    report('1.1', [told.cancelled(0)]);
    expect([orders.isQuiet(orders.get('1.1')!), due()]).toEqual([true, []]);
  });
});

describe('a timer', () => {
  it.each<readonly [string, OrderEvent[], string[]]>([
    ['nothing came', [], ['window of polymarket is free', 'owner: 1.1 moved, 0 filled, 0 unsettled', 'ask query 1.1']],
    ['a fill came and no name', [told.filled(4)], ['owner: 1.1 moved, 4 filled, 4 unsettled', 'ask query 1.1']],
    ['all of it filled', [told.filled(10)], ['owner: 1.1 moved, 10 filled, 10 unsettled']],
    [
      'it filled and was named',
      [told.filled(4), told.found('partial', 4)],
      ['owner: 1.1 moved, 4 filled, 4 unsettled'],
    ],
    ['its ack came', [told.acked], []],
  ])('of an ack, where %s, asks for an order that could not be cancelled', (_, events, heard) => {
    const { until, log, order } = after(...events);
    until(400);
    expect([log, order.timers.ack]).toEqual([heard, null]);
  });

  it('of a doubt reaches the owner, once', () => {
    const { until, log } = after();
    until(5_000);
    expect(log.filter((line) => line.startsWith('owner: 1.1 in doubt'))).toHaveLength(1);
  });

  it.each(['cancel', 'replace'] as const)('of a %s tells the order, and is awaited no more', (what) => {
    const { orders, order, until, journal, world } = after(told.acked);
    orders.tell(order, what === 'cancel' ? cancelling : { type: 'replace.requested', orderQty: 9_000_000n });
    world.settle();
    if (what === 'cancel') orders.cancelSent(order);
    else orders.replaceSent(order);
    until(300);
    expect(journal().at(-1)).toContain(`${what}.overdue`);
    expect(order.timers[what]).toBeNull();
  });

  it.each<readonly [string, OrderEvent[], number]>([
    ['word', [told.acked, told.cancelled()], 500],
    ['settlement', [told.acked, told.filled(10)], 5_000],
  ])('of a %s asks the venue, for as long as it does not come', (what, events, everyMs) => {
    const { until, log, due, journal } = after(...events);
    const steps = journal().length;
    until(everyMs * 2);
    expect([log, journal().length]).toEqual([['ask query 1.1', 'ask query 1.1'], steps]);
    expect(due()).toEqual([`${everyMs * 3} ${what}`]);
  });

  it.each<readonly [string, OrderEvent[], string[]]>([
    ['that lives wishes it again', [told.acked, cancelling, told.cancelRefused('rateLimited')], ['ask cancel 1.1']],
    ['that has ended does not', [told.acked, cancelling, told.cancelRefused('rateLimited'), told.filled(10)], []],
  ])('of a refused cancel of an order %s', (_, events, asked) => {
    const { until, log } = after(...events);
    until(300);
    expect(log.filter((line) => line.startsWith('ask'))).toEqual(asked);
  });

  it('of a replace asks for no order, although it has no name', () => {
    const { orders, log, world } = after(told.filled(4));
    orders.overdue('replace', '1.1');
    world.settle();
    expect(log.filter((line) => line.startsWith('ask'))).toEqual([]);
  });

  it('of an order that is gone does nothing', () => {
    const { orders, log, journal } = ordersAlone();
    for (const what of ['ack', 'cancel', 'replace', 'word', 'settlement'] as const) orders.overdue(what, '1.1');
    orders.inDoubt('1.1');
    orders.settlementFailed('1.1', 'T1', 1n);
    orders.settlementMoved('1.1');
    orders.cancelAgain('1.1');
    orders.recheck('1.1');
    expect([log, journal()]).toEqual([[], []]);
  });
});

describe('a settlement', () => {
  it('of a fill ends its wait with the last of them, and wakes the owner with each', () => {
    const { settle, log, due } = after(told.acked, told.filled(4, 'T1'), told.filled(6, 'T2'));
    settle('1.1', 'T1', 'confirmed');
    expect([log.splice(0), due()]).toEqual([['owner: 1.1 moved, 10 filled, 6 unsettled'], ['5000 settlement']]);
    settle('1.1', 'T2', 'confirmed');
    expect([log, due()]).toEqual([['owner: 1.1 moved, 10 filled, 0 unsettled'], []]);
  });

  it('of all but a millionth of a share is awaited still, and of none is not awaited anew', () => {
    const one: OrderEvent = { type: 'venue.traded', tradeId: 'T2', lastQty: 1n, lastPx: 480_000n };
    const { settle, due, report } = after(told.acked, told.filled(4, 'T1'), one);
    settle('1.1', 'T1', 'confirmed');
    expect(due()).toEqual(['5000 settlement']);
    settle('1.1', 'T2', 'confirmed');
    report('1.1', [one, told.filled(4, 'T1')]);
    expect(due()).toEqual([]);
  });

  it('that fails says so before its trade is taken back', () => {
    const { settle, log, due, journal } = after(told.acked, told.filled(10));
    settle('1.1', 'T1', 'failed');
    expect(log).toEqual([
      'owner: 10 of 1.1 do not settle',
      'owner: 1.1 moved, 0 filled, 0 unsettled',
      'owner: 1.1 moved, 0 filled, 0 unsettled',
    ]);
    expect(journal().slice(-2)).toEqual(['T1 matched to failed', '1.1 venue.tradeBusted: filled to filled']);
    expect(due()).toEqual([]);
  });

  it('that fails brings a released order back', () => {
    const { order, orders, release, settlements, log } = after(told.acked, told.filled(10));
    release(order);
    settlements.told({ venue: 'polymarket', clOrdId: '1.1', tradeId: 'T1', status: 'failed', isAnswer: false });
    expect(orders.get('1.1')).toBeDefined();
    expect(log.slice(1, 3)).toEqual(['owner: 10 of 1.1 do not settle', 'owner: 1.1 moved, 0 filled, 0 unsettled']);
  });

  it.each<readonly [string, OrderEvent[], string[]]>([
    ['was given up', [], ['ask polymarket for 1.1']],
    ['was not', [told.acked], []],
  ])('of a trade that was never reported asks for an order that %s', (_, events, asked) => {
    const { settle, log, orders } = events.length === 0 ? givenUp() : after(...events);
    expect(orders.isRemembered('1.1')).toBe(true);
    settle('1.1', 'T7', 'mined');
    expect(log).toEqual(asked);
  });
});

describe('an order with nothing left to tell', () => {
  it.each<readonly [string, OrderEvent[], boolean, boolean]>([
    ['has left', [], false, true],
    ['lives', [told.acked], false, true],
    ['was cancelled', [told.acked, told.cancelled(0)], true, false],
    ['was cancelled at no quantity', [told.acked, told.cancelled()], false, true],
    ['has filled and has not settled', [told.acked, told.filled(10)], false, true],
    ['has filled before its ack', [told.filled(10)], false, true],
    ['misses fills', [told.acked, told.found('filled', 10)], false, true],
  ])('is quiet, and not asked for at a reconnection: one that %s', (_, events, isQuiet, isOpen) => {
    const { orders, order } = after(...events);
    expect([orders.isQuiet(order), orders.openAt('polymarket')]).toEqual([isQuiet, isOpen ? ['1.1'] : []]);
    expect(orders.openAt('kalshi')).toEqual([]);
  });

  it('is not asked for before it has left, and the others are in the order of their births', () => {
    const { orders, create, sent } = ordersAlone();
    sent('2.1');
    create('1.1');
    sent('1.2');
    expect(orders.openAt('polymarket')).toEqual(['2.1', '1.2']);
  });

  it('is released with its waits and its room, and forgotten by all who knew it', () => {
    const { orders, order, release, released, due, log, settle, settlements, underWay } = after(told.acked);
    underWay.sent(600_000, { kind: 'venue', venue: 'polymarket', type: 'arrive', order: order.request });
    settle('1.1', 'T7', 'mined');
    orders.tell(order, cancelling);
    orders.cancelSent(order);
    release(order);
    expect([due(), log.at(-1), orders.get('1.1')]).toEqual([[], 'release 4 at polymarket', undefined]);
    expect([orders.isRemembered('1.1'), underWay.has('1.1', 0)]).toEqual([true, true]);
    orders.forget(released.get('1.1')!);
    expect([underWay.has('1.1', 0), settlements.save(), log.at(-1)]).toEqual([
      false,
      { trades: [], early: [] },
      'venue forgets 1.1',
    ]);
  });

  it.each([
    [0, []],
    [1, ['release 1 at polymarket']],
  ])('gives %d places back', (tickets, heard) => {
    const { order, release, log } = after(told.acked, told.cancelled(0));
    order.tickets = tickets;
    release(order);
    expect(log).toEqual(heard);
  });
});

it('orders that were saved in the middle of any story continue as they would have', () => {
  const events = [
    told.acked,
    told.filled(4),
    told.cancelled(),
    told.found('partial', 4),
    told.unknown,
    cancelling,
  ] as const;
  const anyStory = fc.array(fc.constantFrom<OrderEvent>(...events), { maxLength: 5 });
  fc.assert(
    fc.property(anyStory, anyStory, (before, next) => {
      const whole = after(...before);
      const other = ordersAlone();
      other.orders.restore(structuredClone(whole.orders.save()));
      for (const order of [other.orders.get('1.1')!, whole.order] satisfies LiveOrder[]) order.owner = null;
      const stories: string[][] = [whole, other].map(({ orders, report, journal, log }) => {
        const already = journal().length;
        log.length = 0;
        report('1.1', next);
        return [...log, ...journal().slice(already), String(orders.createdCount)];
      });
      expect(stories[1]).toEqual(stories[0]);
    }),
    { numRuns: 50 },
  );
});
