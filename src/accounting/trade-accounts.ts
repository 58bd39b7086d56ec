// Which accounts the ledger moves for a purse and for a holding, found once and kept by number: a fill is booked
// without a look at any name.
import type { Accounts } from './accounts.ts';
import type { Holding, Purse } from './holdings.ts';

/** The numbers of the five accounts that a trade touches. */
export interface TradeAccounts {
  readonly cash: number;
  readonly marketCash: number;
  readonly fees: number;
  readonly shares: number;
  readonly marketShares: number;
}

/** The accounts of purses and holdings by their numbers. */
export class TradeAccountTable {
  private readonly accounts: Accounts;
  private readonly ofHoldings: (TradeAccounts | undefined)[] = [];
  private readonly ofPurses: (number | undefined)[] = [];

  constructor(accounts: Accounts) {
    this.accounts = accounts;
  }

  /** The account of a purse's money. */
  cash(purse: Purse): number {
    return this.ofPurses[purse.id] ?? this.openCash(purse);
  }

  /** The accounts of a holding's trades. */
  of(holding: Holding): TradeAccounts {
    return this.ofHoldings[holding.id] ?? this.openTrades(holding);
  }

  private openCash(purse: Purse): number {
    const id = this.accounts.idOf(purse.account, purse.venue, purse.currency);
    this.ofPurses[purse.id] = id;
    return id;
  }

  private openTrades(holding: Holding): TradeAccounts {
    const { purse, share } = holding;
    const { account, venue, currency } = purse;
    const trades: TradeAccounts = {
      cash: this.cash(purse),
      marketCash: this.accounts.idOf('market', venue, currency),
      fees: this.accounts.idOf('fees', venue, currency),
      shares: this.accounts.idOf(account, venue, share),
      marketShares: this.accounts.idOf('market', venue, share),
    };
    this.ofHoldings[holding.id] = trades;
    return trades;
  }
}
