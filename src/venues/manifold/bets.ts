// Bets at Manifold: how one walks through the limit orders on the other side and the market maker between them (others.md
// 3.1). A pure function from a market and its open limit orders to what was filled. Mana and shares are micros.
//
// YES at probability L and NO at 1 − L make one share each of money: what a taker and a maker pay for a share together is
// exactly 1. Limit orders reserve nothing: what a maker has when it is met is what it can pay, and one that has nothing is
// cancelled then. It knows no fees, because there are none, and no time: orders come with their place in the queue.
import { MICROS_PER_UNIT, minMicros } from '../../money/micros.ts';
import { divideRounded } from '../../money/rounding.ts';
import { amountToProb, buyFromPool, buySharesFromPool } from './market-maker.ts';
import type { ManifoldOutcome, Pool } from './market-maker.ts';

/** Between these a bet may move the probability. Micros of 1. */
const PROB_MIN = 10_000n;
const PROB_MAX = 990_000n;

/** An open limit order. */
export interface LimitOrder {
  readonly id: string;
  readonly user: string;
  readonly outcome: ManifoldOutcome;
  /** The probability of YES at which it trades, whichever outcome it buys. Micros of 1. */
  readonly limitProb: bigint;
  /** Mana that it may still spend. */
  readonly amount: bigint;
}

/** A bet: so much mana on an outcome, or so many shares of it; a limit says how far. */
export interface Bet {
  readonly outcome: ManifoldOutcome;
  readonly amount: bigint;
  /** The worst probability of YES that it takes; null for a bet without a limit. */
  readonly limitProb: bigint | null;
}

/** A piece of a bet: with a limit order, or where `order` is null with the market maker. */
export interface BetFill {
  readonly order: string | null;
  /** Mana that the taker paid. */
  readonly amount: bigint;
  readonly shares: bigint;
  /** Mana that the maker paid for as many shares of the other outcome; nothing for the market maker. */
  readonly makerAmount: bigint;
}

/** What became of a bet. */
export interface BetResult {
  readonly fills: readonly BetFill[];
  readonly shares: bigint;
  /** Mana that was spent, and that was not: with a limit, what is left rests as a limit order. */
  readonly spent: bigint;
  readonly left: bigint;
  readonly pool: Pool;
  /** Limit orders that were cancelled, because whoever placed them had nothing left. */
  readonly cancelled: readonly string[];
}

/** What a user has. Micros of mana. */
export type BalanceOf = (user: string) => bigint;

/** How much a taker still wants, and how it is told what it got. */
interface Taker {
  readonly outcome: ManifoldOutcome;
  /** What the outcome costs a share at a probability of YES. */
  readonly priceAt: (prob: bigint) => bigint;
  /** The most that it takes of shares at a price. */
  readonly sharesAt: (price: bigint) => bigint;
  /** Buys of the pool, up to so much mana. */
  readonly fromPool: (pool: Pool, amountMax: bigint) => { shares: bigint; amount: bigint; pool: Pool };
  readonly took: (shares: bigint, amount: bigint) => void;
}

/** Places a bet of mana against the pool and the open limit orders of others, oldest first. */
export const buy = (pool: Pool, orders: readonly LimitOrder[], bet: Bet, balanceOf: BalanceOf): BetResult => {
  let left = bet.amount;
  const walked = walk(pool, orders, bet.limitProb, balanceOf, {
    outcome: bet.outcome,
    priceAt: priceOf(bet.outcome),
    sharesAt: (price) => divideRounded(left * MICROS_PER_UNIT, price, 'floor'),
    fromPool: (before, amountMax) => buyFromPool(before, bet.outcome, minMicros(left, amountMax)),
    took: (_shares, amount) => void (left -= amount),
  });
  return { ...walked, left };
};

/**
 * Sells shares: as many of the other outcome are bought, by the same walk, and the pairs are redeemed at 1. `proceeds` is
 * what comes of it; what finds nobody within the clamp stays unsold.
 */
export const sell = (
  pool: Pool,
  orders: readonly LimitOrder[],
  { outcome, shares }: { readonly outcome: ManifoldOutcome; readonly shares: bigint },
  balanceOf: BalanceOf,
): BetResult & { readonly proceeds: bigint } => {
  const other = outcome === 'yes' ? 'no' : 'yes';
  let wanted = shares;
  const walked = walk(pool, orders, null, balanceOf, {
    outcome: other,
    priceAt: priceOf(other),
    sharesAt: () => wanted,
    fromPool: (before, amountMax) => {
      const most = buyFromPool(before, other, amountMax);
      return most.shares <= wanted ? most : buySharesFromPool(before, other, wanted);
    },
    took: (taken) => void (wanted -= taken),
  });
  return { ...walked, left: wanted, proceeds: walked.shares - walked.spent };
};

const priceOf =
  (outcome: ManifoldOutcome) =>
  (prob: bigint): bigint =>
    outcome === 'yes' ? prob : MICROS_PER_UNIT - prob;

const walk = (
  start: Pool,
  orders: readonly LimitOrder[],
  limitProb: bigint | null,
  balanceOf: BalanceOf,
  taker: Taker,
): Omit<BetResult, 'left'> => {
  const { outcome, priceAt } = taker;
  const fills: BetFill[] = [];
  const cancelled: string[] = [];
  const spentBy = new Map<string, bigint>();
  let pool = start;
  const fill = (order: string | null, shares: bigint, amount: bigint, makerAmount: bigint): void => {
    if (shares === 0n) return;
    fills.push({ order, amount, shares, makerAmount });
    taker.took(shares, amount);
  };
  const fromPool = (price: bigint): void => {
    const { shares, amount, pool: after } = taker.fromPool(pool, amountToProb(pool, outcome, price));
    // Mana for which the curve gives no micro of a share is not taken.
    if (shares > 0n) pool = after;
    fill(null, shares, amount, 0n);
  };
  const worst = worstPrice(outcome, limitProb);
  for (const order of queueAgainst(orders, outcome, priceAt)) {
    const price = priceAt(order.limitProb);
    if (price > worst || taker.sharesAt(price) === 0n) break;
    fromPool(price);
    const free = balanceOf(order.user) - (spentBy.get(order.user) ?? 0n);
    if (free <= 0n) {
      cancelled.push(order.id);
      continue;
    }
    const makerMax = divideRounded(minMicros(order.amount, free) * MICROS_PER_UNIT, MICROS_PER_UNIT - price, 'floor');
    const shares = minMicros(taker.sharesAt(price), makerMax);
    const amount = divideRounded(shares * price, MICROS_PER_UNIT, 'ceil');
    spentBy.set(order.user, (spentBy.get(order.user) ?? 0n) + shares - amount);
    fill(order.id, shares, amount, shares - amount);
  }
  fromPool(worst);
  return {
    fills,
    shares: fills.reduce((sum, { shares }) => sum + shares, 0n),
    spent: fills.reduce((sum, { amount }) => sum + amount, 0n),
    pool,
    cancelled,
  };
};

/** The most that a share may cost: by the limit, and by the clamp of all markets. */
const worstPrice = (outcome: ManifoldOutcome, limitProb: bigint | null): bigint => {
  const clamp = outcome === 'yes' ? PROB_MAX : MICROS_PER_UNIT - PROB_MIN;
  if (limitProb === null) return clamp;
  return minMicros(clamp, priceOf(outcome)(limitProb));
};

/** The orders on the other side, the cheapest for the taker first, and of equal ones the oldest. */
const queueAgainst = (
  orders: readonly LimitOrder[],
  outcome: ManifoldOutcome,
  priceAt: (prob: bigint) => bigint,
): readonly LimitOrder[] =>
  orders
    .filter((order) => order.outcome !== outcome)
    .toSorted((left, right) => {
      const [here, there] = [priceAt(left.limitProb), priceAt(right.limitProb)];
      if (here === there) return 0;
      return here < there ? -1 : 1;
    });
