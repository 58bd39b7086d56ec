// A venue of one's own with a market maker: it always has a price, which every bet moves.
import { describe, expect, it } from 'vitest';
import { InvalidVenueOptions } from '../../src/harness/invalid.ts';
import { venueWith, wanted } from './venues.ts';

const profile = { ackLatency: '20ms', reportLatency: '5ms', cancelLatency: '20ms' } as const;
const markets = [{ market: 'FED-DEC', pool: { prob: '0.4', liquidity: '500' } }];
const bettors = { spread: '0.2', purse: 100, every: '50ms', lasts: '6s' } as const;

describe('a venue of one’s own with a market maker', () => {
  it('has a price at once, fills what is better than the limit, and rests the rest', () => {
    const venue = venueWith('manifold', { pool: {}, profile, markets });
    expect(venue.quote('FED-DEC', 'yes')).toMatchObject({ bidPx: 390_000n, askPx: 410_000n });
    expect(venue.quote('FED-DEC', 'no')).toMatchObject({ bidPx: 590_000n, askPx: 610_000n });
    venue.submit({ ...wanted, clOrdId: 'c1', orderQty: '500', price: '0.48' });
    const trades = venue.advanceTo(200_000).flatMap((message) => (message.type === 'venue.traded' ? [message] : []));
    expect(trades).toHaveLength(1);
    expect(trades[0]!.lastPx).toBeGreaterThan(400_000n);
    expect(trades[0]!.lastPx).toBeLessThan(480_000n);
    expect(venue.live).toBe(1);
    expect(venue.quote('FED-DEC', 'yes')).toMatchObject({ bidPx: 470_000n });
    const { lastQty, tradeId } = trades[0]!;
    const believed = { clOrdId: 'c1', status: 'partial', cumQty: lastQty, trades: [{ tradeId, lastQty }] } as const;
    expect(venue.judge({ orders: [believed] })).toEqual([]);
  });

  it('is moved by others, who meet what rests, and gives the same journal to the same seed', () => {
    const runOf = (seed: string) => {
      const venue = venueWith('manifold', { seed, pool: { bettors }, profile, markets });
      const bids = new Set<bigint | null>();
      for (let count = 1; count <= 20; count += 1) {
        venue.submit({ ...wanted, clOrdId: `c${count}`, orderQty: '10', price: '0.35' });
        venue.advanceTo(venue.nowUs + 300_000);
        bids.add(venue.quote('FED-DEC', 'yes')?.bidPx ?? null);
      }
      return { digest: venue.digest(), bids, filled: venue.journal().filter(({ type }) => type === 'venue.filled') };
    };
    const run = runOf('7');
    expect(run.bids.size).toBeGreaterThan(5);
    expect(run.filled.length).toBeGreaterThan(5);
    expect(runOf('7').digest).toBe(run.digest);
    expect(runOf('8').digest).not.toBe(run.digest);
  });

  it('is refused with a sentence where no market maker trades, and where its words are wrong', () => {
    const problemsOf = (work: () => unknown): readonly string[] => {
      try {
        work();
      } catch (error) {
        if (error instanceof InvalidVenueOptions) return error.problems.map(({ key, message }) => `${key}: ${message}`);
        throw error;
      }
      return [];
    };
    expect(problemsOf(() => venueWith('kalshi', { pool: {}, profile }))).toEqual([
      'pool: pool is of no use to kalshi: no market maker trades there, and book: {} gives it books.',
    ]);
    expect(problemsOf(() => venueWith('manifold', { profile, markets }))).toEqual([
      'markets.FED-DEC.pool: pool is of no use here: no market maker trades at manifold.',
    ]);
    expect(
      problemsOf(() => venueWith('manifold', { pool: { bettors: { ...bettors, spread: '0.7' } }, profile })),
    ).toEqual([
      'pool.bettors.spread: spread must be a probability of up to 6 decimals, at least 0 and at most 0.49, but it is 0.7.',
    ]);
    expect(problemsOf(() => venueWith('manifold', { pool: {}, profile: { noFillBps: 5 } }))).toHaveLength(1);
  });
});
