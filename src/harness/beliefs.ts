// What a user's order management system believes, as it says so itself.
import type { OrderStatus } from '../../machines/order/types.ts';
import { AMOUNT_MAX, readAmount, shown, type Refuse } from './amount.ts';
import { InvalidBeliefs } from './invalid.ts';
import { isMap } from './option-tree.ts';
import type { Amount } from './options.ts';

/** An order as the system believes it to be. */
export interface BelievedOrder {
  readonly clOrdId: string;
  /** `pending` is the honest word while an answer is awaited, or nobody knows. */
  readonly status: OrderStatus;
  /** The quantity that has filled and stands. */
  readonly cumQty: Amount;
}

/** Shares that the system believes to have. */
export interface BelievedPosition {
  readonly market: string;
  readonly outcome: string;
  readonly qty: Amount;
}

/** Everything that a system believes. Positions and money are judged where they are given, and then as a whole. */
export interface Beliefs {
  readonly orders: readonly BelievedOrder[];
  readonly positions?: readonly BelievedPosition[];
  readonly cash?: Amount;
}

/** An order of the beliefs, in micros. */
export interface Belief {
  readonly status: OrderStatus;
  readonly cumQty: bigint;
}

/** Beliefs as they are judged: in micros, found by name. */
export interface ReadBeliefs {
  readonly orders: ReadonlyMap<string, Belief>;
  /** By `market:outcome`; null where they are not given. */
  readonly positions: ReadonlyMap<string, bigint> | null;
  readonly cash: bigint | null;
}

const statuses: readonly OrderStatus[] = ['pending', 'submitted', 'partial', 'filled', 'cancelled', 'rejected'];

const refuse = (key: string, wanted: string, value: unknown): never => {
  throw new InvalidBeliefs(key, `${key} must be ${wanted}, but it is ${shown(value)}.`);
};

/** Reads beliefs; throws `InvalidBeliefs`. */
export const readBeliefs = (beliefs: Beliefs): ReadBeliefs => {
  if (!isMap(beliefs)) return refuse('beliefs', 'an object with orders', beliefs);
  const { orders, positions, cash } = beliefs;
  if (!Array.isArray(orders)) return refuse('orders', 'a list', orders);
  if (positions !== undefined && !Array.isArray(positions)) return refuse('positions', 'a list', positions);
  return {
    orders: readOrders(orders as Beliefs['orders']),
    positions: positions === undefined ? null : readPositions(positions as readonly BelievedPosition[]),
    cash: cash === undefined ? null : signed(cash, (wanted) => refuse('cash', wanted, cash)),
  };
};

const signed = (value: Amount, refused: Refuse): bigint => readAmount(value, -AMOUNT_MAX, AMOUNT_MAX, refused);

const readOrders = (orders: readonly BelievedOrder[]): ReadonlyMap<string, Belief> => {
  const read = new Map<string, Belief>();
  orders.forEach((order, index) => {
    const place = `orders[${index}]`;
    if (!isMap(order)) refuse(place, 'an object with clOrdId, status and cumQty', order);
    const { clOrdId, status, cumQty } = order;
    if (typeof clOrdId !== 'string') refuse(`${place}.clOrdId`, 'a text', clOrdId);
    if (read.has(clOrdId)) refuse(`${place}.clOrdId`, 'an order that does not stand there twice', clOrdId);
    if (!statuses.includes(status)) refuse(`${place}.status`, `one of ${statuses.join(', ')}`, status);
    const qty = readAmount(cumQty, 0n, AMOUNT_MAX, (wanted) => refuse(`${place}.cumQty`, wanted, cumQty));
    read.set(clOrdId, { status, cumQty: qty });
  });
  return read;
};

const readPositions = (positions: readonly BelievedPosition[]): ReadonlyMap<string, bigint> => {
  const read = new Map<string, bigint>();
  positions.forEach((position, index) => {
    const place = `positions[${index}]`;
    if (!isMap(position)) refuse(place, 'an object with market, outcome and qty', position);
    const { market, outcome, qty } = position;
    if (typeof market !== 'string') refuse(`${place}.market`, 'a text', market);
    if (typeof outcome !== 'string') refuse(`${place}.outcome`, 'a text', outcome);
    const asset = `${market}:${outcome}`;
    if (read.has(asset)) refuse(place, 'a position that does not stand there twice', asset);
    read.set(
      asset,
      signed(qty, (wanted) => refuse(`${place}.qty`, wanted, qty)),
    );
  });
  return read;
};
