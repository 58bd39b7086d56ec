// How a venue with a market maker behaves, and what it is at rest. Plain data.
import type { RandomStream } from '../../../kernel/random/stream.ts';
import type { SimulatedVenueProfile, SimulatedVenueState, SimulatedVenueStreams } from '../stochastic-profile.ts';
import type { BettorsProfile } from './bettors.ts';
import type { PoolMarketState } from './pool-market.ts';

/** How a venue with a market maker behaves. */
export interface PoolProfile extends SimulatedVenueProfile {
  /** The others who bet there; null where nobody does. */
  readonly bettors: BettorsProfile | null;
}

/** The streams of a venue with a market maker. */
export interface PoolStreams extends SimulatedVenueStreams {
  /** The others draw from it. */
  readonly flow: RandomStream;
}

/** A venue with a market maker at rest: plain data. Its streams and its calendar entries are saved by their owner. */
export interface PoolVenueState extends SimulatedVenueState {
  readonly pools: readonly (readonly [market: string, pool: PoolMarketState])[];
}
