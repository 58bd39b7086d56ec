// Kalshi's frames: levels, trades, numbers that do not follow each other. Method: hand-written frames of the documented form.
import { describe, expect, it } from 'vitest';
import { said, startMs } from '../lines.ts';

const snapshot = (seq: number, yes: unknown[] = [['0.4700', '3.00']], no: unknown[] = [['0.4800', '2.00']]) => ({
  type: 'orderbook_snapshot',
  sid: 1,
  seq,
  msg: { market_ticker: 'T', market_id: 'u', yes_dollars_fp: yes, no_dollars_fp: no },
});
const delta = (seq: number, change: string, side = 'yes', price = '0.4700', market = 'T') => ({
  type: 'orderbook_delta',
  sid: 1,
  seq,
  msg: { market_ticker: market, price_dollars: price, delta_fp: change, side, ts_ms: startMs + seq },
});

describe('frames of Kalshi', () => {
  it('show YES bids as bids, and NO bids as asks at one less the price, best first', () => {
    const yes = [
      ['0.0100', '5.00'],
      ['0.4600', '1.50'],
      ['0.4700', '3.00'],
    ];
    expect(said([snapshot(1, yes), delta(2, '1.00')]).told).toEqual([
      'T snapshot 0.47x3 0.46x1.5 0.01x5 | 0.52x2',
      'T bid 0.47x4',
    ]);
  });

  it('take NO levels for YES prices where they were recorded so', () => {
    const { told } = said([snapshot(1, [], [['0.5200', '2.00']]), delta(2, '1.00', 'no', '0.5200')], {
      isNoInYesPrices: true,
    });
    expect(told).toEqual(['T snapshot  | 0.52x2', 'T ask 0.52x3']);
  });

  it('are read in cents and whole contracts too, as they were before 2026', () => {
    const lines = [
      { type: 'orderbook_snapshot', sid: 1, seq: 1, msg: { market_ticker: 'T', yes: [[8, 300]], no: [[54, 20]] } },
      {
        type: 'orderbook_delta',
        sid: 1,
        seq: 2,
        msg: { market_ticker: 'T', price: 8, delta: -54, side: 'yes', ts_ms: startMs },
      },
      {
        type: 'trade',
        sid: 2,
        msg: { market_ticker: 'T', yes_price: 36, count: 136, taker_side: 'no', ts: 1_781_159_489 },
      },
    ];
    expect(said(lines).told).toEqual(['T snapshot 0.08x300 | 0.46x20', 'T bid 0.08x246', 'T trade 0.36x136 sell']);
  });

  it('date a snapshot, which has no time, with the next time that is stated, and keep microseconds', () => {
    const first = delta(2, '1.00');
    const stamped = { ...first, msg: { ...first.msg, ts: '2026-06-11T06:31:29.957081Z' } };
    expect(said([snapshot(1), stamped]).updates.map(({ atUs }) => atUs)).toEqual([
      1_781_159_489_957_081, 1_781_159_489_957_081,
    ]);
  });

  it('date a snapshot with its receipt, where that is earlier than the next time', () => {
    const received = { receivedUs: startMs * 1_000 + 500, frame: snapshot(1) };
    const { updates } = said([received, delta(2, '1.00')]);
    expect(updates[0]).toMatchObject({ atUs: startMs * 1_000 + 500, receivedUs: startMs * 1_000 + 500 });
    expect(updates[1]).toMatchObject({ atUs: (startMs + 2) * 1_000 });
    expect(said([snapshot(1)]).faults).toEqual({ undated: 1 });
  });

  it('leave a stale book where a number is missing, until the next snapshot', () => {
    const found = said([
      snapshot(1),
      delta(2, '1.00'),
      delta(5, '1.00'),
      delta(6, '1.00'),
      snapshot(7),
      delta(8, '2.00'),
    ]);
    expect(found.told).toEqual([
      'T snapshot 0.47x3 | 0.52x2',
      'T bid 0.47x4',
      'T gap 2',
      'T snapshot 0.47x3 | 0.52x2',
      'T bid 0.47x5',
    ]);
    expect(found.faults).toEqual({ gap: 1, unusable: 2 });
  });

  it('count an answer to a command among the numbers', () => {
    const answer = { id: 9, type: 'ok', sid: 1, seq: 2, msg: { market_tickers: ['T'] } };
    expect(said([snapshot(1), answer, delta(3, '1.00')]).faults).toEqual({});
  });

  it('are left out where they come twice or too late, and counted', () => {
    const found = said([snapshot(1), delta(2, '1.00'), delta(2, '1.00'), delta(4, '1.00'), delta(3, '1.00')]);
    expect(found.told).toEqual(['T snapshot 0.47x3 | 0.52x2', 'T bid 0.47x4', 'T gap 1']);
    expect(found.faults).toEqual({ duplicate: 1, gap: 1, unusable: 1, late: 1 });
  });

  it('begin anew after a reconnect: other markets of the subscription are stale until they are shown', () => {
    const other = { ...snapshot(2), msg: { ...snapshot(2).msg, market_ticker: 'U' } };
    const found = said([
      snapshot(1),
      other,
      delta(3, '1.00'),
      snapshot(1),
      delta(2, '1.00'),
      delta(3, '1.00', 'yes', '0.4700', 'U'),
    ]);
    expect(found.told.slice(3)).toEqual(['T gap null', 'U gap null', 'T snapshot 0.47x3 | 0.52x2', 'T bid 0.47x4']);
    expect(found.faults).toEqual({ gap: 1, unusable: 1 });
  });

  it('recover from a damaged number: three that follow each other are believed', () => {
    const found = said([
      snapshot(1),
      { ...delta(2, '1.00'), seq: 900_000 },
      delta(3, '1.00'),
      delta(4, '1.00'),
      delta(5, '1.00'),
      snapshot(6),
      delta(7, '2.00'),
    ]);
    expect(found.told.slice(-2)).toEqual(['T snapshot 0.47x3 | 0.52x2', 'T bid 0.47x5']);
    expect(found.faults).toMatchObject({ gap: 2 });
  });

  it('contradict the book where more is taken than waited: it is stale', () => {
    const found = said([snapshot(1), delta(2, '-4.00'), delta(3, '1.00')]);
    expect(found.told).toEqual(['T snapshot 0.47x3 | 0.52x2', 'T gap null']);
    expect(found.faults).toEqual({ contradiction: 1, unusable: 1 });
  });

  it.each([
    ['a price that is none', delta(2, '1.00', 'yes', '1.2')],
    ['a price of 1', delta(2, '1.00', 'yes', '1.0000')],
    ['a change that is none', delta(2, 'many')],
    ['a side that is none', delta(2, '1.00', 'maybe')],
    ['a time that is none', { ...delta(2, '1.00'), msg: { ...delta(2, '1.00').msg, ts_ms: 5 } }],
    [
      'a snapshot with a price twice',
      snapshot(2, [
        ['0.4', '1.00'],
        ['0.40', '1.00'],
      ]),
    ],
    ['a level that is no pair', snapshot(2, [['0.4', '1.00', 'x']])],
    ['a number that is none', { ...delta(2, '1.00'), seq: 'two' }],
  ])('are broken with %s, and the book is stale where its number is known', (_, frame) => {
    const found = said([snapshot(1), frame, delta(3, '1.00')]);
    expect(found.told.slice(0, 2)).toEqual(['T snapshot 0.47x3 | 0.52x2', expect.stringContaining('T gap')]);
    expect(found.faults).toMatchObject({ broken: 1 });
    expect(found.report.firstFaults[0]).toMatchObject({ kind: 'broken', line: 2 });
  });

  it('tell trades by YES price and taker, once each', () => {
    const trade = {
      type: 'trade',
      sid: 2,
      msg: {
        trade_id: 'a',
        market_ticker: 'T',
        yes_price_dollars: '0.360',
        no_price_dollars: '0.640',
        count_fp: '136.00',
        taker_side: 'no',
        taker_outcome_side: 'no',
        taker_book_side: 'ask',
        ts: 1_669_149_841,
        ts_ms: 1_669_149_841_000,
      },
    };
    const found = said([trade, trade]);
    expect(found.told).toEqual(['T trade 0.36x136 sell']);
    expect(found.updates[0]?.atUs).toBe(1_669_149_841_000_000);
    expect(found.faults).toEqual({ duplicate: 1 });
  });
});
