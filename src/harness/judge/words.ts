// How the judge of beliefs puts things.
import { printMicros } from '../../money/decimal.ts';
import type { OrderTerms, TrueOrder } from '../truth.ts';

/** Records by their numbers. */
export const recordsText = (seqs: readonly number[]): string =>
  `${seqs.length === 1 ? 'record' : 'records'} ${seqs.join(', ')}`;

/** An order's terms in words. */
export const termsText = ({ side, orderQty, outcome, market, price, timeInForce }: OrderTerms): string =>
  `${side} ${printMicros(orderQty)} ${outcome} of ${market} at ${printMicros(price)} ${timeInForce}`;

/** What the venue has of an order, in words: the end of "the venue …". */
export const heldText = (order: TrueOrder): string => {
  const filled = printMicros(order.cumQty);
  switch (order.status) {
    case 'submitted':
      return 'is working it, with nothing filled';
    case 'partial':
      return `is working it, with ${filled} filled`;
    case 'filled':
      return `has filled ${filled} of it`;
    case 'cancelled':
      return `has cancelled it, with ${filled} filled`;
    case 'rejected':
      return 'has refused it';
    case null:
      return 'never took it';
  }
};
