// How an order fares, in the words of the arbitrage that it is a leg or an unwind of.
import { isInDoubt, leavesQty, orderStatus } from '../../../machines/order.ts';
import { isQueued, type LiveOrder, type OrderSnapshot } from '../../orders/live-order.ts';

/** What an arbitrage receives of one of its orders. Micros. */
export const legUpdateOf = (
  { clOrdId, isZombie }: Pick<LiveOrder, 'clOrdId' | 'isZombie'>,
  snapshot: OrderSnapshot,
  unsettledQty: bigint,
) =>
  ({
    type: 'leg.updated',
    clOrdId,
    status: orderStatus(snapshot),
    cumQty: snapshot.context.cumQty,
    leavesQty: leavesQty(snapshot),
    missingQty: snapshot.context.missingQty,
    unsettledQty,
    // What is dead to us and alive at its venue may still fill, as what is in doubt.
    inDoubt: isZombie || isInDoubt(snapshot),
    sent: !isQueued(snapshot),
  }) as const;
