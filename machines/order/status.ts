// What others read from an order's snapshot, live or persisted.
import type { OrderContext, OrderStatus, OrdStatus } from './types.ts';

/** The state value of an order, as XState gives it. */
export interface OrderStateValue {
  readonly execution: OrderStatus | { readonly pending: 'queued' | 'inFlight' | 'inDoubt' };
  readonly cancellation: 'none' | 'done' | { readonly requested: 'held' | 'sent' };
  readonly replacement: 'none' | 'requested';
}

/** As much of a snapshot as the readers need; `value` is an {@link OrderStateValue}. */
export interface OrderSnapshotLike {
  readonly value: unknown;
  readonly context: OrderContext;
}

const stateValue = (snapshot: { readonly value: unknown }): OrderStateValue => snapshot.value as OrderStateValue;

/** The status in the order's lifecycle. It never goes backwards, and the last three never change. */
export const orderStatus = (snapshot: { readonly value: unknown }): OrderStatus => {
  const { execution } = stateValue(snapshot);
  return typeof execution === 'string' ? execution : 'pending';
};

/** Whether the order has ended: filled, cancelled or rejected. Quantities may still move, the status may not. */
export const isTerminal = (snapshot: { readonly value: unknown }): boolean => {
  const status = orderStatus(snapshot);
  return status === 'filled' || status === 'cancelled' || status === 'rejected';
};

/** Whether nobody knows if the venue has the order: it counts as its worst case. */
export const isInDoubt = (snapshot: { readonly value: unknown }): boolean => {
  const { execution } = stateValue(snapshot);
  return typeof execution === 'object' && execution.pending === 'inDoubt';
};

const fixStatusOf: Readonly<Record<OrderStatus, OrdStatus>> = {
  pending: 'pendingNew',
  submitted: 'new',
  partial: 'partiallyFilled',
  filled: 'filled',
  cancelled: 'canceled',
  rejected: 'rejected',
};

/** FIX tag 39, by FIX's precedence: PendingCancel over PendingReplace over what the execution says. */
export const ordStatus = (snapshot: { readonly value: unknown }): OrdStatus => {
  const { cancellation, replacement } = stateValue(snapshot);
  if (typeof cancellation === 'object') return 'pendingCancel';
  if (replacement === 'requested') return 'pendingReplace';
  return fixStatusOf[orderStatus(snapshot)];
};

/**
 * FIX tag 151, what is open for further execution, in micros: 0 once terminal. A trade that was busted
 * while the order lived does not come back: these venues do not put its quantity back on the book.
 */
export const leavesQty = (snapshot: OrderSnapshotLike): bigint => {
  if (isTerminal(snapshot)) return 0n;
  const { orderQty, matchedQty } = snapshot.context;
  return orderQty > matchedQty ? orderQty - matchedQty : 0n;
};
