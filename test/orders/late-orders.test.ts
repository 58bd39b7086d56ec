// Orders that were given up and turn up all the same: by a word of their venue, by an answer, or by no word at all. In
// milliseconds: an ack is awaited for 400, an order must be visible after 500, an unwind rests for 1,000.
import { describe, expect, it } from 'vitest';
import { LateOrders } from '../../src/orders/late-orders.ts';
import type { GivenUp } from '../../src/orders/live-order.ts';
import { say, scripted } from '../engine/scripted.ts';
import { surroundings } from './fakes.ts';

/** The part alone: an order that was given up a while ago, or nothing where it is forgotten. */
const alone = (stands: { readonly order?: Partial<GivenUp> | null; readonly is?: 'underWay' | 'taken' } = {}) => {
  const { world, log, traffic } = surroundings();
  const recheck = { timer: 1, waitUs: 2_000 };
  const order = stands.order === null ? undefined : { clOrdId: '1.1', venue: 'kalshi', recheck, ...stands.order };
  const late = new LateOrders({
    world,
    traffic,
    waits: { recheckAgain: (_, { waitUs }, mayCome) => void log.push(`again after ${waitUs}: ${mayCome}`) },
    underWay: { has: (clOrdId) => stands.is === 'underWay' && clOrdId === '1.1' },
    venues: new Map([['kalshi', { hasTaken: (clOrdId: string) => stands.is === 'taken' && clOrdId === '1.1' }]]),
    remembered: (clOrdId) => (clOrdId === '1.1' ? order : undefined),
  });
  return { late, log, order };
};

describe('the late orders, alone', () => {
  it.each([
    ['is under way', { is: 'underWay' }, true, ['again after 2000: true', 'ask kalshi for 1.1']],
    ['is at its venue', { is: 'taken' }, true, ['again after 2000: true', 'ask kalshi for 1.1']],
    ['was lost', {}, false, ['again after 2000: false', 'ask kalshi for 1.1']],
    [
      'is at a venue without a simulator',
      { order: { venue: 'gemini' } },
      false,
      ['again after 2000: false', 'ask gemini for 1.1'],
    ],
    ['was never given up', { order: { recheck: null }, is: 'underWay' }, false, []],
  ] as const)('an order that %s is asked for once more, and again if it may come', (_, stands, mayCome, heard) => {
    const { late, log, order } = alone(stands);
    expect(late.mayCome(order!)).toBe(mayCome);
    late.recheck('1.1');
    expect(log).toEqual(heard);
  });

  it.each([
    ['given up', {}, ['ask kalshi for 1.1']],
    ['never given up', { order: { recheck: null } }, []],
    ['forgotten', { order: null }, []],
  ] as const)('a trade that was never reported asks for an order that was %s', (_, stands, heard) => {
    const { late, log } = alone(stands);
    late.spokenOf('1.1');
    expect(log).toEqual(heard);
  });

  it('asks nothing of an order that is forgotten', () => {
    const { late, log } = alone({ order: null });
    late.recheck('1.1');
    expect(log).toEqual([]);
  });
});

/** Both legs leave at 0. That at Polymarket is never heard of, and given up at 500; the other fills at once. */
const givenUp = (changes?: Parameters<typeof scripted>[1]) => {
  const script = scripted({}, changes);
  script.tell('1.2', say.acked);
  script.tell('1.2', say.filled(10, 'K1'));
  script.until(500_000);
  script.tell('1.1', say.unknown, 500_000);
  return script;
};

/** The same, and what the other leg had filled is sold: the arbitrage has ended, and was released. */
const letGo = (changes?: Parameters<typeof scripted>[1]) => {
  const script = givenUp(changes);
  script.tell('1.u1', say.acked);
  script.tell('1.u1', say.filled(10, 'K2', 480_000n));
  expect(script.core.arbitrages.liveCount).toBe(0);
  return script;
};

const SHORT = 1_000_000;
const withRecord = (recordUs: number) => (setup: Parameters<NonNullable<Parameters<typeof scripted>[1]>>[0]) => ({
  ...setup,
  arbitrages: { ...setup.arbitrages, recordUs },
});

describe('"not found"', () => {
  it('is believed of a question that left when the order had to be visible, however late an earlier answer comes', () => {
    const { core, tell, until, sentOf, recordsOf } = scripted();
    until(400_000);
    expect(sentOf('query')).toEqual(['400 1.1', '400 1.2']);
    until(9_000_000);
    tell('1.1', say.unknown, 400_000);
    const order = core.orders.get('1.1');
    expect(order === undefined ? null : core.orders.snapshotOf(order).value).toMatchObject({
      execution: { pending: 'inDoubt' },
    });
    until(9_000_001);
    expect(sentOf('query').at(-1)).toBe('9000 1.1');
    tell('1.1', say.unknown, 9_000_000);
    expect(recordsOf('order.moved').at(-1)).toMatchObject({ clOrdId: '1.1', to: 'rejected' });
  });

  it('of a live order is an end that may be wrong: it is asked for again, and cancelled where it lives', () => {
    const { tell, until, sentOf, recordsOf } = scripted();
    tell('1.1', say.acked);
    until(600_000);
    tell('1.1', say.unknown, 600_000);
    expect(recordsOf('order.moved').filter(({ anomaly }) => anomaly === 'vanished')).toHaveLength(1);
    tell('1.2', say.cancelled());
    until(2_600_000);
    expect(sentOf('query').at(-1)).toBe('2600 1.1');
    tell('1.1', say.found('submitted'), 2_600_000);
    expect(sentOf('cancel').at(-1)).toBe('2600 1.1');
  });
});

describe('an order that was given up', () => {
  it('is asked for after four windows, and at growing intervals for as long as it may come', () => {
    const { core, until, tell, taken, sentOf } = givenUp();
    taken.add('1.1');
    const asked = () => sentOf('query').filter((each) => each.endsWith('1.1'));
    const before = asked().length;
    for (const atMs of [2_500, 10_500, 42_500, 170_500]) {
      until(atMs * 1_000);
      tell('1.1', say.unknown, core.world.nowUs);
    }
    expect(asked().slice(before)).toEqual(['2500 1.1', '10500 1.1', '42500 1.1', '170500 1.1']);
    // It was lost: the last question is out, and no other follows it.
    taken.clear();
    until(682_500_000);
    until(9_000_000_000);
    expect(asked().slice(before + 4)).toEqual(['682500 1.1']);
  });

  it('is remembered beyond its record while it may come, and forgotten when it cannot', () => {
    const { core, until, taken } = letGo(withRecord(SHORT));
    taken.add('1.1');
    until(100_000_000);
    expect(core.arbitrages.recordOf('1.1')).toBeDefined();
    taken.clear();
    until(103_000_000);
    expect(core.arbitrages.recordOf('1.1')).toBeUndefined();
  });

  it('is asked for no more once its venue has spoken of it, and keeps no run from its end', () => {
    const { core, until, tell, taken, sentOf } = letGo();
    taken.add('1.1');
    until(3_000_000);
    tell('1.1', say.acked);
    tell('1.1', say.cancelled());
    const asked = sentOf('query').length;
    while (core.step());
    expect(sentOf('query')).toHaveLength(asked);
    expect(core.world.nowUs).toBeLessThan(10_000_000);
  });
});

describe('a late word of an order that was given up', () => {
  it('by its ack brings its arbitrage back, cancels it, and waits for its end before anything is measured', () => {
    const { core, tell, until, sentOf, recordsOf } = letGo();
    until(5_000_000);
    tell('1.1', say.acked);
    expect(sentOf('cancel')).toEqual(['5000 1.1']);
    expect(core.arbitrages.liveCount).toBe(1);
    expect(recordsOf('arbitrage.moved').at(-1)).toMatchObject({ from: 'failed', to: 'cancelling' });
    tell('1.1', say.cancelled());
    expect(recordsOf('arbitrage.moved').at(-1)).toMatchObject({ to: 'failed', verdict: 'flat' });
    expect(core.arbitrages.liveCount).toBe(0);
  });

  it('by a fill works its exposure off, asks for the rest of it, and cancels what is found', () => {
    const { core, tell, until, sentOf, recordsOf } = letGo();
    until(5_000_000);
    tell('1.1', say.filled(6, 'P1', 480_000n));
    expect(sentOf('query').at(-1)).toBe('5000 1.1');
    expect(recordsOf('arbitrage.moved').at(-1)).toMatchObject({ from: 'failed', to: 'cancelling' });
    tell('1.1', say.found('partial', 6), 5_000_000);
    expect(sentOf('cancel').at(-1)).toBe('5000 1.1');
    tell('1.1', say.cancelled(6));
    const unwind = recordsOf('order.created').at(-1);
    expect(unwind).toMatchObject({ clOrdId: '1.u2', venue: 'polymarket', side: 'sell', orderQty: 6_000_000n });
    tell('1.u2', say.acked);
    tell('1.u2', say.filled(6, 'P2', 470_000n));
    expect(recordsOf('arbitrage.moved').at(-1)).toMatchObject({ to: 'failed', verdict: 'flat' });
    expect(core.arbitrages.liveCount).toBe(0);
  });

  it('by a fill of all of it asks nothing, and works the exposure off', () => {
    const { tell, until, sentOf, recordsOf } = letGo();
    until(2_000_000);
    const asked = sentOf('query').length;
    tell('1.1', say.filled(10, 'P1', 480_000n));
    expect(sentOf('query')).toHaveLength(asked);
    expect(recordsOf('order.created').at(-1)).toMatchObject({ clOrdId: '1.u2', side: 'sell', orderQty: 10_000_000n });
  });

  it('by a settlement of a trade that was never reported asks for it', () => {
    const { tell, until, notice, sentOf, recordsOf } = letGo();
    until(2_000_000);
    const settlement = { type: 'settlement', clOrdId: '1.1', tradeId: 'P1', status: 'mined', isAnswer: false } as const;
    notice('polymarket', settlement);
    expect(sentOf('query').at(-1)).toBe('2000 1.1');
    tell('1.1', say.filled(10, 'P1', 480_000n), 2_000_000);
    tell('1.1', say.found('filled', 10), 2_000_000);
    expect(recordsOf('order.created').at(-1)).toMatchObject({ clOrdId: '1.u2', side: 'sell', orderQty: 10_000_000n });
  });

  it('counts its worst case in the books until its end is reported, and a read that lags does not end that', () => {
    const { core, tell, until } = letGo();
    until(5_000_000);
    const free = core.portfolio.accounts.fundsOf('polymarket');
    tell('1.1', say.acked);
    expect(core.portfolio.accounts.fundsOf('polymarket')).toBeLessThan(free - 4_000_000n);
    tell('1.1', say.unknown, 5_000_000);
    expect(core.portfolio.accounts.fundsOf('polymarket')).toBeLessThan(free - 4_000_000n);
    tell('1.1', say.cancelled());
    expect(core.portfolio.accounts.fundsOf('polymarket')).toBe(free);
  });

  it('is followed by cancels for as long as it lives: one that is lost, and one that is refused', () => {
    const { core, tell, until, sentOf } = letGo();
    until(5_000_000);
    tell('1.1', say.acked);
    // The cancel is lost: after a while the venue is asked, and what lives is cancelled again.
    until(5_500_000);
    expect(sentOf('query').at(-1)).toBe('5500 1.1');
    tell('1.1', say.found('submitted'), 5_500_000);
    expect(sentOf('cancel')).toEqual(['5000 1.1', '5500 1.1']);
    tell('1.1', { type: 'venue.cancelRejected', reason: 'rateLimited' });
    until(5_900_000);
    expect(sentOf('cancel').at(-1)).toBe('5900 1.1');
    tell('1.1', say.cancelled());
    while (core.step());
    expect(sentOf('cancel')).toHaveLength(3);
    expect(core.orders.liveCount).toBe(0);
  });

  it('is cancelled ahead of the queue where its lane has no room', () => {
    const { core, tell, until, sentOf } = letGo();
    until(5_000_000);
    const leg = { venue: 'polymarket' };
    while (core.lanes.admit([leg]) === null);
    while (core.lanes.reserveSome('polymarket') > 0);
    tell('1.1', say.acked);
    expect(sentOf('cancel')).toEqual(['5000 1.1']);
  });

  it('comes back as it was from a run that was saved in between', () => {
    const { core, save, tell, until } = letGo();
    until(1_000_000);
    tell('1.1', say.acked);
    const { live } = save().orders;
    expect(live.find(({ clOrdId }) => clOrdId === '1.1')).toMatchObject({ isZombie: true, recheck: null });
    expect(core.orders.get('1.1')?.isZombie).toBe(true);
  });
});
