// One market of a venue as a run knows it: what may be ordered there, on which grid, for which fee, and until when.
import type { FeeTerms } from './catalogue.ts';
import type { PriceGrid } from './grid.ts';
import type { TradingState } from './words.ts';

/** How a market ends. Payouts are what one share pays, in the order of the outcomes: micros that sum to 1. */
export interface Resolution {
  /** When its result is determined. It closes then, where it has not closed before. */
  readonly atUs: number;
  readonly payouts: readonly bigint[];
  /** The result is disputed for so long; null where nobody disputes it. */
  readonly disputedForUs: number | null;
  /** What is paid in the end: the same, unless a dispute has changed it. */
  readonly finalPayouts: readonly bigint[];
  /** From the last word on the result to the payout. */
  readonly paysAfterUs: number;
}

/** How far the result of a market has come. */
export type ResolutionStage = 'determined' | 'disputed' | 'final';

/** The market maker of a market where one trades, as the run finds it. Micros. */
export interface PoolTerms {
  /** Where its probability of the first outcome stands; between 0 and 1. */
  readonly prob: bigint;
  /** How many shares of each outcome it holds: the more, the less a bet moves it. */
  readonly liquidity: bigint;
}

/** A market. Micros, microseconds of virtual time. */
export interface Market {
  /** The venue's name in the run. */
  readonly venue: string;
  readonly market: string;
  /** Its outcomes, in the venue's order: exactly one of them pays 1 in the end. */
  readonly outcomes: readonly string[];
  readonly grid: PriceGrid;
  readonly qtyStep: bigint;
  readonly orderQtyMin: bigint;
  readonly fees: FeeTerms;
  /** The state in which the run begins. */
  readonly state: TradingState;
  /** When it closes; null if not within the run. */
  readonly closesAtUs: number | null;
  /** An order that would fill at once is held so long before it matches, and its answer waits; left out, it is not. */
  readonly takerDelayUs?: number;
  /** Its market maker, at a venue where one trades. */
  readonly pool?: PoolTerms;
  /** How it ends, if it does within the run. */
  readonly resolves?: Resolution;
}
