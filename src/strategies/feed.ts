// The seeded market feed: moments of the market, one after the other. At each, one pair's event moves a little and
// every leg of the pair is quoted anew by its venue: the fair price, the leg's part of the pair's mispricing, the venue's
// noise, its spread, its grid.
//
// It has four random streams of its own and draws from them alike whatever the prices are. It does not know what
// becomes of its quotes: nobody's orders move these prices.
import { assert } from '../kernel/assert.ts';
import type { RandomStream } from '../kernel/random/stream.ts';
import type { RandomStreams } from '../kernel/random/streams.ts';
import {
  WALKS_MAX,
  type ArrivalProcess,
  type RunLength,
  type ScenarioMarket,
  type ScenarioPair,
} from '../scenario/types.ts';
import { ceilToGrid, floorToGrid, floorToStep } from '../venues/definitions/grid.ts';
import { createGaps, doesTimeAdvance } from './arrivals.ts';
import { assertFairPrices, fairValue, walk, type Walk } from './fair-prices.ts';
import type { MarketEvent, Quote } from './types.ts';

/** What a feed is made of: these parts of a scenario. */
export interface FeedParts {
  readonly pairs: readonly ScenarioPair[];
  readonly markets: readonly ScenarioMarket[];
  readonly arrivals: ArrivalProcess;
  readonly length: RunLength;
}

/** One moment, and how long it is to the next: null after the last. */
export interface FeedMoment {
  readonly event: MarketEvent;
  readonly nextInUs: number | null;
}

/** A feed at rest, beside its streams, which their owner saves. */
export interface FeedState {
  /** Moments so far. */
  readonly moments: number;
  /** Whether the last has been. */
  readonly isOver: boolean;
  /** The fair prices of each pair, in the order of the pairs. */
  readonly fairPx: readonly (readonly bigint[])[];
}

/** The moments of the market of one run. The first may be asked for at any time, each other when it is due. */
export interface Feed {
  /** The moment that is now, frozen; null when there are no more. */
  next(nowUs: number): FeedMoment | null;
  save(): FeedState;
}

interface FedPair {
  readonly pair: string;
  readonly walk: Walk;
  readonly fairPx: bigint[];
  /** How far below its fair price each leg is quoted on average. */
  readonly discountPx: bigint;
  readonly legs: readonly { readonly market: ScenarioMarket; readonly outcome: string; readonly paysIn: number }[];
}

/** Returns a feed at its beginning, or one that resumes where `save` was called, with its streams restored. */
export const createFeed = (parts: FeedParts, streams: RandomStreams, saved?: FeedState): Feed => {
  const { length, arrivals } = parts;
  const { intentsMax, durationUs } = length;
  assert(intentsMax !== null || durationUs !== null, 'a feed has an end: a number of moments or a duration');
  assert(intentsMax !== null || doesTimeAdvance(arrivals), 'a feed without a number of moments needs time to advance');
  const pairs = parts.pairs.map((pair, index) => fedPair(pair, parts.markets, saved?.fairPx[index]));
  assert(pairs.length > 0, 'a feed has at least one pair');
  const gaps = createGaps(arrivals, streams.stream('feed arrivals'));
  const picks = streams.stream('feed pairs');
  const walks = streams.stream('feed walks');
  const noise = streams.stream('feed noise');
  let moments = saved?.moments ?? 0;
  let isOver = saved?.isOver ?? false;
  return {
    next: (nowUs) => {
      if (isOver || isPast(length, moments, nowUs)) return null;
      moments += 1;
      const { pair, walk: how, fairPx, discountPx, legs } = pairs[picks.nextBelow(pairs.length)] as FedPair;
      walk(fairPx, how, walks);
      const quotes = legs.map(({ market, outcome, paysIn }) =>
        quoteOf(market, outcome, fairValue(fairPx, paysIn) - discountPx, noise),
      );
      const gapUs = gaps(moments);
      isOver = isPast(length, moments, nowUs + gapUs);
      return {
        // Frozen, because every strategy is shown the same one.
        event: Object.freeze({ type: 'quotes', pair, quotes: Object.freeze(quotes), atUs: nowUs }),
        nextInUs: isOver ? null : gapUs,
      };
    },
    save: () => ({ moments, isOver, fairPx: pairs.map(({ fairPx }) => [...fairPx]) }),
  };
};

const isPast = ({ intentsMax, durationUs }: RunLength, moments: number, nowUs: number): boolean =>
  (intentsMax !== null && moments >= intentsMax) || (durationUs !== null && nowUs >= durationUs);

const fedPair = (
  { pair, fairPx, walkPx, mispricingPx }: ScenarioPair,
  markets: readonly ScenarioMarket[],
  saved: readonly bigint[] | undefined,
): FedPair => {
  assertFairPrices(fairPx);
  assert(fairPx.length === pair.outcomes.length, () => `pair ${pair.pair} has a fair price for each outcome`);
  const now = saved ?? fairPx;
  assertFairPrices(now);
  const legs = pair.legs.map(({ venue, market, outcome, paysIn }) => {
    const found = markets.find(({ terms }) => terms.venue === venue && terms.market === market);
    assert(found !== undefined, () => `${venue} ${market} is no market of the feed`);
    return { market: found, outcome, paysIn };
  });
  return {
    pair: pair.pair,
    walk: { firstPx: fairPx, stepPx: walkPx, rangePx: walkPx * BigInt(WALKS_MAX) },
    fairPx: [...now],
    discountPx: mispricingPx / BigInt(legs.length),
    legs,
  };
};

/**
 * Returns what a venue shows for a share that is fairly worth `fairPx`: its own opinion of it, and the spread around
 * that, each price on the side of the grid that is worse for the taker. Draws one number.
 */
export const quoteOf = (
  { terms, quotes }: ScenarioMarket,
  outcome: string,
  fairPx: bigint,
  noise: RandomStream,
): Quote => {
  const { spreadPx, noisePx, depthQty } = quotes;
  const middlePx = fairPx - noisePx + BigInt(noise.nextBelow(Number(2n * noisePx) + 1));
  const lowerPx = middlePx - spreadPx / 2n;
  const bidPx = floorToGrid(terms.grid, lowerPx);
  const upperPx = lowerPx + spreadPx;
  // A book is never locked: where bid and ask would be one price, the ask is the next one.
  const askPx = ceilToGrid(terms.grid, bidPx !== null && upperPx <= bidPx ? bidPx + 1n : upperPx);
  const qty = floorToStep(depthQty, terms.qtyStep);
  return Object.freeze({
    venue: terms.venue,
    market: terms.market,
    outcome,
    bidPx,
    bidQty: bidPx === null ? 0n : qty,
    askPx,
    askQty: askPx === null ? 0n : qty,
  });
};
