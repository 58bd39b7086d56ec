// Goal: the postings of a transaction are what an accountant would write. The ledger's own tests hold it to them.
import { describe, expect, it } from 'vitest';
import { postingsOf } from '../../src/accounting/transactions.ts';
import type { Transaction } from '../../src/accounting/transactions.ts';
import { holdingsOf, openAccounting } from './accounting.ts';

const million = 1_000_000n;

const { holdings, ledger } = openAccounting();
const { yes, no } = holdingsOf(holdings, 0);

const linesOf = (transaction: Transaction): string[] =>
  postingsOf(transaction).map(({ owner, asset, amount }) => `${owner} ${amount} ${asset}`);

describe('postings', () => {
  it('of a buy: shares in, money and fee out, each with its other side', () => {
    const fill = { tradeKey: 't', holding: yes[0]!, side: 'buy', qty: 2n * million, px: 450_000n, fee: 7n } as const;
    const trade = ledger.bookTrade(fill, 'reported');
    expect(linesOf(trade)).toEqual([
      'main -900000 pUSD',
      'market 900000 pUSD',
      'main 2000000 FED-DEC:yes',
      'market -2000000 FED-DEC:yes',
      'main -7 pUSD',
      'fees 7 pUSD',
    ]);
    expect(linesOf(ledger.bustTrade(trade, 'reported'))).toEqual([
      'main 900000 pUSD',
      'market -900000 pUSD',
      'main -2000000 FED-DEC:yes',
      'market 2000000 FED-DEC:yes',
      'main 7 pUSD',
      'fees -7 pUSD',
    ]);
  });

  it('of a sell without a fee: nothing is posted that is nothing', () => {
    const fill = { tradeKey: 's', holding: yes[0]!, side: 'sell', qty: million, px: 450_000n, fee: 0n } as const;
    expect(linesOf(ledger.bookTrade(fill, 'reported'))).toEqual([
      'main 450000 pUSD',
      'market -450000 pUSD',
      'main -1000000 FED-DEC:yes',
      'market 1000000 FED-DEC:yes',
    ]);
  });

  it('of a split and a redemption: against the collateral', () => {
    expect(linesOf(ledger.split([yes[1]!, no[1]!], million, 'reported'))).toEqual([
      'main -1000000 pUSD',
      'issuance 1000000 pUSD',
      'main 1000000 FED-JAN:yes',
      'issuance -1000000 FED-JAN:yes',
      'main 1000000 FED-JAN:no',
      'issuance -1000000 FED-JAN:no',
    ]);
    expect(linesOf(ledger.redeem(yes[1]!, million, 500_000n, 'reported'))).toEqual([
      'main -1000000 FED-JAN:yes',
      'issuance 1000000 FED-JAN:yes',
      'main 500000 pUSD',
      'issuance -500000 pUSD',
    ]);
  });

  it('of what comes in and goes out: against where it began, or the world outside', () => {
    const { accountKey } = yes[0]!;
    expect(linesOf(ledger.open(accountKey, null, 5n))).toEqual(['main 5 pUSD', 'opening -5 pUSD']);
    expect(linesOf(ledger.withdraw(accountKey, null, 5n, 'reported'))).toEqual(['main -5 pUSD', 'transfers 5 pUSD']);
    expect(linesOf(ledger.deposit(accountKey, no[2]!, 5n))).toEqual(['main 5 FED-MAR:no', 'transfers -5 FED-MAR:no']);
    expect(linesOf(ledger.chargeFee(accountKey, -3n, 'reported'))).toEqual(['main 3 pUSD', 'fees -3 pUSD']);
  });
});
