// Bets at Manifold: how one walks through the limit orders on the other side and the market maker between them (others.md
// 3.1). A pure function from a market and its open limit orders to what was filled. Mana and shares are micros.
//
// YES at probability L and NO at 1 − L make one share each of money: what a taker and a maker pay for a share together is
// exactly 1. Limit orders reserve nothing: what a maker has when it is met is what it can pay, and one that has nothing is
// cancelled then. It knows no fees, because there are none, and no time: orders come with their place in the queue.
import { MICROS_PER_UNIT, minMicros } from '../../../money/micros.ts';
import { divideRounded } from '../../../money/rounding.ts';
import { floorToStep } from '../grid.ts';
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
  /** The most shares that an order counted in shares takes, and the step of which it takes whole multiples. */
  readonly inShares?: { readonly max: bigint; readonly step: bigint };
}

/** A bet: so much mana on an outcome, or so many shares of it; a limit says how far. */
export interface Bet {
  readonly outcome: ManifoldOutcome;
  readonly amount: bigint;
  /** The worst probability of YES that it takes; null for a bet without a limit. */
  readonly limitProb: bigint | null;
}

/** So many shares at most, in whole steps; a limit says how far. */
export interface SharesBet extends Omit<Bet, 'amount'> {
  readonly shares: bigint;
  readonly step: bigint;
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
  /** Mana that was spent. */
  readonly spent: bigint;
  /** What found nobody: mana, or where shares were wanted, shares. With a limit, it rests as a limit order. */
  readonly left: bigint;
  readonly pool: Pool;
  /** Limit orders that were cancelled, because their owner had no mana left, or less than a step costs. */
  readonly cancelled: readonly string[];
}

/** What a user has. Micros of mana. */
export type BalanceOf = (user: string) => bigint;

/** How much a taker still wants, and the call by which it learns what it got. */
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

/** Buys shares, as many as there are up to the limit, against the pool and the open limit orders of others, oldest first. */
export const buyShares = (
  pool: Pool,
  orders: readonly LimitOrder[],
  { outcome, shares, limitProb, step }: SharesBet,
  balanceOf: BalanceOf,
): BetResult => {
  let wanted = shares;
  const walked = walk(pool, orders, limitProb, balanceOf, {
    outcome,
    priceAt: priceOf(outcome),
    sharesAt: () => wanted,
    fromPool: (before, amountMax) => {
      const most = buyFromPool(before, outcome, amountMax);
      const taken = floorToStep(minMicros(most.shares, wanted), step);
      return taken === most.shares ? most : buySharesFromPool(before, outcome, taken);
    },
    took: (taken) => void (wanted -= taken),
  });
  return { ...walked, left: wanted };
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
  const bought = buyShares(pool, orders, { outcome: other, shares, limitProb: null, step: 1n }, balanceOf);
  return { ...bought, proceeds: bought.shares - bought.spent };
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
  const done = (): Omit<BetResult, 'left'> => ({
    fills,
    shares: fills.reduce((sum, { shares }) => sum + shares, 0n),
    spent: fills.reduce((sum, { amount }) => sum + amount, 0n),
    pool,
    cancelled,
  });
  const worst = worstPrice(outcome, limitProb);
  for (const order of queueAgainst(orders, outcome, priceAt)) {
    const price = priceAt(order.limitProb);
    if (price > worst || taker.sharesAt(price) === 0n) break;
    fromPool(price);
    const free = balanceOf(order.user) - (spentBy.get(order.user) ?? 0n);
    const open = free <= 0n ? 0n : openShares(order, MICROS_PER_UNIT - price, free);
    if (free <= 0n || (order.inShares !== undefined && open === 0n)) {
      cancelled.push(order.id);
      continue;
    }
    const shares = floorToStep(minMicros(taker.sharesAt(price), open), order.inShares?.step ?? 1n);
    const amount = divideRounded(shares * price, MICROS_PER_UNIT, 'ceil');
    spentBy.set(order.user, (spentBy.get(order.user) ?? 0n) + shares - amount);
    fill(order.id, shares, amount, shares - amount);
    // What is less than its step does not go by an order that stands in its way.
    if (order.inShares !== undefined && shares < open) return done();
  }
  fromPool(worst);
  return done();
};

/** How many shares an order takes at most, at what it pays for one and with what its maker has. */
const openShares = ({ amount, inShares }: LimitOrder, price: bigint, free: bigint): bigint => {
  const paid = divideRounded(minMicros(amount, free) * MICROS_PER_UNIT, price, 'floor');
  return inShares === undefined ? paid : floorToStep(minMicros(paid, inShares.max), inShares.step);
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
