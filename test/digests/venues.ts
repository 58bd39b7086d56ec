// Venues for somebody's own order management, each with a client that asks for whatever it may, at every venue there is:
// by chance, by book and by pool, with faults.
import { createVenue } from '../../src/harness/create-venue.ts';
import type { OwnVenue } from '../../src/harness/own-venue.ts';
import type { OwnVenueName, OwnVenueOptions } from '../../src/harness/options.ts';
import type { ClientOrder } from '../../src/harness/requests.ts';
import { RandomStream } from '../../src/kernel/random/stream.ts';
import type { Pin } from './pins.ts';
import type { Pinnable } from './shipped.ts';

type Faults = NonNullable<OwnVenueOptions['faults']>;

const wait = (valueUs: number) => ({ kind: 'constant', valueUs }) as const;

const faults: Faults = [
  { fault: 'ackLost', chanceBps: 500 },
  { fault: 'ackLate', chanceBps: 500, delayUs: wait(900_000) },
  { fault: 'submitLost', chanceBps: 300 },
  { fault: 'fillReportLost', chanceBps: 500 },
  { fault: 'fillReportDuplicated', chanceBps: 500, delayUs: wait(150_000) },
  { fault: 'fillReportReordered', chanceBps: 500, delayUs: wait(400_000) },
  { fault: 'lateFillAfterCancel', chanceBps: 500, delayUs: wait(700_000) },
  { fault: 'cancelLost', chanceBps: 500 },
  { fault: 'cancelRejected', chanceBps: 500, delayUs: wait(20_000) },
  { fault: 'staleRead', chanceBps: 1_000, delayUs: wait(300_000) },
  { fault: 'disconnectWindow', chanceBps: 100, delayUs: wait(800_000) },
  { fault: 'halt', chanceBps: 100, delayUs: wait(600_000) },
];
const onChain: Faults = [
  { fault: 'settlementFailed', chanceBps: 500 },
  { fault: 'settlementRetried', chanceBps: 500 },
];

interface Script {
  readonly venue: OwnVenueName;
  readonly kind: 'chance' | 'book' | 'pool';
  readonly options: Omit<OwnVenueOptions, 'account'>;
  /** Prices and quantities that the client asks for, in micros; some of them fit no grid and no step. */
  readonly tick: bigint;
  readonly step: bigint;
  /** So little that it binds, where the usual does not. */
  readonly opening?: string;
}

const chances = { rejectBps: 300, noFillBps: 500, partialBps: 5_000 } as const;
const settlement = { settlement: { latency: '2s', failBps: 300, retryBps: 300 } } as const;
const two: OwnVenueOptions['markets'] = [{ market: 'RAIN' }, { market: 'FED-DEC', closesAt: '50s' }];
const flow = { middle: '0.48', band: 5, lots: 40, every: '20ms', lasts: '60s' } as const;

const scripts: readonly Script[] = [
  {
    ...{ venue: 'polymarket', kind: 'chance', tick: 10_000n, step: 10_000n },
    options: {
      markets: [
        { market: 'RAIN', fees: { category: 'crypto' } },
        { market: 'FED-DEC', fees: { category: 'sports' } },
      ],
      profile: { ...chances, ...settlement },
      faults: [...faults, ...onChain],
    },
  },
  {
    ...{ venue: 'kalshi', kind: 'chance', tick: 10_000n, step: 10_000n },
    options: {
      markets: [
        { market: 'RAIN', fees: { feeType: 'quadratic_with_maker_fees', membership: 'nonDirectMember' } },
        { market: 'FED-DEC', fees: { membership: 'directMember' } },
      ],
      profile: chances,
      faults,
    },
  },
  {
    ...{ venue: 'opinion', kind: 'chance', tick: 1_000n, step: 10_000n },
    options: {
      markets: [{ market: 'RAIN', fees: { topicRate: '0.03', discountLeaves: '0.7' } }, { market: 'FED-DEC' }],
      profile: { ...chances, ...settlement },
      faults: [...faults, ...onChain],
    },
  },
  {
    ...{ venue: 'gemini', kind: 'chance', tick: 10_000n, step: 1_000_000n },
    options: { markets: two, profile: chances, faults },
  },
  {
    ...{ venue: 'other', kind: 'chance', tick: 1_000n, step: 1_000n },
    options: {
      markets: two,
      profile: chances,
      faults,
      rules: { tick: '0.001', qtyStep: '0.001', orderQtyMin: '0.001', makerFeeBps: 7, takerFeeBps: 33 },
    },
  },
  {
    ...{ venue: 'polymarket', kind: 'book', tick: 1_000n, step: 10_000n },
    options: {
      markets: [
        { market: 'RAIN', grid: '0.001' },
        { market: 'FED-DEC', grid: '0.001', closesAt: '50s' },
      ],
      profile: settlement,
      book: { flow, takerDelay: { holds: '250ms' } },
      faults: [...faults, ...onChain],
    },
  },
  {
    ...{ venue: 'kalshi', kind: 'book', tick: 10_000n, step: 10_000n },
    options: { markets: two, book: { flow, queue: 'proportional', refill: 'whenShown' }, faults },
  },
  {
    ...{ venue: 'manifold', kind: 'pool', tick: 10_000n, step: 1n },
    options: {
      markets: [
        { market: 'RAIN', pool: { prob: '0.37', liquidity: '700' } },
        { market: 'FED-DEC', closesAt: '50s', pool: { liquidity: '91' } },
      ],
      pool: { bettors: { lasts: '60s', every: '500ms', spread: '0.2' } },
      faults,
    },
    opening: '90',
  },
];

const ORDERS = 160;

/** What the client does: orders of every kind, at odd prices, cancelled, replaced, asked for. Never twice the same. */
const play = (venue: OwnVenue, { tick, step }: Script): void => {
  const random = RandomStream.fromSeed('pinned', venue.venue);
  const one = <T>(choices: readonly T[]): T => choices[random.nextBelow(choices.length)] as T;
  let atUs = 0;
  for (let number = 1; number <= ORDERS; number += 1) {
    const clOrdId = `c${number}`;
    const drawn = tick * (20_000n / tick + BigInt(random.nextBelow(Number(960_000n / tick))));
    const orderQty = 5_000_000n + step * BigInt(random.nextBelow(Number(40_000_000n / step)));
    const market = one(['RAIN', 'FED-DEC']);
    const outcome = one(['yes', 'no']);
    const side = one(['buy', 'buy', 'sell'] as const);
    // Every other time at what is shown, where something is.
    const shown = venue.quote(market, outcome);
    const best = side === 'buy' ? shown?.askPx : shown?.bidPx;
    const price = number % 2 === 0 ? (best ?? drawn) : drawn;
    const order: ClientOrder = {
      ...{ clOrdId, price, orderQty, market, outcome, side },
      timeInForce: one(['GTC', 'GTC', 'IOC', 'FOK']),
      isPostOnly: random.chance(500),
    };
    venue.submit(order);
    atUs += 1 + random.nextBelow(400_000);
    venue.advanceTo(atUs);
    const earlier = `c${1 + random.nextBelow(number)}`;
    const act = random.nextBelow(5);
    if (act === 0) venue.cancel(earlier);
    if (act === 1) venue.query(earlier);
    if (act === 2) venue.replace(earlier, { price: price + tick, orderQty: orderQty + step });
  }
  venue.advanceTo(atUs + 60_000_000);
};

/** The scripts' runs. */
export const venueRuns = (): readonly Pinnable[] =>
  scripts.map((script) => ({
    name: `createVenue by ${script.kind}, ${script.venue}`,
    run: async (): Promise<Pin> => {
      const venue = createVenue(script.venue, { account: { opening: script.opening ?? '400' }, ...script.options });
      play(venue, script);
      return { records: venue.journal().length, digest: venue.digest() };
    },
  }));
