// A venue as the journal tells it: its accounts, what the trades there come to on either side, and whether it is open.
import { AssetState } from './asset.ts';
import { createCounts, type VenueCounts } from './venue-counts.ts';

/** One market, or the whole venue. */
export class MarketState {
  readonly market: string;
  readonly venue: VenueState;
  /** As it was last reported; null before. */
  state: string | null = null;
  /** The step of its prices and its status in the venue's word, as last told; null before. */
  tick: bigint | null = null;
  status: string | null = null;
  /** Fills are of whole steps of it. */
  qtyStep = 1n;
  /** Whether a maker pays no fee there. */
  isFreeToMakers = false;
  takesOrders = true;
  fills = true;
  /** How often its book had moved when it was last taken from, and what was left then, by price, asked or bid. */
  bookMove = -1;
  offers: readonly (readonly [px: bigint, leftQty: bigint, isAsk: boolean])[] = [];
  /** How far its result has come, and what a share of each outcome pays by it, in their order; null before. */
  stage: string | null = null;
  payouts: readonly bigint[] | null = null;
  /** Whether the client received the final result. */
  isTold = false;
  /** Orders that live there, of all accounts. */
  liveOrders = 0;
  /** Whether a fault is to close it. */
  isDoomed = false;
  /** All its outcomes, of which exactly one comes true, where they were listed. */
  outcomes: readonly string[] = [];

  constructor(market: string, venue: VenueState) {
    this.market = market;
    this.venue = venue;
  }
}

/** What an account has in one market. */
export class HeldMarket {
  readonly account: AccountState;
  readonly market: MarketState;
  readonly shares = new Map<string, AssetState>();
  /** Orders of the account that live there. */
  liveOrders = 0;

  constructor(account: AccountState, market: MarketState) {
    this.account = account;
    this.market = market;
  }

  /** The shares of one outcome. */
  sharesOf(outcome: string): AssetState {
    let known = this.shares.get(outcome);
    if (known === undefined) {
      known = this.account.assetOf(`${this.market.market}:${outcome}`);
      this.shares.set(outcome, known);
    }
    return known;
  }

  /** The shares of all outcomes that were listed, in their order. */
  get set(): readonly AssetState[] {
    return this.market.outcomes.map((outcome) => this.sharesOf(outcome));
  }
}

/** An account at a venue. */
export class AccountState {
  readonly venue: VenueState;
  /** Its name, and its money; null until it is opened. */
  account: string | null = null;
  cash: AssetState | null = null;
  /** Whether one share of each outcome of a market is money there at once. */
  isNetting = false;
  /** Whether open orders tie up their worst case there, so that nothing is ever owed. */
  isEscrowed = false;
  readonly assets = new Map<string, AssetState>();
  private readonly held = new Map<string, HeldMarket>();

  constructor(venue: VenueState) {
    this.venue = venue;
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

  /** What it has in a market. */
  heldIn(market: MarketState): HeldMarket {
    let known = this.held.get(market.market);
    if (known === undefined) {
      known = new HeldMarket(this, market);
      this.held.set(market.market, known);
    }
    return known;
  }
}

/** How the audit calls an account. */
export const accountName = ({ account, venue }: AccountState): string => `${account ?? 'no account'}@${venue.venue}`;

/** A venue and the accounts there. */
export class VenueState {
  readonly venue: string;
  /** The first account, which is meant where none is named; without a name until it is opened. */
  readonly own: AccountState;
  /** Those that were opened after it, by name. */
  readonly others = new Map<string, AccountState>();
  /** Whether its trades settle later. */
  settles = false;
  counts: VenueCounts = createCounts();
  readonly whole: MarketState;
  readonly markets = new Map<string, MarketState>();

  constructor(venue: string) {
    this.venue = venue;
    this.own = new AccountState(this);
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

  /** The account of that name, or the first one where none is named; undefined for one that was never opened. */
  accountOf(account: string | undefined): AccountState | undefined {
    return account === undefined || account === '' || account === this.own.account
      ? this.own
      : this.others.get(account);
  }

  /** All accounts that were opened, in order. */
  accounts(): readonly AccountState[] {
    return this.own.account === null ? [] : [this.own, ...this.others.values()];
  }
}
