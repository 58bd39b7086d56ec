// What the fills of an arbitrage come to, from the trades that the client received, in each outcome of the event.
import { divideRounded } from '../money/rounding.ts';
import { costOf } from './state/order.ts';
import type { ArbitrageState } from './state/arbitrage.ts';

const MICROS = 1_000_000n;

/** What is held, summed over all orders. Micros of shares. */
export interface Holdings {
  /** What is paid whatever the outcome. */
  readonly hedgedQty: bigint;
  /** What the best outcome pays more than the worst. */
  readonly residueQty: bigint;
  readonly isFilled: boolean;
}

/** What the fills of an arbitrage come to. */
export const holdingsOf = ({ orders, outcomes }: ArbitrageState): Holdings => {
  let hedgedQty: bigint | null = null;
  let most = 0n;
  let isFilled = false;
  for (let outcome = 0; outcome < outcomes; outcome += 1) {
    let payout: bigint | null = null;
    for (const order of orders) {
      if (order.cumQty === 0n) continue;
      isFilled = true;
      if ((order.paysIn & (1 << outcome)) === 0) continue;
      if (payout === null) payout = order.isBuy ? order.cumQty : -order.cumQty;
      else payout = order.isBuy ? payout + order.cumQty : payout - order.cumQty;
    }
    payout ??= 0n;
    if (hedgedQty === null || payout < hedgedQty) hedgedQty = payout;
    if (outcome === 0 || payout > most) most = payout;
  }
  hedgedQty ??= 0n;
  return { hedgedQty, residueQty: most - hedgedQty, isFilled };
};

/** What one unit of a venue's currency is worth in the run's, in micros. */
export type RateOf = (venue: string) => bigint;

/**
 * The largest loss over all outcomes, in the run's currency; below 0 it is a gain in each. Rounded up: a loss is never
 * understated.
 */
export const worstCaseOf = ({ orders, outcomes }: ArbitrageState, rateOf: RateOf): bigint => {
  let paidPicos = 0n;
  const payoutsPicos = new Array<bigint>(outcomes).fill(0n);
  for (const order of orders) {
    if (order.trades.length === 0) continue;
    const rate = rateOf(order.market.venue.venue);
    for (const { qty, px, fee } of order.trades) paidPicos += costOf(order.isBuy, qty, px, fee) * rate;
    const payoutPicos = (order.isBuy ? order.cumQty : -order.cumQty) * rate;
    for (let outcome = 0; outcome < outcomes; outcome += 1)
      if ((order.paysIn & (1 << outcome)) !== 0) payoutsPicos[outcome]! += payoutPicos;
  }
  let least = payoutsPicos[0]!;
  for (const payout of payoutsPicos) if (payout < least) least = payout;
  return divideRounded(paidPicos - least, MICROS, 'ceil');
};

/** Whether its legs, all filled, pay the same in every outcome: equal shares that cover the event. */
export const isHedgeWanted = ({ legs, outcomes, sets }: ArbitrageState): boolean => {
  for (const { qty } of legs) if (qty !== sets) return false;
  let paid = 0;
  for (let outcome = 0; outcome < outcomes; outcome += 1) {
    let count = 0;
    for (const { paysIn, side } of legs) if ((paysIn & (1 << outcome)) !== 0) count += side === 'buy' ? 1 : -1;
    if (outcome === 0) paid = count;
    else if (count !== paid) return false;
  }
  return true;
};
