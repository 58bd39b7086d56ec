// The double-entry ledger of cash and shares. Each transaction changes balances at once and is given back as it
// was booked: its postings are derived from it on demand (`postingsOf`), and so is everything else.
//
// It knows no orders, prices of the market or profit, and keeps no trade: its caller does, to bust or correct it.
import { assert } from '../kernel/assert.ts';
import { MICROS_PER_UNIT, multiplyMicros } from '../money/micros.ts';
import type { Micros } from '../money/micros.ts';
import type { Side } from '../../machines/order/types.ts';
import { Accounts } from './accounts.ts';
import type { Balance, OverdraftPolicy } from './accounts.ts';
import type { Holding, AccountKey } from './holdings.ts';
import { TradeAccountTable } from './trade-accounts.ts';
import { cashOut, sharesIn } from './transactions.ts';
import type {
  BookedTrade,
  Conversion,
  FeeCharge,
  Redemption,
  SetExchange,
  TradeChange,
  Transfer,
} from './transactions.ts';

/** A fill as a venue reports it. */
export interface Fill {
  readonly tradeKey: string;
  readonly holding: Holding;
  readonly side: Side;
  readonly qty: Micros;
  readonly px: Micros;
  /** Paid to the venue; negative where it is a rebate. */
  readonly fee: Micros;
}

/** The ledger at rest: plain data, in an order of its own. */
export interface LedgerState {
  readonly balances: readonly Balance[];
  readonly overdraftCount: number;
}

/** What a trade is corrected to. */
export type FillTerms = Pick<Fill, 'qty' | 'px' | 'fee'>;

/** The ledger of one portfolio. */
export class Ledger {
  private readonly accounts = new Accounts();
  private readonly table = new TradeAccountTable(this.accounts);
  private overdrafts = 0;

  /** Returns a ledger that resumes from the saved state, over the same venues. */
  static restore(state: LedgerState): Ledger {
    const ledger = new Ledger();
    ledger.accounts.restore(state.balances);
    ledger.overdrafts = state.overdraftCount;
    return ledger;
  }

  /** How many transactions have left an owner's account below zero, and lower than before. */
  get overdraftCount(): number {
    return this.overdrafts;
  }

  /** The money of an account. */
  cashOf(accountKey: AccountKey): Micros {
    return this.accounts.balance(this.table.cash(accountKey));
  }

  /** The shares of a holding. */
  sharesOf(holding: Holding): Micros {
    return this.accounts.balance(this.table.of(holding).shares);
  }

  /** Every account that is not empty, counter-accounts too, in an order of its own. */
  balances(): Balance[] {
    return this.accounts.list();
  }

  /** Asserts that each asset at each venue sums to zero over all accounts. */
  assertBalanced(): void {
    this.accounts.assertBalanced();
  }

  /** Books a fill. Its money is `px × qty`, rounded as the venue's terms say. */
  bookTrade(fill: Fill, overdraft: OverdraftPolicy): BookedTrade {
    const { tradeKey, holding, side, qty, px, fee } = fill;
    assert(qty > 0n && px >= 0n, () => `the trade ${tradeKey} is of ${qty} at ${px}`);
    const cash = multiplyMicros(px, qty, holding.accountKey.terms.cashRounding[side]);
    const isBuy = side === 'buy';
    this.exchange(holding, isBuy ? -cash : cash, isBuy ? qty : -qty, fee);
    const overdrawn = this.commit(overdraft);
    return { kind: 'trade', tradeKey, holding, side, qty, px, cash, fee, overdrawn };
  }

  /** Undoes a trade exactly: to the micro what was booked for it. From then on the change's `after` is the trade, of nothing. */
  bustTrade(before: BookedTrade, overdraft: OverdraftPolicy): TradeChange {
    return this.changeTrade('bust', before, { qty: 0n, px: before.px, cash: 0n, fee: 0n }, overdraft);
  }

  /** Undoes a trade exactly and books what it is corrected to: its `after`. A busted trade may be corrected too. */
  correctTrade(before: BookedTrade, { qty, px, fee }: FillTerms, overdraft: OverdraftPolicy): TradeChange {
    assert(qty >= 0n && px >= 0n, () => `the trade ${before.tradeKey} is corrected to ${qty} at ${px}`);
    const cash = multiplyMicros(px, qty, before.holding.accountKey.terms.cashRounding[before.side]);
    return this.changeTrade('correction', before, { qty, px, cash, fee }, overdraft);
  }

  /** What an account begins with: money, or shares of `holding`. */
  open(accountKey: AccountKey, holding: Holding | null, amount: Micros): Transfer {
    return this.transfer('opening', accountKey, holding, amount, 'reported');
  }

  /** Money, or shares of `holding`, that come in from outside. */
  deposit(accountKey: AccountKey, holding: Holding | null, amount: Micros): Transfer {
    return this.transfer('deposit', accountKey, holding, amount, 'reported');
  }

  /** Money, or shares of `holding`, that are taken out. */
  withdraw(accountKey: AccountKey, holding: Holding | null, amount: Micros, overdraft: OverdraftPolicy): Transfer {
    return this.transfer('withdrawal', accountKey, holding, amount, overdraft);
  }

  /** Charges a fee that belongs to no single trade; a negative one is a rebate. */
  chargeFee(accountKey: AccountKey, amount: Micros, overdraft: OverdraftPolicy): FeeCharge {
    this.accounts.move(
      this.table.cash(accountKey),
      this.accounts.idOf('fees', accountKey.venue, accountKey.currency),
      -amount,
    );
    return { kind: 'fee', accountKey, amount, overdrawn: this.commit(overdraft) };
  }

  /** Turns money into complete sets: one unit into one share of each of `set`, the outcomes of one market. */
  split(set: readonly Holding[], sets: Micros, overdraft: OverdraftPolicy): SetExchange {
    return this.exchangeSets('split', set, sets, overdraft);
  }

  /** Turns complete sets into money: one share of each of `set`, the outcomes of one market, into one unit. */
  merge(set: readonly Holding[], sets: Micros, overdraft: OverdraftPolicy): SetExchange {
    return this.exchangeSets('merge', set, sets, overdraft);
  }

  /**
   * Pays shares out: `payout` per share, 0 to 1,000,000; the money is rounded as that of a sell. A quantity below 0 takes a
   * payout back: of shares that a trade has turned out not to have brought.
   */
  redeem(holding: Holding, qty: Micros, payout: Micros, overdraft: OverdraftPolicy): Redemption {
    assert(qty !== 0n, () => `no share of ${holding.share} is redeemed`);
    assert(payout >= 0n && payout <= MICROS_PER_UNIT, () => `a share pays 0 to 1,000,000, and not ${payout}`);
    const cash = multiplyMicros(payout, qty, holding.accountKey.terms.cashRounding.sell);
    this.issue(holding, -qty);
    this.issueCash(holding.accountKey, cash);
    return { kind: 'redemption', holding, qty, payout, cash, overdrawn: this.commit(overdraft) };
  }

  /** Turns NO shares of one outcome into as many YES shares of every other outcome of the event. */
  convert(from: Holding, into: readonly Holding[], qty: Micros, overdraft: OverdraftPolicy): Conversion {
    assert(qty > 0n, () => `${qty} shares of ${from.share} are not converted`);
    accountKeyOfSet([from, ...into]);
    this.issue(from, -qty);
    for (const holding of into) this.issue(holding, qty);
    return { kind: 'conversion', from, into, qty, overdrawn: this.commit(overdraft) };
  }

  /** The ledger as plain data. Asserts that it balances. */
  save(): LedgerState {
    this.assertBalanced();
    return { balances: this.balances(), overdraftCount: this.overdrafts };
  }

  private changeTrade(
    kind: TradeChange['kind'],
    before: BookedTrade,
    terms: Pick<BookedTrade, 'qty' | 'px' | 'cash' | 'fee'>,
    overdraft: OverdraftPolicy,
  ): TradeChange {
    const planned: BookedTrade = { ...before, ...terms };
    const cash = cashOut(before) - cashOut(planned);
    this.exchange(before.holding, cash, sharesIn(planned) - sharesIn(before), planned.fee - before.fee);
    const after: BookedTrade = { ...planned, overdrawn: this.commit(overdraft) };
    return { kind, before, after, overdrawn: after.overdrawn };
  }

  /** What a trade moves: money and shares with the market, the fee with the venue. */
  private exchange(holding: Holding, cash: Micros, shares: Micros, fee: Micros): void {
    const accounts = this.table.of(holding);
    this.accounts.move(accounts.cash, accounts.marketCash, cash);
    this.accounts.move(accounts.shares, accounts.marketShares, shares);
    if (fee !== 0n) this.accounts.move(accounts.cash, accounts.fees, -fee);
  }

  private transfer(
    kind: Transfer['kind'],
    accountKey: AccountKey,
    holding: Holding | null,
    amount: Micros,
    overdraft: OverdraftPolicy,
  ): Transfer {
    assert(amount >= 0n, () => `${kind} is not a matter of ${amount}`);
    assert(holding === null || holding.accountKey === accountKey, 'shares are kept where the account is');
    const owned = holding === null ? this.table.cash(accountKey) : this.table.of(holding).shares;
    const counter = kind === 'opening' ? 'opening' : 'transfers';
    const counterId = this.accounts.idOf(counter, accountKey.venue, holding?.share ?? accountKey.currency);
    this.accounts.move(owned, counterId, kind === 'withdrawal' ? -amount : amount);
    return { kind, accountKey, holding, amount, overdrawn: this.commit(overdraft) };
  }

  private exchangeSets(
    kind: SetExchange['kind'],
    set: readonly Holding[],
    sets: Micros,
    overdraft: OverdraftPolicy,
  ): SetExchange {
    assert(sets > 0n, () => `there is no ${kind} of ${sets} sets`);
    const accountKey = accountKeyOfSet(set);
    const made = kind === 'split' ? sets : -sets;
    this.issueCash(accountKey, -made);
    for (const holding of set) this.issue(holding, made);
    return { kind, set, sets, overdrawn: this.commit(overdraft) };
  }

  private issue(holding: Holding, qty: Micros): void {
    const { accountKey, share } = holding;
    this.accounts.move(this.table.of(holding).shares, this.accounts.idOf('issuance', accountKey.venue, share), qty);
  }

  private issueCash(accountKey: AccountKey, amount: Micros): void {
    const counterId = this.accounts.idOf('issuance', accountKey.venue, accountKey.currency);
    this.accounts.move(this.table.cash(accountKey), counterId, amount);
  }

  private commit(overdraft: OverdraftPolicy): boolean {
    const isOverdrawn = this.accounts.commit(overdraft);
    if (isOverdrawn) this.overdrafts += 1;
    return isOverdrawn;
  }
}

/** The account that all of a set's holdings share; a set has at least two, and none twice. */
const accountKeyOfSet = (set: readonly Holding[]): AccountKey => {
  const accountKey = set[0]?.accountKey;
  assert(
    accountKey !== undefined && set.length >= 2 && set.every((holding) => holding.accountKey === accountKey),
    'a set is of two holdings or more, of one account at one venue',
  );
  assert(new Set(set).size === set.length, 'a set holds each outcome once');
  return accountKey;
};
