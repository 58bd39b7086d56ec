// What an order's timeouts schedule, takes back and asks, alone: a real calendar, a log for the traffic, snapshots of the
// real chart, and an order without an actor. An ack is awaited for 400 ms, an order must be visible after 500.
import { describe, expect, it } from 'vitest';
import type { OrderEvent } from '../../machines/order.ts';
import type { LiveOrder } from '../../src/orders/live-order.ts';
import { OrderTimeouts } from '../../src/orders/order-timeouts.ts';
import type { Timeouts } from '../../src/orders/timeouts.ts';
import { orderOf, timeouts, snapshotAfter, surroundings } from './fakes.ts';
import { told } from './orders-alone.ts';

const waiting = (changes: Partial<LiveOrder> = {}, patient: Partial<Timeouts> = {}) => {
  const around = surroundings();
  const waits = new OrderTimeouts(around.world, { ...timeouts, ...patient }, around.traffic);
  return { ...around, waits, order: orderOf(changes) };
};

const sent: OrderEvent = { type: 'order.sent' };
const overdue: OrderEvent = { type: 'ack.overdue' };
const cancelling: OrderEvent = { type: 'cancel.requested' };
const replacing: OrderEvent = { type: 'replace.requested', orderQty: 20_000_000n };

describe('a request that leaves', () => {
  it('is waited for, from then on, for as long as its kind says', () => {
    const { waits, order, due, until } = waiting();
    until(100);
    waits.awaitAck(order);
    waits.awaitAnswer(order, 'cancel');
    waits.awaitAnswer(order, 'replace');
    expect(due()).toEqual(['300 replace', '400 cancel', '500 ack']);
    expect(order.sentAtUs).toBe(100_000);
  });

  it.each(['cancel', 'replace'] as const)('as a second %s takes the wait for the first one back', (what) => {
    const { waits, order, due, until } = waiting();
    waits.awaitAnswer(order, what);
    until(50);
    waits.awaitAnswer(order, what);
    expect(due()).toEqual([what === 'cancel' ? '350 cancel' : '250 replace']);
  });
});

describe('a settlement that is awaited', () => {
  it('is awaited once, from the first fill on, until nothing is unsettled', () => {
    const { waits, order, due, until } = waiting();
    waits.awaitSettlement(order, true);
    until(10);
    waits.awaitSettlement(order, true);
    expect(due()).toEqual(['5000 settlement']);
    waits.awaitSettlement(order, false);
    expect([due(), order.timers.settlement]).toEqual([[], null]);
    waits.awaitSettlement(order, true);
    expect(due()).toEqual(['5010 settlement']);
  });
});

describe('a word that has not come', () => {
  it.each([
    ['word', {}, '500 word'],
    ['word', { visibilityUs: 100_000 }, '300 word'],
    ['settlement', {}, '5000 settlement'],
  ] as const)('as a %s under %o asks the venue, and is waited for again', (what, patient, again) => {
    const { waits, order, due, log } = waiting({}, patient);
    waits.askAgain(order, what);
    expect([log, due()]).toEqual([['ask query 1.1'], [again]]);
    expect(order.timers[what]).not.toBeNull();
  });
});

describe('"not found"', () => {
  it.each([
    // The question left, and the answer arrived, in milliseconds; the order left at 100 and must be visible from 600 on.
    [599, 599, ['600 query']],
    [599, 900, ['900 query']],
    [600, 600, null],
    [600, 5_000, null],
    [undefined, 599, ['600 query']],
    [undefined, 600, null],
  ] as const)('that was asked at %s and answered at %d asks again by %j', (askedAtMs, nowMs, again) => {
    const { waits, order, due, until } = waiting({ sentAtUs: 100_000 });
    until(nowMs);
    const askedAtUs = askedAtMs === undefined ? undefined : askedAtMs * 1_000;
    expect(waits.isConclusive(order, askedAtUs)).toBe(again === null);
    expect(due()).toEqual(again ?? []);
  });
});

describe('an order that is given up', () => {
  it.each([
    [500_000, 400_000, 2_000],
    [0, 400_000, 1_600],
  ])('with visibility %d and acks %d is asked for after %d ms', (visibilityUs, ackUs, firstMs) => {
    const { waits, order, due } = waiting({}, { visibilityUs, ackUs });
    waits.giveUp(order);
    expect(due()).toEqual([`${firstMs} recheck`]);
    waits.giveUp(order);
    expect(due()).toEqual([`${firstMs} recheck`]);
  });

  it('is asked for again after four times as long while it may come, and not at all once it cannot', () => {
    const { waits, order, due, until } = waiting();
    const again = (mayCome: boolean): void => waits.recheckAgain(order, order.recheck!, mayCome);
    waits.giveUp(order);
    until(2_000);
    again(true);
    expect(due()).toEqual(['10000 recheck']);
    until(10_000);
    again(true);
    expect(due()).toEqual(['42000 recheck']);
    until(42_000);
    again(false);
    expect([due(), order.recheck]).toEqual([[], null]);
  });

  it.each([
    [told.acked, true],
    [told.filled(1), true],
    [told.cancelled(), true],
    [told.found('cancelled'), true],
    [told.unknown, false],
    [told.cancelRefused('notFound'), false],
    [cancelling, false],
  ])('by %o is asked for no more: %s', (event, isWordOfIt) => {
    const { waits, order, due } = waiting();
    waits.giveUp(order);
    waits.pursue(order, event, undefined, snapshotAfter(sent, told.unknown));
    expect([due().includes('2000 recheck'), order.recheck !== null]).toEqual([!isWordOfIt, !isWordOfIt]);
  });
});

describe('a step of the chart', () => {
  const all = ['ack', 'cancel', 'replace'] as const;
  it.each<readonly [string, OrderEvent[], readonly string[]]>([
    ['sent', [sent], ['ack']],
    ['in doubt', [sent, overdue], ['doubt']],
    ['acked', [sent, told.acked], []],
    ['found, and not acked', [sent, told.found('submitted')], []],
    ['partly filled before its ack', [sent, told.filled(4)], ['ack']],
    ['filled before its ack', [sent, told.filled(10)], ['ack']],
    ['filled after its ack', [sent, told.acked, told.filled(10)], []],
    ['rejected', [sent, told.rejected], []],
    ['asked to be cancelled', [sent, told.acked, cancelling], ['cancel']],
    ['refused its cancel', [sent, told.acked, cancelling, told.cancelRefused('rateLimited')], []],
    ['cancelled', [sent, told.acked, cancelling, told.cancelled(0)], []],
    ['asked to be replaced', [sent, told.acked, replacing], ['replace']],
    ['replaced', [sent, told.acked, replacing, { type: 'venue.replaced', orderQty: 20_000_000n }], []],
    ['asked for both', [sent, told.acked, cancelling, replacing], ['cancel', 'replace']],
  ])('to %s leaves what is still awaited, and takes the rest back', (_, events, left) => {
    const { waits, order, due } = waiting();
    waits.awaitAck(order);
    waits.awaitAnswer(order, 'cancel');
    waits.awaitAnswer(order, 'replace');
    waits.keep(order, snapshotAfter(...events));
    const names = due().map((line) => line.split(' ')[1]);
    expect(names.toSorted()).toEqual(left);
    for (const what of all) expect(order.timers[what] !== null).toBe(left.includes(what));
  });

  it('begins one doubt, and ends it with its answer', () => {
    const { waits, order, due, until } = waiting();
    waits.keep(order, snapshotAfter(sent, overdue));
    until(100);
    waits.keep(order, snapshotAfter(sent, overdue));
    expect(due()).toEqual(['800 doubt']);
    waits.keep(order, snapshotAfter(sent, overdue, told.acked));
    expect([due(), order.timers.doubt]).toEqual([[], null]);
  });

  it.each<readonly [string, OrderEvent[], boolean]>([
    ['sent', [sent], false],
    ['acked', [sent, told.acked], true],
    ['filled', [sent, told.filled(10)], true],
    ['in doubt', [sent, overdue], true],
    ['rejected', [sent, told.rejected], true],
  ])('to %s frees its place among the unanswered submits: %s, once', (_, events, isFree) => {
    const { waits, order, log } = waiting({ isInWindow: true });
    waits.keep(order, snapshotAfter(...events));
    waits.keep(order, snapshotAfter(...events));
    expect(log).toEqual(isFree ? ['window of polymarket is free'] : []);
    expect(order.isInWindow).toBe(!isFree);
  });
});

describe('what a venue leaves open', () => {
  const dead = [sent, told.unknown];
  const vanished = [sent, told.acked, told.unknown];

  it.each<readonly [string, OrderEvent[], OrderEvent, string | undefined, boolean]>([
    ['an ack of what was given up', dead, told.acked, 'zombie', true],
    ['a fill of what was given up', dead, told.filled(4), 'lateFill', true],
    ['a fill of all of what was given up', dead, told.filled(10), 'lateFill', false],
    ['a fill of what had vanished', vanished, told.filled(4), 'lateFill', true],
    ['a late fill of what was cancelled', [sent, told.acked, told.cancelled(0)], told.filled(4), 'lateFill', false],
    ['an ack of what lives', [sent], told.acked, undefined, false],
    ['an overfill of what was given up', dead, told.filled(11), 'overfill', false],
  ])('by %s makes it a zombie: %s', (_, before, event, anomaly, isZombie) => {
    const { waits, order, due } = waiting();
    waits.pursue(order, event, anomaly, snapshotAfter(...before, event));
    expect([order.isZombie, due()]).toEqual([isZombie, isZombie ? ['500 word'] : []]);
  });

  it.each<readonly [OrderEvent, boolean]>([
    [told.cancelled(0), false],
    [told.rejected, false],
    [told.found('filled'), false],
    [told.found('cancelled'), false],
    [told.found('rejected'), false],
    [told.found('submitted'), true],
    [told.found('partial'), true],
    [told.unknown, true],
    [told.acked, true],
  ])('after %o is a zombie still: %s, and its end ends the wait', (event, isZombie) => {
    const { waits, order, due } = waiting();
    waits.pursue(order, told.acked, 'zombie', snapshotAfter(...dead, told.acked));
    waits.pursue(order, event, undefined, snapshotAfter(...dead, told.acked));
    expect([order.isZombie, due()]).toEqual([isZombie, isZombie ? ['500 word'] : []]);
  });

  it.each<readonly [string, OrderEvent[], boolean]>([
    ['the end without a quantity', [told.cancelled()], true],
    ['the end with its quantity', [told.cancelled(0)], false],
    ['a read that lags', [told.cancelled(), told.found('submitted')], true],
    ['"not found"', [told.cancelled(), told.unknown], true],
    ['the end when it is asked for', [told.cancelled(), told.found('cancelled')], false],
    ['more in sum than one by one', [told.found('partial', 4)], true],
    ['a millionth more in sum', [{ ...told.found('partial'), cumQty: 1n } as OrderEvent], true],
    ['the fill that was missing', [told.found('partial', 4), told.filled(4)], false],
  ])('by %s misses a word: %s', (_, events, isMissing) => {
    const { waits, order, due } = waiting();
    const before: OrderEvent[] = [sent, told.acked];
    for (const event of events) {
      before.push(event);
      waits.pursue(order, event, undefined, snapshotAfter(...before));
    }
    expect([due(), order.timers.word !== null]).toEqual([isMissing ? ['500 word'] : [], isMissing]);
  });

  it.each<readonly [string, string, OrderEvent[], Partial<LiveOrder>, string[], string[]]>([
    ['rateLimited', 'an order that lives', [sent, told.acked], {}, ['300 cancel'], []],
    ['alreadyFilled', 'an order that lives', [sent, told.acked], {}, ['300 cancel'], ['ask query 1.1']],
    ['marketClosed', 'an order that lives', [sent, told.acked], {}, ['300 cancel'], ['ask query 1.1']],
    ['notFound', 'an order that lives', [sent, told.acked], {}, ['300 cancel'], ['ask query 1.1']],
    ['alreadyFilled', 'an order that has ended', [sent, told.acked, told.filled(10)], {}, [], []],
    ['rateLimited', 'a zombie', dead, { isZombie: true }, ['300 cancel', '500 word'], []],
    ['notFound', 'a zombie', dead, { isZombie: true }, ['300 cancel', '500 word'], ['ask query 1.1']],
  ])('by refusing with %s to cancel %s is followed up', (reason, _, before, changes, left, asked) => {
    const { waits, order, due, log, world } = waiting(changes);
    const event = told.cancelRefused(reason);
    waits.pursue(order, event, undefined, snapshotAfter(...before, event));
    expect([due(), log]).toEqual([left, []]);
    world.settle();
    expect(log).toEqual(asked);
  });
});

it('the end takes every wait back but the question for what was given up', () => {
  const { waits, order, due } = waiting();
  waits.awaitAck(order);
  waits.awaitAnswer(order, 'cancel');
  waits.awaitAnswer(order, 'replace');
  waits.awaitSettlement(order, true);
  waits.keep(order, snapshotAfter(sent, overdue));
  waits.awaitAck(order);
  waits.awaitAnswer(order, 'cancel');
  waits.awaitAnswer(order, 'replace');
  waits.pursue(order, told.cancelled(), undefined, snapshotAfter(sent, told.cancelled()));
  waits.giveUp(order);
  expect(due()).toHaveLength(7);
  waits.end(order);
  expect(due()).toEqual(['2000 recheck']);
});
