// What the calendar of a run holds: plain data, so that a run at rest is plain data.
import type { Awaited } from './live-order.ts';
import type { VenueHappening, VenueNotice, VenueReport } from '../venues/simulation/types.ts';

/** What a recording that is replayed makes due. */
export type ReplayEntry =
  /** Its next item. */
  | { readonly kind: 'recorded' }
  /** The strategies come to see what a venue showed some time ago. */
  | { readonly kind: 'seen'; readonly venue: string }
  /** The strategies are told of all that they came to see at this instant. */
  | { readonly kind: 'tell' };

/** Everything that may be due. */
export type Entry =
  | ReplayEntry
  | VenueHappening
  | VenueReport
  | VenueNotice
  /** The next moment of the market, of which strategies may make intents. */
  | { readonly kind: 'moment' }
  /** An answer to that request, or word of its fills or their settlement, is overdue. */
  | {
      readonly kind: 'overdue';
      readonly what: Awaited;
      readonly clOrdId: string;
    }
  /** A query whose first answer came too early to say anything, or a cancel that was refused: asked for again. */
  | { readonly kind: 'query' | 'cancel'; readonly clOrdId: string }
  /** An order that its venue did not know: if it was slow on its way, it is there by now. */
  | { readonly kind: 'recheck'; readonly clOrdId: string }
  | {
      readonly kind: 'deadline' | 'staleness' | 'reprice';
      readonly arbitrage: number;
    }
  /** An order that has been in doubt for too long, as its arbitrage sees it. */
  | {
      readonly kind: 'doubt';
      readonly arbitrage: number;
      readonly clOrdId: string;
    }
  /** A lane's rate limit has tokens again. */
  | { readonly kind: 'lane'; readonly venue: string }
  /** Patience with the answers to a reconciliation is over. */
  | { readonly kind: 'reconciled'; readonly venue: string };
