// What is noticed of venues: each notice reaches the part that it is for, the halt of a whole venue is the state of each of
// its markets, and of two reconciliations that meet only the second counts.
import { describe, expect, it } from 'vitest';
import { Connections } from '../../../src/engine/venues/connections.ts';
import type { VenueNotice } from '../../../src/venues/simulation/types.ts';
import { executorOf, noted, nothing, quietWorld } from '../fakes.ts';

type NoticeOf<N> = N extends VenueNotice ? Omit<N, 'kind' | 'venue'> : never;

const ANSWER_US = 900;

const connectionsOf = (open: readonly string[] = []) => {
  const calls: string[] = [];
  const quiet = quietWorld();
  const live = [...open];
  const query = { query: (_clOrdId: string) => undefined };
  const connections = new Connections({
    world: quiet.world,
    lanes: noted(calls, { drainTokens: nothing, recordMove: nothing }),
    settlements: noted(calls, { told: nothing }),
    venues: new Map(['kalshi', 'polymarket'].map((venue) => [venue, noted(calls, query)])),
    answerUs: ANSWER_US,
  });
  connections.reportTo(noted(calls, { openAt: () => [...live] }));
  for (const venue of ['kalshi', 'polymarket']) connections.add(venue, executorOf(venue, calls));
  const notice = (what: NoticeOf<VenueNotice>, venue = 'kalshi'): void =>
    connections.noticed({ kind: 'notice', venue, ...what } as VenueNotice);
  return { ...quiet, calls, connections, live, notice };
};

const trading = (market: string, state: 'open' | 'halted' | 'closed', cancelsAllowed = true) =>
  ({ type: 'trading', market, state, cancelsAllowed }) as const;

describe('a notice', () => {
  it.each<readonly [string, NoticeOf<VenueNotice>, readonly string[]]>([
    [
      'of a settlement goes to the settlements',
      { type: 'settlement', clOrdId: '1.1', tradeId: 'T', status: 'mined', isAnswer: false },
      ['told 1.1'],
    ],
    [
      'of a lost connection to its actor and to the journal',
      { type: 'disconnected', reason: 'connectionLost' },
      ['kalshi venue.disconnected', 'recordMove kalshi venue.disconnected'],
    ],
    [
      'of a connection that is back too',
      { type: 'reconnected' },
      ['kalshi venue.reconnected', 'recordMove kalshi venue.reconnected'],
    ],
    ['of a limit that others used up to the lane', { type: 'rateLimited' }, ['drainTokens kalshi']],
    [
      'of a halt of the venue to its actor',
      trading('', 'halted', false),
      ['kalshi venue.halted', 'recordMove kalshi venue.halted'],
    ],
    ['of its end too', trading('', 'open'), ['kalshi venue.resumed', 'recordMove kalshi venue.resumed']],
    ['of a halt of one market to nobody', trading('FED', 'halted'), []],
  ])('%s', (_of, what, calls) => {
    const { notice, calls: made } = connectionsOf();
    notice(what);
    expect(made).toEqual(calls);
  });

  it('of a result is written down', () => {
    const { notice, records } = connectionsOf();
    const payouts = [{ outcome: 'yes', payout: 1_000_000n }];
    notice({ type: 'resolution', market: 'FED', stage: 'final', payouts } as NoticeOf<VenueNotice>);
    expect(records).toEqual([{ type: 'resolution.told', venue: 'kalshi', market: 'FED', payouts }]);
  });

  it.each([true, false])('of a halt says whether cancels are allowed: %s', (cancelsAllowed) => {
    const { connections, notice } = connectionsOf();
    const told: unknown[] = [];
    connections.add('kalshi', { ...executorOf('kalshi'), send: (event) => void told.push(event) });
    notice(trading('', 'halted', cancelsAllowed));
    notice({ type: 'disconnected', reason: 'connectionLost' });
    expect(told).toEqual([
      { type: 'venue.halted', cancelsAllowed },
      { type: 'venue.disconnected', reason: 'connectionLost' },
    ]);
  });
});

describe('the state of a market', () => {
  it.each([
    ['is unknown before the venue has spoken', [], null, null],
    ['is what was reported of it', [trading('FED', 'closed')], 'closed', null],
    [
      'is the halt of the whole venue, whatever was reported of it',
      [trading('FED', 'open'), trading('', 'halted')],
      'halted',
      'halted',
    ],
    ['is the closing of the whole venue', [trading('', 'closed')], 'closed', 'closed'],
    [
      'is its own again after the halt of the venue',
      [trading('', 'halted'), trading('FED', 'closed'), trading('', 'open')],
      'closed',
      null,
    ],
  ])('%s', (_is, told, fed, other) => {
    const { connections, notice } = connectionsOf();
    for (const what of told) notice(what);
    expect([connections.stateOf('kalshi', 'FED'), connections.stateOf('kalshi', 'CPI')]).toEqual([fed, other]);
    expect(connections.stateOf('polymarket', 'FED')).toBeNull();
  });
});

describe('a reconciliation', () => {
  it('asks for every order that may be open, in their order, and waits for the answers', () => {
    const { connections, calls, due } = connectionsOf(['1.1', '2.1']);
    connections.reconcile('kalshi');
    expect(calls).toEqual(['openAt kalshi', 'query 1.1', 'query 2.1']);
    expect(due()).toEqual([`${ANSWER_US} reconciled`]);
    connections.answered('kalshi', '2.1');
    expect(calls.slice(3)).toEqual(['kalshi reconcile.answered', 'recordMove kalshi reconcile.answered']);
    expect(due()).toHaveLength(1);
    connections.answered('kalshi', '1.1');
    expect(due()).toEqual([]);
    expect(connections.save().asked).toContainEqual(['kalshi', { clOrdIds: [], timer: null }]);
  });

  it('is over at once where nothing is open', () => {
    const { connections, calls, due } = connectionsOf();
    connections.reconcile('kalshi');
    expect(calls.slice(1)).toEqual(['kalshi reconcile.finished', 'recordMove kalshi reconcile.finished']);
    expect(due()).toEqual([]);
  });

  it('says how many answers remain, and counts neither an answer twice nor one that it did not ask for', () => {
    const { connections } = connectionsOf(['1.1', '2.1']);
    const told: unknown[] = [];
    connections.add('kalshi', { ...executorOf('kalshi'), send: (event) => void told.push(event) });
    connections.reconcile('kalshi');
    for (const clOrdId of ['2.1', '2.1', '3.1', '1.1', '1.1']) connections.answered('kalshi', clOrdId);
    expect(told).toEqual([1, 0].map((remaining) => ({ type: 'reconcile.answered', remaining })));
  });

  it('is over when its timeout is, and later answers say nothing', () => {
    const { connections, calls, until } = connectionsOf(['1.1']);
    connections.reconcile('kalshi');
    expect(until(ANSWER_US)).toEqual([{ kind: 'reconciled', venue: 'kalshi' }]);
    connections.overdue('kalshi');
    connections.answered('kalshi', '1.1');
    expect(calls.slice(2)).toEqual(['kalshi reconcile.finished', 'recordMove kalshi reconcile.finished']);
    expect(connections.save().asked).toContainEqual(['kalshi', { clOrdIds: [], timer: null }]);
  });

  it('that is the second has only its own timeout', () => {
    const { connections, due, until } = connectionsOf(['1.1']);
    connections.reconcile('kalshi');
    until(200);
    connections.reconcile('kalshi');
    expect(due()).toEqual([`${200 + ANSWER_US} reconciled`]);
  });

  it('that is the second and finds nothing open takes the timeout of the first one back', () => {
    const { connections, due, live } = connectionsOf(['1.1']);
    connections.reconcile('kalshi');
    live.pop();
    connections.reconcile('kalshi');
    expect(due()).toEqual([]);
    expect(connections.save().asked).toContainEqual(['kalshi', { clOrdIds: [], timer: null }]);
  });

  it('that is the second waits for nobody whom only the first one asked', () => {
    const { connections, calls, live } = connectionsOf(['1.1', '2.1']);
    connections.reconcile('kalshi');
    live.shift();
    connections.reconcile('kalshi');
    const before = calls.length;
    connections.answered('kalshi', '1.1');
    expect(calls).toHaveLength(before);
    expect(connections.save().asked[0]).toMatchObject(['kalshi', { clOrdIds: ['2.1'] }]);
  });

  it('resumes from what was saved', () => {
    const { connections, notice } = connectionsOf(['1.1', '2.1']);
    connections.reconcile('kalshi');
    notice(trading('FED', 'halted'));
    const saved = structuredClone(connections.save());
    const other = connectionsOf();
    other.connections.restore(saved);
    expect(other.connections.save()).toEqual(saved);
    expect(saved.asked).toEqual([
      ['kalshi', { clOrdIds: ['1.1', '2.1'], timer: 1 }],
      ['polymarket', { clOrdIds: [], timer: null }],
    ]);
    expect(other.connections.stateOf('kalshi', 'FED')).toBe('halted');
    other.connections.answered('kalshi', '1.1');
    expect(other.calls).toEqual(['kalshi reconcile.answered', 'recordMove kalshi reconcile.answered']);
  });

  it('is of a venue of the run', () => {
    expect(() => connectionsOf().connections.reconcile('nowhere')).toThrow("there is no venue 'nowhere'");
  });
});
