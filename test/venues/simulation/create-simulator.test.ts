// Every simulator over a context without rules: then the plainest rules hold, of which the simulator itself makes sure.
import { describe, expect, it } from 'vitest';
import type { RecordBody } from '../../../src/journal/records.ts';
import { Calendar } from '../../../src/kernel/calendar.ts';
import { RandomStreams } from '../../../src/kernel/random/streams.ts';
import type { TradingState, VenueName } from '../../../src/venues/definitions/words.ts';
import { createSimulator, type VenueProfiles } from '../../../src/venues/simulation/create-simulator.ts';
import type { VenueEvent } from '../../../src/venues/simulation/types.ts';
import { recordsOf } from './add-up.ts';
import { marketsOf, usualProfile, VENUE } from './world.ts';

const profile = { ...usualProfile, rejectBps: 0 };
const book = { queue: 'cancelsBehind', refill: 'whenGrown', printWithinUs: 0, levelPx: 100n } as const;
const simulators: readonly (readonly [string, VenueName, VenueProfiles])[] = [
  ['chance', 'kalshi', { profile }],
  ['books', 'kalshi', { profile, book: { ...profile, ...book, takerDelay: null, flow: null } }],
  ['a market maker', 'manifold', { profile, pool: { ...profile, bettors: null } }],
];

/** Why an order is refused that comes while the market is in a state; null where it is taken. */
const refusalOf = (name: VenueName, profiles: VenueProfiles, state: TradingState): string | null => {
  const calendar = new Calendar<VenueEvent>();
  const records: RecordBody[] = [];
  const pool = profiles.pool && { bettors: null };
  const markets = marketsOf({ name, closesAtUs: null, ...(pool === undefined ? {} : { pool }) });
  const context = {
    validateOrder: () => null,
    fee: () => 0n,
    qtyStep: 10_000n,
    markets: new Map(markets.map((market) => [market.market, market])),
  };
  const host = {
    get nowUs() {
      return calendar.nowUs;
    },
    schedule: (delayUs: number, event: VenueEvent) => calendar.schedule(calendar.nowUs + delayUs, event),
    cancel: (id: number) => calendar.cancel(id),
    report: () => {},
    record: (body: RecordBody) => void records.push(body),
  };
  const venue = createSimulator(VENUE, profiles, context, host, new RandomStreams('7'));
  const level = { px: 400_000n, qty: 1_000_000_000n };
  const snapshot = { what: 'snapshot', bids: [], asks: [level] } as const;
  venue.book?.apply({ ...snapshot, atUs: 0, venue: VENUE, market: 'FED' });
  if (state !== 'open') venue.handle({ kind: 'venue', venue: VENUE, type: 'trading', market: 'FED', to: state });
  const order = { clOrdId: '1', market: 'FED', outcome: 'yes', side: 'buy', timeInForce: 'GTC' } as const;
  venue.submit({ ...order, orderQty: 10_000_000n, price: 600_000n });
  for (let event = calendar.next(); event !== undefined; event = calendar.next()) venue.handle(event);
  const end = recordsOf(records, 'venue.ended').find(({ status }) => status === 'rejected');
  expect(recordsOf(records, 'venue.accepted')).toHaveLength(end === undefined ? 1 : 0);
  return end?.reason ?? null;
};

describe.each(simulators)('a venue with %s and without rules', (_, name, profiles) => {
  it.each([
    ['open', null],
    ['paused', 'marketPaused'],
    ['closed', 'marketClosed'],
    ['resolved', 'marketResolved'],
  ] as const)('in a market that is %s answers an order so: %s', (state, refusal) => {
    expect(refusalOf(name, profiles, state)).toBe(refusal);
  });
});
