// What a request finds of the order that it is about: what has become of it, and what an amendment would change.
import type { AmendChange } from '../definitions/types.ts';
import type { VenueOrder } from './stochastic-profile.ts';
import type { VainStatus } from './venue-behaviour.ts';

/** What has become of an order that can no longer be cancelled. */
export const vainStatusOf = (order: VenueOrder | undefined): VainStatus =>
  order?.status === 'filled' || order?.status === 'cancelled' ? order.status : 'unknown';

/** What an amendment changes of an order. */
export const changesOf = (before: VenueOrder, orderQty: bigint, price: bigint): AmendChange[] => {
  const changes: AmendChange[] = [];
  if (price !== before.price) changes.push('price');
  if (orderQty !== before.orderQty) changes.push(orderQty > before.orderQty ? 'quantityUp' : 'quantityDown');
  return changes;
};
