// The calendar entries of orders: plain data, so that a saved world is plain data.
import type { Awaited } from './live-order.ts';

/** A calendar entry of an order, by what happens when it is due. */
export type OrderCalendarEntry =
  /** The answer to that request, or the report of fills or of their settlement, is overdue. */
  | { readonly kind: 'overdue'; readonly what: Awaited; readonly clOrdId: string }
  /** Repeats a query whose first answer came too early to be conclusive, or a cancel that was refused. */
  | { readonly kind: 'query' | 'cancel'; readonly clOrdId: string }
  /** Queries an order again that its venue did not know: a slow submit may have arrived since. */
  | { readonly kind: 'recheck'; readonly clOrdId: string }
  /** The order has been in doubt for longer than its owner accepts. */
  | { readonly kind: 'doubt'; readonly clOrdId: string };
