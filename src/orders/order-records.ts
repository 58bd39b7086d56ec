// The journal records of an order: its birth, and each event with the step that it caused.
import { leavesQty, ordStatus, type OrderEvent } from '../../machines/order.ts';
import type { RecordBody } from '../journal/records.ts';
import type { NewOrder, OrderSnapshot } from './live-order.ts';

type Told = Partial<Extract<OrderEvent, { readonly type: 'venue.traded' }>> & {
  readonly reason?: string;
  readonly venueOrderId?: string;
};

/** Returns the record of an order's birth. */
export const createdOf = ({
  venue,
  account,
  ownerKind,
  ownerId,
  leg,
  request,
  worstFee,
}: NewOrder): Extract<RecordBody, { readonly type: 'order.created' }> => {
  const { clOrdId, market, outcome, side, orderQty, price, timeInForce, isPostOnly, expireTimeUs } = request;
  return {
    type: 'order.created',
    clOrdId,
    owner: ownerKind,
    ownerId,
    leg,
    venue,
    account,
    market,
    outcome,
    side,
    orderQty,
    price,
    timeInForce,
    expireTimeUs,
    isPostOnly: isPostOnly === true ? true : undefined,
    worstFee,
  };
};

/** Returns the record of an order's step: the event, and the order before and after it. */
export const moveOf = (
  clOrdId: string,
  event: OrderEvent,
  before: OrderSnapshot,
  after: OrderSnapshot,
): Extract<RecordBody, { readonly type: 'order.moved' }> => {
  const told = event as Told;
  const { cumQty, missingQty, anomalies, anomalyCount } = after.context;
  return {
    type: 'order.moved',
    clOrdId,
    event: event.type,
    from: ordStatus(before),
    to: ordStatus(after),
    cumQty,
    leavesQty: leavesQty(after),
    missingQty: missingQty === 0n ? undefined : missingQty,
    tradeId: told.tradeId,
    lastQty: told.lastQty,
    lastPx: told.lastPx,
    fee: told.fee,
    liquidity: told.liquidity === 'maker' ? told.liquidity : undefined,
    reason: told.reason,
    venueOrderId: told.venueOrderId,
    anomaly: anomalyCount > before.context.anomalyCount ? anomalies.at(-1)?.kind : undefined,
  };
};
