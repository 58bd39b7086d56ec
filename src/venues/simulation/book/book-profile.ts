// How a book venue behaves, and what it is at rest. Plain data.
import type { RandomStream } from '../../../kernel/random/stream.ts';
import type { SimulatedVenueProfile, SimulatedVenueState, SimulatedVenueStreams } from '../stochastic-profile.ts';
import type { TakerDelay } from '../../definitions/types.ts';
import type { MarketBookState } from './market-book.ts';
import type { QueueModelName } from './queue-models.ts';
import type { Refill } from './refill-models.ts';
import type { ZeroIntelligenceProfile, ZeroIntelligenceState } from './zero-intelligence.ts';

/** How a book venue behaves. */
export interface BookProfile extends SimulatedVenueProfile {
  readonly queue: QueueModelName;
  readonly refill: Refill;
  /** How long a print and a level that tell of one trade may be apart. Microseconds. */
  readonly printWithinUs: number;
  /** The finest step of any price in the books; it divides 1. */
  readonly levelPx: bigint;
  /** How long an order is held that would take, before it meets the book; null where it is not. */
  readonly takerDelay: Pick<TakerDelay, 'delayUs' | 'answer'> | null;
  /** The synthetic market that moves the books; null where a recording does. */
  readonly flow: ZeroIntelligenceProfile | null;
}

/** The streams of a book venue. */
export interface BookStreams extends SimulatedVenueStreams {
  /** Needed where the profile has a flow. */
  readonly flow?: RandomStream;
}

/** A book venue at rest: plain data. Its streams and its calendar entries are saved by their owner. */
export interface BookVenueState extends SimulatedVenueState {
  readonly marketBooks: readonly (readonly [market: string, book: MarketBookState])[];
  readonly flows: readonly (readonly [market: string, flow: ZeroIntelligenceState])[];
}
