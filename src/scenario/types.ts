// A scenario as the engine runs it: everything resolved, checked, and in integers. What a user writes stands in
// a YAML file (see the JSON schema); how one becomes the other is the business of the other files of this folder.
import type { StatedRate } from '../accounting/currencies.ts';
import type { Pair } from '../arbitrage/pair.ts';
import type { PlanTerms } from '../arbitrage/plan.ts';
import type { UnwindPolicy } from '../arbitrage/work-off.ts';
import type { DistributionSpec } from '../kernel/distributions/spec.ts';
import type { LaneOptions } from '../lanes/lane.ts';
import type { Timeouts } from '../orders/timeouts.ts';
import type { RiskLimits } from '../risk/limits.ts';
import type { FaultSpec } from '../venues/faults/fault-plan.ts';
import type { Market } from '../venues/definitions/market.ts';
import type { VenueProfiles } from '../venues/simulation/create-simulator.ts';
import type { VenueRules } from '../venues/definitions/types.ts';

/** How long a run is: to the first of the two that is reached. At least one is given, but where a recording ends it. */
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
export interface ScenarioVenue extends VenueProfiles {
  /** Its name in the run; the kind, where the scenario gives no other. */
  readonly venue: string;
  readonly rules: VenueRules;
  readonly account: string;
  readonly currency: string;
  /** The opening balance, in micros of that currency. */
  readonly opening: bigint;
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

/** What a market settles on: the event, whose word decides, and when. */
export interface Settles {
  readonly event: string;
  readonly source: string;
  readonly date: string;
}

/** A market and how it is quoted. */
export interface ScenarioMarket {
  readonly terms: Market;
  readonly settles?: Settles;
  readonly quotes: QuoteOptions;
}

/** A fair price stays within so many times its walk of where it began: a long run stays the one that was meant. */
export const WALKS_MAX = 15;

/** A verified pair and how its event's fair prices begin and move. Micros. */
export interface ScenarioPair {
  readonly pair: Pair;
  /** For each outcome of the event; they sum to 1. Empty where a recording says the prices. */
  readonly fairPx: readonly bigint[];
  /** The most that a fair price moves from one moment to the next. */
  readonly walkPx: bigint;
  /** How much less than 1 the venues take all legs together to be worth, on average. */
  readonly mispricingPx: bigint;
}

/** The options of the built-in scanner, besides a strategy's limits. */
export interface ScannerOptions {
  /** For so long it leaves a pair alone after it has wanted something of it. */
  readonly coolDownUs: number;
}

/** A strategy and its limits. */
export interface ScenarioStrategy extends PlanTerms {
  /** The strategy with the higher one receives a moment first, and so comes first to the account's money; left out, 0. */
  readonly priority?: number;
  /** The user's module, as an absolute path; null for the built-in ones. */
  readonly module: string | null;
  /** The pairs that it trades. */
  readonly pairs: readonly string[];
  readonly setsMin: bigint;
  readonly setsMax: bigint;
  /** What makes it the built-in scanner, where it has no module. */
  readonly scanner?: ScannerOptions;
}

/** A market of the scenario, and the one that was recorded. */
export interface RecordedMarket {
  readonly venue: string;
  readonly market: string;
  readonly recordedVenue: string;
  readonly recordedMarket: string;
}

/** The recording that is replayed instead of the seeded feed. */
export interface ScenarioData {
  /** Its file as an absolute path; null where the command line names it. */
  readonly file: string | null;
  readonly markets: readonly RecordedMarket[];
  /** What Polymarket's tokens are of, by the market's name as recorded; empty where the order in the file says it. */
  readonly tokens: readonly { readonly token: string; readonly market: string; readonly isFirst: boolean }[];
  readonly isNoInYesPrices: boolean;
  readonly isBestChecked: boolean;
  /** From a change of a book to the strategies' seeing it. */
  readonly latency: DistributionSpec;
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

/**
 * A scenario. The order of its lists has no meaning: a run takes them in the order of `inOrder`. What has an order of its
 * own stands within a part: a market's outcomes, and a pair's outcomes and legs.
 */
export interface Scenario {
  readonly name: string;
  /** One or two sentences for its users. */
  readonly about: string;
  readonly seed: string;
  /** The wall date of virtual time 0, in milliseconds since the Unix epoch; left out, the recording's first instant, or 0. */
  readonly dateMs?: number;
  readonly length: RunLength;
  readonly arrivals: ArrivalProcess;
  /** The currency in which limits, losses and results are counted. */
  readonly currency: string;
  readonly rates: readonly StatedRate[];
  readonly venues: readonly ScenarioVenue[];
  readonly markets: readonly ScenarioMarket[];
  readonly pairs: readonly ScenarioPair[];
  readonly data?: ScenarioData;
  readonly strategies: readonly ScenarioStrategy[];
  readonly risk: RiskLimits;
  readonly patience: Timeouts;
  readonly unwinding: UnwindPolicy;
  /** How long a venue may still speak of an arbitrage that has ended. */
  readonly recordUs: number;
  readonly faults: readonly FaultSpec[];
  readonly expect: readonly Expectation[];
}
