// What orders put into the calendar of their world: plain data, so that a world at rest is plain data.
import type { Awaited } from './live-order.ts';

/** What orders wait for, by what is done when it is due. */
export type OrderEntry =
  /** An answer to that request, or word of its fills or their settlement, is overdue. */
  | { readonly kind: 'overdue'; readonly what: Awaited; readonly clOrdId: string }
  /** A query whose first answer came too early to say anything, or a cancel that was refused: asked for again. */
  | { readonly kind: 'query' | 'cancel'; readonly clOrdId: string }
  /** An order that its venue did not know: if it was slow on its way, it is there by now. */
  | { readonly kind: 'recheck'; readonly clOrdId: string }
  /** An order that has been in doubt for too long, as its owner sees it. */
  | { readonly kind: 'doubt'; readonly clOrdId: string };
