// Goal: every figure of the summary is what the journal says, at every moment at which it was saved in between.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AuditReport } from '../../src/audit/types.ts';
import type { JournalRecord } from '../../src/journal/records.ts';
import { jsonOf, summaryJson } from '../../src/report/summary-json.ts';
import { createSummary, type SummaryBuilder, type SummaryInputs } from '../../src/report/summary.ts';
import { ackLost, completed, journalOf, lateFill, smallRun } from './journals.ts';
import { goodRun } from './sample-summary.ts';

const audit: AuditReport = { violations: [], violationCount: 0, checks: { sequence: 40, terminal: 2 }, anomalies: {} };
const inputs: SummaryInputs = { runId: 'run', digest: 'd1', audit, pnl: goodRun.pnl };

const observe = (builder: SummaryBuilder, records: readonly JournalRecord[]): SummaryBuilder => {
  for (const record of records) builder.observe(record, record.seq, record.atUs);
  return builder;
};

const summaryOf = (records: readonly JournalRecord[], more: Partial<SummaryInputs> = {}) =>
  observe(createSummary(), records).finish({ ...inputs, ...more });

const intentsBefore = (records: readonly JournalRecord[], atUs: number): number =>
  records
    .slice(
      0,
      records.findIndex((record) => record.type === 'command.received' && record.atUs === atUs),
    )
    .filter(({ type }) => type === 'intent.received').length;

const exactly = (value: number) => expect.objectContaining({ p50: value, p90: value, p99: value });

describe('the summary of a journal', () => {
  const summary = summaryOf(smallRun);

  test('counts intents, and why they were refused', () => {
    expect(summary.intents).toEqual({
      total: 4,
      planned: 3,
      refused: { laneSaturated: 1 },
      refusedBy: { lane: 1 },
      byStrategy: { generator: 4 },
    });
  });

  test('counts orders by where they stand, all of them once', () => {
    expect(summary.orders).toMatchObject({ total: 7, filled: 4, cancelled: 1, rejected: 2, new: 0, pendingNew: 0 });
  });

  test('counts an arbitrage that was opened again where it ended at last', () => {
    const ends = { total: 3, completed: 1, partial: 0, cancelled: 0, failed: 1, exposed: 1, live: 0, reopened: 1 };
    expect(summary.arbitrages).toEqual(ends);
  });

  test('counts fills, anomalies, faults and what lanes say', () => {
    expect(summary.fills).toBe(5);
    expect(summary.anomalies).toEqual({ lateFill: 1 });
    expect(summary.faults).toEqual({ ackLost: { injected: 1, byVenue: { polymarket: 1 } } });
    expect(summary.anomalyIds).toEqual({ lateFill: ['4.1'] });
    expect(summary.arbitrageIds).toEqual({ failed: [2], exposed: [4] });
    const quiet = { disconnects: 0, halts: 0 };
    expect(summary.lanes).toEqual({
      polymarket: { depthMax: 0, capacity: null, refused: 0, throttled: 0, ...quiet },
      kalshi: { depthMax: 13, capacity: 64, refused: 1, throttled: 1, ...quiet },
    });
  });

  test('takes from lanes what they know better', () => {
    const { lanes } = summaryOf(smallRun, { lanes: [{ venue: 'polymarket', capacity: 32, depthMax: 7 }] });
    expect(lanes['polymarket']).toMatchObject({ capacity: 32, depthMax: 7 });
  });

  test('measures each hop from record to record', () => {
    const { kalshi, polymarket } = summaryOf(journalOf(completed(1, 0), completed(2, 70_000))).latency;
    for (const venue of [kalshi, polymarket]) {
      expect(venue?.submitToAck).toEqual(exactly(40_000));
      expect(venue?.submitToFirstFill).toEqual(exactly(60_000));
      expect(venue?.fillToReport).toEqual(exactly(5_000));
      expect(venue?.cancelToAnswer.count).toBe(0);
      expect(venue?.submitToAck.count).toBe(2);
    }
  });

  test('measures no answer that a query has brought, and the answer to a cancel all the same', () => {
    const { polymarket } = summaryOf(journalOf(ackLost(1, 0))).latency;
    expect(polymarket?.submitToAck.count).toBe(0);
    expect(polymarket?.cancelToAnswer).toEqual(exactly(250_000));
  });

  test('tells time, pace and where it came from', () => {
    expect(summary).toMatchObject({ simulation: true, runId: 'run', seed: '7', digest: 'd1', name: 'by hand' });
    expect(summary).toMatchObject({ currency: 'USD', endedBy: 'finished', tripped: null });
    expect(summary.throughput).toEqual({
      virtualUs: 5_000_000,
      records: smallRun.length,
      intentsPerVirtualSecond: 0.8,
    });
  });

  test('tells what the audit found', () => {
    expect(summary.audit).toEqual({ violations: 0, checks: 2, comparisons: 42, found: [] });
  });

  test('knows a stop from outside, and by moments where somebody has counted them', () => {
    const cut = smallRun.findIndex(({ type }) => type === 'intent.refused');
    const stop = { type: 'command.received', command: 'stop', reason: 'interrupted' } as const;
    const records = [...smallRun.slice(0, cut), { ...stop, seq: 0, atUs: 1_600_000 }, ...smallRun.slice(cut)];
    const atUs = 1_600_000;
    const said = { reason: 'interrupted', atUs, intents: 3, intentsMax: null, durationUs: null };
    const { interrupted, passed, verdict, failures } = summaryOf(records, {
      expect: [{ key: 'exposed', comparison: '=', value: 0n, text: '0' }],
    });
    expect({ interrupted, passed, verdict, failures }).toEqual({
      interrupted: { ...said, intents: intentsBefore(records, atUs) },
      passed: false,
      verdict: 'interrupted',
      failures: [],
    });
    const length = { moments: 75, intentsMax: 416, durationUs: 60_000_000 };
    expect(summaryOf(records, { length }).interrupted).toEqual({
      ...said,
      intents: 75,
      intentsMax: 416,
      durationUs: 60_000_000,
    });
  });

  test('of a journal that stops before its end has not passed', () => {
    const { verdict, passed } = summaryOf(smallRun.slice(0, -1));
    expect({ verdict, passed }).toEqual({ verdict: 'unfinished', passed: false });
    expect(summaryOf(smallRun)).toMatchObject({ verdict: 'passed', passed: true, interrupted: null });
  });

  test('judges what was expected', () => {
    const expectation = { key: 'exposed', comparison: '=', value: 0n, text: '0' } as const;
    const { expectations } = summaryOf(smallRun, { expect: [expectation] });
    expect(expectations).toEqual([{ key: 'exposed', text: '0', holds: false, actual: '1' }]);
  });

  test('is the same when it was saved and restored at any moment', () => {
    const records = journalOf(completed(1, 0), ackLost(2, 10_000), lateFill(3, 20_000), completed(4, 500_000));
    fc.assert(
      fc.property(fc.nat(records.length), (at) => {
        const first = observe(createSummary(), records.slice(0, at));
        const second = observe(createSummary(structuredClone(first.save())), records.slice(at));
        expect(second.finish(inputs)).toEqual(summaryOf(records));
      }),
    );
  });

  test('holds no order that has ended and was answered', () => {
    const builder = observe(createSummary(), journalOf(completed(1, 0), completed(2, 0)));
    expect(builder.save().hops.orders).toEqual([]);
  });

  test('gives up the oldest of too many orders of which no last word comes', () => {
    // Filled, and the ack was lost: it stays awaited for ever.
    const unanswered = completed(1, 0).filter(
      ([, body]) => body.type !== 'order.moved' || body.event !== 'venue.acked',
    );
    const builder = createSummary();
    for (let number = 1; number <= 3_000; number += 1)
      for (const { seq, atUs, ...body } of journalOf(unanswered))
        builder.observe('clOrdId' in body ? { ...body, clOrdId: `${number}:${body.clOrdId}` } : body, seq, atUs);
    expect(builder.save().hops.orders.length).toBeGreaterThan(100);
    expect(builder.save().hops.orders.length).toBeLessThan(1_100);
  });
});

describe('the summary as JSON', () => {
  test('writes money as decimals, and keeps the keys that scripts read', () => {
    const json = JSON.parse(summaryJson(goodRun)) as Record<string, unknown>;
    const keys =
      'runId seed digest intents orders arbitrages fills anomalies audit throughput latency lanes pnl faults';
    for (const key of keys.split(' ')) expect(json).toHaveProperty(key);
    expect(json['pnl']).toMatchObject({ expected: '1204.503112', captured: '980.204', worstArbitrage: '-4.21' });
    expect(json).toMatchObject({ audit: { violations: 0, checks: 21 }, intents: { total: 2_000 } });
  });

  test('holds no number that is not whole, but the pace', () => {
    const numbers: number[] = [];
    JSON.parse(summaryJson(goodRun), (key, value: unknown) => {
      if (typeof value === 'number' && key !== 'intentsPerVirtualSecond') numbers.push(value);
      return value;
    });
    expect(numbers.every((number) => Number.isSafeInteger(number))).toBe(true);
  });

  test('leaves out what is not there', () => {
    expect(jsonOf({ here: 1n, gone: undefined, rows: [{ amount: 500_000n }] })).toEqual({
      here: '0.000001',
      rows: [{ amount: '0.5' }],
    });
  });
});

test('a strategy that had to be stopped is reported in its own words, the first five, saved and restored too', () => {
  const fault = (seq: number) =>
    ({ type: 'strategy.faulted', strategy: 'mine', reason: `Sentence ${seq}.`, seq, atUs: 0 }) as const;
  const first = createSummary();
  for (const seq of [1, 2]) first.observe(fault(seq), seq, 0);
  const second = createSummary(structuredClone(first.save()));
  for (const seq of [3, 4, 5, 6]) second.observe(fault(seq), seq, 0);
  expect(second.finish(inputs).strategies).toEqual({
    faulted: 6,
    found: [1, 2, 3, 4, 5].map((seq) => `Sentence ${seq}.`),
  });
});
