// What the record of an order's step means for the portfolio.
import { maxMicros } from '../money/micros.ts';
import type { RecordBody } from '../journal/records.ts';
import type { BookedOrder } from './booked-order.ts';

type OrderMoved = Extract<RecordBody, { readonly type: 'order.moved' }>;

const tellsTheEnd: ReadonlySet<string> = new Set(['venue.cancelled', 'venue.rejected', 'order.reconciled']);

/**
 * The most that may still fill. What is missing of an order that lives is part of what it leaves. One that the venue
 * has live, though we hold it for dead, may fill whatever has not, until the venue says how it ended.
 */
export const openQtyOf = (order: BookedOrder, { event, anomaly, leavesQty, missingQty = 0n }: OrderMoved): bigint => {
  if (anomaly === 'zombie') order.isZombie = true;
  else if (order.isZombie && tellsTheEnd.has(event)) order.isZombie = false;
  const openQty = maxMicros(leavesQty, missingQty);
  return order.isZombie ? maxMicros(openQty, order.orderQty - order.cumQty) : openQty;
};

/** Whether the record may give a trade another content although the order's quantity has not changed by it. */
export const isRestatement = ({ event, anomaly }: OrderMoved): boolean =>
  (event === 'venue.tradeCorrected' || event === 'venue.tradeBusted') &&
  anomaly !== 'tradeConflict' &&
  anomaly !== 'illegalMove';
