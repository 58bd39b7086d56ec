// Goal: however long a run is, its series has a few hundred parts, and together they saw all of it.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Portfolio } from '../../../src/accounting/portfolio.ts';
import type { RecordBody } from '../../../src/journal/records.ts';
import { SeriesBuilder, type RunSeries } from '../../../src/report/html/series.ts';
import { FillTally } from '../../../src/report/html/fill-tally.ts';

const bodies: readonly RecordBody[] = [
  { type: 'intent.refused', intent: 1, by: 'risk', reason: 'exposureMax' },
  { type: 'fault.injected', venue: 'kalshi', fault: 'ackLost' },
  { type: 'anomaly.found', kind: 'unknownOrder', detail: 'x' },
  {
    type: 'venue.filled',
    venue: 'kalshi',
    clOrdId: '1.1',
    tradeId: 'T1',
    lastQty: 1_000_000n,
    lastPx: 480_000n,
    fee: 10_000n,
    leavesQty: 0n,
  },
];

const told = (records: readonly { readonly body: RecordBody; readonly atUs: number }[]): RunSeries => {
  const series = new SeriesBuilder(new Portfolio());
  for (const { body, atUs } of records) series.observe(body, atUs);
  return series.finish();
};

const sumOf = ({ points }: RunSeries, key: 'refused' | 'faults' | 'anomalies' | 'fills'): number =>
  points.reduce((sum, point) => sum + point[key], 0);

const anyRecords = fc
  .array(fc.record({ body: fc.constantFrom(...bodies), afterUs: fc.oneof(fc.nat(50_000), fc.nat(10_000_000_000)) }), {
    minLength: 1,
    maxLength: 60,
  })
  .map((steps) => {
    let atUs = 0;
    return steps.map(({ body, afterUs }) => {
      atUs += afterUs;
      return { body, atUs };
    });
  });

describe('the series of a run', () => {
  test('has all that happened, once, in at most 240 parts that reach to the last record', () => {
    fc.assert(
      fc.property(anyRecords, (records) => {
        const series = told(records);
        const times = (type: RecordBody['type']): number => records.filter(({ body }) => body.type === type).length;
        expect(sumOf(series, 'refused')).toBe(times('intent.refused'));
        expect(sumOf(series, 'faults')).toBe(times('fault.injected'));
        expect(sumOf(series, 'anomalies')).toBe(times('anomaly.found'));
        expect(sumOf(series, 'fills')).toBe(times('venue.filled'));
        const lastAtUs = records.at(-1)!.atUs;
        expect(series.points.length).toBeLessThanOrEqual(240);
        expect((series.points.length - 1) * series.widthUs).toBeLessThanOrEqual(lastAtUs);
        expect(series.points.length * series.widthUs).toBeGreaterThan(lastAtUs);
      }),
    );
  });

  test('has each record in the part of its time', () => {
    fc.assert(
      fc.property(anyRecords, (records) => {
        const series = told(records);
        const expected = series.points.map(() => 0);
        for (const { body, atUs } of records)
          if (body.type === 'venue.filled') expected[Math.floor(atUs / series.widthUs)]! += 1;
        expect(series.points.map(({ fills }) => fills)).toEqual(expected);
      }),
    );
  });
});

describe('the fills of a run', () => {
  const created = {
    type: 'order.created',
    owner: 'leg',
    ownerId: 1,
    account: 'main',
    market: 'M',
    outcome: 'yes',
    timeInForce: 'GTC',
  } as const;

  test('are counted by venue, with what better prices than the limits were worth', () => {
    const tally = new FillTally();
    const fill = { type: 'venue.filled', venue: 'kalshi', lastQty: 2_000_000n, fee: 5n, leavesQty: 0n } as const;
    const order = { ...created, venue: 'kalshi', orderQty: 2_000_000n, price: 500_000n };
    tally.observe({ ...order, clOrdId: '1.1', side: 'buy' });
    tally.observe({ ...fill, clOrdId: '1.1', tradeId: 'a', lastPx: 480_000n });
    tally.observe({ ...order, clOrdId: '1.2', side: 'sell' });
    tally.observe({ ...fill, clOrdId: '1.2', tradeId: 'b', lastPx: 500_000n });
    tally.observe({ ...order, clOrdId: '1.3', side: 'sell' });
    tally.observe({ type: 'venue.replaced', venue: 'kalshi', clOrdId: '1.3', orderQty: 2_000_000n, price: 470_000n });
    tally.observe({ ...fill, clOrdId: '1.3', tradeId: 'c', lastPx: 475_000n });
    expect(tally.finish()).toEqual([
      { venue: 'kalshi', fills: 3, qty: 6_000_000n, betterQty: 4_000_000n, saved: 50_000n, fees: 15n },
    ]);
  });
});
