// Faults at a venue: each strikes as often as its chance says and only in its window, changes only what it says, and
// draws the same numbers whether it strikes or not.
import { describe, expect, it } from 'vitest';
import { faultCatalogue, faultNames, type FaultName } from '../../../src/venues/faults/catalogue.ts';
import type { FaultSpec } from '../../../src/venues/faults/fault-plan.ts';
import type { StochasticProfile } from '../../../src/venues/simulation/stochastic-profile.ts';
import { runWith, scriptOf, type Sending, type Told } from './world.ts';

const lasting: readonly FaultName[] = ['disconnectWindow', 'halt', 'rateLimitStorm'];

/** While a fault lasts it cannot strike again: to be counted, one is over at once. */
const specOf = (fault: FaultName, chanceBps: number, rest: Partial<FaultSpec> = {}): FaultSpec => {
  const delayed: boolean = faultCatalogue[fault].delay !== null;
  const valueUs = lasting.includes(fault) ? 0 : 40_000;
  return {
    fault,
    venue: 'kalshi',
    chanceBps,
    ...(delayed ? { delayUs: { kind: 'constant', valueUs } as const } : {}),
    ...rest,
  };
};

const isReportFault = (fault: FaultName): boolean =>
  ['ack', 'fillReport'].includes(faultCatalogue[fault].strikesAt) || fault === 'staleRead';

/** What the client receives, as one word or two. */
const wordOf = (event: Told['event']): string => {
  if (event.type === 'venue.tradeBusted') return `busted ${event.tradeId.slice('kalshi-'.length)}`;
  if (event.type === 'venue.traded') return `traded ${event.tradeId.slice('kalshi-'.length)}`;
  if (event.type === 'venue.cancelled') return `cancelled of ${event.cumQty === undefined ? 'unknown' : 'known'}`;
  if (event.type === 'order.reconciled') return `reconciled ${event.status ?? 'nothing'}`;
  return event.type.slice('venue.'.length);
};

const script = scriptOf(2_000);
const plain = runWith([], script);
/** An ack after 20 ms, and two fills, told after 45 and 75 ms. */
const sure: Partial<StochasticProfile> = {
  ackLatency: { kind: 'constant', valueUs: 20_000 },
  fillLatency: { kind: 'constant', valueUs: 30_000 },
  reportLatency: { kind: 'constant', valueUs: 5_000 },
  cancelLatency: { kind: 'constant', valueUs: 20_000 },
  rejectBps: 0,
  noFillBps: 0,
  partialBps: 10_000,
  settlement: { latency: { kind: 'constant', valueUs: 4_000 }, failBps: 0, retryBps: 0 },
};

describe('a fault', () => {
  it.each(faultNames)('%s strikes as often as its chance says', (fault) => {
    const { venue, injected } = runWith([specOf(fault, 2_500)], script);
    const { opportunities, strikes } = venue.faults[0] ?? { opportunities: 0, strikes: 0 };
    expect(opportunities).toBeGreaterThan(1_500);
    expect(injected).toHaveLength(strikes);
    // Five standard deviations of a binomial at a quarter, squared: 25 × n × 3/16.
    expect((4 * strikes - opportunities) ** 2).toBeLessThan(75 * opportunities);
  });

  it.each(faultNames)('%s strikes only in its window', (fault) => {
    const windowUs = { from: 400_000, to: 900_000 };
    const { injected } = runWith([specOf(fault, 10_000, { windowUs })], script);
    expect(injected.length).toBeGreaterThan(100);
    for (const { atUs } of injected) expect(atUs >= windowUs.from && atUs < windowUs.to).toBe(true);
  });

  it.each(faultNames)('%s strikes no more orders than it may', (fault) => {
    const { injected } = runWith([specOf(fault, 5_000, { ordersMax: 7 })], script);
    expect(new Set(injected.map(({ clOrdId }) => clOrdId)).size).toBe(7);
  });

  it.each(faultNames)('%s that never strikes changes nothing', (fault) => {
    const idle = runWith([specOf(fault, 0)], script);
    expect([idle.told, idle.truth, idle.ownStreams]).toEqual([plain.told, plain.truth, plain.ownStreams]);
  });

  it.each(faultNames.filter(isReportFault))("%s leaves the venue's truth and its streams as they are", (fault) => {
    const faulty = runWith([specOf(fault, 10_000)], script);
    expect(faulty.told).not.toEqual(plain.told);
    expect([faulty.truth, faulty.ownStreams]).toEqual([plain.truth, plain.ownStreams]);
  });

  it.each(faultNames)('%s draws the same whether it strikes or not, in its window or not', (fault) => {
    const delayUs = { kind: 'uniform', minUs: 0, maxUs: 10 } as const;
    const drawing = faultCatalogue[fault].delay === null ? {} : { delayUs };
    const streamAfter = (orders: number, chanceBps: number, rest: Partial<FaultSpec>) =>
      runWith([specOf(fault, chanceBps, { ...drawing, ...rest })], scriptOf(orders), sure)
        .streams.stream(`kalshi.fault.${fault}`)
        .save();
    expect(streamAfter(3, 10_000, {})).toEqual(streamAfter(3, 0, {}));
    expect(streamAfter(3, 10_000, { windowUs: { from: 0, to: 1 } })).toEqual(streamAfter(3, 0, {}));
    expect(streamAfter(3, 10_000, {})).not.toEqual(streamAfter(0, 0, {}));
  });

  it('moves no other fault: together with others, each strikes where it would have struck alone', () => {
    const others = faultNames.filter(isReportFault);
    const together = runWith(
      others.map((fault) => specOf(fault, 2_000)),
      script,
    );
    for (const fault of ['ackLost', 'fillReportLost', 'staleRead'] as const) {
      const alone = runWith([specOf(fault, 2_000)], script);
      expect(together.injected.filter((strike) => strike.fault === fault)).toEqual(alone.injected);
    }
  });

  it('does not strike what another fault has lost already', () => {
    const { venue, told } = runWith([specOf('fillReportLost', 10_000), specOf('fillReportDuplicated', 10_000)], script);
    expect(venue.faults.map(({ strikes }) => strikes > 0)).toEqual([true, false]);
    expect(venue.faults.map(({ opportunities }) => opportunities)).toEqual([
      venue.faults[0]?.strikes,
      venue.faults[0]?.strikes,
    ]);
    // Only the answers to queries still tell of fills, each of them once.
    const trades = told.flatMap(({ event }) => (event.type === 'venue.traded' ? [event.tradeId] : []));
    expect(new Set(trades).size).toBe(trades.length);
  });
});

describe('what the client receives', () => {
  const submit: Sending = { atUs: 0, what: 'submit', clOrdId: '1.1' };
  const cancel: Sending = { atUs: 45_000, what: 'cancel', clOrdId: '1.1' };
  const query: Sending = { atUs: 45_000, what: 'query', clOrdId: '1.1' };
  const early = { windowUs: { from: 0, to: 50_000 } };
  const during = { delayUs: { kind: 'constant', valueUs: 46_000 } } as const;
  const told = (specs: readonly FaultSpec[], sent: readonly Sending[]) =>
    runWith(specs, [submit, ...sent], sure).told.map(({ atUs, event }) => `${atUs / 1_000} ${wordOf(event)}`);

  it('is this without a fault: the ack, and two fills', () => {
    expect(told([], [])).toEqual(['20 acked', '45 traded T1', '75 traded T2']);
  });

  it.each<[FaultName, Partial<FaultSpec>, readonly Sending[], readonly string[]]>([
    ['ackLost', {}, [], ['45 traded T1', '75 traded T2']],
    ['ackLate', {}, [], ['45 traded T1', '60 acked', '75 traded T2']],
    ['fillBeforeAck', {}, [], ['45 traded T1', '75 traded T2', '85 acked']],
    ['submitLost', {}, [query], ['65 reconciled nothing']],
    ['rejectBurst', {}, [query], ['50 rejected', '65 reconciled nothing']],
    ['fillReportLost', {}, [], ['20 acked']],
    ['fillReportLost', {}, [query], ['20 acked', '65 traded T1', '65 reconciled partial']],
    ['fillReportDuplicated', early, [], ['20 acked', '45 traded T1', '75 traded T2', '85 traded T1']],
    ['fillReportReordered', early, [], ['20 acked', '75 traded T2', '85 traded T1']],
    ['lateFillAfterCancel', early, [cancel], ['20 acked', '65 cancelled of unknown', '85 traded T1']],
    ['rateLimitStorm', during, [cancel], ['10 rejected', '55 cancelRejected']],
    [
      'rateLimitStorm',
      { delayUs: { kind: 'constant', valueUs: 44_000 } },
      [cancel],
      ['10 rejected', '65 cancelRejected'],
    ],
    ['disconnectWindow', during, [query], []],
    ['disconnectWindow', during, [{ ...query, atUs: 60_000 }], ['80 reconciled nothing']],
    ['halt', during, [], ['20 rejected']],
    ['marketClosedDuringOpenSet', {}, [], ['20 acked', '45 traded T1', '55 cancelled of known']],
    [
      'settlementFailed',
      early,
      [{ ...query, atUs: 100_000 }],
      [
        '20 acked',
        '45 traded T1',
        '75 traded T2',
        '120 traded T1',
        '120 busted T1',
        '120 traded T2',
        '120 reconciled filled',
      ],
    ],
    [
      'staleRead',
      { windowUs: { from: 80_000, to: 90_000 } },
      [{ ...query, atUs: 75_000 }],
      ['20 acked', '45 traded T1', '75 traded T2', '95 traded T1', '95 reconciled partial'],
    ],
    ['cancelLost', {}, [cancel], ['20 acked', '45 traded T1', '75 traded T2']],
    ['cancelRejected', {}, [cancel], ['20 acked', '45 traded T1', '75 traded T2', '95 cancelRejected']],
    ['staleRead', {}, [query], ['20 acked', '45 traded T1', '65 reconciled submitted', '75 traded T2']],
    [
      'staleRead',
      {},
      [{ ...query, atUs: 5_000 }],
      ['20 acked', '25 reconciled nothing', '45 traded T1', '75 traded T2'],
    ],
  ])('is what %s says, and nothing else changes', (fault, rest, sent, expected) => {
    expect(told([specOf(fault, 10_000, rest)], sent)).toEqual(expected);
  });

  it('is the whole answer to a query, trades first, whatever becomes of the reports', () => {
    const late = { ...query, atUs: 100_000 };
    expect(told([specOf('fillReportLost', 10_000), specOf('ackLost', 10_000)], [late])).toEqual([
      '120 traded T1',
      '120 traded T2',
      '120 reconciled filled',
    ]);
  });

  it('is what was true then, when a stale read is asked for a trade that has failed since', () => {
    // The first trade fails at 48, the query arrives at 55.
    const specs = (ageUs: number) => [
      specOf('settlementFailed', 10_000, early),
      specOf('staleRead', 10_000, { delayUs: { kind: 'constant', valueUs: ageUs } }),
    ];
    const answer = (ageUs: number) => told(specs(ageUs), [query]).filter((line) => line.startsWith('65'));
    expect(answer(6_000)).toEqual(['65 traded T1', '65 busted T1', '65 reconciled partial']);
    expect(answer(8_000)).toEqual(['65 traded T1', '65 reconciled partial']);
    const cumQty = (ageUs: number) =>
      runWith(specs(ageUs), [submit, query], sure).told.flatMap(({ event }) =>
        event.type === 'order.reconciled' ? [event.cumQty === 0n] : [],
      );
    expect([cumQty(6_000), cumQty(8_000)]).toEqual([[true], [false]]);
  });

  it('is that a cancel filled so much, when no fill of the order is late', () => {
    expect(told([specOf('lateFillAfterCancel', 0)], [cancel]).at(-1)).toBe('65 cancelled of known');
  });
});

describe('a fault that lasts', () => {
  // The first order is acked after 20 ms and filled at 40 and 70; the second arrives at 30, and that is when it strikes.
  const script: readonly Sending[] = [
    { atUs: 0, what: 'submit', clOrdId: '1.1' },
    { atUs: 20_000, what: 'submit', clOrdId: '1.2' },
  ];
  const lastingFor = (fault: FaultName, valueUs: number, sent: readonly Sending[] = []) => {
    const windowUs = { from: 25_000, to: 35_000 };
    const spec = specOf(fault, 10_000, { windowUs, delayUs: { kind: 'constant', valueUs } });
    const { told, noticed, truth } = runWith([spec], [...script, ...sent], sure);
    const of = (id: string) =>
      told.filter(({ clOrdId }) => clOrdId === id).map(({ atUs, event }) => `${atUs / 1_000} ${wordOf(event)}`);
    const seen = noticed
      .filter(({ notice }) => notice.type !== 'settlement')
      .map(({ atUs, notice }) => `${atUs / 1_000} ${notice.type === 'trading' ? notice.state : notice.type}`);
    return { first: of('1.1'), second: of('1.2'), seen, truth, noticed };
  };

  it('cuts the connection: what is reported meanwhile is lost, and what is due meanwhile', () => {
    const { first, second, seen, truth } = lastingFor('disconnectWindow', 38_000);
    expect([first, second, seen]).toEqual([['20 acked', '75 traded T2'], [], ['30 disconnected', '68 reconnected']]);
    expect(truth.filter(({ type }) => type === 'venue.filled')).toHaveLength(2);
    expect(lastingFor('disconnectWindow', 46_000).first).toEqual(['20 acked']);
    // The first fill was reported at 40, and is on its way when the connection goes.
    const late = { windowUs: { from: 41_000, to: 44_000 }, delayUs: { kind: 'constant', valueUs: 10_000 } } as const;
    const third: Sending = { atUs: 32_000, what: 'submit', clOrdId: '1.3' };
    const { told } = runWith([specOf('disconnectWindow', 10_000, late)], [...script, third], sure);
    const ofFirst = told.filter(({ clOrdId }) => clOrdId === '1.1');
    expect(ofFirst.map(({ event }) => wordOf(event))).toEqual(['acked', 'traded T3']);
  });

  it('cuts the connection: each order that is lost by it is written down', () => {
    const windowUs = { from: 25_000, to: 35_000 };
    const spec = specOf('disconnectWindow', 10_000, { windowUs, delayUs: { kind: 'constant', valueUs: 12_000 } });
    const third: Sending = { atUs: 25_000, what: 'submit', clOrdId: '1.3' };
    const { injected, truth } = runWith([spec], [...script, third], sure);
    expect(injected.map(({ fault, clOrdId }) => `${fault} ${clOrdId}`)).toEqual([
      'disconnectWindow 1.2',
      'disconnectWindow 1.3',
    ]);
    expect(truth.flatMap((body) => (body.type === 'venue.accepted' ? [body.clOrdId] : []))).toEqual(['1.1']);
  });

  it('cuts the connection: what is sent meanwhile never arrives, and what is sent after that does', () => {
    const cancelAt = (atUs: number): Sending => ({ atUs, what: 'cancel', clOrdId: '1.1' });
    expect(lastingFor('disconnectWindow', 12_000, [cancelAt(38_000)]).first).toEqual(['20 acked', '75 traded T2']);
    expect(lastingFor('disconnectWindow', 12_000, [cancelAt(43_000)]).first.at(-1)).toBe('63 cancelled of known');
  });

  it('halts the venue: nothing fills and no order is taken until it is over, and the client sees both', () => {
    const { first, second, seen, truth } = lastingFor('halt', 40_000, [
      { atUs: 30_000, what: 'cancel', clOrdId: '1.2' },
    ]);
    expect(first).toEqual(['20 acked', '75 traded T1', '105 traded T2']);
    expect(second).toEqual(['40 rejected', '50 cancelRejected']);
    expect(seen).toEqual(['30 halted', '70 open']);
    expect(truth).toContainEqual({ type: 'venue.market', venue: 'kalshi', market: '', from: 'open', to: 'halted' });
    expect(truth).toContainEqual(
      expect.objectContaining({ clOrdId: '1.2', status: 'rejected', reason: 'venueHalted' }),
    );
  });

  it('brings the news of the markets when the connection is back', () => {
    const specs = [
      specOf('disconnectWindow', 10_000, {
        windowUs: { from: 25_000, to: 35_000 },
        delayUs: { kind: 'constant', valueUs: 50_000 },
      }),
      specOf('marketClosedDuringOpenSet', 10_000, { windowUs: { from: 5_000, to: 15_000 } }),
    ];
    const seen = runWith(specs, script, sure).noticed.flatMap(({ atUs, notice }) =>
      notice.type === 'trading' ? [[atUs, notice.market, notice.state]] : [],
    );
    expect(seen).toEqual([[80_000, 'M1.1', 'closed']]);
  });

  it('uses up the rate limit: every refusal tells the client that no token is left', () => {
    const { second, seen, truth } = lastingFor('rateLimitStorm', 40_000, [
      { atUs: 30_000, what: 'cancel', clOrdId: '1.1' },
    ]);
    expect([second, seen]).toEqual([['30 rejected'], ['30 rateLimited', '40 rateLimited']]);
    expect(truth).toContainEqual(
      expect.objectContaining({ clOrdId: '1.2', status: 'rejected', reason: 'rateLimited' }),
    );
  });

  it('makes a trade settle by a retry, or fail after one', () => {
    const statusesUnder = (fault: FaultName) =>
      runWith([specOf(fault, 10_000)], script.slice(0, 1), sure).noticed.flatMap(({ notice }) =>
        notice.type === 'settlement' && notice.tradeId === 'kalshi-T1' ? [notice.status] : [],
      );
    expect(statusesUnder('settlementRetried')).toEqual(['retrying', 'mined', 'confirmed']);
    expect(statusesUnder('settlementFailed')).toEqual(['retrying', 'failed']);
    expect(statusesUnder('ackLost')).toEqual(['mined', 'confirmed']);
  });
});
