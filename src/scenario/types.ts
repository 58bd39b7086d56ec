// A scenario as the engine runs it: everything resolved, checked, and in integers. What a user writes stands in
// a YAML file (see the JSON schema); how one becomes the other is the business of the other files of this folder.
import type { StatedRate } from '../accounting/currencies.ts';
import type { Pair } from '../arbitrage/pair.ts';
import type { PlanTerms } from '../arbitrage/plan.ts';
import type { UnwindPolicy } from '../arbitrage/work-off.ts';
import type { LaneOptions } from '../lanes/lane.ts';
import type { Patience } from '../lanes/patience.ts';
import type { RiskLimits } from '../risk/limits.ts';
import type { FaultSpec } from '../venues/faults/fault-plan.ts';
import type { Market } from '../venues/market.ts';
import type { BookProfile } from '../venues/book/book-profile.ts';
import type { StochasticProfile } from '../venues/simulator/stochastic-profile.ts';
import type { VenueRules } from '../venues/types.ts';

/** How long a run goes on: to the first of the two that is reached. At least one is given. */
export interface RunLength {
  /** So many moments of the market: the built-in strategy makes one intent of each. */
  readonly intentsMax: number | null;
  readonly durationUs: number | null;
}

/** When moments of the market come. */
export type ArrivalProcess =
  | { readonly kind: 'constant'; readonly everyUs: number }
  /** Independent of each other, so many a second on average. */
  | { readonly kind: 'poisson'; readonly perSecond: number }
  /** `size` of them, `everyUs` apart, then `pauseUs` of nothing. */
  | { readonly kind: 'bursts'; readonly size: number; readonly everyUs: number; readonly pauseUs: number };

/** A venue of the run, the account at it, and the way there. */
export interface ScenarioVenue {
  /** Its name in the run; the kind, where the scenario gives no other. */
  readonly venue: string;
  readonly rules: VenueRules;
  readonly account: string;
  readonly currency: string;
  /** The opening balance, in micros of that currency. */
  readonly opening: bigint;
  readonly profile: StochasticProfile;
  /** What makes it a venue with books: then this is its profile. */
  readonly book?: BookProfile;
  readonly lane: Omit<LaneOptions, 'venue'>;
}

/** How a market is quoted by the seeded feed. Micros. */
export interface QuoteOptions {
  /** Between bid and ask. */
  readonly spreadPx: bigint;
  /** How far this venue's price may stray from the fair one, either way. */
  readonly noisePx: bigint;
  readonly depthQty: bigint;
}

/** A market and how it is quoted. */
export interface ScenarioMarket {
  readonly terms: Market;
  readonly quotes: QuoteOptions;
}

/** A fair price stays within so many times its walk of where it began: a long run stays the one that was meant. */
export const WALKS_MAX = 15;

/** A verified pair and how its event's fair prices begin and move. Micros. */
export interface ScenarioPair {
  readonly pair: Pair;
  /** For each outcome of the event; they sum to 1. */
  readonly fairPx: readonly bigint[];
  /** The most that a fair price moves from one moment to the next. */
  readonly walkPx: bigint;
  /** How much less than 1 the venues take all legs together to be worth, on average. */
  readonly mispricingPx: bigint;
}

/** A strategy and its limits. */
export interface ScenarioStrategy extends PlanTerms {
  /** The user's module, as an absolute path; null for the built-in generator. */
  readonly module: string | null;
  /** The pairs that it trades. */
  readonly pairs: readonly string[];
  readonly setsMin: bigint;
  readonly setsMax: bigint;
}

/** What a scenario expects of its run, such as `exposed: 0` or `captured: ">= 0.8"`. */
export interface Expectation {
  readonly key: string;
  readonly comparison: '=' | '>=' | '<=' | '>' | '<';
  /** Millionths, whatever the key counts: 0 is 0, 0.8 is 800,000, three is 3,000,000. */
  readonly value: bigint;
  /** As it was written. */
  readonly text: string;
}

/** A scenario. */
export interface Scenario {
  readonly name: string;
  /** One or two sentences for whoever runs it. */
  readonly about: string;
  readonly seed: string;
  readonly length: RunLength;
  readonly arrivals: ArrivalProcess;
  /** The currency in which limits, losses and results are counted. */
  readonly currency: string;
  readonly rates: readonly StatedRate[];
  readonly venues: readonly ScenarioVenue[];
  readonly markets: readonly ScenarioMarket[];
  readonly pairs: readonly ScenarioPair[];
  readonly strategies: readonly ScenarioStrategy[];
  readonly risk: RiskLimits;
  readonly patience: Patience;
  readonly unwinding: UnwindPolicy;
  /** How long a venue may still speak of an arbitrage that has ended. */
  readonly recordUs: number;
  readonly faults: readonly FaultSpec[];
  readonly expect: readonly Expectation[];
}
