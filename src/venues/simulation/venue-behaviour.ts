// The rules of a venue that a simulator needs besides order validation: how orders end that cannot trade, what the venue
// answers to requests that come too late, which requests it takes in which trading state. A context without rules gets
// the plainest behaviour.
import type { Side } from '../../../machines/order/types.ts';
import type { Rounding } from '../../money/rounding.ts';
import { checkCancel, takesAmend, tradingRule } from '../definitions/admission.ts';
import { otherRules } from '../definitions/other/rules.ts';
import type { AmendChange, Ending, SelfTradeMode, VenueRules } from '../definitions/types.ts';
import type { ResolutionStage } from '../definitions/market.ts';
import type { TradingState } from '../definitions/words.ts';

/** What has become of an order that is asked for in vain. */
export type VainStatus = 'unknown' | 'cancelled' | 'filled';

/** The behaviour of a venue. */
export interface VenueBehaviour {
  /** Whether the same client id may come twice, and is then two orders. */
  readonly takesCopies: boolean;
  /** How an order ends that comes to nothing at once. */
  readonly fokUnfilled: Ending;
  readonly iocUnmatched: Ending;
  /** How much before the time that it says an order ends that is good till a date. */
  readonly expiryEarlyUs: number;
  /** Why no order is taken in a state, if the context itself does not validate it; null where orders are taken. */
  orderRefusal(state: TradingState): string | null;
  /** The venue's own word for the status of a market in a state, or at a stage of its result; null where none is known. */
  statusWord(state: TradingState, stage?: ResolutionStage): string | null;
  /** Why no cancel is taken in a state; null where cancels are. */
  cancelRefusal(state: TradingState): string | null;
  /** What a cancel in vain is answered. */
  vainCancel(status: VainStatus): string;
  /** Why an amendment is not taken; null where it is. */
  amendRefusal(state: TradingState, changes: readonly AmendChange[]): string | null;
  /** Whether an order that is so changed keeps its place in the queue. */
  keepsQueue(changes: readonly AmendChange[]): boolean;
  /** What becomes of an order that meets one of its own account; null where the venue does not say. */
  readonly selfTrade: SelfTradeMode['cancels'] | null;
  /** How a post-only order ends that would take. */
  readonly postOnlyCross: Ending;
  /** How the value of a fill, price times quantity, becomes whole micros of money. */
  readonly cashRounding: Readonly<Record<Side, Rounding>>;
}

/**
 * No venue of the catalogue says what becomes of a fraction of a micro. A venue that gives none away is assumed: what is paid
 * is rounded up, what is received down. Our own accounts state theirs for themselves, so that the audit compares two.
 */
const givesNothingAway = { buy: 'ceil', sell: 'floor' } as const;

const plain = otherRules();
const vainReasons = { unknown: 'notFound', cancelled: 'alreadyCancelled', filled: 'alreadyFilled' } as const;

/** Returns the behaviour of a venue with those rules, or the plainest one. */
export const behaviourOf = (rules: VenueRules | undefined): VenueBehaviour => {
  const { orders } = rules ?? plain;
  const covered =
    rules === undefined ? (['unknown', 'cancelled', 'filled'] as const) : orders.cancel.value.notFoundCovers;
  return {
    takesCopies: orders.duplicates.value.by === 'nothing',
    fokUnfilled: rules?.orders.endings.fokUnfilled.value ?? 'cancelled',
    iocUnmatched: rules?.orders.endings.iocUnmatched.value ?? 'cancelled',
    expiryEarlyUs: orders.expiry.value?.earlyUs ?? 0,
    orderRefusal: (state) =>
      rules !== undefined || state === 'open' ? null : (tradingRule(plain, state).refusal ?? 'marketNotOpen'),
    statusWord: (state, stage) => {
      const words = rules === undefined ? [] : tradingRule(rules, state).words;
      return (stage === undefined ? words[0] : words.find((word) => word === stage)) ?? null;
    },
    cancelRefusal: (state) => (state === 'open' ? null : (checkCancel(rules ?? plain, state)?.reason ?? null)),
    vainCancel: (status) => (covered.includes(status) ? 'notFound' : vainReasons[status]),
    amendRefusal: (state, changes) => {
      if (!changes.every((change) => orders.amend.value.changes.includes(change))) return 'unsupportedAmend';
      if (takesAmend(rules ?? plain, state)) return null;
      return tradingRule(rules ?? plain, state).refusal ?? 'marketNotOpen';
    },
    keepsQueue: (changes) => changes.every((change) => orders.amend.value.keepsQueue.includes(change)),
    selfTrade: orders.selfTrade.value?.[0]?.cancels ?? null,
    postOnlyCross: orders.endings.postOnlyCross.value ?? 'rejected',
    cashRounding: givesNothingAway,
  };
};
