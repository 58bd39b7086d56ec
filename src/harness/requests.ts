// What a user's order management system may ask for, read with a sentence for what makes no sense at any venue. What
// a venue makes of the rest is for the venue to say.
import type { Side, TimeInForce } from '../../machines/order/types.ts';
import { MICROS_PER_UNIT } from '../money/micros.ts';
import type { VenueOrderRequest } from '../venues/simulation/types.ts';
import type { OrderKind } from '../venues/definitions/words.ts';
import { AMOUNT_MAX, readAmount, shown } from './amount.ts';
import { InvalidRequest } from './invalid.ts';
import { isMap } from './option-tree.ts';
import type { Amount } from './options.ts';

/** An order. */
export interface ClientOrder {
  readonly clOrdId: string;
  /** Whose order it is; the first account's, where it is left out. */
  readonly account?: string;
  readonly market: string;
  readonly outcome: string;
  readonly side: Side;
  readonly orderQty: Amount;
  readonly price: Amount;
  /** `GTC`, where it is left out. */
  readonly timeInForce?: TimeInForce;
  /** `limit`, where it is left out. */
  readonly kind?: OrderKind;
  readonly isPostOnly?: boolean;
  /** In virtual time, for an order that is good till a date. */
  readonly expireTimeUs?: number;
}

/** What a replace changes; what is left out stays. */
export interface ClientReplace {
  readonly orderQty?: Amount;
  readonly price?: Amount;
}

const TEXT_LENGTH_MAX = 200;

const refuse = (key: string, wanted: string, value: unknown): never => {
  throw new InvalidRequest(key, `${key} must be ${wanted}, but it is ${shown(value)}.`);
};

/** A client's id of an order; throws `InvalidRequest`. */
export const readClOrdId = (value: unknown): string => textOf('clOrdId', value);

/** An order, whosever it is; throws `InvalidRequest`. */
export const readOrder = (order: ClientOrder): VenueOrderRequest => {
  if (!isMap(order)) refuse('order', 'an object', order);
  const { timeInForce = 'GTC', kind, isPostOnly, expireTimeUs } = order;
  oneOf('side', order.side, ['buy', 'sell']);
  oneOf('timeInForce', timeInForce, ['GTC', 'GTD', 'IOC', 'FOK']);
  if (kind !== undefined) oneOf('kind', kind, ['limit', 'market']);
  if (isPostOnly !== undefined && typeof isPostOnly !== 'boolean') refuse('isPostOnly', 'true or false', isPostOnly);
  if (expireTimeUs !== undefined) readTime('expireTimeUs', expireTimeUs, 0);
  return {
    clOrdId: readClOrdId(order.clOrdId),
    market: textOf('market', order.market),
    outcome: textOf('outcome', order.outcome),
    side: order.side,
    orderQty: quantityOf(order.orderQty),
    price: priceOf(order.price),
    timeInForce,
    ...(kind === undefined ? {} : { kind }),
    ...(isPostOnly === undefined ? {} : { isPostOnly }),
    ...(expireTimeUs === undefined ? {} : { expireTimeUs }),
  };
};

/** A replace; throws `InvalidRequest`. */
export const readReplace = (
  changes: ClientReplace,
): { readonly orderQty: bigint | undefined; readonly price: bigint | undefined } => {
  if (!isMap(changes)) refuse('replace', 'an object with orderQty, price or both', changes);
  const orderQty = changes.orderQty === undefined ? undefined : quantityOf(changes.orderQty);
  const price = changes.price === undefined ? undefined : priceOf(changes.price);
  if (orderQty === undefined && price === undefined)
    refuse('replace', 'a change of orderQty, price or both', undefined);
  return { orderQty, price };
};

/** A time that has not passed; throws `InvalidRequest`. */
export const readTime = (key: string, value: unknown, leastUs: number): number => {
  if (Number.isSafeInteger(value) && (value as number) >= leastUs) return value as number;
  return refuse(key, `a whole number of microseconds, at least ${leastUs}`, value);
};

/** The account that is named, of those that are open; undefined for the first one. Throws `InvalidRequest`. */
export const readOwner = (value: unknown, open: readonly string[]): string | undefined => {
  if (value === undefined || value === open[0]) return undefined;
  if (typeof value === 'string' && open.includes(value)) return value;
  return refuse('account', `one of ${open.join(', ')}`, value);
};

const quantityOf = (value: Amount): bigint =>
  readAmount(value, 1n, AMOUNT_MAX, (wanted) => refuse('orderQty', wanted, value));

const priceOf = (value: Amount): bigint =>
  readAmount(value, 0n, MICROS_PER_UNIT, (wanted) => refuse('price', wanted, value));

const textOf = (key: string, value: unknown): string => {
  if (typeof value === 'string' && value !== '' && value.length <= TEXT_LENGTH_MAX) return value;
  return refuse(key, `a text of 1 to ${TEXT_LENGTH_MAX} characters`, value);
};

const oneOf = (key: string, value: unknown, words: readonly string[]): void => {
  if (!words.includes(value as string)) refuse(key, `one of ${words.join(', ')}`, value);
};
