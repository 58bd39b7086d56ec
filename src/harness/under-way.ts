// What is under way between a venue and its client, so that it is not held against the client; and what the client
// has received already.
import type { RecordBody } from '../journal/records.ts';
import type { FaultName } from '../venues/faults/catalogue.ts';
import type { VenueEntry } from '../world/hosted-venue.ts';
import type { RecordedEntry } from '../world/recorded-books.ts';
import type { VenueMessage } from './messages.ts';

/** What may come: something at the venue, or a message on its way to the client. */
export type Entry =
  | VenueEntry
  | RecordedEntry
  /** Nothing happens: time has come so far. */
  | { readonly kind: 'instant' };

/** The one fault that holds messages which no calendar knows. */
const HOLDS_ACKS: FaultName = 'fillBeforeAck';

/** What a judge of beliefs has to know beside the truth. */
export interface UnderWay {
  /** Nothing is under way, and nothing will happen by itself. */
  readonly isQuiet: boolean;
  /** Whether a message about that order is on its way to the client, or a query of it to the venue. */
  isTelling(clOrdId: string): boolean;
  /** Whether a fault holds the ack of that order until it fills or ends, which may never be. */
  isAckHeld(clOrdId: string): boolean;
  /** Whether news of that trade is on its way, and no news of it has come before. */
  isTellingTrade(clOrdId: string, tradeId: string): boolean;
  /** The same of the trade's failure. */
  isTellingFailure(clOrdId: string, tradeId: string): boolean;
  /** Whether the client received that trade; null where its messages are not known. */
  wasTold(tradeId: string): boolean | null;
}

/** The acks that a fault holds, as a journal tells it: each until its venue fills or ends the order. */
export class HeldAcks {
  private readonly orders = new Set<string>();

  /** Takes the next record. */
  observe(body: RecordBody): void {
    if (body.type === 'fault.injected' && body.fault === HOLDS_ACKS && body.clOrdId !== undefined)
      this.orders.add(body.clOrdId);
    else if (body.type === 'venue.filled' || (body.type === 'venue.ended' && body.status !== 'rejected'))
      this.orders.delete(body.clOrdId);
  }

  /** Whether the ack of that order is held. */
  has(clOrdId: string): boolean {
    return this.orders.has(clOrdId);
  }
}

/** Nothing is on its way, and what the client heard is not known: a journal alone, which tells of held acks. */
export const quietWith = (held: HeldAcks): UnderWay => ({
  isQuiet: true,
  isTelling: () => false,
  isAckHeld: (clOrdId) => held.has(clOrdId),
  isTellingTrade: () => false,
  isTellingFailure: () => false,
  wasTold: () => null,
});

/** The trades and failures of trades that the client has received. */
export class Told {
  readonly trades = new Set<string>();
  readonly failures = new Set<string>();

  /** A message has reached the client. */
  hear(message: VenueMessage): void {
    if (message.type === 'venue.traded') this.trades.add(message.tradeId);
    if (message.type === 'venue.tradeBusted') this.failures.add(message.tradeId);
    if (message.type === 'settlement' && message.status === 'failed') this.failures.add(message.tradeId);
  }
}

/** What the entries of a calendar, and acks that are on none, mean for a client that has received so much. */
export const underWayOf = (
  entries: readonly Entry[],
  told: Told,
  isAckHeld: (clOrdId: string) => boolean,
): UnderWay => {
  const orders = new Set<string>();
  const queried = new Set<string>();
  const trades = new Set<string>();
  const failures = new Set<string>();
  for (const entry of entries) {
    if (entry.kind === 'report') {
      orders.add(entry.clOrdId);
      if (entry.event.type === 'venue.traded') trades.add(entry.event.tradeId);
      if (entry.event.type === 'venue.tradeBusted') failures.add(entry.event.tradeId);
    } else if (entry.kind === 'venue' && entry.type === 'query') {
      orders.add(entry.clOrdId);
      queried.add(entry.clOrdId);
    } else if (entry.kind === 'notice' && entry.type === 'settlement' && entry.status === 'failed') {
      failures.add(entry.tradeId);
    }
  }
  return {
    isQuiet: entries.length === 0,
    isTelling: (clOrdId) => orders.has(clOrdId),
    isAckHeld,
    isTellingTrade: (clOrdId, tradeId) => !told.trades.has(tradeId) && (trades.has(tradeId) || queried.has(clOrdId)),
    isTellingFailure: (clOrdId, tradeId) =>
      !told.failures.has(tradeId) && (failures.has(tradeId) || queried.has(clOrdId)),
    wasTold: (tradeId) => told.trades.has(tradeId),
  };
};

/** The same for the client of one account, which knows its orders by ids of its own. */
export const underWayFor = (underWay: UnderWay, venueIdOf: (clOrdId: string) => string): UnderWay => ({
  ...underWay,
  isTelling: (clOrdId) => underWay.isTelling(venueIdOf(clOrdId)),
  isAckHeld: (clOrdId) => underWay.isAckHeld(venueIdOf(clOrdId)),
  isTellingTrade: (clOrdId, tradeId) => underWay.isTellingTrade(venueIdOf(clOrdId), tradeId),
  isTellingFailure: (clOrdId, tradeId) => underWay.isTellingFailure(venueIdOf(clOrdId), tradeId),
});
