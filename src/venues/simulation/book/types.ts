// The words of the matching engine. Everything is said of the market's first outcome, as bids and asks; prices are
// levels: whole numbers of the book's finest step. Quantities are bigint micros. Knows no venue, no time, no money.
import type { TimeInForce } from '../../../../machines/order/types.ts';
import type { BookSide } from '../../../market-data/types.ts';
import type { UnexplainedState } from './unexplained.ts';

/**
 * What becomes of an order that would meet one of the same owner: `allow` lets them trade, `cancelTaker` ends the
 * arriving order there (a FOK order has then taken what lay before, like IOC, as Kalshi says), `cancelMaker` ends the
 * resting one and continues, `cancelBoth` ends both.
 */
export type SelfTradePrevention = 'allow' | 'cancelTaker' | 'cancelMaker' | 'cancelBoth';

/** An order as it arrives at the book. */
export interface ArrivingOrder {
  readonly id: string;
  /** Whose it is: orders of one owner do not trade with each other, if `selfTrade` says so. */
  readonly owner: string;
  readonly side: BookSide;
  /** The worst level that it takes; a market order has the last level there is. */
  readonly level: number;
  readonly qty: bigint;
  readonly timeInForce: TimeInForce;
  readonly isPostOnly: boolean;
  readonly selfTrade: SelfTradePrevention;
}

/** Something that an arriving order did on its way through the book, in order. */
export type BookStep =
  /** It took so much at a level, where so much was offered then: of a resting order, or of the market outside (null). */
  | {
      readonly what: 'took';
      readonly maker: string | null;
      readonly level: number;
      readonly qty: bigint;
      readonly offeredQty: bigint;
    }
  /** It met a resting order of its own owner, and ended that one. */
  | { readonly what: 'endedOwn'; readonly maker: string; readonly openQty: bigint };

/** How an arriving order is left: it rests, or has ended so. */
export type ArrivalEnd = 'rests' | 'filled' | 'fokUnfilled' | 'iocRemainder' | 'postOnlyCross' | 'selfTrade';

/** What came of an arriving order. */
export interface Arrival {
  readonly steps: readonly BookStep[];
  readonly end: ArrivalEnd;
  /** What it has not taken: it rests, or is gone. */
  readonly leftQty: bigint;
}

/** A resting order was taken by the market outside, at its own level. */
export interface MakerFill {
  readonly id: string;
  readonly level: number;
  readonly qty: bigint;
}

/** A resting order, as it is shown. */
export interface RestingView {
  readonly id: string;
  readonly owner: string;
  readonly side: BookSide;
  readonly level: number;
  readonly openQty: bigint;
  /** How much of the market outside stands before it at its level, as the queue model reckons. */
  readonly aheadQty: bigint;
  /** How many orders had joined the book by then, itself among them. */
  readonly joins: number;
}

/** A level of the market outside at rest. */
export interface SavedLevel {
  readonly side: BookSide;
  readonly level: number;
  readonly shownQty: bigint;
  readonly takenQty: bigint;
  readonly agedQty: bigint;
  readonly shownUs: number;
  readonly tradedQty: bigint;
  readonly unexplained: UnexplainedState | null;
}

/** A matching engine at rest: plain data. Orders of one level stand in the order of their queue. */
export interface MatchingBookState {
  readonly levels: readonly SavedLevel[];
  readonly resting: readonly RestingView[];
  /** How many orders have joined it. */
  readonly joins: number;
}
