// The events that a lane's chart receives, and what it keeps.
import type { AnomalyRecord } from '../anomalies.ts';

/** What the connection, the venue, the mailbox, the rate limit and the calendar report. */
export type VenueExecutorEvent =
  | { readonly type: 'venue.connected' }
  | { readonly type: 'venue.connectFailed' }
  | { readonly type: 'venue.disconnected'; readonly reason: string }
  /** The connection is back after it was lost. */
  | { readonly type: 'venue.reconnected' }
  /** From the calendar: the wait that `scheduleReconnect` asked for is over. */
  | { readonly type: 'reconnect.due' }
  /** One live order has been answered for; `remaining` are still open. */
  | { readonly type: 'reconcile.answered'; readonly remaining: number }
  /** There is no live order (left) to ask for. */
  | { readonly type: 'reconcile.finished' }
  /** The venue stops trading; some pauses still take cancels. */
  | { readonly type: 'venue.halted'; readonly cancelsAllowed: boolean }
  | { readonly type: 'venue.resumed' }
  /** The mailbox has no room left for opportunities. */
  | { readonly type: 'lane.saturated' }
  | { readonly type: 'lane.relieved' }
  /** Nothing is queued, and no order is live or in doubt. */
  | { readonly type: 'lane.emptied' }
  /** The venue's rate limit has no token left. */
  | { readonly type: 'tokens.exhausted' }
  | { readonly type: 'tokens.refilled' }
  /** No opportunity comes any more; what lives is cancelled, then the lane closes. */
  | { readonly type: 'drain.requested' };

/** The venue that the lane leads to. */
export interface VenueExecutorInput {
  readonly venue: string;
}

/** What is known of the lane beside its states. */
export interface VenueExecutorContext extends VenueExecutorInput, AnomalyRecord<'illegalMove'> {
  /** Whether the connection ever stood: before that no order can be live. */
  readonly hasConnected: boolean;
  /** Failures in a row to be connected, 0 while the connection stands: `scheduleReconnect` waits by it. */
  readonly attempt: number;
  /** Why the connection was last lost. */
  readonly disconnectReason: string | null;
  /** Live orders not yet answered for; null when nothing is being asked, or no answer has come. */
  readonly remaining: number | null;
  /** Whether the present halt, if there is one, takes cancels. */
  readonly cancelsAllowed: boolean;
  /** Legal repetitions: late or doubled reports that changed nothing. */
  readonly ignored: number;
}
