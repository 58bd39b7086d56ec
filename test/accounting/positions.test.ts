// Goal: a position is its transactions as they stand, one after the other, and agrees with the ledger to the micro.
// Method: random stories against a naive twin that keeps every step for ever and adds them all up each time.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextCost } from '../../src/accounting/average-cost.ts';
import type { Holding, AccountKey } from '../../src/accounting/holdings.ts';
import type { Positions, Position } from '../../src/accounting/positions.ts';
import { cashOut, sharesIn } from '../../src/accounting/transactions.ts';
import type { BookedTrade, Transaction } from '../../src/accounting/transactions.ts';
import { AssertionFailed } from '../../src/kernel/assert.ts';
import { anySteps, holdingsOf, openAccounting, perform, reopenAccounting, setCount } from './accounting.ts';
import type { Accounting, Step } from './accounting.ts';

const million = 1_000_000n;
const zero = { qty: 0n, cost: 0n, realised: 0n, fees: 0n };

const figuresOf = ({ qty, cost, realised, fees }: Position): typeof zero => ({ qty, cost, realised, fees });

/** The money that went in less the money that came out. */
const paid = ({ cost, realised }: Position): bigint => cost - realised;

const allHoldings = ({ holdings }: Accounting): Holding[] =>
  Array.from({ length: setCount }, (_, set) => Object.values(holdingsOf(holdings, set)).flat()).flat();

/** A step of the twin: a trade as it stands, or shares and money that came otherwise. */
type TwinStep = BookedTrade | { readonly kind: 'other'; readonly shares: bigint; readonly cash: bigint };

const addUp = (steps: readonly TwinStep[]): typeof zero => {
  let [qty, cost, realised, fees] = [0n, 0n, 0n, 0n];
  for (const step of steps) {
    const shares = step.kind === 'trade' ? sharesIn(step) : step.shares;
    const cash = step.kind === 'trade' ? cashOut(step) : step.cash;
    const costAfter = nextCost(qty, cost, shares, cash);
    realised += costAfter - cost - cash;
    cost = costAfter;
    qty += shares;
    if (step.kind === 'trade') fees += step.fee;
  }
  return { qty, cost, realised, fees };
};

/** The twin's steps by holding. What a merge or conversion gave each outcome is read off the positions themselves. */
class Twin {
  readonly steps = new Map<Holding, TwinStep[]>();

  of(holding: Holding): TwinStep[] {
    const steps = this.steps.get(holding) ?? [];
    this.steps.set(holding, steps);
    return steps;
  }

  follow(transaction: Transaction, before: ReadonlyMap<Holding, Position>, positions: Positions): void {
    if (transaction.kind === 'trade') this.of(transaction.holding).push(transaction);
    else if (transaction.kind === 'bust' || transaction.kind === 'correction') {
      const steps = this.of(transaction.before.holding);
      const at = steps.findIndex((step) => step.kind === 'trade' && step.tradeKey === transaction.before.tradeKey);
      steps[at] = transaction.after;
    } else
      for (const [holding, old] of before) {
        const now = positions.of(holding);
        const cash = now.cost - now.realised - (old.cost - old.realised);
        if (now.qty !== old.qty || cash !== 0n)
          this.of(holding).push({ kind: 'other', shares: now.qty - old.qty, cash });
      }
  }
}

describe('positions', () => {
  it('are what their steps add up to as they stand now, after any busts, corrections and releases', () => {
    fc.assert(
      fc.property(anySteps(40), (steps) => {
        const accounting = openAccounting();
        const twin = new Twin();
        const holdings = allHoldings(accounting);
        for (const step of steps) {
          const before = new Map(holdings.map((holding) => [holding, accounting.positions.of(holding)]));
          const transaction = perform(accounting, step);
          if (transaction !== null) twin.follow(transaction, before, accounting.positions);
          const touched = [...twin.steps];
          expect(touched.map(([holding]) => figuresOf(accounting.positions.of(holding)))).toEqual(
            touched.map(([, twinSteps]) => addUp(twinSteps)),
          );
        }
      }),
      { numRuns: 60 },
    );
  });

  it('hold the shares that the ledger holds, and explain every micro of its money', () => {
    fc.assert(
      fc.property(anySteps(60), (steps) => {
        const accounting = openAccounting();
        const moved = new Map<string, bigint>();
        const add = ({ account, venue }: AccountKey, amount: bigint): void => {
          moved.set(`${account} ${venue}`, (moved.get(`${account} ${venue}`) ?? 0n) + amount);
        };
        const holdings = allHoldings(accounting);
        const paidFor = (): bigint[] => holdings.map((holding) => paid(accounting.positions.of(holding)));
        for (const step of steps) {
          const before = paidFor();
          const transaction = perform(accounting, step);
          if (transaction === null || !('accountKey' in transaction)) continue;
          const { kind, accountKey, amount } = transaction;
          if (kind === 'fee') add(accountKey, -amount);
          else if (transaction.holding === null) add(accountKey, kind === 'withdrawal' ? -amount : amount);
          // Shares that are taken out count as sold for what they have cost, though no money moves.
          else paidFor().forEach((after, index) => add(accountKey, after - before[index]!));
        }
        for (const holding of holdings) {
          const position = accounting.positions.of(holding);
          expect(position.qty).toBe(accounting.ledger.sharesOf(holding));
          add(holding.accountKey, -paid(position) - position.fees);
        }
        for (const { accountKey } of holdings)
          expect(accounting.ledger.cashOf(accountKey)).toBe(moved.get(`${accountKey.account} ${accountKey.venue}`));
      }),
      { numRuns: 60 },
    );
  });

  it('cost nothing when flat, and never less than nothing while shares are held', () => {
    fc.assert(
      fc.property(anySteps(60), (steps) => {
        const accounting = openAccounting();
        for (const step of steps) perform(accounting, step);
        for (const { qty, cost } of accounting.positions.list()) {
          if (qty === 0n) expect(cost).toBe(0n);
          else if (qty > 0n) expect(cost).toBeGreaterThanOrEqual(0n);
          else expect(cost).toBeLessThanOrEqual(0n);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('saved, and restored in another process, continue to the same positions', () => {
    fc.assert(
      fc.property(anySteps(40), fc.nat(40), (steps, at) => {
        let accounting = openAccounting();
        const uninterrupted = openAccounting();
        steps.forEach((step, index) => {
          if (index === at) {
            const saved = accounting.positions.save();
            accounting = reopenAccounting(accounting);
            expect(accounting.positions.save()).toEqual(saved);
          }
          perform(accounting, step);
          perform(uninterrupted, step);
        });
        expect(accounting.positions.save()).toEqual(uninterrupted.positions.save());
        expect(accounting.positions.list()).toEqual(uninterrupted.positions.list());
      }),
      { numRuns: 60 },
    );
  });

  it('keep no step of a trade that was released, once nothing before it may change', () => {
    fc.assert(
      fc.property(anySteps(40), (steps) => {
        const accounting = openAccounting();
        for (const step of steps) perform(accounting, step);
        for (const each of accounting.held) accounting.positions.release(each);
        expect(accounting.positions.save().flatMap((position) => position.steps.steps)).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  const trade = (side: 'buy' | 'sell', shares: bigint, px: bigint, fee = 0n): Step => ({
    kind: 'trade',
    set: 0,
    market: 0,
    outcome: 'yes',
    side,
    qty: shares * million,
    px,
    fee,
    overdraft: 'reported',
  });

  const yesAfter = (...steps: Step[]): typeof zero => {
    const accounting = openAccounting();
    for (const step of steps) perform(accounting, step);
    return figuresOf(accounting.positions.of(holdingsOf(accounting.holdings, 0).yes[0]!));
  };

  it('realise what a sell brings above the average cost, and count fees apart', () => {
    expect(
      yesAfter(trade('buy', 10n, 400_000n, 70_000n), trade('buy', 10n, 600_000n), trade('sell', 5n, 700_000n)),
    ).toEqual({ qty: 15n * million, cost: 7_500_000n, realised: 1_000_000n, fees: 70_000n });
  });

  it('after a bust are what they would be had the trade never been, though shares of it were sold since', () => {
    const bought = [trade('buy', 10n, 900_000n), trade('buy', 10n, 100_000n), trade('sell', 5n, 500_000n)];
    expect(yesAfter(...bought, { kind: 'bust', nth: 1 })).toEqual(yesAfter(bought[0]!, bought[2]!));
    expect(yesAfter(...bought, { kind: 'bust', nth: 0 }).cost).toBe(500_000n);
    expect(yesAfter(...bought, { kind: 'bust', nth: 0 }, { kind: 'bust', nth: 1 })).toEqual({
      qty: -5n * million,
      cost: -2_500_000n,
      realised: 0n,
      fees: 0n,
    });
  });

  it('divide what a merge pays by what each outcome has cost, and what a split costs equally', () => {
    const accounting = openAccounting();
    const { yes, no } = holdingsOf(accounting.holdings, 0);
    perform(accounting, trade('buy', 10n, 300_000n));
    perform(accounting, { ...trade('buy', 10n, 600_000n), outcome: 'no' } as Step);
    const exchange = { set: 0, market: 0, qty: 10n * million, payout: 0n, overdraft: 'reported' } as const;
    perform(accounting, { ...exchange, kind: 'merge' });
    const made = [yes[0]!, no[0]!].map((holding) => figuresOf(accounting.positions.of(holding)));
    expect(made).toEqual([
      { ...zero, realised: 333_333n },
      { ...zero, realised: 666_667n },
    ]);
    perform(accounting, { ...exchange, kind: 'split', qty: 3n });
    expect(accounting.positions.of(yes[0]!).cost).toBe(1n);
    expect(accounting.positions.of(no[0]!).cost).toBe(2n);
  });

  it('make nothing of a conversion: what NO has cost, the YES shares have cost', () => {
    const accounting = openAccounting();
    const { yes, no } = holdingsOf(accounting.holdings, 0);
    perform(accounting, { ...trade('buy', 4n, 700_000n), outcome: 'no' } as Step);
    perform(accounting, { kind: 'conversion', set: 0, market: 0, qty: 2n * million, payout: 0n, overdraft: 'refused' });
    expect([no[0]!, yes[1]!, yes[2]!].map((holding) => figuresOf(accounting.positions.of(holding)))).toEqual([
      { ...zero, qty: 2n * million, cost: 1_400_000n },
      { ...zero, qty: 2n * million, cost: 700_000n },
      { ...zero, qty: 2n * million, cost: 700_000n },
    ]);
  });

  it('take shares from outside at no cost, and give them up at what they have cost', () => {
    const accounting = openAccounting();
    const holding = holdingsOf(accounting.holdings, 0).yes[0]!;
    perform(accounting, trade('buy', 10n, 300_000n));
    const transfer = { set: 0, share: 0, amount: 5n * million, overdraft: 'refused' } as const;
    perform(accounting, { ...transfer, kind: 'deposit' });
    perform(accounting, { ...transfer, kind: 'withdrawal' });
    expect(figuresOf(accounting.positions.of(holding))).toEqual({ ...zero, qty: 10n * million, cost: 2_000_000n });
  });

  it('change no trade that they do not hold, and release none', () => {
    const accounting = openAccounting();
    perform(accounting, trade('buy', 1n, 300_000n));
    perform(accounting, trade('buy', 2n, 300_000n));
    const [first, second] = accounting.held;
    accounting.positions.release(second!);
    expect(() => perform(accounting, { kind: 'bust', nth: 1 })).toThrow(AssertionFailed);
    accounting.positions.release(first!);
    expect(() => perform(accounting, { kind: 'bust', nth: 0 })).toThrow(AssertionFailed);
    expect(() => accounting.positions.release(first!)).toThrow(AssertionFailed);
  });

  it('notice, when all is released, that something was released which they never held', () => {
    const accounting = openAccounting();
    perform(accounting, trade('buy', 1n, 300_000n));
    const [held] = accounting.held;
    accounting.positions.release({ ...held!, tradeKey: 'trade 7' });
    expect(() => accounting.positions.release(held!)).toThrow(AssertionFailed);
  });
});
