// Exposure by the payoff matrix (outcomes of one event × instruments): what is hedged, what is left over, and the
// largest loss over all outcomes and over everything that open orders may still do.
//
// All of it is exact in bigint; only money is rounded, once, at the end: the loss up and the payout down, so that
// neither is ever better than the truth.
// It knows no venues, markets or order books: an instrument is the outcomes in which a share of it pays 1.
import { assert } from '../kernel/assert.ts';
import { absMicros, checkedMicros, MICROS_PER_UNIT } from '../money/micros.ts';
import type { Micros } from '../money/micros.ts';
import { divideRounded, divideWide } from '../money/rounding.ts';
import type { OpenOrder } from './open-orders.ts';

/** How many outcomes an event may have: in an intent, a share's payouts are the bits of one integer. */
export const OUTCOMES_MAX = 30;

/** Whether a share of an instrument pays 1 or 0, for each outcome of the event. */
export type Payoff = readonly boolean[];

/** One instrument of an event's matrix: what is held of it, what it has cost, and the orders that may change both. */
export interface PayoffLeg {
  readonly pays: Payoff;
  /** What one unit of its venue's currency is worth, in micros of the currency that the loss is counted in. */
  readonly rate: Micros;
  /** Shares held; negative where they are owed. */
  readonly qty: Micros;
  /** Money gone into it less money come out of it, fees included, in its venue's currency. */
  readonly paid: Micros;
  readonly orders: readonly OpenOrder[];
}

/** What is exposed. `residues` are in the order of the legs. */
export interface Exposure {
  /** The shares that pay, for each outcome. */
  readonly payoffs: readonly Micros[];
  /** Whether the same is paid in every outcome. */
  readonly isHedged: boolean;
  /** The shares that pay in every outcome, once the shares owed that nothing covers are bought back. */
  readonly hedgedQty: Micros;
  /** Of each instrument, the shares beyond what is hedged: to be sold, or bought back where negative. */
  readonly residues: readonly Micros[];
  /** The sizes of all residues together. */
  readonly residueQty: Micros;
  /** The least that what is held pays in any outcome, in micros of the common currency, rounded down. */
  readonly lockedPayout: Micros;
  /** The largest loss, in micros of the common currency, rounded up; negative where even the worst outcome gains. */
  readonly worstCase: Micros;
  /** The first outcome with that loss. */
  readonly worstOutcome: number;
}

/** The payoff of YES of one outcome: it pays there and nowhere else. */
export const yesOf = (outcome: number, outcomeCount: number): Payoff =>
  Array.from({ length: outcomeCount }, (_, index) => index === outcome);

/** The payoff of NO of one outcome: it pays everywhere else. */
export const noOf = (outcome: number, outcomeCount: number): Payoff =>
  Array.from({ length: outcomeCount }, (_, index) => index !== outcome);

/** Whether one share of each pays the same, and something, in every outcome: what a set that hedges must do. */
export const isHedgingSet = (outcomeCount: number, set: readonly Payoff[]): boolean => {
  const counts = Array.from({ length: outcomeCount }, (_, outcome) => set.filter((pays) => pays[outcome]).length);
  return counts.every((count) => count > 0 && count === counts[0]);
};

/** The exposure of `legs` over the outcomes of one event, of which exactly one comes true. */
export const assessExposure = (outcomeCount: number, legs: readonly PayoffLeg[]): Exposure => {
  assert(outcomeCount >= 2, () => `an event has two outcomes or more, and not ${outcomeCount}`);
  const payoffs = nothingIn(outcomeCount);
  for (const { pays, qty } of legs) {
    assert(
      pays.length === outcomeCount && pays.includes(true),
      () => `an instrument pays in at least one of the ${outcomeCount} outcomes, and it is known in which`,
    );
    addWhere(pays, payoffs, qty);
  }
  const isHedged = isSameInAll(payoffs);
  const { residues, hedgedQty } = residuesOf(legs, payoffs, isHedged);
  const { worstCase, worstOutcome } = worstCaseOf(outcomeCount, legs);
  let residueQty = 0n;
  for (const residue of residues) residueQty += absMicros(residue);
  return {
    payoffs,
    isHedged,
    hedgedQty: checkedMicros(hedgedQty),
    residues,
    residueQty: checkedMicros(residueQty),
    lockedPayout: lockedPayoutOf(outcomeCount, legs),
    worstCase,
    worstOutcome,
  };
};

/**
 * First, leg by leg, what is owed is bought back as far as some outcome would otherwise pay less than nothing. Then,
 * leg by leg, as much of what is held is left over as can go without any outcome falling under the least that is
 * paid. So without the residues the least payoff is what it was (or 0), and no share more could go.
 */
const residuesOf = (
  legs: readonly PayoffLeg[],
  payoffs: readonly Micros[],
  isHedged: boolean,
): { readonly residues: Micros[]; readonly hedgedQty: Micros } => {
  // What is hedged, and owes nothing, leaves nothing over: the usual case.
  if (isHedged && !legs.some(({ qty }) => qty < 0n))
    return { residues: nothingIn(legs.length), hedgedQty: payoffs[0]! };
  const left = [...payoffs];
  const residues = legs.map(({ pays, qty }) => {
    if (qty >= 0n) return 0n;
    const deficit = -least(left, pays);
    if (deficit <= 0n) return 0n;
    const residue = deficit < -qty ? -deficit : qty;
    addWhere(pays, left, -residue);
    return residue;
  });
  const hedgedQty = least(left);
  legs.forEach(({ pays, qty }, index) => {
    if (qty <= 0n) return;
    const excess = least(left, pays) - hedgedQty;
    const residue = excess < qty ? excess : qty;
    residues[index] = residue;
    addWhere(pays, left, -residue);
  });
  return { residues, hedgedQty };
};

/** The least that the legs pay in any outcome, in micros of the common currency, rounded down. */
export const lockedPayoutOf = (
  outcomeCount: number,
  legs: readonly Pick<PayoffLeg, 'pays' | 'qty' | 'rate'>[],
): Micros => {
  const payouts = nothingIn(outcomeCount);
  if (isAtPar(legs)) {
    for (const { pays, qty } of legs) addWhere(pays, payouts, qty);
    return checkedMicros(least(payouts));
  }
  for (const { pays, qty, rate } of legs) addWhere(pays, payouts, qty * rate);
  return checkedMicros(divideWide(least(payouts), MICROS_PER_UNIT, 'floor'));
};

/**
 * Whether every currency is worth as much as the common one, which is usual. Then nothing is converted, and what is
 * multiplied stays within a machine word.
 */
export const isAtPar = (legs: readonly { readonly rate: Micros }[]): boolean => {
  for (const { rate } of legs) if (rate !== MICROS_PER_UNIT) return false;
  return true;
};

/**
 * The worst outcome. In a given outcome the loss is a sum with one term for each order, linear in its fill, and the
 * fills do not depend on each other: so each order fills all or nothing, whichever is worse. As a price is between
 * 0 and 1, a buy is worse filled where the share pays nothing, and a sell where it pays. The worst fee is counted
 * for both: it need not be in proportion to the fill.
 */
const worstCaseOf = (
  outcomeCount: number,
  legs: readonly PayoffLeg[],
): { readonly worstCase: Micros; readonly worstOutcome: number } => {
  // In 10⁻¹⁸ of the common currency: micros of money or shares, × a price or 1, × a rate. Without the rate, in 10⁻¹².
  const hasRates = !isAtPar(legs);
  const losses = nothingIn(outcomeCount);
  for (const leg of legs) {
    let wherePays = (leg.paid - leg.qty) * MICROS_PER_UNIT;
    let whereNot = leg.paid * MICROS_PER_UNIT;
    for (const { side, price, openQty, worstFee } of leg.orders) {
      assert(price >= 0n && price <= MICROS_PER_UNIT && openQty >= 0n, () => `no order is for ${openQty} at ${price}`);
      if (side === 'buy') whereNot += price * openQty;
      else wherePays += (MICROS_PER_UNIT - price) * openQty;
      wherePays += worstFee * MICROS_PER_UNIT;
      whereNot += worstFee * MICROS_PER_UNIT;
    }
    const lossWherePays = hasRates ? wherePays * leg.rate : wherePays;
    const lossWhereNot = hasRates ? whereNot * leg.rate : whereNot;
    for (let outcome = 0; outcome < outcomeCount; outcome += 1)
      losses[outcome]! += leg.pays[outcome] === true ? lossWherePays : lossWhereNot;
  }
  let worstOutcome = 0;
  for (let outcome = 1; outcome < outcomeCount; outcome += 1)
    if (losses[outcome]! > losses[worstOutcome]!) worstOutcome = outcome;
  const loss = losses[worstOutcome]!;
  const worstCase = hasRates ? divideWide(loss, ATTOS_PER_MICRO, 'ceil') : divideRounded(loss, MICROS_PER_UNIT, 'ceil');
  return { worstCase: checkedMicros(worstCase), worstOutcome };
};

const ATTOS_PER_MICRO = MICROS_PER_UNIT * MICROS_PER_UNIT;

const isSameInAll = (amounts: readonly Micros[]): boolean => {
  for (const amount of amounts) if (amount !== amounts[0]) return false;
  return true;
};

/** Nothing in each outcome. By hand, because `fill` leaves compiled code. */
const nothingIn = (outcomeCount: number): Micros[] => {
  const amounts = new Array<Micros>(outcomeCount);
  for (let outcome = 0; outcome < outcomeCount; outcome += 1) amounts[outcome] = 0n;
  return amounts;
};

const addWhere = (pays: Payoff, amounts: Micros[], amount: Micros): void => {
  if (amount === 0n) return;
  for (let outcome = 0; outcome < amounts.length; outcome += 1) if (pays[outcome] === true) amounts[outcome]! += amount;
};

/** The least amount over the outcomes, or over those in which the instrument pays; 0 where it pays in none. */
const least = (amounts: readonly Micros[], pays?: Payoff): Micros => {
  let result: Micros | undefined;
  for (let outcome = 0; outcome < amounts.length; outcome += 1) {
    if (pays !== undefined && pays[outcome] !== true) continue;
    const amount = amounts[outcome]!;
    if (result === undefined || amount < result) result = amount;
  }
  return result ?? 0n;
};
