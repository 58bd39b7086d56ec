// Polymarket names the best prices with each change. Where they are not those of the book, something is missing.
import { MoneyError } from '../../money/errors.ts';
import { parseMicros, printMicros } from '../../money/decimal.ts';
import { MICROS_PER_UNIT } from '../../money/micros.ts';
import type { RecordedBook } from '../recorded-book.ts';
import { mirroredPx, type Fields } from './amounts.ts';

/** The price that a frame names; null for an empty side, which it writes as 0 or 1, undefined where it names none. */
const namedPx = (value: unknown): bigint | null | undefined => {
  if (typeof value !== 'string' || value === '') return undefined;
  try {
    const px = parseMicros(value.startsWith('.') ? `0${value}` : value);
    return px > 0n && px < MICROS_PER_UNIT ? px : null;
  } catch (error) {
    if (error instanceof MoneyError) return undefined;
    throw error;
  }
};

const printed = (px: bigint | null): string => (px === null ? 'nothing' : printMicros(px));

/** How the best prices that a change names differ from the book's, as the end of a sentence; null where they agree. */
export const disagreement = (book: RecordedBook, fields: Fields, isFirst: boolean): string | null => {
  for (const name of ['best_bid', 'best_ask'] as const) {
    const own = namedPx(fields[name]);
    if (own === undefined) continue;
    const isBid = (name === 'best_bid') === isFirst;
    const px = own === null || isFirst ? own : mirroredPx(own);
    const found = isBid ? book.bids.bestPx : book.asks.bestPx;
    if (px !== found) return `should be ${printed(px)} ${isBid ? 'to buy' : 'to sell'}, and are ${printed(found)}`;
  }
  return null;
};
