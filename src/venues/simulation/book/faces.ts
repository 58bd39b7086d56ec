// YES and NO of one market are one book: a bid for NO at p is an offer of YES at 1 − p. What an order says of its own
// outcome is its face; the book knows only bids and asks of the first. Pure, micros.
import type { Side } from '../../../../machines/order/types.ts';
import type { BookSide } from '../../../market-data/types.ts';
import { MICROS_PER_UNIT } from '../../../money/micros.ts';

/** An order's outcome, as the book sees it. */
export type Face = 'first' | 'second';

/** The side of the book on which an order of that face stands. */
export const bookSideOf = (face: Face, side: Side): BookSide =>
  (face === 'first') === (side === 'buy') ? 'bid' : 'ask';

/** A price of one face as the book has it, and the other way round. */
export const bookPxOf = (face: Face, px: bigint): bigint => (face === 'first' ? px : MICROS_PER_UNIT - px);

/** The other side of a book. */
export const oppositeOf = (side: BookSide): BookSide => (side === 'bid' ? 'ask' : 'bid');
