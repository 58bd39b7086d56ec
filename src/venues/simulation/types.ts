// What a simulated venue is to the engine: it is sent messages, keeps its own truth, and answers in calendar
// events. It never sees an order actor, and the engine never sees its state: they meet in reports and notices.
import type { OrderEvent, Side, TimeInForce } from '../../../machines/order/types.ts';
import type { SettlementStatus } from '../../../machines/settlement.ts';
import type { BookQuote } from '../../market-data/quote.ts';
import type { BookLevel, BookSide, MarketUpdate } from '../../market-data/types.ts';
import type { RecordBody } from '../../journal/records.ts';
import type { ResolutionStage } from '../definitions/market.ts';
import type { OrderKind, TradingState } from '../definitions/words.ts';
import type { SettlementPlan } from './settlement-path.ts';
import type { VenueAccountOptions } from './venue-account-state.ts';

/** An order as it is sent to a venue. Micros. */
export interface VenueOrderRequest {
  /** One name for one order, whosever it is: no two accounts give the same. */
  readonly clOrdId: string;
  /** Whose order it is; that of the venue's first account, where it is left out. */
  readonly account?: string;
  readonly market: string;
  readonly outcome: string;
  readonly side: Side;
  readonly orderQty: bigint;
  readonly price: bigint;
  readonly timeInForce: TimeInForce;
  /** A limit order, where it is left out. A market order fills at its price too: it is the worst that it takes. */
  readonly kind?: OrderKind;
  readonly isPostOnly?: boolean;
  /** The time at which the order says that it ends, in microseconds, if it is good till a date. */
  readonly expireTimeUs?: number;
}

/**
 * An event at a venue at an instant, as the calendar holds it: plain data. A `key` names one order at the venue:
 * its client id, or where a venue takes the same id twice, that of the copy.
 */
export type VenueEvent = { readonly kind: 'venue'; readonly venue: string } & (
  | { readonly type: 'arrive'; readonly order: VenueOrderRequest }
  | { readonly type: 'fill'; readonly key: string; readonly qty: bigint }
  /** A cancel, from the first account where it names none; so with the next two. */
  | { readonly type: 'cancel'; readonly clOrdId: string; readonly account?: string | undefined }
  /** A question, with the time at which it left. */
  | {
      readonly type: 'query';
      readonly clOrdId: string;
      readonly account?: string | undefined;
      readonly askedAtUs?: number;
    }
  | {
      readonly type: 'replace';
      readonly clOrdId: string;
      readonly account?: string | undefined;
      readonly orderQty: bigint | undefined;
      readonly price: bigint | undefined;
    }
  /** An order that was held meets the book. */
  | { readonly type: 'match'; readonly key: string }
  /** The synthetic market of a book takes its next step. */
  | { readonly type: 'flow'; readonly market: string }
  /** An order that was held for the market's taker delay comes to its book. */
  | { readonly type: 'release'; readonly order: VenueOrderRequest }
  /** An order that is good till a date ends. */
  | { readonly type: 'expire'; readonly key: string }
  /** The settlement of a trade takes a step. */
  | ({ readonly type: 'settle' } & SettlementPlan)
  /** A market, or with an empty name the whole venue, opens, closes or stops: at all, or only if it still is `ifStill`. */
  | { readonly type: 'trading'; readonly market: string; readonly to: TradingState; readonly ifStill?: TradingState }
  /** The result of a market is determined, disputed, or final and paid out. */
  | { readonly type: 'resolve'; readonly market: string; readonly stage: ResolutionStage }
  /** The connection that a fault has cut stands again. */
  | { readonly type: 'reconnect' }
);

/** A report of an order to the client, as the calendar holds it until it arrives. */
export interface VenueReport {
  readonly kind: 'report';
  readonly venue: string;
  readonly clOrdId: string;
  readonly event: OrderEvent;
  /** Where it answers a query: when that left, in microseconds. */
  readonly askedAtUs?: number | undefined;
}

/** What the client receives, or notices, of everything that is not an order's own life. */
export type VenueNotice = { readonly kind: 'notice'; readonly venue: string } & (
  | {
      readonly type: 'settlement';
      readonly clOrdId: string;
      readonly tradeId: string;
      readonly status: SettlementStatus;
      /** Whether it is part of the answer to a query, and may be older than what was reported. */
      readonly isAnswer: boolean;
    }
  /** A market, or with an empty name the whole venue, is in another trading state. */
  | {
      readonly type: 'trading';
      readonly market: string;
      readonly state: TradingState;
      readonly cancelsAllowed: boolean;
    }
  /** A market's result is final: what a share of each outcome pays. */
  | { readonly type: 'resolution'; readonly market: string; readonly payouts: readonly OutcomePayout[] }
  | { readonly type: 'disconnected'; readonly reason: string }
  | { readonly type: 'reconnected' }
  /** The venue's rate limit has no token left, whatever the client's own count says. */
  | { readonly type: 'rateLimited' }
);

/** What one share of an outcome pays in the end. Micros. */
export interface OutcomePayout {
  readonly outcome: string;
  readonly payout: bigint;
}

/** What the venue says that an account has: its currency, or shares as `market:outcome`. Micros. */
export interface VenueBalance {
  readonly account: string;
  readonly asset: string;
  readonly amount: bigint;
}

/** What a simulator is given to live in. */
export interface VenueHost {
  readonly nowUs: number;
  /** Schedules an event at the venue after that time. */
  schedule(delayUs: number, event: VenueEvent): number;
  /** Cancels a scheduled event. */
  cancel(calendarId: number): void;
  /** Sends the client a report that takes so long: faults may lose, delay or double it on its way. */
  report(delayUs: number, report: VenueReport): void;
  /** Lets the client notice something after so long. A host without it has a client that notices nothing. */
  notify?(delayUs: number, notice: VenueNotice): void;
  /** Writes the venue's own truth down. */
  record(body: RecordBody): void;
}

/** What a venue shows of its markets, where it has some of its own: prices that do not depend on chance alone. */
export interface ShownMarkets {
  /** Whether it has a market of that name of its own. Of others nothing may be asked. */
  has(market: string): boolean;
  /** The best prices of an outcome, the own orders left out; none where nobody may trade. */
  quoteOf(market: string, outcome: string): BookQuote;
  /** What an outcome is offered on a side, best first, the own orders left out. */
  depthOf(market: string, outcome: string, side: BookSide, levelsMax: number): readonly BookLevel[];
  /** Whether anybody may trade: not before the first snapshot, not after a gap, not while bids and asks are crossed. */
  isTradable(market: string): boolean;
}

/** The books of a venue that has some: they are moved by what was recorded of its markets. */
export interface VenueMarketBooks extends ShownMarkets {
  /** A market moves at this instant: what it meets of the orders that rest is filled. Of markets elsewhere nothing is known. */
  apply(update: MarketUpdate): void;
}

/** A simulated venue. All delays are drawn from its own streams. */
export interface VenueSimulator {
  readonly venue: string;
  /** What it shows; a stochastic venue has no market of its own. */
  readonly shown?: ShownMarkets | undefined;
  /** Its books, where a recording may move it. */
  readonly book?: VenueMarketBooks | undefined;
  submit(order: VenueOrderRequest): void;
  /** Cancels an order of an account; to another's order the answer is that of an unknown one. So with the next two. */
  cancel(clOrdId: string, account?: string): void;
  replace(clOrdId: string, orderQty: bigint | undefined, price: bigint | undefined, account?: string): void;
  query(clOrdId: string, account?: string): void;
  /** Opens one more account, now, and writes that down. */
  openAccount(options: VenueAccountOptions): void;
  /** Handles a scheduled event that is due. */
  handle(event: VenueEvent): void;
  /** Whether a message that arrives now is delivered to the client: not while its connection is down. */
  isDelivered(message: VenueReport | VenueNotice): boolean;
  /** Orders that the venue still works. */
  readonly live: number;
  /** Whether the venue still works that order. */
  isLive(clOrdId: string): boolean;
  /** Whether it has taken that order, whatever has become of it since. */
  hasTaken(clOrdId: string): boolean;
  /** The state in which a market trades, or with an empty name the whole venue. */
  stateOf(market: string): TradingState;
  /** What the venue says its accounts have, in an order of its own; nothing where it keeps no accounts. */
  balances(): readonly VenueBalance[];
  /** The client will not speak of that order again: what is known of it may go, if it has ended for good. */
  forget(clOrdId: string): void;
  /** The simulator as plain data. */
  save(): unknown;
}
