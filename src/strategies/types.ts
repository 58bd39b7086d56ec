// What a strategy is: a pure step from what it knows and what happened to what it wants. It sees quotes of verified
// pairs; it never sees orders, lanes or venues' answers, and what it keeps is in its state.
import type { Pair } from '../arbitrage/pair.ts';
import type { PlanDraft } from '../arbitrage/plan.ts';
import type { BookLevel } from '../market-data/types.ts';
import type { ScenarioStrategy } from '../scenario/types.ts';
import type { Market } from '../venues/definitions/market.ts';

/** The best prices of one outcome at one venue. Micros; null where nobody bids or asks. */
export interface Quote {
  readonly venue: string;
  readonly market: string;
  readonly outcome: string;
  readonly bidPx: bigint | null;
  readonly bidQty: bigint;
  readonly askPx: bigint | null;
  readonly askQty: bigint;
  /** What is bid and asked, best first, as far as the venue shows it; left out where only the best prices are known. */
  readonly bids?: readonly BookLevel[];
  readonly asks?: readonly BookLevel[];
  /** When the venue showed that, in virtual microseconds; left out where it is now. */
  readonly shownAtUs?: number;
  /** What may still be spent at the venue, in its currency; left out where nobody looked. */
  readonly funds?: bigint;
  /** How many more shares of it the risk limits let be held; null where none binds, left out where nobody looked. */
  readonly roomQty?: bigint | null;
}

/** What a strategy receives: one quote a leg, at one moment. */
export interface MarketEvent {
  readonly type: 'quotes';
  readonly pair: string;
  /** One for each leg of the pair, in the pair's order. */
  readonly quotes: readonly Quote[];
  readonly atUs: number;
}

/** What a strategy wants: so many sets of a pair, each leg at most at that price. The engine sizes, checks and routes it. */
export type IntentDraft = PlanDraft;

/** Chance, from a stream of the strategy's own. */
export interface StrategyRandom {
  /** A whole number from 0, below `bound`. */
  nextBelow(bound: number): number;
  /** True with that probability, in basis points. */
  chance(basisPoints: number): boolean;
}

/** What a step may use besides its state and the event. */
export interface StrategyTools {
  /** Virtual time, microseconds. */
  readonly nowUs: number;
  readonly random: StrategyRandom;
}

/** What a strategy receives before its first step. */
export interface StrategySetup {
  readonly options: ScenarioStrategy;
  readonly pairs: readonly Pair[];
  readonly markets: readonly Market[];
}

/** A strategy. Its state is plain data: what `structuredClone` copies, bigints among it. */
export interface Strategy<S> {
  readonly name: string;
  start(setup: StrategySetup): S;
  step(state: S, event: MarketEvent, tools: StrategyTools): readonly [S, readonly IntentDraft[]];
}
