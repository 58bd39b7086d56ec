// How a run differs from its scenario.
import type { SetupOptions } from '../engine/setup-of-scenario.ts';
import type { FaultSpec } from '../venues/faults/fault-plan.ts';

/** How a run differs from its scenario, and what it is given beside it. */
export interface RunOptions extends SetupOptions {
  /** Default: the scenario's. */
  readonly seed?: string;
  /** So many moments of the market, instead of the scenario's number. */
  readonly intentsMax?: number;
  /** Faults beside the scenario's. */
  readonly faults?: readonly FaultSpec[];
  /** Whether the most telling arbitrage is followed. Default: true. */
  readonly pickStory?: boolean;
}
