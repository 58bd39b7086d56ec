// Accounts that open with shares. Goal: the first account of a venue is ours and begins with what it says, whole sets as
// money where the venue nets; those of others are not in the portfolio.
import { expect, it } from 'vitest';
import { Portfolio } from '../../src/accounting/portfolio.ts';
import type { RecordBody } from '../../src/journal/records.ts';

const opened = (
  account: string,
  sets: 'kept' | 'netted',
  holdings: readonly (readonly [string, bigint])[],
): RecordBody => ({
  ...{ type: 'account.opened', venue: 'kalshi', account, currency: 'USD', amount: 50n, escrow: 'worstCase', sets },
  holdings: holdings.map(([asset, amount]) => ({ asset, amount })),
});

const listed: RecordBody = {
  ...{ type: 'market.listed', venue: 'kalshi', market: 'M' },
  outcomes: [{ outcome: 'yes' }, { outcome: 'no' }],
};

const balancesAfter = (...bodies: readonly RecordBody[]) => {
  const portfolio = new Portfolio();
  for (const body of bodies) portfolio.observe(body);
  portfolio.accounts.assertBalanced();
  const balances = portfolio.accounts.balances().filter(({ amount }) => amount !== 0n);
  return balances.map(({ account, asset, amount }) => [account, asset, amount]);
};

const both = [
  ['M:yes', 7n],
  ['M:no', 4n],
] as const;

it('keeps the shares with which our account begins', () => {
  expect(balancesAfter(opened('main', 'kept', both), listed)).toEqual(
    expect.arrayContaining([
      ['main', 'USD', 50n],
      ['main', 'M:no', 4n],
      ['main', 'M:yes', 7n],
    ]),
  );
});

it('turns whole sets into money where the venue does, and continues so from what was saved', () => {
  const records = [opened('main', 'netted', both), listed];
  const netted = [
    ['main', 'USD', 54n],
    ['main', 'M:yes', 3n],
  ];
  expect(balancesAfter(...records)).toEqual(expect.arrayContaining(netted));
  const portfolio = new Portfolio();
  for (const body of records) portfolio.observe(body);
  const restored = new Portfolio(structuredClone(portfolio.save()));
  expect(restored.accounts.balances()).toEqual(portfolio.accounts.balances());
});

it('leaves the accounts of others out', () => {
  const records = [opened('main', 'kept', []), opened('bob', 'kept', both), listed];
  expect(balancesAfter(...records)).toEqual([['main', 'USD', 50n]]);
});
