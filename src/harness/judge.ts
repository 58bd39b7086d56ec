// The audit of a user's book-keeping: what their system believes against what the venue did. It knows the venue's
// truth, the beliefs, and what is under way, and nothing of how the system came to believe it.
import type { ReadBeliefs } from './beliefs.ts';
import { judgeAccount } from './judge/account.ts';
import { judgeDoubled } from './judge/doubled.ts';
import { judgeOrder } from './judge/order.ts';
import { judgePhantom } from './judge/phantom.ts';
import type { TrueOrder, VenueTruth } from './truth.ts';
import type { UnderWay } from './under-way.ts';

/** What can be wrong with beliefs. */
export const findingKinds = {
  unknownOrder: 'The venue has an order that the system does not know.',
  heldForDead: 'The system holds an order for dead that lives or has filled.',
  phantomOrder: 'The system believes in an order that the venue does not have.',
  wrongStatus: 'The system and the venue give an order different statuses.',
  fillNotBooked: 'The venue filled more of an order than the system has booked.',
  fillBookedTwice: 'The system has booked more of an order than the venue ever filled.',
  failedFillBooked: 'The system still counts a fill that failed to settle.',
  doubled: 'The venue has the same order twice, and the system believes one of them.',
  positionOff: 'The system and the venue give a position different sizes.',
  cashOff: 'The system and the venue give the account different amounts of money.',
} as const satisfies Readonly<Record<string, string>>;

/** The kind of a finding. */
export type FindingKind = keyof typeof findingKinds;

/** A difference between what a system believes and what the venue did. */
export interface Finding {
  readonly kind: FindingKind;
  /** Whom it is about: `order:<clOrdId>`, `position:<market>:<outcome>` or `account:<name>`. */
  readonly actor: string;
  /** What is wrong, with both figures. */
  readonly sentence: string;
  /** The record of the journal that proves it; the last one, where it is the absence of any. */
  readonly seq: number;
}

/** Everything in which the beliefs are wrong: orders in the order in which they were sent, then positions and money. */
export const judge = (truth: VenueTruth, beliefs: ReadBeliefs, underWay: UnderWay): readonly Finding[] => {
  const orders: readonly TrueOrder[] = [...truth.orders.values()];
  return [
    ...orders.flatMap((order) => judgeOrder(order, beliefs.orders.get(order.clOrdId), underWay)),
    ...judgePhantom(truth, beliefs.orders, underWay),
    ...judgeDoubled(orders, beliefs.orders, underWay),
    ...judgeAccount(truth, beliefs, underWay),
  ];
};
