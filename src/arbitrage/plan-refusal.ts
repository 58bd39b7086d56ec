// Why a plan goes no further: plain data on the hot path, a sentence only where somebody reads it.
import { unreachable } from '../kernel/assert.ts';
import { printMicros } from '../money/decimal.ts';
import type { TradingState } from '../venues/definitions/words.ts';
import type { TimeInForce } from '../../machines/order/types.ts';

/** What is wrong with a pair itself, whatever the prices. Found once, when its planner is made. */
export type PairProblem =
  | { readonly reason: 'unverified' }
  | { readonly reason: 'legCount'; readonly legs: number; readonly legsMax: number }
  | { readonly reason: 'outcomeCount'; readonly outcomes: number; readonly outcomesMax: number }
  | { readonly reason: 'notHedged'; readonly outcome: string; readonly pays: number }
  | { readonly reason: 'payoffUnknown'; readonly venue: string; readonly market: string; readonly paysIn: number }
  | { readonly reason: 'unknownVenue'; readonly venue: string }
  | { readonly reason: 'unknownMarket'; readonly venue: string; readonly market: string }
  | { readonly reason: 'unknownOutcome'; readonly venue: string; readonly market: string; readonly outcome: string }
  | { readonly reason: 'missingRate'; readonly venue: string; readonly from: string; readonly to: string };

/** Why an intent is not planned. Prices, shares and money in micros, times in microseconds of virtual time. */
export type PlanRefusal =
  | PairProblem
  | { readonly reason: 'unknownPair' }
  | { readonly reason: 'priceCount'; readonly prices: number; readonly legs: number }
  | { readonly reason: 'staleBooks'; readonly ageUs: number; readonly stalenessUs: number }
  | { readonly reason: 'tooLarge'; readonly sets: bigint; readonly max: bigint }
  | {
      readonly reason: 'marketNotOpen';
      readonly venue: string;
      readonly market: string;
      readonly state: TradingState;
    }
  | {
      readonly reason: 'marketClosing';
      readonly venue: string;
      readonly market: string;
      readonly closesAtUs: number;
      readonly endsAtUs: number;
    }
  | { readonly reason: 'unsupportedTimeInForce'; readonly venue: string; readonly timeInForce: TimeInForce }
  | {
      readonly reason: 'priceOutOfBounds';
      readonly venue: string;
      readonly market: string;
      readonly price: bigint;
      readonly min: bigint;
      readonly max: bigint;
    }
  | { readonly reason: 'priceOffTick'; readonly venue: string; readonly market: string; readonly price: bigint }
  | { readonly reason: 'belowGrid'; readonly sets: bigint; readonly step: bigint }
  | {
      readonly reason: 'belowMinimumSize';
      readonly venue: string;
      readonly market: string;
      readonly qty: bigint;
      readonly min: bigint;
    }
  | {
      readonly reason: 'belowMinimumNotional';
      readonly venue: string;
      readonly market: string;
      /** Rounded down. */
      readonly notional: bigint;
      readonly min: bigint;
    }
  | { readonly reason: 'overNotional'; readonly cost: bigint; readonly max: bigint; readonly currency: string }
  | { readonly reason: 'noEdge'; readonly edge: bigint; readonly currency: string }
  | { readonly reason: 'edgeTooSmall'; readonly edge: bigint; readonly roiBps: number; readonly minEdgeBps: number }
  | {
      readonly reason: 'notFunded';
      readonly venue: string;
      readonly currency: string;
      readonly needed: bigint;
      readonly available: bigint;
    };

/** The word for a refusal. */
export type PlanRefusalReason = PlanRefusal['reason'];

/** The refusal of an intent for a pair as one sentence. */
export const describeRefusal = (pair: string, refusal: PlanRefusal): string => `Pair '${pair}' ${endOf(refusal)}.`;

const endOf = (refusal: PlanRefusal): string => {
  switch (refusal.reason) {
    case 'unverified':
      return 'is not verified: say who found its markets to resolve alike, and when';
    case 'legCount':
      return `has ${refusal.legs} legs, but a set has 2 to ${refusal.legsMax}`;
    case 'outcomeCount':
      return `has ${refusal.outcomes} outcomes, but an event has 2 to ${refusal.outcomesMax}`;
    case 'notHedged':
      return refusal.pays === 0
        ? `does not cover every outcome: no leg pays in '${refusal.outcome}'`
        : `is no hedge: ${refusal.pays} of its legs pay in '${refusal.outcome}', where exactly one must`;
    case 'payoffUnknown':
      return `does not say in which of its outcomes ${refusal.venue} ${refusal.market} pays (its bits are ${refusal.paysIn})`;
    case 'unknownVenue':
      return `has a leg at '${refusal.venue}', which is no venue of this run`;
    case 'unknownMarket':
      return `has a leg in '${refusal.market}' at ${refusal.venue}, which is no market of this run`;
    case 'unknownOutcome':
      return `has a leg in '${refusal.outcome}', which is no outcome of ${refusal.venue} ${refusal.market}`;
    case 'missingRate':
      return `is paid for in ${refusal.from} at ${refusal.venue}, and nobody has stated what one ${refusal.from} is worth in ${refusal.to}`;
    case 'unknownPair':
      return 'is not one that this strategy trades';
    case 'priceCount':
      return `has ${refusal.legs} legs, but the intent has ${refusal.prices} prices: give one for each leg`;
    case 'staleBooks':
      return `rests on books that are ${refusal.ageUs} µs old, and older than ${refusal.stalenessUs} µs they are not traded on`;
    case 'tooLarge':
      return `asks for ${printMicros(refusal.sets)} sets, more than can be counted: at most ${printMicros(refusal.max)}`;
    case 'marketNotOpen':
      return `cannot be traded while ${refusal.venue} ${refusal.market} is ${refusal.state}`;
    case 'marketClosing':
      return (
        `cannot be traded any more: ${refusal.venue} ${refusal.market} closes at ${refusal.closesAtUs} µs, ` +
        `and the intent may live until ${refusal.endsAtUs} µs`
      );
    case 'unsupportedTimeInForce':
      return `asks for ${refusal.timeInForce}, which ${refusal.venue} does not take`;
    case 'priceOutOfBounds':
      return (
        `asks for ${printMicros(refusal.price)} in ${refusal.venue} ${refusal.market}, ` +
        `but prices there go from ${printMicros(refusal.min)} to ${printMicros(refusal.max)}`
      );
    case 'priceOffTick':
      return `asks for ${printMicros(refusal.price)} in ${refusal.venue} ${refusal.market}, which is no price of its grid`;
    case 'belowGrid':
      return `asks for ${printMicros(refusal.sets)} sets, less than the smallest size that every leg can have: ${printMicros(refusal.step)}`;
    case 'belowMinimumSize':
      return `comes to ${printMicros(refusal.qty)} shares, but ${refusal.venue} ${refusal.market} takes no fewer than ${printMicros(refusal.min)}`;
    case 'belowMinimumNotional':
      return (
        `comes to ${printMicros(refusal.notional)} in ${refusal.venue} ${refusal.market}, ` +
        `but no order there may be worth less than ${printMicros(refusal.min)}`
      );
    case 'overNotional':
      return `would cost ${printMicros(refusal.cost)} ${refusal.currency}, over the strategy's limit of ${printMicros(refusal.max)}`;
    case 'noEdge':
      return `has no edge after the worst fees: ${printMicros(refusal.edge)} ${refusal.currency}`;
    case 'edgeTooSmall':
      return `has an edge of ${refusal.roiBps} basis points after the worst fees, under the strategy's ${refusal.minEdgeBps}`;
    case 'notFunded':
      return (
        `needs ${printMicros(refusal.needed)} ${refusal.currency} at ${refusal.venue}, ` +
        `where ${printMicros(refusal.available)} are left`
      );
    default:
      return unreachable(refusal);
  }
};
