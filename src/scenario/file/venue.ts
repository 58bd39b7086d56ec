// The parts of a scenario file that describe venues and the way there.
import { z } from 'zod';
import { venueNames } from '../../venues/definitions/catalogue.ts';
import type { MessageCosts } from '../../lanes/lane.ts';
import { bookFile } from './book.ts';
import { poolFile } from './pool.ts';
import { latency } from './latency.ts';
import {
  keys,
  amount,
  basisPoints,
  duration,
  durationUsOf,
  money,
  name,
  oneOf,
  sentence,
  shares,
  whole,
} from './scalars.ts';

const tokens = () => whole(1, 1_000_000);
const costs = {
  submit: tokens(),
  cancel: tokens(),
  replace: tokens(),
  query: tokens(),
} satisfies Record<keyof MessageCosts, unknown>;

const laneFile = keys(
  {
    capacity: tokens().prefault('1024').describe('the most messages that it holds, queued and reserved together'),
    inFlight: tokens().prefault('64').describe('the most submits that may be unanswered at once'),
    rateLimit: keys({ capacity: tokens(), refillPerSecond: tokens() })
      .optional()
      .describe("a token bucket; left out, it is that of the account's tier at the venue"),
    costs: keys(costs).partial().prefault({}).describe('tokens that a message of each kind takes'),
  },
  (text) => (/^\d+$/.test(text) ? `{ capacity: ${text} }` : undefined),
);

/** What a scenario may say of a venue of its own, of the kind `other`. */
export const otherVenueFile = keys({
  title: sentence().optional(),
  currency: name().optional(),
  tick: amount('a price step', { above: 0n, atMost: 500_000n }).optional().describe('0.01 where it is left out'),
  qtyStep: shares().optional(),
  orderQtyMin: shares().optional(),
  notionalMin: money().optional().describe('the least price × quantity of an order'),
  timesInForce: z
    .array(oneOf(['GTC', 'GTD', 'IOC', 'FOK']))
    .nonempty()
    .optional(),
  canAmend: oneOf(['true', 'false'])
    .optional()
    .meta({ enum: [true, false] }),
  settlement: oneOf(['atMatch', 'onChain']).optional(),
  visibility: duration().optional().describe('how long reads lag behind writes'),
  capacity: tokens().optional(),
  refillPerSecond: tokens().optional(),
  makerFeeBps: basisPoints().optional(),
  takerFeeBps: basisPoints().optional(),
});

/** A venue, the account there, its chances, and the lane to it. */
export const venueFile = keys({
  kind: oneOf(venueNames).optional().describe("whose rules it follows; left out, the venue's name says it"),
  account: name(true).optional().describe("the account's name; left out, main"),
  opening: money().describe("the opening balance, in the venue's currency"),
  tier: name().optional().describe("the account's rate-limit tier; left out, the one an account begins with"),
  ackLatency: latency()
    .prefault({ lognormal: { median: '60ms', sigma: '0.4' } })
    .describe("from the send to the venue's answer"),
  fillLatency: latency()
    .prefault({ lognormal: { median: '80ms', sigma: '0.8' } })
    .describe("from the order's arrival, or its last fill, to the next fill"),
  reportLatency: latency()
    .prefault({ lognormal: { median: '20ms', sigma: '0.4' } })
    .describe("from a fill to the client's hearing of it"),
  cancelLatency: latency()
    .prefault({ lognormal: { median: '60ms', sigma: '0.4' } })
    .describe("from a cancel's or query's send to the answer"),
  rejectBps: basisPoints().prefault('0').describe('how often an order is refused by chance'),
  noFillBps: basisPoints().prefault('0').describe('how often an order finds no fill'),
  partialBps: basisPoints().prefault('0').describe('how often a fill is not the whole of what is open'),
  settlement: keys(
    {
      latency: latency().prefault({ lognormal: { median: '3s', sigma: '0.5' } }),
      failBps: basisPoints().prefault('0'),
      retryBps: basisPoints().prefault('0'),
    },
    (text) => (durationUsOf(text) === undefined ? undefined : `{ latency: ${text} }`),
  )
    .optional()
    .describe('how fills settle on chain, at venues that settle so'),
  book: bookFile.optional().describe('makes it a venue with books, whose fills come of them and not of chance'),
  pool: poolFile.optional().describe('makes it a venue with a market maker in each market, as Manifold has'),
  lane: laneFile.prefault({}),
  rules: otherVenueFile.optional().describe('for a venue of the kind other: the rules it follows'),
});

/** A venue as it was written. */
export type VenueFile = z.output<typeof venueFile>;
