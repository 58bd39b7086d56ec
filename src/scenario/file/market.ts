// The parts of a scenario file that describe markets and verified pairs.
import { z } from 'zod';
import { marketPoolFile } from './pool.ts';
import { polymarketFeeRates, type PolymarketCategory } from '../../venues/definitions/polymarket/rules.ts';
import type { TradingState } from '../../venues/definitions/words.ts';
import { described } from '../problem.ts';
import { WALKS_MAX } from '../types.ts';
import { priceHint } from './hints.ts';
import {
  keys,
  amount,
  basisPoints,
  duration,
  name,
  nameFault,
  oneOf,
  price,
  sentence,
  shares,
  whole,
} from './scalars.ts';

const tradingStates: readonly TradingState[] = [
  'open',
  'unopened',
  'postOnly',
  'cancelOnly',
  'paused',
  'halted',
  'restarting',
  'closed',
  'resolved',
];

const categories = Object.keys(polymarketFeeRates) as PolymarketCategory[];
const share = () => amount('a share of a whole', { atLeast: 0n, atMost: 1_000_000n });

const feesMeant = (text: string): string | undefined => {
  if (categories.some((category) => category === text)) return `{ category: ${text} }`;
  return /^0(\.\d+)?$/.test(text) ? `{ rate: ${text} }` : undefined;
};

/** What fees depend on; which of these a market may say depends on its venue. */
export const feesFile = keys(
  {
    category: oneOf(categories).optional().describe('Polymarket: the category that sets the rate'),
    rate: share().optional().describe("Polymarket: the market's own rate"),
    exponent: whole(0, 4).optional().describe("Polymarket: the market's own exponent"),
    feeType: oneOf(['quadratic', 'quadratic_with_maker_fees', 'quadratic_with_combo_maker_fees'])
      .optional()
      .describe("Kalshi: the series' fee type"),
    feeMultiplier: amount('a multiplier', { atLeast: 0n, atMost: 10_000_000n }).optional().describe('Kalshi'),
    membership: oneOf(['directMember', 'nonDirectMember']).optional().describe('Kalshi'),
    topicRate: share().optional().describe('Opinion: the rate of the topic'),
    discountLeaves: share().optional().describe("Opinion: what the account's discounts leave of the fee"),
    makerFeeBps: basisPoints().optional().describe('venues of the kind other'),
    takerFeeBps: basisPoints().optional().describe('venues of the kind other'),
  },
  feesMeant,
);

/** How a market ends. */
export const resolvesFile = keys(
  {
    at: duration(1).describe(
      'when its result is determined, from the beginning of the run; it closes then at the latest',
    ),
    to: name().describe('the outcome that comes true, or 50/50'),
    paysAfter: duration(0).prefault('0s').describe('from the last word on the result to the payout'),
    disputedFor: duration(1).optional().describe('the result is disputed at once, for so long'),
    finally: name().optional().describe('what the dispute makes of the result; left out, it stands'),
  },
  (text) => (nameFault(text) === null ? `{ at: 10min, to: ${text} }` : undefined),
);

/** What a market settles on. */
export const settlesFile = keys({
  event: sentence().describe('what is asked, in words that are the same for every market that asks it'),
  source: sentence().describe('whose word decides'),
  date: sentence().describe('when it is decided'),
});

/** A market and how it is quoted. */
export const marketFile = keys({
  outcomes: z.array(name()).min(2).prefault(['yes', 'no']).describe('exactly one of them pays 1 in the end'),
  grid: name().optional().describe("its price grid, by the venue's own name; left out, the usual one"),
  step: shares().optional().describe('quantities are whole numbers of it'),
  minSize: shares().optional().describe('the fewest shares of an order'),
  fees: feesFile.prefault({}),
  state: oneOf(tradingStates).prefault('open').describe('the state in which the run begins'),
  settles: settlesFile.optional().describe('what it settles on: markets of a pair that say so must say the same'),
  closesAt: duration(1).optional().describe('when it closes, from the beginning of the run'),
  takerDelay: duration(1)
    .optional()
    .describe(
      'an order that would fill at once is held so long before it matches, and its answer waits: 250ms, crypto 50ms',
    ),
  pool: marketPoolFile.describe('its pool, at a venue with a market maker'),
  resolves: resolvesFile.optional().describe('how it ends; left out, its result does not come within the run'),
  quotes: keys(
    {
      spread: price().optional().describe('between bid and ask; left out, 0.02'),
      noise: price().prefault('0.01').describe("how far the venue's price may stray from the fair one"),
      depth: shares().prefault('500').describe('shares at the best price'),
    },
    (text) => (/^0\.\d+$/.test(text) ? `{ spread: ${text} }` : undefined),
  ).prefault({}),
});

const legFile = keys({
  venue: name(),
  market: name(),
  outcome: name(),
  paysIn: z
    .array(name())
    .nonempty()
    .optional()
    .describe("the event's outcomes in which a share pays 1; left out, the one of the same name"),
});

/** The fair price of the event's first outcome of two, or one for each outcome by its name. */
export type Fair =
  { readonly kind: 'first'; readonly px: bigint } | { readonly kind: 'each'; readonly px: ReadonlyMap<string, bigint> };

const fairPrice = price();

const fair = () =>
  z
    .unknown()
    .transform((value, context): Fair => {
      if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
        const px = new Map<string, bigint>();
        for (const [outcome, text] of Object.entries(value)) {
          const read = fairPrice.safeParse(text);
          if (read.success) px.set(outcome, read.data);
          else
            for (const { message } of read.error.issues) context.addIssue({ code: 'custom', message, path: [outcome] });
        }
        return { kind: 'each', px };
      }
      const read = fairPrice.safeParse(value);
      if (read.success) return { kind: 'first', px: read.data };
      const stands = value === undefined ? 'is missing' : `cannot be ${described(value)}`;
      const meant = typeof value === 'string' ? priceHint(value) : undefined;
      context.addIssue(
        meant === undefined
          ? `${stands}: it is a price for each outcome, such as { yes: 0.6, no: 0.4 }, or of the first of two.`
          : `${stands}: ${meant}`,
      );
      return z.NEVER;
    })
    .meta({
      oneOf: [
        { type: ['number', 'string'], description: 'of the first outcome of two' },
        { type: 'object', additionalProperties: { type: ['number', 'string'] } },
      ],
    });

const reference = () =>
  z
    .unknown()
    .transform((value, context): { readonly venue: string; readonly market: string } => {
      const [, venue, market] = (typeof value === 'string' ? /^([^/]+)\/(.+)$/.exec(value) : null) ?? [];
      if (venue !== undefined && market !== undefined && nameFault(venue) === null && nameFault(market) === null)
        return { venue, market };
      context.addIssue(`must be a market such as kalshi/FED-DEC, but it is ${described(value)}.`);
      return z.NEVER;
    })
    .meta({ type: 'string', pattern: '^[^/]+/.+$' });

/** A verified pair, with its legs, or in short for two markets with the outcomes yes and no. */
export const pairFile = keys({
  verified: sentence()
    .optional()
    .describe(
      "who compared the markets' rules, and when; without it, or markets that say what they settle on, it is not traded",
    ),
  outcomes: z.array(name()).min(2).max(30).optional().describe('of the event: exactly one comes true'),
  fair: fair().optional().describe('the prices at which the event begins; they sum to 1. A recording says its own'),
  ways: oneOf(['one', 'both'])
    .prefault('one')
    .describe('both: two legs are bought the other way round too, as a pair of the same name and .reverse'),
  walk: price()
    .prefault('0.01')
    .describe(
      `the most that a fair price moves from one moment to the next; it stays within ${WALKS_MAX} times that of its beginning`,
    ),
  mispricing: price()
    .prefault('0')
    .describe(
      'how much less than 1 the venues take all legs together to be worth, on average: what an arbitrage lives on',
    ),
  legs: z.array(legFile).optional(),
  yes: reference().optional().describe('in short: where YES is bought, such as polymarket/FED-DEC'),
  no: reference().optional().describe('in short: where NO is bought, such as kalshi/FED-DEC'),
});

/** A market as it was written. */
export type MarketFile = z.output<typeof marketFile>;
/** A pair as it was written. */
export type PairFile = z.output<typeof pairFile>;
