// Goal: the order in which a venue's options are written decides nothing. Method: the same venue with its keys, markets and
// faults in another order, and the same requests.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createVenue } from '../../src/harness/create-venue.ts';
import type { OwnVenueName, OwnVenueOptions } from '../../src/harness/options.ts';
import { faultNames } from '../../src/venues/faults/catalogue.ts';
import { shuffleBy, type Shuffle } from '../scenario/shuffled.ts';

const delayed = new Set(['ackLate', 'fillReportReordered', 'lateFillAfterCancel', 'staleRead', 'fillReportDuplicated']);
const faults = faultNames
  .filter((fault) => delayed.has(fault) || fault === 'ackLost' || fault === 'submitLost')
  .map((fault) => ({
    fault,
    chanceBps: 2_000,
    ...(delayed.has(fault) ? { delayUs: { kind: 'constant' as const, valueUs: 300_000 } } : {}),
  }));

const base: OwnVenueOptions = {
  seed: 'order',
  account: { name: 'desk', opening: 10_000_000_000n },
  // Two that end at the same instant: whichever the venue takes first speaks first.
  markets: ['B', 'a', '10', '9', 'Z'].map((market) => ({ market, closesAt: '20s' })) as OwnVenueOptions['markets'],
  faults,
};

const flow = { middle: '0.48', every: '60ms', lasts: '6s' };
const venues: readonly (readonly [OwnVenueName, OwnVenueOptions])[] = [
  ['kalshi', { ...base, profile: { rejectBps: 500, partialBps: 5_000 } }],
  ['kalshi', { ...base, book: { flow } }],
  ['manifold', { ...base, pool: { bettors: { lasts: '6s', every: '200ms' } } }],
  ['other', { ...base, rules: { currency: 'OWN', timesInForce: ['GTC', 'IOC'], tick: '0.01' } }],
];

const digestOf = (name: OwnVenueName, options: OwnVenueOptions): string => {
  const venue = createVenue(name, options);
  let number = 0;
  for (const market of ['9', 'Z', '10'])
    for (const outcome of ['yes', 'no']) {
      number += 1;
      venue.submit({ clOrdId: `c${number}`, market, outcome, side: 'buy', orderQty: '20', price: '0.48' });
      venue.advanceTo(number * 400_000);
      venue.cancel(`c${number}`);
    }
  venue.advanceTo(40_000_000);
  return venue.digest();
};

const shuffledKeys = (value: unknown, shuffle: Shuffle, key = ''): unknown => {
  if (Array.isArray(value)) {
    const parts = value.map((part: unknown) => shuffledKeys(part, shuffle));
    return ['markets', 'faults', 'timesInForce'].includes(key) ? shuffle(parts) : parts;
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    shuffle(Object.entries(value).map(([name, part]) => [name, shuffledKeys(part, shuffle, name)])),
  );
};

it.each(venues)('%s is the same venue, whatever the order of its options', (name, options) => {
  const digest = digestOf(name, options);
  fc.assert(
    fc.property(fc.nat(), (seed) => {
      expect(digestOf(name, shuffledKeys(options, shuffleBy(seed)) as OwnVenueOptions)).toBe(digest);
    }),
    { numRuns: 10 },
  );
});
