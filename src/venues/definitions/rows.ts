// Short functions that write the rows of a venue's rules, so that a configuration file reads like a table.
import type { CancelReason, OrderStatus } from '../../../machines/order/types.ts';
import type { Fact, FactBook, Mark, Remarks } from './fact.ts';
import type {
  AmendRejectAnswer,
  CancelRejectAnswer,
  CancelWord,
  OrderKindRule,
  RateTier,
  RejectAnswer,
  StatusWord,
  TimeInForceWord,
  TradingRule,
} from './types.ts';
import type { AmendRejectReason, CancelRejectReason, OrderKind, RejectReason, TradingState } from './words.ts';

/** Where a row was read: a mark, the section of the venue's file, and what else there is to say. */
export type Reference = readonly [mark: Mark, section: string, remarks?: Remarks];

/** The row writers of one venue. */
export interface RowBook {
  readonly kind: (
    kind: OrderKind,
    timesInForce: readonly TimeInForceWord[],
    ...reference: Reference
  ) => Fact<OrderKindRule>;
  readonly status: (
    word: string,
    where: string,
    means: readonly OrderStatus[],
    ...reference: Reference
  ) => Fact<StatusWord>;
  readonly reject: (
    reason: RejectReason,
    http: number | null,
    body: string | null,
    ...reference: Reference
  ) => Fact<RejectAnswer>;
  readonly cancelReject: (
    reason: CancelRejectReason,
    http: number | null,
    body: string | null,
    ...reference: Reference
  ) => Fact<CancelRejectAnswer>;
  readonly amendReject: (
    reason: AmendRejectReason,
    http: number | null,
    body: string | null,
    ...reference: Reference
  ) => Fact<AmendRejectAnswer>;
  readonly cancelled: (reason: CancelReason, word: string, ...reference: Reference) => Fact<CancelWord>;
  readonly trading: (
    state: TradingState,
    words: readonly string[],
    rule: Omit<TradingRule, 'state' | 'words'>,
    ...reference: Reference
  ) => Fact<TradingRule>;
  readonly tier: (tier: string, capacity: number, refillPerSecond: number, ...reference: Reference) => RateTier;
}

/** Rows that refer to the file of a fact book. */
export const rowsFrom = ({ fact }: FactBook): RowBook => ({
  kind: (kind, timesInForce, ...reference) => fact({ kind, timesInForce }, ...reference),
  status: (word, where, means, ...reference) => fact({ word, where, means }, ...reference),
  reject: (reason, http, body, ...reference) => fact({ reason, http, body }, ...reference),
  cancelReject: (reason, http, body, ...reference) => fact({ reason, http, body }, ...reference),
  amendReject: (reason, http, body, ...reference) => fact({ reason, http, body }, ...reference),
  cancelled: (reason, word, ...reference) => fact({ reason, word }, ...reference),
  trading: (state, words, rule, ...reference) => fact({ state, words, ...rule }, ...reference),
  tier: (tier, capacity, refillPerSecond, ...reference) => ({
    tier,
    size: fact({ capacity, refillPerSecond }, ...reference),
  }),
});

/** What is taken while a market trades: all of it. */
export const everything = (amends: boolean): Omit<TradingRule, 'state' | 'words'> => ({
  places: 'all',
  amends,
  cancels: true,
  refusal: null,
});

/** What is taken when no order is: cancels, or not, or nobody knows. */
export const nothingBut = (cancels: boolean | null, refusal: RejectReason): Omit<TradingRule, 'state' | 'words'> => ({
  places: 'none',
  amends: false,
  cancels,
  refusal,
});
