// Venues for the tests, with an example order that each of them takes.
import { createVenue } from '../../src/harness/create-venue.ts';
import type { OwnVenue } from '../../src/harness/own-venue.ts';
import type { OwnProfile, OwnVenueName, OwnVenueOptions } from '../../src/harness/options.ts';
import type { Wanted } from './examples/oms.ts';

export const OPENING = 10_000_000_000n;

const latency = (minUs: number, maxUs: number) => ({ kind: 'uniform', minUs, maxUs }) as const;

const profile: OwnProfile = {
  ackLatency: latency(10_000, 40_000),
  fillLatency: latency(20_000, 80_000),
  reportLatency: latency(1_000, 10_000),
  cancelLatency: latency(10_000, 40_000),
};

const settles: ReadonlySet<OwnVenueName> = new Set(['polymarket', 'opinion']);

/** A venue with two markets and quick answers. */
export const venueWith = (
  name: OwnVenueName,
  { profile: changes = {}, ...options }: Partial<OwnVenueOptions> = {},
): OwnVenue => {
  // A book or a pool fills at once what meets in it.
  const { fillLatency: _, ...answers } = profile;
  const usual = options.book === undefined && options.pool === undefined ? profile : answers;
  const settlement = settles.has(name) ? { settlement: { latency: latency(100_000, 1_000_000) } } : {};
  return createVenue(name, {
    account: { opening: OPENING },
    markets: [{ market: 'FED-DEC' }, { market: 'RAIN' }],
    profile: { ...usual, ...settlement, ...changes },
    ...options,
  });
};

/** Twenty shares at 0.48: every venue takes that. */
export const wanted: Wanted = {
  market: 'FED-DEC',
  outcome: 'yes',
  side: 'buy',
  orderQty: 20_000_000n,
  price: 480_000n,
};

/** Books that move for some seconds around the price of `wanted`. */
export const books = { flow: { middle: '0.48', every: '60ms', lasts: '6s' } } as const;
