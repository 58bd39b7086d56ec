// Goal: accounts only ever exchange like for like, as many of them as it takes.
import { describe, expect, it } from 'vitest';
import { Accounts } from '../../src/accounting/accounts.ts';
import { counterAccounts, isCounterAccount } from '../../src/accounting/counter-accounts.ts';
import { Overdraft } from '../../src/accounting/errors.ts';
import { AssertionFailed } from '../../src/kernel/assert.ts';
import { INT64_MAX, INT64_MIN } from '../../src/money/micros.ts';
import { MoneyError } from '../../src/money/errors.ts';

describe('accounts', () => {
  it('refuse to exchange one asset for another, across venues, or between two owners or two counter-accounts', () => {
    const accounts = new Accounts();
    const cash = accounts.idOf('main', 'kalshi', 'USD');
    const strangers = [
      accounts.idOf('market', 'kalshi', 'FED:yes'),
      accounts.idOf('market', 'gemini', 'USD'),
      accounts.idOf('other', 'kalshi', 'USD'),
      cash,
      99,
    ];
    for (const stranger of strangers) expect(() => accounts.move(cash, stranger, 1n)).toThrow(AssertionFailed);
    const market = accounts.idOf('market', 'kalshi', 'USD');
    const fees = accounts.idOf('fees', 'kalshi', 'USD');
    expect(() => accounts.move(market, fees, 1n)).toThrow(AssertionFailed);
    expect(() => accounts.move(market, cash, 1n)).toThrow(AssertionFailed);
    expect(accounts.list()).toEqual([]);
  });

  it('keep every balance while there come to be thousands of them', () => {
    const accounts = new Accounts();
    const count = 1_000;
    for (let index = 0; index < count; index += 1) {
      const asset = `M${index}:yes`;
      accounts.move(
        accounts.idOf('main', 'kalshi', asset),
        accounts.idOf('market', 'kalshi', asset),
        BigInt(index + 1),
      );
      accounts.commit('refused');
    }
    const indexes = Array.from({ length: count }, (_, index) => index);
    expect(indexes.map((index) => accounts.balance(accounts.idOf('main', 'kalshi', `M${index}:yes`)))).toEqual(
      indexes.map((index) => BigInt(index + 1)),
    );
    accounts.assertBalanced();
    expect(accounts.list()).toHaveLength(2 * count);
  });

  it('undo all moves of a transaction when one does not fit 64 bits, on either side', () => {
    for (const [first, second] of [
      [INT64_MAX, 1n],
      [-INT64_MAX, -1n],
      [0n, INT64_MIN],
      [0n, INT64_MAX + 1n],
    ] as const) {
      const accounts = new Accounts();
      const cash = accounts.idOf('main', 'kalshi', 'USD');
      const market = accounts.idOf('market', 'kalshi', 'USD');
      accounts.move(cash, market, first);
      expect(() => accounts.move(cash, market, second)).toThrow(MoneyError);
      expect(accounts.commit('refused')).toBe(false);
      expect(accounts.list()).toEqual([]);
    }
  });

  it('hold all that 64 bits hold, on either side', () => {
    const accounts = new Accounts();
    const cash = accounts.idOf('main', 'kalshi', 'USD');
    const market = accounts.idOf('market', 'kalshi', 'USD');
    for (const amount of [INT64_MAX, -INT64_MAX]) {
      accounts.move(cash, market, amount);
      accounts.commit('reported');
      expect([accounts.balance(cash), accounts.balance(market)]).toEqual([amount, -amount]);
      accounts.move(cash, market, -amount);
      accounts.commit('reported');
    }
  });

  it('look at what a transaction comes to, and not at each move of it', () => {
    const accounts = new Accounts();
    const cash = accounts.idOf('main', 'kalshi', 'USD');
    const market = accounts.idOf('market', 'kalshi', 'USD');
    accounts.move(cash, market, -5n);
    expect(accounts.commit('reported')).toBe(true);
    accounts.move(cash, market, -2n);
    accounts.move(cash, market, 3n);
    expect(accounts.commit('refused')).toBe(false);
    accounts.move(cash, market, 3n);
    accounts.move(cash, market, -4n);
    expect(() => accounts.commit('refused')).toThrow(Overdraft);
    expect(accounts.balance(cash)).toBe(-4n);
  });

  it('know their counter-accounts', () => {
    for (const name of counterAccounts) expect(isCounterAccount(name)).toBe(true);
    expect(isCounterAccount('main')).toBe(false);
  });
});
