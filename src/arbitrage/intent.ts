// What a strategy asks for: legs over the outcomes of one event, in equal shares, that are worth something only
// together.
import type { ArbitragePolicy, LeggingMode } from '../../machines/arbitrage.ts';
import type { Side, TimeInForce } from '../../machines/order/types.ts';

/** One leg of an intent. Micros. */
export interface IntentLeg {
  readonly venue: string;
  readonly market: string;
  readonly outcome: string;
  /** The outcomes of the mapped event in which a share pays 1, as bits. */
  readonly paysIn: number;
  readonly side: Side;
  readonly price: bigint;
  readonly qty: bigint;
  readonly timeInForce: TimeInForce;
  /** The most that the venue may charge for it, in its own currency. */
  readonly worstFee: bigint;
}

/** An arbitrage as a strategy wants it. */
export interface Intent {
  readonly strategy: string;
  readonly pair: string;
  /** How many outcomes the mapped event has. */
  readonly outcomes: number;
  readonly legs: readonly IntentLeg[];
  readonly sets: bigint;
  /** What is left of 1 for each set after the prices and the worst fees, times the sets. */
  readonly expectedEdge: bigint;
  readonly roiBps: number;
  readonly mode: LeggingMode;
  readonly policy: ArbitragePolicy;
  readonly unwindAttemptsMax: number;
  /** From the intent's arrival to its deadline. */
  readonly deadlineUs: number;
  /** How old the books it rests on may be when its first leg leaves. */
  readonly stalenessUs: number;
}
