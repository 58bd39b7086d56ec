// From what a strategy wants to an intent that can be routed, or to the reason why not. Every leg is a buy: a set is
// worth 1 whatever happens, and the edge is what it costs less than that after the worst fees of both venues.
//
// Pure: it reserves nothing, and what the run knows (time, states of markets, funds) is handed in. What a run may
// risk as a whole is not judged here.
import type { ArbitragePolicy, LeggingMode } from '../../machines/arbitrage.ts';
import type { TimeInForce } from '../../machines/order/types.ts';
import { assert } from '../kernel/assert.ts';
import { INT64_MAX, MICROS_PER_UNIT } from '../money/micros.ts';
import { divideRounded } from '../money/rounding.ts';
import { isInBounds, isOnGrid } from '../venues/definitions/grid.ts';
import type { Market } from '../venues/definitions/market.ts';
import type { TradingState } from '../venues/definitions/words.ts';
import type { Intent, IntentLeg } from './intent.ts';
import type { Pair } from './pair.ts';
import { preparePair } from './plan-pair.ts';
import type { PlanWorld, PreparedLeg, PreparedPair } from './plan-pair.ts';
import type { PlanRefusal } from './plan-refusal.ts';

/** What is to be planned: so many sets of a pair, each leg at most at that price. */
export interface PlanDraft {
  readonly pair: string;
  /** Micros of a share, of every leg alike; floored to the coarsest grid of the legs. */
  readonly sets: bigint;
  /** One limit price for each leg of the pair, in the pair's order. */
  readonly prices: readonly bigint[];
  /** Where these are left out, the terms say. */
  readonly mode?: LeggingMode;
  readonly policy?: ArbitragePolicy;
  readonly timeInForce?: TimeInForce;
}

/** The strategy's limits and habits. A scenario's strategy is one. */
export interface PlanTerms {
  readonly strategy: string;
  /** Least edge after both venues' worst fees, of what the sets cost. */
  readonly minEdgeBps: number;
  /** The most that one intent may cost, worst fees included, in micros of the run's currency; null for no limit. */
  readonly notionalMax: bigint | null;
  readonly stalenessUs: number;
  readonly deadlineUs: number;
  readonly mode: LeggingMode;
  readonly policy: ArbitragePolicy;
  readonly timeInForce: TimeInForce;
  readonly unwindAttemptsMax: number;
}

/** What the run knows at the moment of planning. */
export interface PlanContext {
  /** Virtual time, microseconds. */
  readonly nowUs: number;
  /** The age of the oldest book that the prices are of; 0 where it is left out. */
  readonly bookAgeUs?: number;
  /** What may still be spent at a venue, in micros of its currency. */
  fundsOf(venue: string): bigint;
  /** The state of a market now. */
  stateOf(market: Market): TradingState;
}

/** An intent, or why there is none. */
export type PlanResult =
  { readonly ok: true; readonly intent: Intent } | { readonly ok: false; readonly refusal: PlanRefusal };

/** Plans the intents of one strategy over one pair. */
export interface Planner {
  plan(draft: PlanDraft, context: PlanContext): PlanResult;
}

const bpsPerWhole = 10_000n;

/** The most sets of one intent, in micros: a billion. Beyond, prices, fees and rates might leave 64 bits. */
export const SETS_MAX = 1_000_000_000_000_000n;

/** The planner of a strategy for a pair. A pair that cannot be traded has one that refuses everything, and says why. */
export const createPlanner = (pair: Pair, terms: PlanTerms, world: PlanWorld): Planner => {
  const prepared = preparePair(pair, world);
  if ('reason' in prepared) return { plan: () => ({ ok: false, refusal: prepared }) };
  return new PairPlanner(prepared, terms, world.currency);
};

const refuse = (refusal: PlanRefusal): PlanResult => ({ ok: false, refusal });

/** What the set costs in all. */
interface Cost {
  readonly legs: readonly IntentLeg[];
  /** At each venue of the pair, in its currency. */
  readonly byVenue: readonly bigint[];
  /** In the run's currency, rounded up. */
  readonly total: bigint;
}

class PairPlanner implements Planner {
  private readonly prepared: PreparedPair;
  private readonly terms: PlanTerms;
  private readonly currency: string;

  constructor(prepared: PreparedPair, terms: PlanTerms, currency: string) {
    assert(
      Number.isInteger(terms.minEdgeBps),
      () => `an edge is a whole number of basis points, not ${terms.minEdgeBps}`,
    );
    this.prepared = prepared;
    this.terms = terms;
    this.currency = currency;
  }

  plan(draft: PlanDraft, context: PlanContext): PlanResult {
    const { legs, step } = this.prepared;
    const { prices } = draft;
    if (prices.length !== legs.length)
      return refuse({ reason: 'priceCount', prices: prices.length, legs: legs.length });
    const sets = draft.sets < 0n ? 0n : draft.sets - (draft.sets % step);
    if (sets === 0n) return refuse({ reason: 'belowGrid', sets: draft.sets, step });
    if (sets > SETS_MAX) return refuse({ reason: 'tooLarge', sets, max: SETS_MAX });
    const { stalenessUs } = this.terms;
    const { bookAgeUs = 0 } = context;
    if (bookAgeUs >= stalenessUs) return refuse({ reason: 'staleBooks', ageUs: bookAgeUs, stalenessUs });
    const timeInForce = draft.timeInForce ?? this.terms.timeInForce;
    const endsAtUs = context.nowUs + this.terms.deadlineUs;
    for (let index = 0; index < legs.length; index += 1) {
      const leg = legs[index] as PreparedLeg;
      const refusal =
        marketRefusal(leg, context, endsAtUs) ?? orderRefusal(leg, prices[index] as bigint, sets, timeInForce);
      if (refusal !== null) return refuse(refusal);
    }
    const cost = this.costOf(prices, sets, timeInForce);
    return this.judge(draft, sets, cost, context);
  }

  /** The limits, the edge, the funds, in this order; then the intent. */
  private judge(draft: PlanDraft, sets: bigint, { legs, byVenue, total }: Cost, context: PlanContext): PlanResult {
    const { currency, terms } = this;
    const { payoutPerSet, isAtPar, pair, venues } = this.prepared;
    const { notionalMax: max, minEdgeBps } = terms;
    if (total > INT64_MAX) return refuse({ reason: 'tooLarge', sets, max: SETS_MAX });
    if (max !== null && total > max) return refuse({ reason: 'overNotional', cost: total, max, currency });
    const payout = isAtPar ? sets : divideRounded(payoutPerSet * sets, MICROS_PER_UNIT, 'floor');
    const expectedEdge = payout - total;
    if (expectedEdge <= 0n) return refuse({ reason: 'noEdge', edge: expectedEdge, currency });
    // A price of 0 is outside of every grid, so a set always costs something.
    const roiBps = Number((expectedEdge * bpsPerWhole) / total);
    if (roiBps < minEdgeBps) return refuse({ reason: 'edgeTooSmall', edge: expectedEdge, roiBps, minEdgeBps });
    for (let index = 0; index < venues.length; index += 1) {
      const { venue, currency: paidIn } = venues[index] as { venue: string; currency: string };
      const needed = byVenue[index] as bigint;
      const available = context.fundsOf(venue);
      if (needed > available) return refuse({ reason: 'notFunded', venue, currency: paidIn, needed, available });
    }
    const { strategy, mode, policy, unwindAttemptsMax, deadlineUs, stalenessUs } = terms;
    const intent: Intent = {
      strategy,
      pair: pair.pair,
      outcomes: pair.outcomes.length,
      legs,
      sets,
      expectedEdge,
      roiBps,
      mode: draft.mode ?? mode,
      policy: draft.policy ?? policy,
      unwindAttemptsMax,
      deadlineUs,
      stalenessUs: stalenessUs - (context.bookAgeUs ?? 0),
    };
    return { ok: true, intent };
  }

  private costOf(prices: readonly bigint[], sets: bigint, timeInForce: TimeInForce): Cost {
    const { legs: prepared, venues, isAtPar } = this.prepared;
    const byVenue = new Array<bigint>(venues.length).fill(0n);
    const legs = new Array<IntentLeg>(prepared.length);
    let total = 0n;
    for (let index = 0; index < prepared.length; index += 1) {
      const { leg, fees, rate, venueIndex } = prepared[index] as PreparedLeg;
      const price = prices[index] as bigint;
      const worstFee = fees.worstFee({ qty: sets, px: price });
      const cost = legCost(price, sets, worstFee);
      byVenue[venueIndex] = (byVenue[venueIndex] as bigint) + cost;
      total += isAtPar ? cost : cost * rate;
      const { venue, market, outcome, paysIn } = leg;
      legs[index] = { venue, market, outcome, paysIn, side: 'buy', price, qty: sets, timeInForce, worstFee };
    }
    return {
      legs,
      byVenue,
      total: isAtPar ? total : divideRounded(total, MICROS_PER_UNIT, 'ceil'),
    };
  }
}

/** What a leg may cost at most at its venue: price × quantity, rounded up, and the worst fee. */
export const legCost = (price: bigint, qty: bigint, worstFee: bigint): bigint => {
  const picos = price * qty;
  const whole = picos / MICROS_PER_UNIT;
  return (whole * MICROS_PER_UNIT === picos ? whole : whole + 1n) + worstFee;
};

const marketRefusal = ({ terms }: PreparedLeg, context: PlanContext, endsAtUs: number): PlanRefusal | null => {
  const { venue, market, closesAtUs } = terms;
  const state = context.stateOf(terms);
  if (state !== 'open') return { reason: 'marketNotOpen', venue, market, state };
  if (closesAtUs !== null && closesAtUs <= endsAtUs)
    return { reason: 'marketClosing', venue, market, closesAtUs, endsAtUs };
  return null;
};

const orderRefusal = (leg: PreparedLeg, price: bigint, qty: bigint, timeInForce: TimeInForce): PlanRefusal | null => {
  const { venue, market, grid, orderQtyMin } = leg.terms;
  if (!leg.timesInForce.includes(timeInForce)) return { reason: 'unsupportedTimeInForce', venue, timeInForce };
  if (!isInBounds(grid, price))
    return { reason: 'priceOutOfBounds', venue, market, price, min: grid.min, max: grid.max };
  if (!isOnGrid(grid, price)) return { reason: 'priceOffTick', venue, market, price };
  if (qty < orderQtyMin) return { reason: 'belowMinimumSize', venue, market, qty, min: orderQtyMin };
  const picos = price * qty;
  if (picos >= leg.notionalMinPicos) return null;
  const min = leg.notionalMinPicos / MICROS_PER_UNIT;
  return { reason: 'belowMinimumNotional', venue, market, notional: picos / MICROS_PER_UNIT, min };
};
