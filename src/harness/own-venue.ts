// What a user's own order management system holds of a simulated venue: its requests, its messages, and the judge.
import type { JournalRecord } from '../journal/records.ts';
import type { BookQuote } from '../market-data/quote.ts';
import type { VenueBalance } from '../venues/simulation/types.ts';
import type { Beliefs } from './beliefs.ts';
import type { Finding } from './judge/findings.ts';
import type { VenueMessage } from './messages.ts';
import type { OwnAccount, OwnVenueName } from './options.ts';
import type { ClientOrder, ClientReplace } from './requests.ts';

/** A venue for a user's own order management system. Requests throw `InvalidRequest`, and return before anything happens. */
export interface OwnVenue {
  readonly venue: OwnVenueName;
  /** Virtual time, in microseconds from the beginning. */
  readonly nowUs: number;
  /** Nothing is under way, and nothing will happen unless it is asked for. */
  readonly isQuiet: boolean;
  /** Orders that the venue works. */
  readonly live: number;
  submit(order: ClientOrder): void;
  /** Here and below: without an account, the first one is meant. */
  cancel(clOrdId: string, account?: string): void;
  replace(clOrdId: string, changes: ClientReplace, account?: string): void;
  query(clOrdId: string, account?: string): void;
  /** Opens one more account, now. Throws `InvalidVenueOptions`. */
  openAccount(account: OwnAccount): void;
  /**
   * Advances time to the next message that reaches the client. Null when nothing is under way, or when none comes
   * until `untilUs`: then it is `untilUs`.
   */
  next(untilUs?: number): VenueMessage | null;
  /** Advances time to an instant: the messages until then, those of that instant too. */
  advanceTo(untilUs: number): readonly VenueMessage[];
  /** The messages from now on, until nothing is under way. A message goes to the consumer that asks first. */
  events(): AsyncIterable<VenueMessage>;
  /** The best prices of an outcome, now; null where fills come by chance. Throws `InvalidRequest` for what is not listed. */
  quote(market: string, outcome: string): BookQuote | null;
  /** What the accounts have at the venue, or that one: money, and shares as `market:outcome`. */
  balances(account?: string): readonly VenueBalance[];
  /** The venue's own truth, and what was asked of it, in order. */
  journal(): readonly JournalRecord[];
  /** The canonical line of each record. */
  journalLines(): readonly string[];
  /** The digest of the journal so far. */
  digest(): string;
  /** Where beliefs about an account and the venue's truth differ, now. What is under way is not held against the client. */
  judge(beliefs: Beliefs, account?: string): readonly Finding[];
}
