// A venue in virtual time: it tells what happens when it is asked for the next message, in the engine's own words,
// and the same requests to the same seed are answered the same.
import { describe, expect, it } from 'vitest';
import { decodeRecord } from '../../src/journal/encode.ts';
import type { OwnVenue } from '../../src/harness/own-venue.ts';
import { InvalidRequest } from '../../src/harness/invalid.ts';
import type { VenueMessage } from '../../src/harness/messages.ts';
import type { OwnVenueOptions } from '../../src/harness/options.ts';
import type { ClientOrder } from '../../src/harness/requests.ts';
import { venueWith, wanted } from './venues.ts';

const order: ClientOrder = { clOrdId: 'c1', ...wanted };
const exact: Partial<OwnVenueOptions> = {
  profile: { ackLatency: '20ms', fillLatency: '30ms', reportLatency: '5ms', cancelLatency: '20ms' },
};

const rest = (venue: OwnVenue): readonly VenueMessage[] => {
  const messages: VenueMessage[] = [];
  for (let message = venue.next(); message !== null; message = venue.next()) messages.push(message);
  return messages;
};

describe('a venue of one’s own', () => {
  it('tells the life of an order, message by message, each with its time', () => {
    const venue = venueWith('gemini', exact);
    venue.submit({ ...order, orderQty: '20', price: '0.48' });
    expect(venue.next()).toEqual({ type: 'venue.acked', atUs: 20_000, clOrdId: 'c1', venueOrderId: 'gemini-1' });
    expect(venue.nowUs).toBe(20_000);
    expect(venue.live).toBe(1);
    const trade = { tradeId: 'gemini-T1', lastQty: 20_000_000n, lastPx: 480_000n };
    expect(venue.next()).toMatchObject({ type: 'venue.traded', atUs: 45_000, clOrdId: 'c1', ...trade });
    expect(venue.next()).toBeNull();
    expect(venue.isQuiet).toBe(true);
    expect(venue.live).toBe(0);
    venue.query('c1');
    expect(rest(venue)).toMatchObject([
      { type: 'venue.traded', atUs: 65_000, ...trade },
      { type: 'order.reconciled', atUs: 65_000, found: true, status: 'filled', cumQty: 20_000_000n },
    ]);
  });

  it('answers cancels and replaces', () => {
    const venue = venueWith('kalshi', { ...exact, profile: { ...exact.profile, noFillBps: 10_000 } });
    venue.submit(order);
    expect(venue.next()).toMatchObject({ type: 'venue.acked' });
    venue.replace('c1', { orderQty: '15' });
    expect(venue.next()).toMatchObject({ type: 'venue.replaced', orderQty: 15_000_000n, price: 480_000n });
    venue.cancel('c1');
    expect(venue.next()).toMatchObject({ type: 'venue.cancelled', reason: 'requested', cumQty: 0n });
    venue.cancel('c1');
    expect(venue.next()).toMatchObject({ type: 'venue.cancelRejected' });
  });

  it('goes no further than asked, and returns what comes until then', () => {
    const venue = venueWith('kalshi', exact);
    venue.submit(order);
    expect(venue.next(19_999)).toBeNull();
    expect([venue.nowUs, venue.isQuiet]).toEqual([19_999, false]);
    expect(venue.advanceTo(20_000).map(({ type }) => type)).toEqual(['venue.acked']);
    expect(venue.advanceTo(1_000_000).map(({ atUs }) => atUs)).toEqual([45_000]);
    expect(venue.nowUs).toBe(1_000_000);
    expect(() => venue.next(999_999)).toThrow(InvalidRequest);
  });

  it('is a stream of messages that ends when nothing is under way', async () => {
    const venue = venueWith('kalshi', exact);
    venue.submit(order);
    const types: string[] = [];
    for await (const message of venue.events()) {
      types.push(message.type);
      if (types.length === 2) venue.submit({ ...order, clOrdId: 'c2' });
    }
    expect(types).toEqual(['venue.acked', 'venue.traded', 'venue.acked', 'venue.traded']);
  });

  it('tells of settlements on chain, of markets that close, and of a connection that is lost', () => {
    const polymarket = venueWith('polymarket', exact);
    polymarket.submit(order);
    expect(rest(polymarket).slice(2)).toMatchObject([
      { type: 'settlement', clOrdId: 'c1', tradeId: 'polymarket-T1', status: 'mined' },
      { type: 'settlement', status: 'confirmed' },
    ]);
    const delayUs = { kind: 'constant', valueUs: 100_000 } as const;
    const kalshi = venueWith('kalshi', {
      markets: [{ market: 'FED-DEC', closesAt: '2s' }],
      faults: [{ fault: 'disconnectWindow', chanceBps: 10_000, ordersMax: 1, delayUs }],
    });
    kalshi.submit(order);
    expect(rest(kalshi)).toMatchObject([
      { type: 'disconnected' },
      { type: 'reconnected' },
      { type: 'trading', atUs: 2_000_000, market: 'FED-DEC', state: 'closed' },
    ]);
    kalshi.submit({ ...order, clOrdId: 'c2' });
    expect(kalshi.next()).toMatchObject({ type: 'venue.rejected', clOrdId: 'c2' });
  });

  it('loses what is under way to a client whose connection goes down', () => {
    const delayUs = { kind: 'constant', valueUs: 10_000 } as const;
    const windowUs = { from: 12_000, to: 20_000 };
    const faults = [{ fault: 'disconnectWindow', chanceBps: 10_000, windowUs, delayUs } as const];
    const venue = venueWith('kalshi', { ...exact, faults });
    venue.submit(order);
    venue.advanceTo(5_000);
    venue.submit({ ...order, clOrdId: 'c2' });
    expect(rest(venue).map(({ type, atUs }) => [type, atUs])).toEqual([
      ['disconnected', 15_000],
      ['reconnected', 25_000],
      ['venue.traded', 45_000],
    ]);
  });

  const play = (seed: string): OwnVenue => {
    const venue = venueWith('polymarket', { seed, faults: [{ fault: 'ackLost', chanceBps: 5_000 }] });
    for (let count = 1; count <= 5; count += 1) venue.submit({ ...order, clOrdId: `c${count}` });
    rest(venue);
    return venue;
  };

  it('gives the same journal to the same seed and requests, and another to another seed', () => {
    expect(play('7').digest()).toBe(play('7').digest());
    expect(play('7').digest()).not.toBe(play('8').digest());
  });

  it('keeps its journal in lines that are its records, and its balances in both', () => {
    const venue = play('7');
    expect(venue.journalLines().map((line) => decodeRecord(line))).toEqual(venue.journal());
    const stated = new Map<string, bigint>();
    for (const record of venue.journal()) if (record.type === 'venue.balance') stated.set(record.asset, record.amount);
    expect(venue.balances().map(({ asset, amount }) => [asset, amount])).toEqual([...stated]);
  });

  it.each<[string, (venue: OwnVenue) => void, string]>([
    [
      'a floating-point quantity',
      (venue) => venue.submit({ ...order, orderQty: 0.5 as unknown as bigint }),
      'orderQty must be an amount from 0.000001 to 1000000000, as micros in a bigint or as a decimal text, but it is the number 0.5.',
    ],
    [
      'a negative quantity',
      (venue) => venue.submit({ ...order, orderQty: '-1' }),
      'orderQty must be an amount from 0.000001 to 1000000000, as micros in a bigint or as a decimal text, but it is "-1".',
    ],
    [
      'a price above 1',
      (venue) => venue.submit({ ...order, price: 1_000_001n }),
      'price must be an amount from 0 to 1, as micros in a bigint or as a decimal text, but it is 1.000001 (1000001 micros).',
    ],
    [
      'an unknown side',
      (venue) => venue.submit({ ...order, side: 'long' as 'buy' }),
      'side must be one of buy, sell, but it is "long".',
    ],
    ['no id', (venue) => venue.cancel(''), 'clOrdId must be a text of 1 to 200 characters, but it is "".'],
    [
      'a replace that changes nothing',
      (venue) => venue.replace('c1', {}),
      'replace must be a change of orderQty, price or both, but it is missing.',
    ],
  ])('refuses %s with a sentence, and sends nothing', (_what, request, sentence) => {
    const venue = venueWith('kalshi');
    const written = venue.journal().length;
    expect(() => request(venue)).toThrow(new InvalidRequest('', sentence).message);
    expect(venue.isQuiet).toBe(true);
    expect(venue.journal()).toHaveLength(written);
  });

  it('leaves to the venue what the venue refuses', () => {
    const venue = venueWith('kalshi');
    venue.submit({ ...order, market: 'NO-SUCH' });
    venue.submit({ ...order, clOrdId: 'c2', price: '0.4805' });
    venue.submit({ ...order, clOrdId: 'c3', orderQty: '900000' });
    const reasons = rest(venue).map((message) => [
      'clOrdId' in message && message.clOrdId,
      'reason' in message && message.reason,
    ]);
    expect(Object.fromEntries(reasons)).toEqual({
      c1: 'unknownMarket',
      c2: 'priceOffTick',
      c3: 'insufficientFunds',
    });
  });
});
