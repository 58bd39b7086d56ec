// A venue as the journal tells it: its account, what the trades there come to on either side, and whether it is open.

import { createCounts, type VenueCounts } from './venue-counts.ts';

/** One asset of an account: what both sides' trades come to, and what each side says that it is. Micros. */
export class AssetState {
  readonly asset: string;
  /** From the opening and all that the venue made and has not taken back. */
  venueAmount = 0n;
  /** From the opening and all that the client was told. */
  ledgerAmount = 0n;
  venueStated: bigint | null = null;
  ledgerStated: bigint | null = null;

  constructor(asset: string) {
    this.asset = asset;
  }
}

/** One market, or the whole venue. */
export class MarketState {
  readonly market: string;
  readonly venue: VenueState;
  /** As it was last told; null before. */
  state: string | null = null;
  takesOrders = true;
  fills = true;
  readonly shares = new Map<string, AssetState>();
  /** How often its book had moved when it was last taken from, and what was left then, by price, asked or bid. */
  bookMove = -1;
  offers: readonly (readonly [px: bigint, leftQty: bigint, isAsk: boolean])[] = [];
  /** How far its result has come, and what a share of each outcome pays by it, in their order; null before. */
  stage: string | null = null;
  payouts: readonly bigint[] | null = null;
  /** Whether the client was told of the final result. */
  isTold = false;
  /** Own orders that live there. */
  liveOrders = 0;
  /** Whether a fault is to close it. */
  isDoomed = false;
  /** All its outcomes, of which exactly one comes true, where they were listed. */
  set: readonly AssetState[] = [];

  constructor(market: string, venue: VenueState) {
    this.market = market;
    this.venue = venue;
  }
}

/** A venue and the account there. */
export class VenueState {
  readonly venue: string;
  /** The account's name, and its money; null for a venue without an account. */
  account: string | null = null;
  cash: AssetState | null = null;
  /** Whether one share of each outcome of a market is money there at once. */
  isNetting = false;
  /** Whether its trades settle later. */
  settles = false;
  /** Whether open orders tie up their worst case there, so that nothing is ever owed. */
  isEscrowed = false;
  counts: VenueCounts = createCounts();
  readonly whole: MarketState;
  readonly markets = new Map<string, MarketState>();
  readonly assets = new Map<string, AssetState>();

  constructor(venue: string) {
    this.venue = venue;
    this.whole = new MarketState('', this);
  }

  /** The market of that name; the venue itself for an empty one. */
  marketOf(market: string): MarketState {
    if (market === '') return this.whole;
    let known = this.markets.get(market);
    if (known === undefined) {
      known = new MarketState(market, this);
      this.markets.set(market, known);
    }
    return known;
  }

  /** The asset of that name: a currency, or shares as `market:outcome`. */
  assetOf(asset: string): AssetState {
    let known = this.assets.get(asset);
    if (known === undefined) {
      known = new AssetState(asset);
      this.assets.set(asset, known);
    }
    return known;
  }
}

/** The shares of one outcome of a market. */
export const sharesOf = (market: MarketState, outcome: string): AssetState => {
  let known = market.shares.get(outcome);
  if (known === undefined) {
    known = market.venue.assetOf(`${market.market}:${outcome}`);
    market.shares.set(outcome, known);
  }
  return known;
};
