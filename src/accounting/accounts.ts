// Accounts and their balances, and the one way to change them: `move`, which takes from one account what it gives
// to another of the same asset at the same venue. So every transaction's postings sum to zero by construction.
//
// It knows nothing of trades, sets or orders. An account is the owner's, or a counter-account: the other side of
// everything that comes in or goes out.
import { assert } from '../kernel/assert.ts';
import { compareText } from '../kernel/compare-text.ts';
import { printMicros } from '../money/decimal.ts';
import { checkedMicros } from '../money/micros.ts';
import type { Micros } from '../money/micros.ts';
import { isCounterAccount } from './counter-accounts.ts';
import { Overdraft } from './errors.ts';
import { innerMap } from './tables.ts';

/** What a transaction does that would leave an owner's account below zero: it is refused whole, or posted and reported. */
export type OverdraftPolicy = 'refused' | 'reported';

/** An account with its balance, in micros. The asset is a currency, or a share `market:outcome`. */
export interface Balance {
  readonly owner: string;
  readonly venue: string;
  readonly asset: string;
  readonly amount: Micros;
}

const accountsAtFirst = 256;
/** The most moves of one transaction: the shares of a set, and its money. */
const movesMax = 256;

/** The accounts of one portfolio, and the transaction that is under way. */
export class Accounts {
  private readonly ids = new Map<string, Map<string, Map<string, number>>>();
  private readonly names: Omit<Balance, 'amount'>[] = [];
  /** Each (venue, asset) has a number from 1; an owner's account holds it, a counter-account its opposite. */
  private groups = new Int32Array(accountsAtFirst);
  private readonly groupIds = new Map<string, Map<string, number>>();
  private groupCount = 0;
  private balances = new BigInt64Array(accountsAtFirst);
  private readonly movedOwned = new Int32Array(movesMax);
  private readonly movedCounter = new Int32Array(movesMax);
  private readonly movedAmount = new BigInt64Array(movesMax);
  private moveCount = 0;

  /** The number of an account; it is opened, empty, when it is first asked for. */
  idOf(owner: string, venue: string, asset: string): number {
    return this.ids.get(venue)?.get(owner)?.get(asset) ?? this.openAccount(owner, venue, asset);
  }

  /** What is on an account, in micros. */
  balance(id: number): Micros {
    const amount = this.balances[id];
    assert(amount !== undefined, () => `there is no account ${id}`);
    return amount;
  }

  /**
   * Gives `amount` to an owner's account and takes it from a counter-account of the same venue and asset, or the
   * other way round where it is negative. Throws `MoneyOverflow` or `MoneyUnderflow`: then the whole transaction
   * has not been.
   */
  move(owned: number, counter: number, amount: Micros): void {
    const at = this.moveCount;
    assert(
      this.groups[owned] === -this.groups[counter]! && this.groups[owned]! > 0 && at < movesMax,
      () => `account ${owned} cannot exchange anything with account ${counter} (move ${at} of its transaction)`,
    );
    const ownedAfter = this.balances[owned]! + amount;
    const counterAfter = this.balances[counter]! - amount;
    if (!fits(ownedAfter) || !fits(counterAfter) || !fits(amount)) {
      this.rollBack();
      checkedMicros(amount);
      checkedMicros(ownedAfter);
      checkedMicros(counterAfter);
    }
    this.movedOwned[at] = owned;
    this.movedCounter[at] = counter;
    this.movedAmount[at] = amount;
    this.moveCount = at + 1;
    this.balances[owned] = ownedAfter;
    this.balances[counter] = counterAfter;
  }

  /**
   * Ends the transaction. Returns whether it left an owner's account below zero and lower than before; where that
   * is `refused`, takes all its moves back and throws `Overdraft`.
   */
  commit(overdraft: OverdraftPolicy): boolean {
    let isOverdrawn = false;
    for (let at = 0; at < this.moveCount; at += 1) {
      const owned = this.movedOwned[at]!;
      if (this.balances[owned]! >= 0n || this.netMoved(owned) >= 0n) continue;
      if (overdraft === 'refused') this.refuse(owned);
      isOverdrawn = true;
    }
    this.moveCount = 0;
    return isOverdrawn;
  }

  /** Asserts that nothing has come from nowhere: each asset at each venue sums to zero over all accounts. */
  assertBalanced(): void {
    const sums = new Array<bigint>(this.groupCount + 1).fill(0n);
    for (let id = 0; id < this.names.length; id += 1) sums[Math.abs(this.groups[id]!)]! += this.balances[id]!;
    for (let id = 0; id < this.names.length; id += 1) {
      const sum = sums[Math.abs(this.groups[id]!)]!;
      assert(sum === 0n, () => `${this.names[id]!.asset} at ${this.names[id]!.venue} sums to ${sum}, and not to 0`);
    }
  }

  /** Every account that is not empty, by venue, owner and asset. */
  list(): Balance[] {
    assert(this.moveCount === 0, 'no transaction is under way');
    return this.names
      .map((name, id) => ({ ...name, amount: this.balances[id]! }))
      .filter(({ amount }) => amount !== 0n)
      .toSorted(
        (left, right) =>
          compareText(left.venue, right.venue) ||
          compareText(left.owner, right.owner) ||
          compareText(left.asset, right.asset),
      );
  }

  /** Puts saved balances back into accounts that are all empty, and asserts that they balance. */
  restore(balances: readonly Balance[]): void {
    for (const { owner, venue, asset, amount } of balances) {
      const id = this.idOf(owner, venue, asset);
      assert(this.balances[id] === 0n, () => `${owner} has ${asset} at ${venue} twice in what was saved`);
      this.balances[id] = checkedMicros(amount);
    }
    this.assertBalanced();
  }

  private netMoved(owned: number): bigint {
    let net = 0n;
    for (let at = 0; at < this.moveCount; at += 1) if (this.movedOwned[at] === owned) net += this.movedAmount[at]!;
    return net;
  }

  private refuse(owned: number): never {
    const { owner, venue, asset } = this.names[owned]!;
    const missing = -this.balances[owned]!;
    this.rollBack();
    throw new Overdraft(owner, venue, asset, printMicros(this.balances[owned]!), printMicros(missing));
  }

  private rollBack(): void {
    while (this.moveCount > 0) {
      this.moveCount -= 1;
      const amount = this.movedAmount[this.moveCount]!;
      this.balances[this.movedOwned[this.moveCount]!]! -= amount;
      this.balances[this.movedCounter[this.moveCount]!]! += amount;
    }
  }

  private openAccount(owner: string, venue: string, asset: string): number {
    const id = this.names.length;
    if (id === this.balances.length) this.grow();
    const groupsOfVenue = innerMap(this.groupIds, venue);
    let group = groupsOfVenue.get(asset);
    if (group === undefined) {
      this.groupCount += 1;
      group = this.groupCount;
      groupsOfVenue.set(asset, group);
    }
    this.groups[id] = isCounterAccount(owner) ? -group : group;
    this.names.push({ owner, venue, asset });
    innerMap(innerMap(this.ids, venue), owner).set(asset, id);
    return id;
  }

  private grow(): void {
    const groups = new Int32Array(2 * this.groups.length);
    groups.set(this.groups);
    this.groups = groups;
    const balances = new BigInt64Array(2 * this.balances.length);
    balances.set(this.balances);
    this.balances = balances;
  }
}

const fits = (value: bigint): boolean => BigInt.asIntN(64, value) === value;
