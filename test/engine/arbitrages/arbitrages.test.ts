// An arbitrage from its plan to its last record: what is asked of orders, lanes, books and the calendar, and in which order.
import { describe, expect, it } from 'vitest';
import { arbitrageState } from '../../../machines/arbitrage.ts';
import type { Intent } from '../../../src/arbitrage/intent.ts';
import { Arbitrages } from '../../../src/engine/arbitrages/arbitrages.ts';
import type { LiveArbitrage } from '../../../src/engine/arbitrages/live-arbitrage.ts';
import type { LiveOrder } from '../../../src/orders/live-order.ts';
import type { TradingState } from '../../../src/venues/definitions/words.ts';
import { bookedOf, marketOf, marketsOf, million, noted, nothing, ordersOf, parentOf, quietWorld } from '../fakes.ts';
import { intentOf } from '../plans.ts';

const parallel = intentOf('parallel', 'unwind');
const sequential = intentOf('sequential', 'unwind');
const options = { unwinding: { stepPx: 10_000n, repriceUs: 1_000 }, recordUs: 50_000, settlementUs: 7_000 };

const arbitragesOf = (intent: Intent = parallel, live?: ReadonlyMap<string, LiveOrder>) => {
  const calls: string[] = [];
  const quiet = quietWorld();
  const known = ordersOf();
  for (const [clOrdId, order] of live ?? []) known.live.set(clOrdId, order);
  const held = { now: [0n, 0n] as [bigint, bigint], unsettled: 0n, state: 'open' as TradingState };
  const arbitrages = new Arbitrages({
    ...{ world: quiet.world, options, parent: parentOf(), markets: marketsOf((venue) => marketOf({ venue })) },
    portfolio: { arbitrageOf: () => bookedOf(intent, held.now), ...noted(calls, { forget: nothing }) },
    connections: { stateOf: () => held.state },
    settlements: { unsettledQty: () => held.unsettled },
    orders: { ...noted(calls, known.orders), get: known.orders.get, isQuiet: known.orders.isQuiet },
    lanes: noted(calls, { submit: nothing, ask: nothing, release: nothing }),
  });
  arbitrages.reportTo(noted(calls, { arbitrageEnded: nothing }));
  const start = (number = 1): void => {
    arbitrages.start(number, intent);
    quiet.world.settle();
  };
  return { ...quiet, ...known, calls, held, arbitrages, start };
};

type Script = ReturnType<typeof arbitragesOf>;

/** Tells the arbitrage of an order how that fares, and returns what was asked in that step. */
const fare = ({ arbitrages, live, world, calls }: Script, clOrdId: string, status: string, units = 0): string[] => {
  const before = calls.length;
  const view = { leavesQty: 0n, missingQty: 0n, unsettledQty: 0n, inDoubt: false, sent: true };
  const update = { type: 'leg.updated', clOrdId, status, cumQty: BigInt(units) * million, ...view };
  arbitrages.legUpdated(live.get(clOrdId)!.owner as LiveArbitrage, update as Parameters<Arbitrages['legUpdated']>[1]);
  world.settle();
  return calls.slice(before);
};

const statesOf = ({ recordsOf }: Script): string[] => recordsOf('arbitrage.moved').map(({ to }) => to);

/** The first leg is full and the second was rejected: ten shares are to be sold. */
const exposed = (): Script => {
  const script = arbitragesOf();
  script.start();
  script.held.now = [10n * million, 0n];
  fare(script, '1.1', 'filled', 10);
  fare(script, '1.2', 'rejected');
  return script;
};

/** Both legs have filled, and the arbitrage was released. */
const released = (): Script => {
  const script = arbitragesOf();
  script.start();
  fare(script, '1.1', 'filled', 10);
  fare(script, '1.2', 'filled', 10);
  return script;
};

describe('an arbitrage that starts', () => {
  it('hands its legs over at the end of the step, with its deadline and its staleness before it', () => {
    const { arbitrages, calls, due, world, recordsOf } = arbitragesOf();
    arbitrages.start(1, parallel);
    expect([calls, due()]).toEqual([[], ['1000000 staleness', '3000000 deadline']]);
    expect(recordsOf('arbitrage.moved').map(({ event, from, to }) => [event, from, to])).toEqual([
      ['lanes.admitted', 'planning', 'legging'],
    ]);
    world.settle();
    expect(calls).toEqual(['create 1.1', 'create 1.2', 'submit 1.1', 'submit 1.2']);
    expect([arbitrages.liveCount, arbitrages.startedCount]).toEqual([1, 1]);
  });

  it('legs one after the other where its intent says so, floored to the coarsest step', () => {
    const script = arbitragesOf(sequential);
    script.start();
    expect(script.calls).toEqual(['create 1.1', 'submit 1.1']);
    const before = fare(script, '1.1', 'cancelled', 6);
    expect(before).toEqual(['create 1.2', 'submit 1.2']);
    expect(script.live.get('1.2')?.request.orderQty).toBe(6n * million);
  });

  it('lives once, and has the number of its intent', () => {
    const { arbitrages, start } = arbitragesOf();
    start(7);
    expect(() => start(7)).toThrow('the arbitrage 7 lives already');
    expect(arbitrages.recordOf('7.1')).toBeUndefined();
  });
});

describe('an arbitrage that ends', () => {
  it('takes its timers back, is reported, and releases its orders and the room that it did not use', () => {
    const script = arbitragesOf(sequential);
    script.start();
    expect(fare(script, '1.1', 'rejected')).toEqual([
      ...['arbitrageEnded', 'release polymarket 0', 'release kalshi 5'],
      'release 1.1',
    ]);
    expect([statesOf(script).at(-1), script.due(), script.arbitrages.liveCount]).toEqual(['cancelled', [], 0]);
  });

  it('completes where both legs have filled', () => {
    const script = released();
    expect(statesOf(script)).toEqual(['legging', 'completed']);
    expect(script.calls.slice(4)).toEqual([
      ...['arbitrageEnded', 'release polymarket 0', 'release kalshi 0', 'release 1.1', 'release 1.2'],
    ]);
    expect([script.due(), script.arbitrages.liveCount, script.arbitrages.startedCount]).toEqual([[], 0, 1]);
  });

  it('is not released before each of its orders has told all, and then by the last word', () => {
    const script = arbitragesOf();
    script.start();
    script.loud.add('1.1').add('1.2');
    fare(script, '1.1', 'filled', 10);
    expect(fare(script, '1.2', 'filled', 10)).toEqual(['arbitrageEnded']);
    expect(script.arbitrages.save().live).toMatchObject([{ number: 1, timers: [] }]);
    script.loud.delete('1.1');
    expect(fare(script, '1.1', 'filled', 10)).toEqual([]);
    script.loud.delete('1.2');
    expect(fare(script, '1.2', 'filled', 10)).toEqual([
      ...['release polymarket 0', 'release kalshi 0', 'release 1.1', 'release 1.2'],
    ]);
  });

  it('passes nothing on any more', () => {
    const script = arbitragesOf();
    script.start();
    const owner = script.live.get('1.1')!.owner as LiveArbitrage;
    fare(script, '1.1', 'rejected');
    fare(script, '1.2', 'rejected');
    expect([owner.isLive, owner.actor.getSnapshot().status]).toEqual([false, 'stopped']);
    const records = script.records.length;
    script.arbitrages.tell(1, { type: 'deadline.reached' });
    expect(script.records).toHaveLength(records);
  });
});

describe('an arbitrage that is short of a leg', () => {
  it('cancels what may still fill', () => {
    const script = arbitragesOf();
    script.start();
    fare(script, '1.1', 'filled', 10);
    script.arbitrages.tell(1, { type: 'deadline.reached' });
    script.world.settle();
    expect(script.calls.slice(4)).toEqual(['tell 1.2 cancel.requested']);
  });

  it('measures when all is known, and sells what is left over', () => {
    const script = exposed();
    expect(statesOf(script)).toEqual(['legging', 'unwinding', 'unwinding']);
    expect(script.calls.slice(4)).toEqual(['create 1.u1', 'ask submit 1.u1']);
    expect(script.recordsOf('arbitrage.moved').at(-1)).toMatchObject({ verdict: 'exposed', residueQty: 10n * million });
    expect(script.due()).toEqual(['1000 reprice', '1000000 staleness', '3000000 deadline']);
  });

  it('takes the unwind back when its time is over', () => {
    const script = exposed();
    script.arbitrages.tell(1, { type: 'reprice.due' });
    script.world.settle();
    expect(script.calls.slice(6)).toEqual(['tell 1.u1 cancel.requested']);
  });

  it.each([
    ['waits for a settlement as long as one may take', 10n * million, 'open', 7_000, false],
    ['rests for the policy where the rest can be sold', 4n * million, 'open', 1_000, true],
    ['rests for the policy where its market is halted', 0n, 'halted', 1_000, false],
  ] as const)('%s', (_waits, unsettled, state, restUs, isPlaced) => {
    const script = arbitragesOf();
    script.start();
    Object.assign(script.held, { now: [10n * million, 0n], unsettled, state });
    fare(script, '1.1', 'filled', 10);
    fare(script, '1.2', 'rejected');
    expect(script.due()[0]).toBe(`${restUs} reprice`);
    expect(script.calls.includes('ask submit 1.u1')).toBe(isPlaced);
  });

  it('is stopped with every other', () => {
    const { arbitrages, start, world, calls, recordsOf } = arbitragesOf();
    start(1);
    start(2);
    arbitrages.stopAll('stopped');
    world.settle();
    expect(calls.slice(8)).toEqual(['1.1', '1.2', '2.1', '2.2'].map((clOrdId) => `tell ${clOrdId} cancel.requested`));
    expect(recordsOf('arbitrage.moved').at(-1)).toMatchObject({
      arbitrage: 2,
      event: 'stop.requested',
      cause: 'stopped',
    });
  });
});

describe('an arbitrage that was released', () => {
  it('is remembered with its orders until its time, and then forgotten everywhere', () => {
    const { arbitrages, until, calls } = released();
    expect(arbitrages.recordOf('1.2')).toMatchObject({ clOrdId: '1.2', snapshot: { kept: '1.2' } });
    expect([arbitrages.recordOf('1.3'), arbitrages.recordOf('2.1')]).toEqual([undefined, undefined]);
    const before = calls.length;
    until(options.recordUs - 1);
    arbitrages.forgetOld();
    expect(calls).toHaveLength(before);
    until(options.recordUs);
    arbitrages.forgetOld();
    expect(calls.slice(before)).toEqual(['mayCome 1.1', 'mayCome 1.2', 'forget 1.1', 'forget 1.2', 'forget 1']);
    expect(arbitrages.recordOf('1.2')).toBeUndefined();
  });

  it('is remembered for longer while one of its orders may come', () => {
    const { arbitrages, until, late } = released();
    late.add('1.2');
    until(60_000);
    arbitrages.forgetOld();
    late.clear();
    until(109_999);
    arbitrages.forgetOld();
    expect(arbitrages.recordOf('1.2')).toBeDefined();
    until(110_000);
    arbitrages.forgetOld();
    expect(arbitrages.recordOf('1.2')).toBeUndefined();
  });

  it('comes back with all its orders when its venue speaks of one, and is released again if nothing follows', () => {
    const { arbitrages, calls, live, world } = released();
    const before = calls.length;
    const order = arbitrages.revive('1.2');
    expect(order).toBe(live.get('1.2'));
    expect((order!.owner as LiveArbitrage).orders.map(({ clOrdId }) => clOrdId)).toEqual(['1.1', '1.2']);
    expect([arbitrages.liveCount, arbitrages.startedCount, arbitrages.recordOf('1.2')]).toEqual([1, 1, undefined]);
    world.settle();
    expect(calls.slice(before)).toEqual(['revive 1.1', 'revive 1.2', 'release 1.1', 'release 1.2']);
    expect([arbitrages.liveCount, arbitrages.recordOf('1.2')?.clOrdId]).toEqual([0, '1.2']);
  });

  it('works off what turns up late, under the next name', () => {
    const script = exposed();
    script.held.now = [0n, 0n];
    fare(script, '1.u1', 'filled', 10);
    expect(statesOf(script).at(-1)).toBe('cancelled');
    script.arbitrages.revive('1.2');
    script.held.now = [0n, 4n * million];
    expect(fare(script, '1.2', 'cancelled', 4)).toEqual(['create 1.u2', 'ask submit 1.u2']);
  });

  it('cannot come back where it is forgotten', () => {
    const { arbitrages } = released();
    expect(arbitrages.revive('2.1')).toBeUndefined();
  });
});

describe('arbitrages that were saved', () => {
  it('resume as they were: those that live, and those that are remembered', () => {
    const script = exposed();
    script.held.now = [0n, 0n];
    script.start(2);
    fare(script, '2.1', 'rejected');
    fare(script, '2.2', 'rejected');
    const saved = structuredClone(script.arbitrages.save());
    expect(saved).toMatchObject({
      started: 2,
      live: [{ number: 1, unwinds: 1, orders: ['1.1', '1.2', '1.u1'], timers: [1, 2, 3] }],
    });
    const other = arbitragesOf(parallel, script.live);
    other.arbitrages.restore(saved);
    expect(other.arbitrages.save()).toEqual(saved);
    expect([other.arbitrages.liveCount, other.arbitrages.startedCount]).toEqual([1, 2]);
    expect(fare(other, '1.u1', 'filled', 10)).toEqual([
      ...['arbitrageEnded', 'release polymarket 0', 'release kalshi 0', 'release 1.1', 'release 1.2', 'release 1.u1'],
    ]);
  });

  it('are restored once their orders are there', () => {
    const saved = exposed().arbitrages.save();
    expect(() => arbitragesOf().arbitrages.restore(saved)).toThrow('the order 1.1 was not saved with its arbitrage');
  });

  it('keep their last snapshots as plain data', () => {
    const { records } = structuredClone(released().arbitrages.save());
    expect(records).toMatchObject([{ number: 1, unwinds: 0, untilUs: options.recordUs }]);
    expect(arbitrageState(records[0]!.snapshot as Parameters<typeof arbitrageState>[0])).toBe('completed');
  });
});
