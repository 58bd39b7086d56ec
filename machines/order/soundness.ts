// Whether a payload can be: a venue's words are typed by the compiler, and by nobody else. An event that fails
// here is refused as an illegal move and changes nothing. Only what the chart reads is asked about.
import type { OrderStatus } from './types.ts';

/** A name or a reason: a string that says something. */
export const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';

/** A quantity or a price, in micros: a bigint that is not negative. */
export const isMicros = (value: unknown): value is bigint => typeof value === 'bigint' && value >= 0n;

const isPositive = (value: unknown): boolean => typeof value === 'bigint' && value > 0n;

/** A fee may be left out, and may be negative: a rebate. */
const isFee = (value: unknown): boolean => value === undefined || typeof value === 'bigint';

interface TradeWords {
  readonly tradeId?: unknown;
  readonly lastQty?: unknown;
  readonly lastPx?: unknown;
  readonly fee?: unknown;
}

/** A trade of something, at a price, with a name. */
export const isTradeSound = ({ tradeId, lastQty, lastPx, fee }: TradeWords): boolean =>
  isText(tradeId) && isPositive(lastQty) && isMicros(lastPx) && isFee(fee);

/** What a trade is corrected to: nothing at all is possible. */
export const isCorrectionSound = ({ tradeId, lastQty, lastPx, fee }: TradeWords): boolean =>
  isText(tradeId) && isMicros(lastQty) && isMicros(lastPx) && isFee(fee);

/** A quantity, a price or both. */
export const isReplaceSound = (words: { readonly orderQty?: unknown; readonly price?: unknown }): boolean => {
  const { orderQty, price } = words;
  if (orderQty === undefined && price === undefined) return false;
  return (orderQty === undefined || isPositive(orderQty)) && (price === undefined || isMicros(price));
};

const isStatus = (status: unknown): status is OrderStatus => {
  switch (status) {
    case 'pending':
    case 'submitted':
    case 'partial':
    case 'filled':
    case 'cancelled':
    case 'rejected':
      return true;
    default:
      return false;
  }
};

interface AnswerWords {
  readonly found?: unknown;
  readonly status?: unknown;
  readonly cumQty?: unknown;
  readonly venueOrderId?: unknown;
}

/** The answer of a venue that has the order. */
export const isFoundSound = ({ found, status, cumQty, venueOrderId }: AnswerWords): boolean =>
  found === true &&
  isStatus(status) &&
  (cumQty === undefined || isMicros(cumQty)) &&
  (venueOrderId === undefined || isText(venueOrderId));
