// The audit of a user's book-keeping: what their system believes against what the venue did. It knows the venue's
// truth, the beliefs, and what is under way, and nothing of how the system came to believe it.
import type { ReadBeliefs } from './beliefs.ts';
import { judgeAccount } from './judge/account.ts';
import { judgeDoubled } from './judge/doubled.ts';
import { judgeOrder } from './judge/order.ts';
import { judgePhantom } from './judge/phantom.ts';
import type { Finding } from './judge/findings.ts';
import type { TrueOrder, VenueTruth } from './truth.ts';
import type { UnderWay } from './under-way.ts';

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
