// Which simulator a venue has: one with books, one with a market maker, or else the stochastic one.
import type { RandomStreams } from '../../kernel/random/streams.ts';
import type { BookProfile, BookVenueState } from './book/book-profile.ts';
import { BookVenue } from './book/book-venue.ts';
import type { PoolProfile, PoolVenueState } from './pool/pool-profile.ts';
import { PoolVenue } from './pool/pool-venue.ts';
import { StochasticVenue } from './stochastic.ts';
import { streamsOf } from './stochastic-profile.ts';
import type { SimulatedVenueState, StochasticProfile, StochasticState, VenueContext } from './stochastic-profile.ts';
import type { VenueHost, VenueSimulator } from './types.ts';

/** How a venue behaves: by chance, unless it has a market of its own. */
export interface VenueProfiles {
  readonly profile: StochasticProfile;
  /** What makes it a venue with books: then this is its profile. */
  readonly book?: BookProfile;
  /** What makes it a venue with a market maker: then this is. */
  readonly pool?: PoolProfile;
}

/** A new venue, or one restored from its saved state; its owner restores context, streams and calendar. */
export const createSimulator = (
  venue: string,
  { profile, book, pool }: VenueProfiles,
  context: VenueContext,
  host: VenueHost,
  streams: RandomStreams,
  state?: SimulatedVenueState,
): VenueSimulator => {
  const own = streamsOf(venue, streams);
  if (book === undefined && pool === undefined)
    return new StochasticVenue(venue, profile, context, host, own, state as StochasticState | undefined);
  const withFlow = { ...own, flow: streams.stream(`${venue}.flow`) };
  return book === undefined
    ? new PoolVenue(venue, pool!, context, host, withFlow, state as PoolVenueState | undefined)
    : new BookVenue(venue, book, context, host, withFlow, state as BookVenueState | undefined);
};
