// The accounts at a venue: each with its own money, shares and reservations, in one currency. A request that names no
// account means the first one, which is the only one of an engine's run.
import { assert } from '../../kernel/assert.ts';
import type { Market } from '../definitions/market.ts';
import type { VenueRules } from '../definitions/types.ts';
import type { VenueBalance } from './types.ts';
import { VenueAccount } from './venue-account.ts';
import type { Redeemed } from './venue-account-markets.ts';
import type { SavedVenueAccount, VenueAccountOptions } from './venue-account-state.ts';

/** The accounts at one venue, in the order in which they were opened. */
export class VenueAccounts {
  private readonly rules: VenueRules;
  private readonly markets: readonly Market[];
  private readonly accounts = new Map<string, VenueAccount>();
  private readonly resolved = new Map<string, readonly bigint[]>();
  private readonly first: VenueAccount;

  /** New accounts, at least one; or the saved ones, whatever the options say. */
  constructor(
    rules: VenueRules,
    markets: readonly Market[],
    options: readonly VenueAccountOptions[],
    saved?: readonly SavedVenueAccount[],
  ) {
    this.rules = rules;
    this.markets = markets;
    for (const one of saved ?? options) this.add(one, saved === undefined ? undefined : (one as SavedVenueAccount));
    const [first] = this.accounts.values();
    assert(first !== undefined, () => `${rules.title} needs an account`);
    this.first = first;
    for (const state of saved ?? []) for (const [market, payouts] of state.resolved) this.resolved.set(market, payouts);
  }

  /** Whether there is an account of that name. */
  has(account: string): boolean {
    return this.accounts.has(account);
  }

  /** The account of a request; the first one for a request that names none. */
  of(account: string | undefined): VenueAccount {
    if (account === undefined) return this.first;
    const found = this.accounts.get(account);
    assert(found !== undefined, () => `there is no account ${account} at ${this.rules.title}`);
    return found;
  }

  /** The name with which a record says whose something is: none for the first account. */
  saidOf(account: string | undefined): string | undefined {
    return account === this.first.owner ? undefined : account;
  }

  /** Opens one more account. */
  open(options: VenueAccountOptions): void {
    const opened = this.add(options);
    for (const [market, payouts] of this.resolved) opened.resolve(market, payouts);
  }

  /** The result of a market is final, for every account. */
  resolve(market: string, payouts: readonly bigint[]): void {
    this.resolved.set(market, payouts);
    for (const account of this.accounts.values()) account.resolve(market, payouts);
  }

  /** Pays out what has settled of a market whose result is final, account by account. */
  payOut(market: string): readonly (Redeemed & { readonly account: string })[] {
    if (!this.resolved.has(market)) return [];
    return [...this.accounts.values()].flatMap((account) =>
      account.payOut(market).map((redeemed) => ({ account: account.owner, ...redeemed })),
    );
  }

  /** What each account has: its money, then its shares by name. */
  balances(): readonly VenueBalance[] {
    return [...this.accounts.values()].flatMap((account) => account.balances());
  }

  /** The accounts as plain data; the entries of orders are saved with the orders. */
  save(): readonly SavedVenueAccount[] {
    return [...this.accounts.values()].map((account) => account.save());
  }

  private add(options: Omit<VenueAccountOptions, 'opening'>, saved?: SavedVenueAccount): VenueAccount {
    const { account } = options;
    assert(!this.accounts.has(account), () => `the account ${account} is opened twice at ${this.rules.title}`);
    const opened = new VenueAccount(this.rules, this.markets, options as VenueAccountOptions, saved);
    this.accounts.set(account, opened);
    return opened;
  }
}
