// What planning knows of a pair before any price comes: its legs with their grids, fees and rates, and whether the
// pair can be traded at all. Made once, so that a plan costs little.
import type { TimeInForce } from '../../machines/order/types.ts';
import { LEGS_MAX } from '../../machines/arbitrage.ts';
import type { Rates } from '../accounting/currencies.ts';
import { MissingRate } from '../accounting/errors.ts';
import { MICROS_PER_UNIT } from '../money/micros.ts';
import { feesOf } from '../venues/definitions/catalogue.ts';
import type { FeeModel } from '../venues/definitions/fees.ts';
import type { Market } from '../venues/definitions/market.ts';
import type { VenueRules } from '../venues/definitions/types.ts';
import { OUTCOMES_MAX } from '../accounting/payoff.ts';
import type { Pair, PairLeg } from './pair.ts';
import type { PairProblem } from './plan-refusal.ts';

/** A venue as planning knows it. */
export interface PlanVenue {
  readonly venue: string;
  readonly rules: VenueRules;
  readonly currency: string;
}

/** What pairs are planned over: the markets and venues of the run, and what currencies are worth in its own. */
export interface PlanWorld {
  readonly markets: readonly Market[];
  readonly venues: readonly PlanVenue[];
  readonly rates: Rates;
  /** The run's currency. */
  readonly currency: string;
}

/** A leg with all that does not change from plan to plan. */
export interface PreparedLeg {
  readonly leg: PairLeg;
  readonly terms: Market;
  readonly fees: FeeModel;
  readonly currency: string;
  /** What one unit of the venue's currency is worth in the run's, in micros. */
  readonly rate: bigint;
  /** The least price × quantity that an order which fills at once may have, in 10⁻¹². */
  readonly notionalMinPicos: bigint;
  readonly timesInForce: readonly TimeInForce[];
  /** Where its venue's costs are added up. */
  readonly venueIndex: number;
}

/** A pair that can be traded. */
export interface PreparedPair {
  readonly pair: Pair;
  readonly legs: readonly PreparedLeg[];
  /** The venues of the legs, each once. */
  readonly venues: readonly { readonly venue: string; readonly currency: string }[];
  /** The coarsest grid of the legs: the least common multiple of their steps. */
  readonly step: bigint;
  /** What one set pays in the outcome that pays least, in micros of the run's currency. */
  readonly payoutPerSet: bigint;
  /** Whether every leg is paid for in the run's currency, or in one that is worth the same. */
  readonly isAtPar: boolean;
}

/** The pair made ready, or what is wrong with it. */
export const preparePair = (pair: Pair, world: PlanWorld): PreparedPair | PairProblem => {
  const problem = shapeProblem(pair);
  if (problem !== null) return problem;
  const names = [...new Set(pair.legs.map(({ venue }) => venue))];
  const legs: PreparedLeg[] = [];
  for (const leg of pair.legs) {
    const prepared = prepareLeg(leg, names.indexOf(leg.venue), world);
    if ('reason' in prepared) return prepared;
    legs.push(prepared);
  }
  const rates = legs.map(({ rate }) => rate);
  return {
    pair,
    legs,
    venues: names.map((venue) => ({ venue, currency: legs.find(({ leg }) => leg.venue === venue)?.currency ?? '' })),
    step: coarsestStep(legs.map(({ terms }) => terms.qtyStep)),
    // Each outcome is paid by exactly one leg, in that leg's currency.
    payoutPerSet: rates.reduce((least, rate) => (rate < least ? rate : least)),
    isAtPar: rates.every((rate) => rate === MICROS_PER_UNIT),
  };
};

/** The least common multiple of steps: what is a whole number of it is a whole number of each. */
export const coarsestStep = (steps: readonly bigint[]): bigint =>
  steps.reduce((common, step) => (common / greatestCommonDivisor(common, step)) * step, 1n);

const greatestCommonDivisor = (left: bigint, right: bigint): bigint =>
  right === 0n ? left : greatestCommonDivisor(right, left % right);

// One share of each leg must pay exactly 1 whatever happens.
const shapeProblem = ({ verified, outcomes, legs }: Pair): PairProblem | null => {
  if (verified.trim() === '') return { reason: 'unverified' };
  if (legs.length < 2 || legs.length > LEGS_MAX) return { reason: 'legCount', legs: legs.length, legsMax: LEGS_MAX };
  if (outcomes.length < 2 || outcomes.length > OUTCOMES_MAX)
    return { reason: 'outcomeCount', outcomes: outcomes.length, outcomesMax: OUTCOMES_MAX };
  for (const { venue, market, paysIn } of legs)
    if (!Number.isInteger(paysIn) || paysIn <= 0 || paysIn >= 2 ** outcomes.length)
      return { reason: 'payoffUnknown', venue, market, paysIn };
  for (const [index, outcome] of outcomes.entries()) {
    const pays = legs.filter(({ paysIn }) => (paysIn & (1 << index)) !== 0).length;
    if (pays !== 1) return { reason: 'notHedged', outcome, pays };
  }
  return null;
};

const prepareLeg = (leg: PairLeg, venueIndex: number, world: PlanWorld): PreparedLeg | PairProblem => {
  const { venue, market, outcome } = leg;
  const place = world.venues.find((each) => each.venue === venue);
  if (place === undefined) return { reason: 'unknownVenue', venue };
  const terms = world.markets.find((each) => each.venue === venue && each.market === market);
  if (terms === undefined) return { reason: 'unknownMarket', venue, market };
  if (!terms.outcomes.includes(outcome)) return { reason: 'unknownOutcome', venue, market, outcome };
  const rate = rateOrNull(world.rates, place.currency, world.currency);
  if (rate === null) return { reason: 'missingRate', venue, from: place.currency, to: world.currency };
  const { sizes, orders } = place.rules;
  const notionalMin = sizes.notionalMin.value ?? 0n;
  const marketableMin = sizes.marketableNotionalMin.value ?? 0n;
  return {
    leg,
    terms,
    fees: feesOf(terms.fees),
    currency: place.currency,
    rate,
    notionalMinPicos: (notionalMin > marketableMin ? notionalMin : marketableMin) * MICROS_PER_UNIT,
    timesInForce: orders.kinds
      .filter(({ value }) => value.kind === 'limit')
      .flatMap(({ value }) => value.timesInForce.map(({ ours }) => ours)),
    venueIndex,
  };
};

const rateOrNull = (rates: Rates, from: string, to: string): bigint | null => {
  try {
    return rates.rateOf(from, to);
  } catch (error) {
    if (error instanceof MissingRate) return null;
    throw error;
  }
};
