// Which accounts the ledger moves for an account key and for a holding, found once and kept by number: a fill is booked
// without a look at any name.
import type { Accounts } from './accounts.ts';
import type { Holding, AccountKey } from './holdings.ts';

/** The numbers of the five accounts that a trade touches. */
export interface TradeAccounts {
  readonly cash: number;
  readonly marketCash: number;
  readonly fees: number;
  readonly shares: number;
  readonly marketShares: number;
}

/** The ledger accounts of account keys and holdings by their numbers. */
export class TradeAccountTable {
  private readonly accounts: Accounts;
  private readonly ofHoldings: (TradeAccounts | undefined)[] = [];
  private readonly ofAccountKeys: (number | undefined)[] = [];

  constructor(accounts: Accounts) {
    this.accounts = accounts;
  }

  /** The ledger account of an account's money. */
  cash(accountKey: AccountKey): number {
    return this.ofAccountKeys[accountKey.id] ?? this.openCash(accountKey);
  }

  /** The accounts of a holding's trades. */
  of(holding: Holding): TradeAccounts {
    return this.ofHoldings[holding.id] ?? this.openTrades(holding);
  }

  private openCash(accountKey: AccountKey): number {
    const id = this.accounts.idOf(accountKey.account, accountKey.venue, accountKey.currency);
    this.ofAccountKeys[accountKey.id] = id;
    return id;
  }

  private openTrades(holding: Holding): TradeAccounts {
    const { accountKey, share } = holding;
    const { account, venue, currency } = accountKey;
    const trades: TradeAccounts = {
      cash: this.cash(accountKey),
      marketCash: this.accounts.idOf('market', venue, currency),
      fees: this.accounts.idOf('fees', venue, currency),
      shares: this.accounts.idOf(account, venue, share),
      marketShares: this.accounts.idOf('market', venue, share),
    };
    this.ofHoldings[holding.id] = trades;
    return trades;
  }
}
