// What the accounting tests share: three venues that round differently, two accounts, and random transactions over
// them, in any order, busts and corrections among them.
import fc from 'fast-check';
import type { OverdraftPolicy } from '../../src/accounting/accounts.ts';
import { Overdraft } from '../../src/accounting/errors.ts';
import { againstTheTrader, Holdings, nameOfHolding } from '../../src/accounting/holdings.ts';
import type { Holding, VenueTerms } from '../../src/accounting/holdings.ts';
import { Ledger } from '../../src/accounting/ledger.ts';
import { Positions } from '../../src/accounting/positions.ts';
import type { BookedTrade, Transaction } from '../../src/accounting/transactions.ts';

export const venues: readonly VenueTerms[] = [
  { venue: 'polymarket', currency: 'pUSD', cashRounding: againstTheTrader, escrow: 'worstCase' },
  { venue: 'kalshi', currency: 'USD', cashRounding: { buy: 'halfEven', sell: 'halfEven' }, escrow: 'worstCase' },
  { venue: 'manifold', currency: 'mana', cashRounding: { buy: 'floor', sell: 'ceil' }, escrow: 'none' },
];

const accounts = ['main', 'other'];
export const markets = ['FED-DEC', 'FED-JAN', 'FED-MAR'];

/** The sets that the random transactions are over: each market's yes and no, of one account at one venue. */
export const setCount = accounts.length * venues.length;

/** The holdings of one account at one venue: yes and no of each market. */
export const holdingsOf = (holdings: Holdings, set: number): { yes: Holding[]; no: Holding[] } => {
  const account = accounts[set % accounts.length]!;
  const { venue } = venues[Math.floor(set / accounts.length)]!;
  return {
    yes: markets.map((market) => holdings.of(account, venue, market, 'yes')),
    no: markets.map((market) => holdings.of(account, venue, market, 'no')),
  };
};

/** Any transaction that a ledger can book. `nth` picks one of the trades booked so far. */
export type Step =
  | {
      readonly kind: 'trade';
      readonly set: number;
      readonly market: number;
      readonly outcome: 'yes' | 'no';
      readonly side: 'buy' | 'sell';
      readonly qty: bigint;
      readonly px: bigint;
      readonly fee: bigint;
      readonly overdraft: OverdraftPolicy;
    }
  | { readonly kind: 'bust'; readonly nth: number }
  | { readonly kind: 'release'; readonly nth: number }
  | {
      readonly kind: 'correction';
      readonly nth: number;
      readonly qty: bigint;
      readonly px: bigint;
      readonly fee: bigint;
    }
  | {
      readonly kind: 'opening' | 'deposit' | 'withdrawal';
      readonly set: number;
      readonly share: number | null;
      readonly amount: bigint;
      readonly overdraft: OverdraftPolicy;
    }
  | { readonly kind: 'fee'; readonly set: number; readonly amount: bigint; readonly overdraft: OverdraftPolicy }
  | {
      readonly kind: 'split' | 'merge' | 'conversion' | 'redemption';
      readonly set: number;
      readonly market: number;
      readonly qty: bigint;
      readonly payout: bigint;
      readonly overdraft: OverdraftPolicy;
    };

const set = fc.nat(setCount - 1);
const market = fc.nat(markets.length - 1);
const outcome = fc.constantFrom('yes' as const, 'no' as const);
// Whole shares and odd micros alike: some products come out even, and some do not.
export const anyQty = fc.oneof(
  fc.bigInt({ min: 1n, max: 20n }).map((shares) => shares * 1_000_000n),
  fc.bigInt({ min: 1n, max: 20_000_000n }),
);
export const anyPrice = fc.oneof(
  fc.bigInt({ min: 0n, max: 100n }).map((cents) => cents * 10_000n),
  fc.bigInt({ min: 0n, max: 1_000_000n }),
);
export const anyFee = fc.oneof(fc.constant(0n), fc.bigInt({ min: -1_000n, max: 50_000n }));
const overdraft = fc.constantFrom<OverdraftPolicy>('refused', 'reported');

export const anyTrade: fc.Arbitrary<Extract<Step, { kind: 'trade' }>> = fc.record({
  kind: fc.constant('trade' as const),
  set,
  market,
  outcome,
  side: fc.constantFrom('buy' as const, 'sell' as const),
  qty: anyQty,
  px: anyPrice,
  fee: anyFee,
  overdraft,
});

const anyChange: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constantFrom('bust' as const, 'release' as const), nth: fc.nat(30) }),
  fc.record({
    kind: fc.constant('correction' as const),
    nth: fc.nat(30),
    qty: fc.oneof(fc.constant(0n), anyQty),
    px: anyPrice,
    fee: anyFee,
  }),
);

export const anyOther: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    kind: fc.constantFrom('opening' as const, 'deposit' as const, 'withdrawal' as const),
    set,
    share: fc.option(market),
    amount: anyQty,
    overdraft,
  }),
  fc.record({ kind: fc.constant('fee' as const), set, amount: anyFee, overdraft }),
  fc.record({
    kind: fc.constantFrom('split' as const, 'merge' as const, 'conversion' as const, 'redemption' as const),
    set,
    market,
    qty: anyQty,
    payout: fc.constantFrom(0n, 500_000n, 1_000_000n, 333_333n),
    overdraft,
  }),
);

/** Any transaction; trades most often, so that busts find some. */
export const anyStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: anyTrade },
  { weight: 2, arbitrary: anyChange },
  { weight: 2, arbitrary: anyOther },
);

/** The steps of one story. */
export const anySteps = (most: number): fc.Arbitrary<Step[]> =>
  fc.array(anyStep, { minLength: 1, maxLength: most, size: 'max' });

/** A ledger and its positions, and the trades that may still change. */
export interface Accounting {
  readonly holdings: Holdings;
  readonly ledger: Ledger;
  readonly positions: Positions;
  readonly held: BookedTrade[];
  count: number;
}

export const openAccounting = (): Accounting => ({
  holdings: new Holdings(venues),
  ledger: new Ledger(),
  positions: new Positions(),
  held: [],
  count: 0,
});

/** The portfolio in a new process: everything by name, in an order of its own. */
export const reopenAccounting = (accounting: Accounting): Accounting => {
  const holdings = new Holdings(venues);
  return {
    holdings,
    ledger: Ledger.restore(accounting.ledger.save()),
    positions: Positions.restore(holdings, accounting.positions.save()),
    held: accounting.held.map((trade) => ({ ...trade, holding: holdings.named(nameOfHolding(trade.holding)) })),
    count: accounting.count,
  };
};

/** Tells the ledger, and the positions of what it has booked. Null where the step was refused or found nothing to do. */
export const perform = (accounting: Accounting, step: Step): Transaction | null => {
  try {
    const transaction = tell(accounting, step);
    if (transaction !== null) accounting.positions.apply(transaction);
    return transaction;
  } catch (error) {
    if (error instanceof Overdraft) return null;
    throw error;
  }
};

const tell = (accounting: Accounting, step: Step): Transaction | null => {
  const { holdings, ledger, positions, held } = accounting;
  switch (step.kind) {
    case 'trade': {
      const tradeKey = `trade ${accounting.count}`;
      const holding = holdingsOf(holdings, step.set)[step.outcome][step.market]!;
      const trade = ledger.bookTrade({ ...step, tradeKey, holding }, step.overdraft);
      accounting.count += 1;
      held.push(trade);
      return trade;
    }
    case 'bust': {
      const at = step.nth % held.length;
      const trade = held[at];
      if (trade === undefined) return null;
      const bust = ledger.bustTrade(trade, 'reported');
      held[at] = bust.after;
      return bust;
    }
    case 'correction': {
      const at = step.nth % held.length;
      const trade = held[at];
      if (trade === undefined) return null;
      const correction = ledger.correctTrade(trade, step, 'reported');
      held[at] = correction.after;
      return correction;
    }
    case 'release': {
      const [trade] = held.splice(step.nth % held.length, 1);
      if (trade !== undefined) positions.release(trade);
      return null;
    }
    case 'opening':
    case 'deposit':
    case 'withdrawal': {
      const { yes } = holdingsOf(holdings, step.set);
      const holding = step.share === null ? null : yes[step.share]!;
      const { accountKey } = yes[0]!;
      if (step.kind === 'opening') return ledger.open(accountKey, holding, step.amount);
      if (step.kind === 'deposit') return ledger.deposit(accountKey, holding, step.amount);
      return ledger.withdraw(accountKey, holding, step.amount, step.overdraft);
    }
    case 'fee':
      return ledger.chargeFee(holdingsOf(holdings, step.set).yes[0]!.accountKey, step.amount, step.overdraft);
    default: {
      const { yes, no } = holdingsOf(holdings, step.set);
      const pair = [yes[step.market]!, no[step.market]!];
      if (step.kind === 'split') return ledger.split(pair, step.qty, step.overdraft);
      if (step.kind === 'merge') return ledger.merge(pair, step.qty, step.overdraft);
      if (step.kind === 'redemption') return ledger.redeem(pair[0]!, step.qty, step.payout, step.overdraft);
      const others = yes.filter((_, index) => index !== step.market);
      return ledger.convert(pair[1]!, others, step.qty, step.overdraft);
    }
  }
};
