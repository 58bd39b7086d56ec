// A venue of one's own with books: an order meets those of a synthetic market, at its prices and no more than it offers.
import { describe, expect, it } from 'vitest';
import { InvalidRequest } from '../../src/harness/invalid.ts';
import { books, venueWith, wanted } from './venues.ts';

const profile = { ackLatency: '20ms', reportLatency: '5ms', cancelLatency: '20ms' } as const;

describe('a venue of one’s own with books', () => {
  it('shows quotes that move, where there is a book, and refuses what is not listed with a sentence', () => {
    const markets = [{ market: 'FED-DEC' }, { market: 'CUP', outcomes: ['home', 'draw', 'away'] }];
    const venue = venueWith('kalshi', { book: books, profile, markets });
    const asks = new Set<bigint | null>();
    for (let atUs = 100_000; atUs <= 3_000_000; atUs += 100_000) {
      venue.advanceTo(atUs);
      const yes = venue.quote('FED-DEC', 'yes');
      const no = venue.quote('FED-DEC', 'no');
      asks.add(yes?.askPx ?? null);
      // YES and NO are one book: who asks for the one bids for the other.
      if (yes?.askPx !== null && yes !== null) expect(no?.bidPx).toBe(1_000_000n - yes.askPx);
    }
    expect(asks.size).toBeGreaterThan(2);
    expect(venue.quote('CUP', 'home')).toBeNull();
    expect(venueWith('kalshi').quote('FED-DEC', 'yes')).toBeNull();
    expect(() => venue.quote('FED-DEC', 'maybe')).toThrow(
      new InvalidRequest('market', 'kalshi lists no FED-DEC:maybe.'),
    );
  });

  it('fills what meets at the price of the book, gives no more than is offered, and rests what is left', () => {
    const venue = venueWith('kalshi', { book: books, profile });
    // So much is never offered.
    venue.submit({ ...wanted, clOrdId: 'c1', orderQty: '5000', price: '0.60' });
    const told = venue.advanceTo(200_000);
    const trades = told.flatMap((message) => (message.type === 'venue.traded' ? [message] : []));
    expect(trades.length).toBeGreaterThan(0);
    for (const { lastPx } of trades) expect(lastPx).toBeLessThanOrEqual(600_000n);
    const filled = venue.journal().flatMap((record) => (record.type === 'venue.filled' ? [record] : []));
    for (const { lastQty, offeredQty } of filled) expect(lastQty).toBeLessThanOrEqual(offeredQty ?? lastQty);
    expect(venue.live).toBe(1);
    venue.cancel('c1');
    for (let message = venue.next(); message !== null; message = venue.next());
    expect([venue.isQuiet, venue.live]).toEqual([true, 0]);
  });

  it('gives the same journal to the same seed, and another to another', () => {
    const digestOf = (seed: string): string => {
      const venue = venueWith('polymarket', { seed, book: { ...books, takerDelay: { holds: '250ms' } } });
      for (const clOrdId of ['c1', 'c2', 'c3']) {
        venue.submit({ ...wanted, clOrdId });
        venue.advanceTo(venue.nowUs + 500_000);
      }
      return venue.digest();
    };
    expect(digestOf('7')).toBe(digestOf('7'));
    expect(digestOf('7')).not.toBe(digestOf('8'));
  });
});
