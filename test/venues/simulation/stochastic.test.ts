// The stochastic venue: an order always ends as its time in force says, nothing is filled beyond what was asked,
// and chance is the profile's, drawn from the venue's own streams.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TimeInForce } from '../../../machines/order/types.ts';
import type { RecordBody } from '../../../src/journal/records.ts';
import { Calendar } from '../../../src/kernel/calendar.ts';
import { RandomStream } from '../../../src/kernel/random/stream.ts';
import { StochasticVenue } from '../../../src/venues/simulation/stochastic.ts';
import type { StochasticProfile } from '../../../src/venues/simulation/stochastic-profile.ts';
import type { VenueEvent, VenueReport } from '../../../src/venues/simulation/types.ts';

const profile: StochasticProfile = {
  ackLatency: { kind: 'constant', valueUs: 20_000 },
  fillLatency: { kind: 'constant', valueUs: 30_000 },
  reportLatency: { kind: 'constant', valueUs: 5_000 },
  cancelLatency: { kind: 'constant', valueUs: 20_000 },
  rejectBps: 0,
  noFillBps: 0,
  partialBps: 0,
};

const venueWith = (changes: Partial<StochasticProfile>, seed = '1') => {
  const calendar = new Calendar<VenueEvent | VenueReport>();
  const records: RecordBody[] = [];
  const reports: { readonly atUs: number; readonly report: VenueReport }[] = [];
  const stream = (name: string) => RandomStream.fromSeed(seed, name);
  const venue = new StochasticVenue(
    'kalshi',
    { ...profile, ...changes },
    {
      validateOrder: ({ price }) => (price > 990_000n ? 'invalidPrice' : null),
      fee: (_order, qty) => qty / 100n,
      qtyStep: 10_000n,
    },
    {
      get nowUs() {
        return calendar.nowUs;
      },
      schedule: (delayUs, event) => calendar.schedule(calendar.nowUs + delayUs, event),
      cancel: (id) => calendar.cancel(id),
      report: (delayUs, report) => calendar.schedule(calendar.nowUs + delayUs, report),
      record: (body) => records.push(body),
    },
    {
      ack: stream('ack'),
      fill: stream('fill'),
      report: stream('report'),
      cancel: stream('cancel'),
      fate: stream('fate'),
    },
  );
  const submit = (clOrdId: string, timeInForce: TimeInForce = 'GTC', price = 480_000n): void =>
    venue.submit({ clOrdId, market: 'FED', outcome: 'yes', side: 'buy', orderQty: 10_000_000n, price, timeInForce });
  const run = (untilUs = Number.MAX_SAFE_INTEGER): void => {
    while ((calendar.peekTimeUs ?? Infinity) <= untilUs) {
      const entry = calendar.next();
      if (entry === undefined) return;
      if (entry.kind === 'venue') venue.handle(entry);
      else reports.push({ atUs: calendar.nowUs, report: entry });
    }
  };
  const told = (clOrdId: string) =>
    reports.filter(({ report }) => report.clOrdId === clOrdId).map(({ report }) => report.event);
  return { venue, submit, run, told, records, reports };
};

const sumOf = (records: readonly RecordBody[], clOrdId: string): bigint =>
  records.reduce(
    (sum, body) => (body.type === 'venue.filled' && body.clOrdId === clOrdId ? sum + body.lastQty : sum),
    0n,
  );

describe('a stochastic venue', () => {
  it('answers and fills at the times of its profile: half the way there, half back', () => {
    const { submit, run, reports } = venueWith({});
    submit('1.1');
    run();
    expect(reports.map(({ atUs, report }) => [atUs, report.event.type])).toEqual([
      [20_000, 'venue.acked'],
      [45_000, 'venue.traded'],
    ]);
  });

  it('ends every order as its time in force says, and fills exactly what it reports', () => {
    const anyOrder = fc.record({
      timeInForce: fc.constantFrom<TimeInForce>('GTC', 'IOC', 'FOK'),
      seed: fc.string({ minLength: 1, maxLength: 6 }),
      partialBps: fc.constantFrom(0, 5_000, 10_000),
      noFillBps: fc.constantFrom(0, 5_000),
    });
    fc.assert(
      fc.property(anyOrder, ({ timeInForce, seed, partialBps, noFillBps }) => {
        const { submit, run, told, records, venue } = venueWith({ partialBps, noFillBps }, seed);
        submit('1.1', timeInForce);
        run();
        const events = told('1.1');
        const filled = sumOf(records, '1.1');
        const traded = events.reduce((sum, event) => (event.type === 'venue.traded' ? sum + event.lastQty : sum), 0n);
        expect(traded).toBe(filled);
        const end = events.find((event) => event.type === 'venue.cancelled');
        if (timeInForce === 'FOK') expect([0n, 10_000_000n]).toContain(filled);
        if (timeInForce === 'FOK' && filled === 0n) expect(end).toMatchObject({ reason: 'fokUnfilled', cumQty: 0n });
        if (timeInForce === 'IOC' && filled < 10_000_000n)
          expect(end).toMatchObject({ reason: 'iocRemainder', cumQty: filled });
        if (timeInForce === 'GTC') expect([0n, 10_000_000n]).toContain(filled);
        expect(venue.live).toBe(timeInForce === 'GTC' && filled === 0n ? 1 : 0);
      }),
    );
  });

  it('cancels what is live, with what had filled, and cannot say of the rest whether it ever was', () => {
    const { venue, submit, run, told } = venueWith({ fillLatency: { kind: 'constant', valueUs: 1_000_000 } });
    submit('1.1');
    run(500_000);
    venue.cancel('1.1');
    venue.cancel('none');
    run();
    expect(told('1.1').at(-1)).toEqual({ type: 'venue.cancelled', reason: 'requested', cumQty: 0n });
    expect(told('none')).toEqual([{ type: 'venue.cancelRejected', reason: 'notFound' }]);
    venue.cancel('1.1');
    run();
    expect(told('1.1').at(-1)).toEqual({ type: 'venue.cancelRejected', reason: 'notFound' });
  });

  it('takes a name once: a second copy is a duplicate, and the first lives', () => {
    const { submit, run, told, records } = venueWith({});
    submit('1.1');
    submit('1.1');
    run();
    expect(told('1.1')).toContainEqual({ type: 'venue.rejected', reason: 'duplicate' });
    expect(sumOf(records, '1.1')).toBe(10_000_000n);
  });

  it('refuses what its rules refuse, and as often besides as its profile says', () => {
    const { submit, run, told, records } = venueWith({ rejectBps: 2_500 });
    submit('bad', 'GTC', 995_000n);
    for (let order = 0; order < 4_000; order += 1) submit(`1.${order}`);
    run();
    expect(told('bad')).toEqual([{ type: 'venue.rejected', reason: 'invalidPrice' }]);
    const refused = records.filter((body) => body.type === 'venue.ended' && body.reason === 'venueRefused').length;
    // Four standard deviations of a binomial of 4,000 at a quarter are 110.
    expect(Math.abs(refused - 1_000)).toBeLessThan(110);
  });

  it('tells a query of all trades of the order, with the ids they have, before it tells its status', () => {
    const { venue, submit, run, told } = venueWith({ partialBps: 10_000 });
    submit('1.1');
    run();
    const trades = told('1.1').filter(({ type }) => type === 'venue.traded');
    expect(trades).toHaveLength(2);
    venue.query('1.1');
    run();
    expect(told('1.1').slice(3)).toEqual([
      ...trades,
      expect.objectContaining({ type: 'order.reconciled', status: 'filled', cumQty: 10_000_000n }),
    ]);
  });

  it('tells a query what it knows, and replaces what is live', () => {
    const { venue, submit, run, told } = venueWith({ fillLatency: { kind: 'constant', valueUs: 1_000_000 } });
    submit('1.1');
    run(100_000);
    venue.query('1.1');
    venue.query('none');
    venue.replace('1.1', 12_000_000n, undefined);
    run(200_000);
    expect(told('1.1')).toContainEqual(
      expect.objectContaining({ type: 'order.reconciled', found: true, status: 'submitted', cumQty: 0n }),
    );
    expect(told('none')).toEqual([{ type: 'order.reconciled', found: false }]);
    expect(told('1.1')).toContainEqual({ type: 'venue.replaced', orderQty: 12_000_000n, price: 480_000n });
    venue.replace('none', 1n, undefined);
    run();
    expect(told('none').at(-1)).toEqual({ type: 'venue.replaceRejected', reason: 'notFound' });
  });
});
