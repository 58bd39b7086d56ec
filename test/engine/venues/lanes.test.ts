// The lanes of a run: room for a whole set or for none of it, what leaves and in which order, and what is journaled of a
// lane that is full, throttled or relieved, to the place.
import { describe, expect, it } from 'vitest';
import { Lanes, type LiveLaneState } from '../../../src/engine/venues/lanes.ts';
import type { LaneOptions } from '../../../src/lanes/lane.ts';
import type { LiveOrder } from '../../../src/orders/live-order.ts';
import { executorOf, noted, nothing, orderOf, quietWorld } from '../fakes.ts';

const usual = {
  ...{ capacity: 20, inFlightMax: 2, rateLimit: { capacity: 100, refillPerSecond: 10 } },
  costs: { submit: 10, cancel: 2, replace: 10, query: 2 },
};

const lanesOf = (options: Partial<LaneOptions> = {}, state?: LiveLaneState) => {
  const calls: string[] = [];
  const quiet = quietWorld();
  const orders = new Map<string, LiveOrder>();
  const withdrawn = new Set<string>();
  const venue = noted(calls, { submit: nothing, cancel: nothing, replace: nothing, query: nothing });
  const lanes = new Lanes(quiet.world, new Map([['kalshi', venue]]));
  const asked = noted(calls, { sent: nothing, cancelSent: nothing, replaceSent: () => ({ orderQty: 3n, price: 4n }) });
  const isQueued = ({ clOrdId }: LiveOrder): boolean => !withdrawn.has(clOrdId);
  lanes.reportTo({ get: (clOrdId) => orders.get(clOrdId), isQueued, ...asked });
  const executors = ['kalshi', 'polymarket'].map((name) => executorOf(name, calls));
  for (const [index, name] of ['kalshi', 'polymarket'].entries())
    lanes.add({ ...usual, ...options, venue: name }, executors[index]!, index === 0 ? state : undefined);
  const add = (clOrdId: string, tickets: number): LiveOrder => {
    const order = orderOf({ clOrdId, tickets });
    orders.set(clOrdId, order);
    return order;
  };
  const reserved = (name = 'kalshi'): number => lanes.saveOf(name).lane.mailbox.reserved;
  return { ...quiet, calls, lanes, orders, withdrawn, executor: executors[0]!, add, reserved };
};

const [kalshi, polymarket] = [{ venue: 'kalshi' }, { venue: 'polymarket' }];
const full = (script: ReturnType<typeof lanesOf>): void => {
  while (script.lanes.reserveSome('kalshi') > 0);
};

describe('a set', () => {
  it.each([
    ['has room in both lanes', 5, [kalshi, polymarket], null, [5, 5]],
    ['has none one place below', 4, [kalshi, polymarket], 'kalshi laneSaturated', [0, 0]],
    ['has room for two legs at one venue', 10, [kalshi, polymarket, kalshi], null, [10, 5]],
    ['has none for two one place below', 9, [polymarket, kalshi, kalshi], 'kalshi laneSaturated', [0, 0]],
  ] as const)('%s', (_has, capacity, legs, refused, room) => {
    const { lanes, reserved } = lanesOf({ capacity });
    const refusal = lanes.admit(legs);
    expect(refusal === null ? null : `${refusal.venue} ${refusal.reason}`).toBe(refused);
    expect([reserved('kalshi'), reserved('polymarket')]).toEqual(room);
    expect(lanes.figures()).toEqual([
      { venue: 'kalshi', capacity, depthMax: room[0], refused: refused === null ? 0 : 1 },
      { venue: 'polymarket', capacity, depthMax: room[1], refused: 0 },
    ]);
  });

  it('is refused by a lane that is closed, which counts it', () => {
    const { lanes, executor, reserved } = lanesOf();
    executor.send({ type: 'venue.halted', cancelsAllowed: true });
    expect(lanes.admit([polymarket, kalshi])).toEqual({ venue: 'kalshi', reason: 'laneClosed' });
    expect(reserved('polymarket')).toBe(0);
    expect(lanes.figures()).toMatchObject([{ refused: 1 }, { refused: 0 }]);
  });

  it.each([
    [20, [4, 4, 4, 4, 4, 0]],
    [7, [4, 3, 0]],
    [1, [1, 0]],
  ])('of %d places leaves an order as much of its room as there is', (capacity, taken) => {
    const { lanes } = lanesOf({ capacity });
    expect(taken.map(() => lanes.reserveSome('kalshi'))).toEqual(taken);
  });
});

describe('the room for a leg', () => {
  it.each([
    // A leg that waits holds one place and four tickets; the next one needs five.
    [9, ['kalshi lane.saturated', 'kalshi lane.relieved']],
    [10, []],
  ])('of a lane of %d places is reported gone and back, to the place', (capacity, told) => {
    const { lanes, add, calls } = lanesOf({ capacity });
    lanes.admit([kalshi]);
    lanes.submit(add('1.1', 4));
    expect(calls.filter((call) => call.startsWith('kalshi'))).toEqual(told);
  });

  it('is back when tickets are released, and neither told twice nor a place early', () => {
    const { lanes, add, calls, recordsOf } = lanesOf({ capacity: 9, inFlightMax: 0 });
    lanes.admit([kalshi]);
    lanes.submit(add('1.1', 4));
    lanes.release('kalshi', 1);
    lanes.release('kalshi', 1);
    expect(calls).toEqual(['kalshi lane.saturated', 'kalshi lane.relieved']);
    const lane = { type: 'lane.moved', venue: 'kalshi', capacity: 9, depth: 1 };
    expect(recordsOf('lane.moved')).toEqual([
      { ...lane, event: 'lane.saturated', reserved: 4 },
      { ...lane, event: 'lane.relieved', reserved: 3 },
    ]);
  });
});

describe('a leg', () => {
  it('leaves, and counts among those that may be unanswered: the next waits for an answer', () => {
    const { lanes, add, calls, world } = lanesOf();
    for (const clOrdId of ['1.1', '2.1', '3.1']) {
      lanes.admit([kalshi]);
      lanes.submit(add(clOrdId, 4));
    }
    expect(calls.filter((call) => !call.startsWith('kalshi'))).toEqual(
      ['1.1', '2.1'].flatMap((clOrdId) => [`sent ${clOrdId} true`, `submit ${clOrdId}`]),
    );
    lanes.answered('kalshi');
    expect(calls.at(-1)).not.toBe('submit 3.1');
    world.settle();
    expect(calls.findLast((call) => call.startsWith('submit'))).toBe('submit 3.1');
    expect(lanes.saveOf('kalshi').lane.inFlight).toBe(2);
  });

  it('that was withdrawn while it waited never leaves, and takes no place', () => {
    const { lanes, add, withdrawn, calls } = lanesOf();
    lanes.admit([kalshi]);
    withdrawn.add('1.1');
    lanes.submit(add('1.1', 4));
    expect(calls).toEqual([]);
    expect(lanes.saveOf('kalshi').lane.inFlight).toBe(0);
  });

  it('goes to a venue of the run', () => {
    const { lanes } = lanesOf();
    expect(() => lanes.submit(orderOf({ venue: 'nowhere' }))).toThrow("there is no lane to 'nowhere'");
    lanes.admit([polymarket]);
    expect(() => lanes.submit(orderOf({ venue: 'polymarket', tickets: 4 }))).toThrow(
      "there is no venue behind the lane to 'polymarket'",
    );
  });
});

describe('a risk-critical message', () => {
  it.each([
    ['cancel', ['cancelSent 1.1', 'cancel 1.1']],
    ['replace', ['replaceSent 1.1', 'replace 1.1 3 4']],
    ['query', ['query 1.1']],
    ['submit', ['sent 1.1 false', 'submit 1.1']],
  ] as const)('%s leaves in the room that was kept for it, which is kept anew', (kind, sent) => {
    const { lanes, add, calls, reserved } = lanesOf();
    lanes.reserveSome('kalshi');
    const order = add('1.1', 4);
    lanes.ask(kind, '1.1');
    expect(calls).toEqual(sent);
    expect([order.tickets, reserved(), lanes.saveOf('kalshi').lane.inFlight]).toEqual([4, 4, 0]);
  });

  it.each([
    ['takes room where the order has none of its own', 20, 1],
    ['goes ahead of the queue where the lane is full', 4, 0],
  ])('%s', (_takes, capacity, tickets) => {
    const script = lanesOf({ capacity });
    if (capacity === 4) full(script);
    const order = script.add('1.1', 0);
    script.lanes.ask('cancel', '1.1');
    expect(script.calls).toEqual(['cancelSent 1.1', 'cancel 1.1']);
    expect(order.tickets).toBe(tickets);
  });

  it('of an order that was released is dropped, but for a question', () => {
    const script = lanesOf({ capacity: 4 });
    script.lanes.ask('cancel', '1.1');
    script.lanes.ask('query', '1.1');
    expect(script.calls).toEqual([]);
    script.lanes.askAt('kalshi', '1.1');
    full(script);
    script.lanes.askAt('kalshi', '2.1');
    expect(script.calls).toEqual(['query 1.1', 'kalshi lane.saturated', 'query 2.1']);
  });

  it('that asks for a live order uses the room of that order', () => {
    const { lanes, add, executor, calls } = lanesOf();
    executor.send({ type: 'venue.disconnected', reason: 'lost' });
    lanes.reserveSome('kalshi');
    const order = add('1.1', 4);
    lanes.askAt('kalshi', '1.1');
    expect([order.tickets, calls.filter((call) => call.startsWith('query'))]).toEqual([3, []]);
  });

  it('of a released order waits like any other, and needs no order when it leaves', () => {
    const { lanes, executor, calls, reserved } = lanesOf();
    executor.send({ type: 'venue.disconnected', reason: 'lost' });
    lanes.askAt('kalshi', '1.1');
    expect([calls.includes('query 1.1'), lanes.saveOf('kalshi').lane.mailbox.riskCritical.length]).toEqual([false, 1]);
    executor.send({ type: 'venue.reconnected' });
    executor.send({ type: 'reconcile.finished' });
    lanes.pumpVenue('kalshi');
    expect([calls.at(-1), reserved()]).toEqual(['query 1.1', 0]);
  });

  it.each([
    ['lets cancels through where the venue allows them', true, ['cancelSent 1.1', 'cancel 1.1']],
    ['lets nothing through where it does not', false, []],
  ])('in a halt: the lane %s', (_lets, cancelsAllowed, sent) => {
    const { lanes, add, executor, calls } = lanesOf();
    lanes.admit([kalshi, kalshi]);
    add('1.1', 4);
    executor.send({ type: 'venue.halted', cancelsAllowed });
    lanes.submit(add('2.1', 4));
    lanes.ask('cancel', '1.1');
    expect(calls.slice(1)).toEqual(sent);
  });
});

describe('a rate limit', () => {
  const throttled = () => {
    const script = lanesOf();
    script.lanes.drainTokens('kalshi');
    script.lanes.reserveSome('kalshi');
    for (const clOrdId of ['1.1', '2.1']) script.lanes.ask('cancel', script.add(clOrdId, 2).clOrdId);
    return script;
  };

  it('holds messages back until it has tokens again, told once, with one wake-up', () => {
    const { lanes, calls, due, until } = throttled();
    expect(calls).toEqual(['kalshi tokens.exhausted']);
    expect(due()).toEqual(['200000 lane']);
    expect(until(200_000)).toEqual([{ kind: 'lane', venue: 'kalshi' }]);
    lanes.wake('kalshi');
    expect(calls.slice(1)).toEqual([
      ...['kalshi tokens.refilled', 'cancelSent 1.1', 'cancel 1.1'],
      'kalshi tokens.exhausted',
    ]);
    expect(due()).toEqual(['400000 lane']);
    until(400_000);
    lanes.wake('kalshi');
    expect(calls.slice(5)).toEqual(['kalshi tokens.refilled', 'cancelSent 2.1', 'cancel 2.1']);
    expect([lanes.saveOf('kalshi').wakeUp, due()]).toEqual([null, []]);
  });

  it('is what it was after a lane was saved, with what waits', () => {
    const { lanes, world } = throttled();
    const saved = structuredClone(lanes.saveOf('kalshi'));
    expect(saved).toMatchObject({ isThrottled: true, isSaturated: false, wakeUp: 1 });
    const other = lanesOf({}, saved);
    expect(other.lanes.saveOf('kalshi')).toEqual(saved);
    other.executor.send({ type: 'tokens.exhausted' });
    other.lanes.reserveSome('kalshi');
    other.lanes.pumpVenue('kalshi');
    // It is known to be throttled, and its wake-up is under way.
    expect([other.calls, other.due(), world.calendar.size]).toEqual([['kalshi tokens.exhausted'], [], 1]);
  });

  it('that was full when it was saved tells its relief', () => {
    const one = lanesOf({ capacity: 9, inFlightMax: 0 });
    one.lanes.admit([kalshi]);
    one.lanes.submit(one.add('1.1', 4));
    const saved = structuredClone(one.lanes.saveOf('kalshi'));
    expect(saved.isSaturated).toBe(true);
    const other = lanesOf({ capacity: 9, inFlightMax: 0 }, saved);
    other.lanes.release('kalshi', 1);
    expect(other.calls).toEqual(['kalshi lane.relieved']);
  });
});
