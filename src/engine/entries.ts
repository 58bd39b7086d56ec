// What the calendar of a run holds: plain data, so that a run at rest is plain data.
import type { OrderCalendarEntry } from '../orders/entries.ts';
import type { VenueEvent, VenueNotice, VenueReport } from '../venues/simulation/types.ts';

/** What a recording that is replayed makes due. */
export type ReplayEntry =
  /** Its next item. */
  | { readonly kind: 'recorded' }
  /** The strategies come to see what a venue showed some time ago. */
  | { readonly kind: 'seen'; readonly venue: string }
  /** The strategies receive all that they came to see at this instant. */
  | { readonly kind: 'tell' };

/** Everything that may be due. */
export type Entry =
  | ReplayEntry
  | VenueEvent
  | VenueReport
  | VenueNotice
  | OrderCalendarEntry
  /** The next moment of the market, of which strategies may make intents. */
  | { readonly kind: 'moment' }
  | {
      readonly kind: 'deadline' | 'staleness' | 'reprice';
      readonly arbitrage: number;
    }
  /** A lane's rate limit has tokens again. */
  | { readonly kind: 'lane'; readonly venue: string }
  /** The answers to a reconciliation have timed out. */
  | { readonly kind: 'reconciled'; readonly venue: string };
