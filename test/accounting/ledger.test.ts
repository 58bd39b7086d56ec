// Goal: not a micro comes from nowhere or goes nowhere, and what is undone has never been. Method: random stories
// against a naive twin that keeps nothing but a map and adds the postings up.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Overdraft } from '../../src/accounting/errors.ts';
import { nameOfHolding } from '../../src/accounting/holdings.ts';
import { Ledger } from '../../src/accounting/ledger.ts';
import { isCounterAccount } from '../../src/accounting/counter-accounts.ts';
import { postingsOf } from '../../src/accounting/transactions.ts';
import type { Posting } from '../../src/accounting/transactions.ts';
import { AssertionFailed } from '../../src/kernel/assert.ts';
import { INT64_MAX } from '../../src/money/micros.ts';
import { MoneyError } from '../../src/money/errors.ts';
import {
  anyOther,
  anySteps,
  anyTrade,
  holdingsOf,
  openAccounting,
  perform,
  reopenAccounting,
  type Accounting,
} from './accounting.ts';

const sumBy = (postings: readonly Posting[], keyOf: (posting: Posting) => string): Map<string, bigint> => {
  const sums = new Map<string, bigint>();
  for (const posting of postings) sums.set(keyOf(posting), (sums.get(keyOf(posting)) ?? 0n) + posting.amount);
  return sums;
};

const byAsset = ({ venue, asset }: Posting): string => `${venue} ${asset}`;
const byAccount = ({ owner, venue, asset }: Posting): string => `${owner} at ${venue}: ${asset}`;

const balancesOf = (ledger: Ledger): Map<string, bigint> => sumBy(ledger.balances(), byAccount);

const nonZero = (sums: Map<string, bigint>): Map<string, bigint> =>
  new Map([...sums].filter(([, amount]) => amount !== 0n));

const million = 1_000_000n;

describe('the ledger', () => {
  it('agrees with its postings on every balance, and every transaction sums to zero for each asset', () => {
    fc.assert(
      fc.property(anySteps(60), (steps) => {
        const accounting = openAccounting();
        const all: Posting[] = [];
        for (const step of steps) {
          const transaction = perform(accounting, step);
          if (transaction === null) continue;
          const postings = postingsOf(transaction);
          for (const [asset, sum] of sumBy(postings, byAsset)) expect(`${asset}: ${sum}`).toBe(`${asset}: 0`);
          all.push(...postings);
        }
        accounting.ledger.assertBalanced();
        expect(balancesOf(accounting.ledger)).toEqual(nonZero(sumBy(all, byAccount)));
      }),
      { numRuns: 80 },
    );
  });

  it('never leaves an owner lower below zero unless the caller asked to have that reported, and then it counts it', () => {
    fc.assert(
      fc.property(anySteps(40), (steps) => {
        const accounting = openAccounting();
        let reported = 0;
        for (const step of steps) {
          const before = balancesOf(accounting.ledger);
          const transaction = perform(accounting, step);
          const after = balancesOf(accounting.ledger);
          const worsened = accounting.ledger
            .balances()
            .filter((balance) => !isCounterAccount(balance.owner) && balance.amount < 0n)
            .filter((balance) => balance.amount < (before.get(byAccount(balance)) ?? 0n));
          if (transaction === null) expect(after).toEqual(before);
          else {
            expect(transaction.overdrawn).toBe(worsened.length > 0);
            if (transaction.overdrawn && 'overdraft' in step) expect(step.overdraft).toBe('reported');
            if (transaction.overdrawn) reported += 1;
          }
          expect(accounting.ledger.overdraftCount).toBe(reported);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('after busting every trade, in any order, is to the micro where it would be without them', () => {
    const reported = anyOther.map((step) => ({ ...step, overdraft: 'reported' as const }));
    const trade = anyTrade.map((step) => ({ ...step, overdraft: 'reported' as const }));
    const story = fc.array(fc.oneof(trade, reported), { minLength: 1, maxLength: 30, size: 'max' });
    fc.assert(
      fc.property(story, fc.array(fc.nat(100), { minLength: 30, maxLength: 30 }), (steps, order) => {
        const accounting = openAccounting();
        for (const step of steps) perform(accounting, step);
        const trades = [...accounting.held];
        for (const pick of order) {
          const [each] = trades.splice(pick % Math.max(1, trades.length), 1);
          if (each !== undefined) accounting.ledger.bustTrade(each, 'reported');
        }
        const without = openAccounting();
        for (const step of steps) if (step.kind !== 'trade') perform(without, step);
        expect(accounting.ledger.balances()).toEqual(without.ledger.balances());
      }),
      { numRuns: 60 },
    );
  });

  it('corrects a trade to where it would be had it been so from the start', () => {
    fc.assert(
      fc.property(anySteps(20), anyTrade, anyTrade, anySteps(20), (before, first, second, after) => {
        const wrong = { ...first, overdraft: 'reported' as const };
        const right = { ...wrong, qty: second.qty, px: second.px, fee: second.fee };
        const [corrected, straight] = [openAccounting(), openAccounting()];
        for (const step of [...before, wrong]) perform(corrected, step);
        for (const step of [...before, right]) perform(straight, step);
        const { after: standing } = corrected.ledger.correctTrade(corrected.held.pop()!, right, 'reported');
        corrected.held.push(standing);
        expect(corrected.ledger.balances()).toEqual(straight.ledger.balances());
        for (const step of after) for (const accounting of [corrected, straight]) perform(accounting, step);
        expect(corrected.ledger.balances()).toEqual(straight.ledger.balances());
      }),
      { numRuns: 60 },
    );
  });

  it('corrects no trade to less than nothing', () => {
    const accounting = openAccounting();
    const [step] = fc.sample(anyTrade, { numRuns: 1, seed: 1 });
    perform(accounting, { ...step!, overdraft: 'reported' });
    const [trade] = accounting.held;
    for (const terms of [{ qty: -1n }, { px: -1n }])
      expect(() => accounting.ledger.correctTrade(trade!, { qty: 1n, px: 0n, fee: 0n, ...terms }, 'reported')).toThrow(
        AssertionFailed,
      );
    expect(accounting.ledger.correctTrade(trade!, { qty: 0n, px: 0n, fee: 0n }, 'reported').after).toMatchObject({
      cash: 0n,
    });
  });

  it('saved, and restored in another process, continues to the same accounting, whatever the order of names was', () => {
    fc.assert(
      fc.property(anySteps(40), fc.nat(40), (steps, at) => {
        let accounting = openAccounting();
        const uninterrupted = openAccounting();
        steps.forEach((step, index) => {
          if (index === at) {
            const saved = accounting.ledger.save();
            accounting = reopenAccounting(accounting);
            expect(accounting.ledger.save()).toEqual(saved);
          }
          perform(accounting, step);
          perform(uninterrupted, step);
        });
        expect(accounting.ledger.save()).toEqual(uninterrupted.ledger.save());
        const heldIn = ({ held }: Accounting): readonly object[] =>
          held.map(({ holding, ...trade }) => ({ ...trade, ...nameOfHolding(holding) }));
        expect(heldIn(accounting)).toEqual(heldIn(uninterrupted));
      }),
      { numRuns: 60 },
    );
  });

  it('saves the same state for the same accounting, in whatever order they came about', () => {
    const accounting = openAccounting();
    const mirrored = openAccounting();
    const fill = (of: typeof accounting, set: number, tradeKey: string): void => {
      const holding = holdingsOf(of.holdings, set).no[1]!;
      of.ledger.bookTrade({ tradeKey, holding, side: 'buy', qty: million, px: 470_001n, fee: 1n }, 'reported');
    };
    for (const set of [0, 3, 5]) fill(accounting, set, `t${set}`);
    for (const set of [5, 3, 0]) fill(mirrored, set, `t${set}`);
    expect(mirrored.ledger.save()).toEqual(accounting.ledger.save());
  });

  it('rounds the money of a trade as its venue does, and the fee goes to the venue', () => {
    const { holdings, ledger } = openAccounting();
    const cashAfter = (set: number, side: 'buy' | 'sell'): bigint => {
      const holding = holdingsOf(holdings, set).yes[0]!;
      const before = ledger.cashOf(holding.accountKey);
      ledger.bookTrade(
        { tradeKey: `${set} ${side}`, holding, side, qty: 1_500_001n, px: 500_001n, fee: 7n },
        'reported',
      );
      return ledger.cashOf(holding.accountKey) - before;
    };
    // 1.500001 × 0.500001 is 0.750002000001.
    expect([cashAfter(0, 'buy'), cashAfter(0, 'sell')]).toEqual([-750_003n - 7n, 750_002n - 7n]);
    expect([cashAfter(2, 'buy'), cashAfter(2, 'sell')]).toEqual([-750_002n - 7n, 750_002n - 7n]);
    expect([cashAfter(4, 'buy'), cashAfter(4, 'sell')]).toEqual([-750_002n - 7n, 750_003n - 7n]);
    const fees = ledger.balances().filter(({ owner }) => owner === 'fees');
    expect(fees.map(({ venue, asset, amount }) => [venue, asset, amount])).toEqual([
      ['kalshi', 'USD', 14n],
      ['manifold', 'mana', 14n],
      ['polymarket', 'pUSD', 14n],
    ]);
  });

  it('pays a tie half a share each, and a complete set the same whether it is merged or redeemed', () => {
    const { holdings, ledger } = openAccounting();
    const { yes, no } = holdingsOf(holdings, 0);
    const pair = [yes[0]!, no[0]!];
    const { accountKey } = yes[0]!;
    ledger.open(accountKey, null, 10n * million);
    ledger.split(pair, 4n * million, 'refused');
    expect([ledger.cashOf(accountKey), ledger.sharesOf(pair[0]!), ledger.sharesOf(pair[1]!)]).toEqual([
      6n * million,
      4n * million,
      4n * million,
    ]);
    ledger.merge(pair, million, 'refused');
    for (const holding of pair) ledger.redeem(holding, million, 500_000n, 'refused');
    ledger.redeem(pair[0]!, 2n * million, million, 'refused');
    ledger.redeem(pair[1]!, 2n * million, 0n, 'refused');
    expect(ledger.balances()).toEqual([
      { owner: 'main', venue: 'polymarket', asset: 'pUSD', amount: 10n * million },
      { owner: 'opening', venue: 'polymarket', asset: 'pUSD', amount: -10n * million },
    ]);
  });

  it('converts NO of one outcome into YES of every other, and no money moves', () => {
    const { holdings, ledger } = openAccounting();
    const { yes, no } = holdingsOf(holdings, 0);
    ledger.open(no[1]!.accountKey, no[1]!, 3n * million);
    ledger.convert(no[1]!, [yes[0]!, yes[2]!], 2n * million, 'refused');
    expect([no[1]!, yes[0]!, yes[1]!, yes[2]!].map((holding) => ledger.sharesOf(holding))).toEqual([
      million,
      2n * million,
      0n,
      2n * million,
    ]);
    expect(ledger.cashOf(no[1]!.accountKey)).toBe(0n);
    expect(() => ledger.convert(no[1]!, [yes[0]!, yes[2]!], 2n * million, 'refused')).toThrow(Overdraft);
  });

  it('says in a sentence who cannot pay what, and has then posted nothing', () => {
    const { holdings, ledger } = openAccounting();
    const { accountKey } = holdingsOf(holdings, 0).yes[0]!;
    ledger.deposit(accountKey, null, 5n * million);
    const before = ledger.save();
    expect(() => ledger.withdraw(accountKey, null, 7_500_000n, 'refused')).toThrow(
      new Overdraft('main', 'polymarket', 'pUSD', '5', '2.5'),
    );
    expect(new Overdraft('main', 'polymarket', 'pUSD', '5', '2.5').message).toBe(
      'main has 5 pUSD at polymarket, but this takes 2.5 more than that: bring it in first.',
    );
    expect(ledger.save()).toEqual(before);
  });

  it('posts nothing of a transaction that does not fit 64 bits', () => {
    const { holdings, ledger } = openAccounting();
    const { yes, no } = holdingsOf(holdings, 0);
    ledger.open(yes[0]!.accountKey, null, INT64_MAX);
    ledger.open(no[0]!.accountKey, no[0]!, INT64_MAX);
    const before = ledger.save();
    expect(() => ledger.split([yes[0]!, no[0]!], million, 'reported')).toThrow(MoneyError);
    expect(ledger.save()).toEqual(before);
    ledger.withdraw(yes[0]!.accountKey, null, INT64_MAX, 'refused');
    expect(ledger.cashOf(yes[0]!.accountKey)).toBe(0n);
  });

  it('takes no trade of nothing, no set of one, no set over two accounts, and no set with an outcome twice', () => {
    const { holdings, ledger } = openAccounting();
    const { yes, no } = holdingsOf(holdings, 0);
    const stranger = holdingsOf(holdings, 1).no[0]!;
    const fill = { tradeKey: 't', holding: yes[0]!, side: 'buy', qty: 0n, px: 1n, fee: 0n } as const;
    expect(() => ledger.bookTrade(fill, 'reported')).toThrow(AssertionFailed);
    expect(() => ledger.bookTrade({ ...fill, qty: 1n, px: -1n }, 'reported')).toThrow(AssertionFailed);
    for (const set of [[yes[0]!], [yes[0]!, stranger], [yes[0]!, yes[0]!]])
      expect(() => ledger.split(set, million, 'reported')).toThrow(AssertionFailed);
    expect(() => ledger.merge([yes[0]!, no[0]!], 0n, 'reported')).toThrow(AssertionFailed);
    expect(() => ledger.redeem(yes[0]!, million, 1_000_001n, 'reported')).toThrow(AssertionFailed);
    expect(() => ledger.deposit(yes[0]!.accountKey, null, -1n)).toThrow(AssertionFailed);
    expect(() => ledger.deposit(yes[0]!.accountKey, stranger, 1n)).toThrow(AssertionFailed);
    expect(ledger.balances()).toEqual([]);
  });

  it('refuses saved accounting that do not balance', () => {
    const { holdings, ledger } = openAccounting();
    const { accountKey } = holdingsOf(holdings, 0).yes[0]!;
    ledger.open(accountKey, null, million);
    const saved = ledger.save();
    const torn = { ...saved, balances: saved.balances.slice(1) };
    const doubled = { ...saved, balances: [...saved.balances, ...saved.balances] };
    for (const state of [torn, doubled]) expect(() => Ledger.restore(state)).toThrow(AssertionFailed);
  });
});
