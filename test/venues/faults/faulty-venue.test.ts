// Faults at a venue: each strikes as often as its chance says and only in its window, changes only what it says, and
// draws the same numbers whether it strikes or not.
import { describe, expect, it } from 'vitest';
import { faultCatalogue, faultNames, type FaultName } from '../../../src/venues/faults/catalogue.ts';
import type { FaultSpec } from '../../../src/venues/faults/fault-plan.ts';
import type { StochasticProfile } from '../../../src/venues/simulator/stochastic-profile.ts';
import { runWith, scriptOf, type Sending, type Told } from './world.ts';

const specOf = (fault: FaultName, chanceBps: number, rest: Partial<FaultSpec> = {}): FaultSpec => {
  const delayed: boolean = faultCatalogue[fault].delay !== null;
  return {
    fault,
    venue: 'kalshi',
    chanceBps,
    ...(delayed ? { delayUs: { kind: 'constant', valueUs: 40_000 } as const } : {}),
    ...rest,
  };
};

const isReportFault = (fault: FaultName): boolean =>
  ['ack', 'fillReport'].includes(faultCatalogue[fault].strikesAt) || fault === 'staleRead';

/** What the client is told, as one word or two. */
const wordOf = (event: Told['event']): string => {
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

describe('what the client is told', () => {
  const submit: Sending = { atUs: 0, what: 'submit', clOrdId: '1.1' };
  const cancel: Sending = { atUs: 45_000, what: 'cancel', clOrdId: '1.1' };
  const query: Sending = { atUs: 45_000, what: 'query', clOrdId: '1.1' };
  const early = { windowUs: { from: 0, to: 50_000 } };
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

  it('is that a cancel filled so much, when no fill of the order is late', () => {
    expect(told([specOf('lateFillAfterCancel', 0)], [cancel]).at(-1)).toBe('65 cancelled of known');
  });
});
