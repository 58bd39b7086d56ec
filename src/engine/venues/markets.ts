// The markets of a run by venue and name, each with its fees.
import { assert } from '../../kernel/assert.ts';
import { feesOf } from '../../venues/definitions/catalogue.ts';
import type { FeeModel } from '../../venues/definitions/fees.ts';
import type { Market } from '../../venues/definitions/market.ts';
import type { VenueRules } from '../../venues/definitions/types.ts';

/** A market that a run may trade in. */
export interface ListedMarket {
  /** The account with which the run trades at its venue. */
  readonly account: string;
  readonly terms: Market;
  readonly fees: FeeModel;
  /** How far ahead an order that is good till a date must say that it ends: 0 where its venue says nothing. */
  readonly expiryLeadUs: number;
}

/** A venue with its markets. */
interface VenueOfMarkets {
  readonly rules: VenueRules;
  readonly markets: readonly Market[];
  /** The first is the run's own. */
  readonly accounts: readonly { readonly account: string }[];
}

/** All markets of a run. */
export class Markets {
  private readonly byVenue = new Map<string, Map<string, ListedMarket>>();

  constructor(venues: readonly VenueOfMarkets[]) {
    for (const { rules, markets, accounts } of venues)
      for (const terms of markets) {
        const ofVenue = this.byVenue.get(terms.venue) ?? new Map<string, ListedMarket>();
        const expiryLeadUs = rules.orders.expiry.value?.leadUsMin ?? 0;
        const account = accounts[0]?.account ?? '';
        ofVenue.set(terms.market, { account, terms, fees: feesOf(terms.fees), expiryLeadUs });
        this.byVenue.set(terms.venue, ofVenue);
      }
  }

  /** The market of that name at a venue. */
  of(venue: string, market: string): ListedMarket {
    const listed = this.byVenue.get(venue)?.get(market);
    assert(listed !== undefined, () => `${venue} has no market ${market}`);
    return listed;
  }
}
