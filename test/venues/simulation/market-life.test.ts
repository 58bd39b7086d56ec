// A market's life to its end: it closes, its result is determined, disputed and final, and what is held is paid out. Each
// promise is a story with constant latencies, so that every line of it has its time.
import { describe, expect, it } from 'vitest';
import type { RecordBody } from '../../../src/journal/records.ts';
import type { Resolution } from '../../../src/venues/definitions/market.ts';
import type { SettlementProfile } from '../../../src/venues/simulation/settlement-path.ts';
import type { VenueName } from '../../../src/venues/definitions/words.ts';
import { recordsOf } from './add-up.ts';
import { ACCOUNT, createWorld, VENUE, type Plan, type Sending } from './world.ts';

const constant = (valueUs: number) => ({ kind: 'constant', valueUs }) as const;
const second = 1_000_000;

const yesWins: Resolution = {
  atUs: second,
  payouts: [1_000_000n, 0n],
  disputedForUs: null,
  finalPayouts: [1_000_000n, 0n],
  paysAfterUs: 0,
};

const submit = (clOrdId: string, outcome: string, atUs = 0, price = 400_000n): Sending => ({
  atUs,
  what: 'submit',
  order: { clOrdId, market: 'GAME', outcome, side: 'buy', orderQty: 10_000_000n, price, timeInForce: 'GTC' },
});

const storyOf = (
  name: VenueName,
  resolves: Resolution,
  sendings: readonly Sending[],
  { fillUs = 30_000, settlement }: { readonly fillUs?: number; readonly settlement?: SettlementProfile } = {},
) => {
  const plan: Plan = {
    ...{ name, seed: '7', opening: 100_000_000n, closesAtUs: null, resolves, faults: [], sendings },
    profile: {
      ackLatency: constant(20_000),
      fillLatency: constant(fillUs),
      reportLatency: constant(5_000),
      cancelLatency: constant(20_000),
      ...{ rejectBps: 0, noFillBps: 0, partialBps: 0 },
      ...(settlement === undefined ? {} : { settlement }),
    },
  };
  const world = createWorld(plan);
  world.run();
  const moments = (world.log as [number, RecordBody | { kind: string }][]).flatMap(([atUs, entry]) => {
    if (!('type' in entry)) return [];
    if (entry.type === 'venue.market') return [`${atUs / second} ${entry.to}`];
    if (entry.type === 'venue.resolved') return [`${atUs / second} ${entry.stage}`];
    if (entry.type === 'venue.redeemed') return [`${atUs / second} ${entry.qty} ${entry.outcome} for ${entry.cash}`];
    return [];
  });
  const told = world.told.flatMap((entry) => {
    if (entry.kind === 'notice') return entry.type === 'resolution' ? ['resolution'] : [];
    const { event } = entry;
    return ['reason' in event ? `${event.type} ${event.reason}` : event.type];
  });
  const held = world.venue.balances().map(({ asset, amount }) => `${amount} ${asset}`);
  return { moments, told, held, world };
};

const onChain = (hopUs: number, failBps: number): SettlementProfile => ({
  latency: constant(hopUs),
  failBps,
  retryBps: 0,
});

describe('a market', () => {
  it('closes when its result is determined, and pays what came true at 1 and the rest at nothing', () => {
    const { moments, told, held, world } = storyOf('polymarket', yesWins, [submit('1', 'yes'), submit('2', 'no')]);
    expect(moments).toEqual([
      '1 closed',
      '1 determined',
      '1 final',
      '1 resolved',
      '1 10000000 yes for 10000000',
      '1 10000000 no for 0',
    ]);
    expect(told.at(-1)).toBe('resolution');
    // Each payout names the account that it goes to.
    expect(recordsOf(world.truth, 'venue.redeemed').map(({ account }) => account)).toEqual([ACCOUNT, ACCOUNT]);
    // 100 less two buys of 4 with their fees, and 10 come back.
    expect(held).toHaveLength(1);
    expect(held[0]).toMatch(/^101\d{6} pUSD$/);
  });

  it('tells its client of its states and its result at the instants when they come', () => {
    const { world } = storyOf('polymarket', { ...yesWins, paysAfterUs: 2 * second }, []);
    const notices = (world.log as [number, { kind?: string; type: string; state?: string }][]).flatMap(
      ([atUs, entry]) => (entry.kind === 'notice' ? [[atUs, entry.type, entry.state]] : []),
    );
    expect(notices).toEqual([
      [second, 'trading', 'closed'],
      [3 * second, 'trading', 'resolved'],
      [3 * second, 'resolution', undefined],
    ]);
  });

  it('cancels what rests when it closes, and its venue takes no order and no cancel for it any more', () => {
    const late: Sending = { atUs: 2 * second, what: 'cancel', clOrdId: '1' };
    const { told, held } = storyOf('kalshi', yesWins, [submit('1', 'yes'), late, submit('2', 'yes', 3 * second)], {
      fillUs: 10 * second,
    });
    expect(told).toEqual([
      'venue.acked',
      'resolution',
      'venue.cancelled marketClosed',
      'venue.cancelRejected marketClosed',
      'venue.rejected marketResolved',
    ]);
    expect(held).toEqual(['100000000 USD']);
  });

  it('waits out a dispute and pays what that has made of the result, half and half where it says so', () => {
    const resolves = {
      ...yesWins,
      disputedForUs: 5 * second,
      finalPayouts: [500_000n, 500_000n],
      paysAfterUs: 2 * second,
    };
    const { moments } = storyOf('polymarket', resolves, [submit('1', 'yes')]);
    expect(moments).toEqual([
      '1 closed',
      '1 determined',
      '1 disputed',
      '8 final',
      '8 resolved',
      '8 10000000 yes for 5000000',
    ]);
  });

  it('pays a trade that has not settled when it has, and never one that fails', () => {
    const confirmed = storyOf('polymarket', yesWins, [submit('1', 'yes')], { settlement: onChain(2 * second, 0) });
    expect(confirmed.moments.slice(3)).toEqual(['1 resolved', '4.04 10000000 yes for 10000000']);
    const failed = storyOf('polymarket', yesWins, [submit('1', 'yes')], { settlement: onChain(2 * second, 10_000) });
    expect(failed.moments.slice(3)).toEqual(['1 resolved']);
    expect(failed.held).toEqual(['100000000 pUSD']);
  });

  it('where pairs are netted pays what is left of them', () => {
    const { moments, held } = storyOf('other', { ...yesWins, finalPayouts: [0n, 1_000_000n], disputedForUs: 1 }, [
      submit('1', 'yes'),
      submit('2', 'no', 0, 500_000n),
    ]);
    // Ten of each are ten sets, and money already.
    expect(moments.some((moment) => moment.includes(' for '))).toBe(false);
    expect(held).toHaveLength(1);
  });

  it('continues to its end as it would have, wherever it was put down', () => {
    const plan: Plan = {
      ...{ name: 'polymarket', seed: '7', opening: 100_000_000n, closesAtUs: null, faults: [] },
      resolves: { ...yesWins, disputedForUs: second, paysAfterUs: second },
      sendings: [submit('1', 'yes'), submit('2', 'no')],
      profile: {
        ...{ ackLatency: constant(20_000), fillLatency: constant(30_000), reportLatency: constant(5_000) },
        ...{ cancelLatency: constant(20_000), rejectBps: 0, noFillBps: 0, partialBps: 0 },
        settlement: onChain(2 * second, 0),
      },
    };
    const whole = createWorld(plan);
    const steps = whole.run();
    for (let at = 0; at <= steps; at += 1) {
      const first = createWorld(plan);
      first.run(at);
      const second = createWorld(plan, first.save());
      second.run();
      expect([...first.log, ...second.log]).toEqual(whole.log);
      expect(second.venue.balances()).toEqual(whole.venue.balances());
      expect(second.venue.stateOf('GAME')).toBe('resolved');
      expect(second.venue.venue).toBe(VENUE);
    }
  });
});

describe('a taker delay', () => {
  const profile = {
    ...{ ackLatency: constant(20_000), fillLatency: constant(30_000), reportLatency: constant(5_000) },
    ...{ cancelLatency: constant(20_000), rejectBps: 0, noFillBps: 0, partialBps: 0 },
  };
  const plan: Plan = {
    ...{ name: 'polymarket', seed: '7', opening: 100_000_000n, closesAtUs: null, faults: [], profile },
    takerDelayUs: 250_000,
    sendings: [],
  };
  const order = { ...(submit('1', 'yes') as Extract<Sending, { what: 'submit' }>).order, timeInForce: 'IOC' } as const;
  const toldOf = (sendings: readonly Sending[]) => {
    const world = createWorld({ ...plan, sendings });
    world.run();
    const told = (world.log as [number, { kind?: string; event?: { type: string } }][]).flatMap(([atUs, entry]) =>
      entry.kind === 'report' ? [`${atUs / 1_000} ${entry.event?.type}`] : [],
    );
    return { told, world };
  };

  it('PM-14 holds what would fill at once, and the answer waits; what rests and other markets are not held', () => {
    expect(toldOf([{ atUs: 0, what: 'submit', order }]).told).toEqual(['270 venue.acked', '295 venue.traded']);
    const elsewhere = { ...order, market: 'FED' };
    expect(toldOf([{ atUs: 0, what: 'submit', order: elsewhere }]).told).toEqual(['20 venue.acked', '45 venue.traded']);
    expect(toldOf([submit('1', 'yes')]).told).toEqual(['20 venue.acked', '45 venue.traded']);
  });

  it('PM-14 cannot be cut short by a cancel, and the account is looked at when it ends', () => {
    const cancel: Sending = { atUs: 100_000, what: 'cancel', clOrdId: '1' };
    expect(toldOf([{ atUs: 0, what: 'submit', order }, cancel]).told).toEqual([
      '120 venue.cancelRejected',
      '270 venue.acked',
      '295 venue.traded',
    ]);
    // Spent meanwhile on something that rests.
    const rest = { ...submit('2', 'yes', 100_000) } as Extract<Sending, { what: 'submit' }>;
    const all = { ...rest, order: { ...rest.order, orderQty: 230_000_000n } };
    const { told } = toldOf([{ atUs: 0, what: 'submit', order }, all]);
    expect(told).toContain('270 venue.rejected');
  });

  it('PM-14 outlives a restart of the simulation', () => {
    const sent = { ...plan, sendings: [{ atUs: 0, what: 'submit', order } as const] };
    const whole = createWorld(sent);
    whole.run();
    const first = createWorld(sent);
    first.run(2);
    const second = createWorld(sent, first.save());
    second.run();
    expect([...first.log, ...second.log]).toEqual(whole.log);
  });
});
