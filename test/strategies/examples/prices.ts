// What the examples ask of quotes.
import type { Quote } from '../../../src/strategies/types.ts';

/** What one set costs at the asks; null where a leg is not on offer. */
export const priceOfSet = (quotes: readonly Quote[]): bigint | null => {
  let sum = 0n;
  for (const { askPx } of quotes) {
    if (askPx === null) return null;
    sum += askPx;
  }
  return sum;
};

/** How many sets are on offer. */
export const smallestOffer = (quotes: readonly Quote[]): bigint =>
  quotes.reduce((least, { askQty }) => (askQty < least ? askQty : least), quotes[0]?.askQty ?? 0n);
