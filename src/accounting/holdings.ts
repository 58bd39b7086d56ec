// Who can hold what: the key of an account at a venue, and its holding of one outcome's shares there. Both are
// interned, with a dense number each, so that balances, reservations and positions are found by index.
//
// It knows no amounts. The numbers are given in the order of first use: what is saved names, and never numbers.
import { assert } from '../kernel/assert.ts';
import { compareText } from '../kernel/compare-text.ts';
import type { Rounding } from '../money/rounding.ts';
import { isCounterAccount } from './counter-accounts.ts';
import { innerMap } from './tables.ts';

/** Where the fraction of a micro goes in `price × quantity`: of what is paid for a buy, and received for a sell. */
export interface CashRounding {
  readonly buy: Rounding;
  readonly sell: Rounding;
}

/**
 * The rounding of a venue that gives no fraction away: what is paid is rounded up, what is received down, so that
 * our portfolio never shows more than the venue's. It also is the rounding where it never matters: on the grids of
 * Kalshi (0.0001 × 0.01) and Polymarket (0.0001 × 0.01) `price × quantity` is whole micros.
 */
export const againstTheTrader: CashRounding = { buy: 'ceil', sell: 'floor' };

/** What accounting has to know of a venue. */
export interface VenueTerms {
  readonly venue: string;
  /** The currency it settles in, such as `USD` or `pUSD`. */
  readonly currency: string;
  readonly cashRounding: CashRounding;
  /** Whether an open order ties up its worst case, or nothing (Manifold's limit orders are not escrowed). */
  readonly escrow: 'worstCase' | 'none';
}

/** The money of one account at one venue. */
export interface AccountKey {
  readonly id: number;
  readonly account: string;
  readonly venue: string;
  readonly currency: string;
  readonly terms: VenueTerms;
}

/** The shares of one outcome that one account has at one venue: none, some, or, overdrawn, fewer than none. */
export interface Holding {
  readonly id: number;
  readonly accountKey: AccountKey;
  readonly market: string;
  readonly outcome: string;
  /** The asset's name in the ledger: `market:outcome`. */
  readonly share: string;
}

/** A holding by its names, as it is saved. */
export interface HoldingName {
  readonly account: string;
  readonly venue: string;
  readonly market: string;
  readonly outcome: string;
}

type HoldingsOfMarket = Map<string, Holding>;

/** All account keys and holdings of one run's portfolio. */
export class Holdings {
  private readonly terms = new Map<string, VenueTerms>();
  private readonly accountKeys = new Map<string, Map<string, AccountKey>>();
  private readonly markets: Map<string, HoldingsOfMarket>[] = [];
  private accountKeyCount = 0;
  private holdingCount = 0;

  constructor(venues: readonly VenueTerms[]) {
    for (const terms of venues) this.addVenue(terms);
  }

  /** Takes a venue in, once. */
  addVenue(terms: VenueTerms): void {
    assert(!this.terms.has(terms.venue), () => `the venue ${terms.venue} is given twice`);
    assert(!terms.currency.includes(':'), () => `'${terms.currency}' is the name of a share, not of a currency`);
    this.terms.set(terms.venue, terms);
  }

  /** The key of an account at a venue. */
  accountKey(account: string, venue: string): AccountKey {
    return this.accountKeys.get(venue)?.get(account) ?? this.openAccountKey(account, venue);
  }

  /** The holding of an account, at a venue, of an outcome's shares. An outcome's name has no colon. */
  of(account: string, venue: string, market: string, outcome: string): Holding {
    return this.at(this.accountKey(account, venue), market, outcome);
  }

  /** The holding of an outcome's shares of that account. */
  at(accountKey: AccountKey, market: string, outcome: string): Holding {
    return this.markets[accountKey.id]?.get(market)?.get(outcome) ?? this.openHolding(accountKey, market, outcome);
  }

  /** The holding of shares by their name in the ledger, `market:outcome`. */
  ofAsset(accountKey: AccountKey, asset: string): Holding {
    const colon = asset.lastIndexOf(':');
    return this.at(accountKey, asset.slice(0, colon), asset.slice(colon + 1));
  }

  /** The holding of a saved name. */
  named({ account, venue, market, outcome }: HoldingName): Holding {
    return this.of(account, venue, market, outcome);
  }

  private openAccountKey(account: string, venue: string): AccountKey {
    const terms = this.terms.get(venue);
    assert(terms !== undefined, () => `the venue ${venue} is not in the portfolio`);
    assert(!isCounterAccount(account), () => `'${account}' is a counter-account, and cannot be an owner's`);
    const accountKey: AccountKey = { id: this.accountKeyCount, account, venue, currency: terms.currency, terms };
    this.accountKeyCount += 1;
    innerMap(this.accountKeys, venue).set(account, accountKey);
    this.markets.push(new Map());
    return accountKey;
  }

  private openHolding(accountKey: AccountKey, market: string, outcome: string): Holding {
    assert(!outcome.includes(':'), () => `the outcome '${outcome}' of ${market} has a colon in its name`);
    const holding: Holding = { id: this.holdingCount, accountKey, market, outcome, share: `${market}:${outcome}` };
    this.holdingCount += 1;
    const markets = this.markets[accountKey.id];
    assert(markets !== undefined, 'an account has its markets');
    innerMap(markets, market).set(outcome, holding);
    return holding;
  }
}

/** The name of a holding, as it is saved. */
export const nameOfHolding = ({ accountKey, market, outcome }: Holding): HoldingName => ({
  account: accountKey.account,
  venue: accountKey.venue,
  market,
  outcome,
});

/** Orders saved rows by the names of their holdings: the same state is the same bytes, whatever came first. */
export const compareHoldingNames = (left: HoldingName, right: HoldingName): number =>
  compareText(left.account, right.account) ||
  compareText(left.venue, right.venue) ||
  compareText(left.market, right.market) ||
  compareText(left.outcome, right.outcome);
