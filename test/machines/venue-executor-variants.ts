// Every event of a lane in every variant that matters, malformed ones among them.
import type { VenueExecutorEvent, VenueExecutorInput } from '../../machines/venue-executor.ts';

/** The venue that the lane leads to. */
export const venueExecutorInput: VenueExecutorInput = { venue: 'kalshi' };

const malformed = (event: object): VenueExecutorEvent => event as VenueExecutorEvent;

/** All of them. */
export const venueExecutorVariants: readonly VenueExecutorEvent[] = [
  { type: 'venue.connected' },
  { type: 'venue.connectFailed' },
  { type: 'venue.disconnected', reason: 'reset' },
  malformed({ type: 'venue.disconnected' }),
  { type: 'venue.reconnected' },
  { type: 'reconnect.due' },
  { type: 'reconcile.answered', remaining: 2 },
  { type: 'reconcile.answered', remaining: 1 },
  { type: 'reconcile.answered', remaining: 0 },
  { type: 'reconcile.answered', remaining: -1 },
  { type: 'reconcile.answered', remaining: 0.5 },
  malformed({ type: 'reconcile.answered' }),
  { type: 'reconcile.finished' },
  { type: 'venue.halted', cancelsAllowed: true },
  { type: 'venue.halted', cancelsAllowed: false },
  malformed({ type: 'venue.halted' }),
  { type: 'venue.resumed' },
  { type: 'lane.saturated' },
  { type: 'lane.relieved' },
  { type: 'lane.emptied' },
  { type: 'tokens.exhausted' },
  { type: 'tokens.refilled' },
  { type: 'drain.requested' },
  malformed({ type: 'venue.unheardOf' }),
];
