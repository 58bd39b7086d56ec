// What a venue with a market of its own shows, as a strategy receives it: both ladders of an outcome, and how much room
// there is to trade on them.
import { assert } from '../../kernel/assert.ts';
import type { BookLevel } from '../../market-data/types.ts';
import type { MarketEvent, Quote } from '../../strategies/types.ts';
import type { Market } from '../../venues/definitions/market.ts';
import type { ShownMarkets, VenueSimulator } from '../../venues/simulation/types.ts';
import type { Portfolio } from '../../accounting/portfolio.ts';

/** What quotes are made of: the venues' own markets, and what may still be spent and held. */
export interface QuoteSources {
  readonly venues: ReadonlyMap<string, Pick<VenueSimulator, 'shown'>>;
  readonly portfolio: Pick<Portfolio, 'accounts'>;
}

/** How many levels of each side a venue shows. */
export const LEVELS_SHOWN = 10;

/** A quote of what is bid and asked, best first. */
export const quoteOfLadders = (
  { venue, market }: Pick<Market, 'venue' | 'market'>,
  outcome: string,
  bids: readonly BookLevel[],
  asks: readonly BookLevel[],
): Quote => {
  const [[bid], [ask]] = [bids, asks];
  return {
    venue,
    market,
    outcome,
    bidPx: bid?.px ?? null,
    bidQty: bid?.qty ?? 0n,
    askPx: ask?.px ?? null,
    askQty: ask?.qty ?? 0n,
    bids: frozen(bids),
    asks: frozen(asks),
  };
};

/** Every strategy is shown the same levels; nobody changes them, so they are frozen where they are. */
const frozen = (levels: readonly BookLevel[]): readonly BookLevel[] => {
  for (const level of levels) Object.freeze(level);
  return Object.freeze(levels);
};

/** What may still be spent at the venue, and how many more shares the risk limits let be held. */
export const roomOf = (
  { portfolio }: Pick<QuoteSources, 'portfolio'>,
  { venue, market }: Pick<Market, 'venue' | 'market'>,
  outcome: string,
  marketPositionMax: bigint | null,
): Required<Pick<Quote, 'funds' | 'roomQty'>> => {
  const { accounts } = portfolio;
  const funds = accounts.fundsOf(venue);
  if (marketPositionMax === null) return { funds, roomQty: null };
  return { funds, roomQty: marketPositionMax - accounts.positionOf(accounts.holdingOf(venue, market, outcome)) };
};

/**
 * A moment of the seeded feed, frozen: it says which pair it is about. Where a venue has a market of its own, what a leg
 * costs is what that shows, and no opinion of the feed's.
 */
export const asShown = (event: MarketEvent, sources: QuoteSources, marketPositionMax: bigint | null): MarketEvent => {
  if (!event.quotes.some((quote) => marketsShowing(quote, sources) !== null)) return event;
  const quotes = event.quotes.map((quote) => shownQuote(quote, sources, marketPositionMax));
  return Object.freeze({ ...event, quotes: Object.freeze(quotes) });
};

/** What the venue of a quote shows, if it has that market of its own. */
const marketsShowing = ({ venue, market }: Quote, { venues }: QuoteSources): ShownMarkets | null => {
  const simulator = venues.get(venue);
  assert(simulator !== undefined, () => `${venue} is no venue of this run`);
  return simulator.shown?.has(market) === true ? simulator.shown : null;
};

const shownQuote = (quote: Quote, sources: QuoteSources, marketPositionMax: bigint | null): Quote => {
  const shown = marketsShowing(quote, sources);
  if (shown === null) return quote;
  const { venue, market, outcome } = quote;
  const at = { venue, market };
  const isTradable = shown.isTradable(market);
  const side = (which: 'bid' | 'ask'): readonly BookLevel[] =>
    isTradable ? shown.depthOf(market, outcome, which, LEVELS_SHOWN) : [];
  return Object.freeze({
    ...quoteOfLadders(at, outcome, side('bid'), side('ask')),
    ...roomOf(sources, at, outcome, marketPositionMax),
  });
};
