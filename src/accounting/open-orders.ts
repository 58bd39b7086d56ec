// What an order may still do to the portfolio: the most it may fill, at its worst price. It is what a venue ties up
// for it, and what its arbitrage must reckon with.
import type { OrderContext, Side } from '../../machines/order/types.ts';
import { maxMicros, minMicros } from '../money/micros.ts';
import type { Micros } from '../money/micros.ts';

/** The part of an order that may still fill. Micros. */
export interface OpenOrder {
  readonly side: Side;
  /** The worst price at which it may fill: its limit, 0 to 1,000,000. */
  readonly price: Micros;
  /** The most that may still fill; 0 of an order that has ended and is known in full. */
  readonly openQty: Micros;
  /** The most that filling it, in whole or in part, may cost in fees. */
  readonly worstFee: Micros;
}

/** What is read of an order. */
export type OrderFigures = Pick<
  OrderContext,
  'side' | 'price' | 'orderQty' | 'matchedQty' | 'missingQty' | 'requestedQty' | 'requestedPx'
>;

/**
 * The worst that an order may still do. One that lives, is in doubt, or is a zombie may fill all that the venue has
 * not taken off it; while a replace is under way, the larger quantity at the worse price. One that has ended
 * (`hasEnded`) may fill only what the venue counts as filled and has not reported yet.
 */
export const worstOpenOrder = (order: OrderFigures, hasEnded: boolean): Omit<OpenOrder, 'worstFee'> => {
  const { side, orderQty, matchedQty, missingQty } = order;
  const requestedPx = order.requestedPx ?? order.price;
  const price = side === 'buy' ? maxMicros(order.price, requestedPx) : minMicros(order.price, requestedPx);
  if (hasEnded) return { side, price, openQty: missingQty };
  const largestQty = maxMicros(orderQty, order.requestedQty ?? orderQty);
  return { side, price, openQty: maxMicros(missingQty, largestQty - matchedQty) };
};
