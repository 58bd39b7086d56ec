// An order besides its actor: its identity, its owner, its timers, and what is read from its snapshot.
import type { AnyActorRef, AnyMachineSnapshot } from 'xstate';
import { orderStatus, type OrderContext } from '../../machines/order.ts';
import type { OrderOwnerKind } from '../journal/records.ts';
import type { VenueOrderRequest } from '../venues/simulation/types.ts';

/** What an order may wait for: the answer to a request, or a report of fills that are missing or unsettled. */
export type Awaited = 'ack' | 'cancel' | 'replace' | 'word' | 'settlement';

/** The owner of an order: it receives each step of its orders. */
export interface OrderOwner {
  /** The order has moved. `unsettledQty` of its fills has not settled, in micros. */
  orderMoved(order: LiveOrder, snapshot: OrderSnapshot, unsettledQty: bigint): void;
  /** The order has been in doubt for longer than `doubtUs`. */
  orderInDoubt(order: LiveOrder): void;
  /** A fill of `qty` micros does not settle: its bust follows. */
  settlementFailed(order: LiveOrder, qty: bigint): void;
}

/** The identity of an order, from its birth to its last record. */
export interface OrderIdentity {
  readonly clOrdId: string;
  readonly venue: string;
  readonly ownerKind: OrderOwnerKind;
  /** The number of its owner: of an arbitrage, or of the intent of a plain order. */
  readonly ownerId: number;
  readonly request: VenueOrderRequest;
  /** The outcomes in which a share of it pays 1, as bits. */
  readonly paysIn: number;
}

/** An order to be created. */
export interface NewOrder {
  readonly venue: string;
  /** The account that it is sent from. */
  readonly account: string;
  readonly ownerKind: OrderOwnerKind;
  /** The number of its owner: of an arbitrage, or of the intent of a plain order. */
  readonly ownerId: number;
  /** Which leg of its intent it is, from 1; left out where it is none. */
  readonly leg?: number;
  readonly request: VenueOrderRequest;
  /** The outcomes in which a share of it pays 1, as bits. */
  readonly paysIn: number;
  /** The most that its fills may cost in fees, in the venue's currency. */
  readonly worstFee: bigint;
  /** Its places in the lane of its venue, which its admission reserved. */
  readonly tickets: number;
}

/** A live order. */
export interface LiveOrder extends OrderIdentity {
  readonly actor: AnyActorRef;
  /** Receives its moves; null until an owner has taken it. */
  owner: OrderOwner | null;
  /** Places in the lane of its venue that are reserved for its risk-critical messages. */
  tickets: number;
  /** Whether it counts among the submits that may be unanswered at once. */
  isInWindow: boolean;
  /** When it left for its venue; 0 before. */
  sentAtUs: number;
  /** Its venue has it, or has filled some of it, although its chart has ended: cancelled, and queried until its end comes. */
  isZombie: boolean;
  /** The next query of it, where it was given up. */
  recheck: Recheck | null;
  /** The venue ended it and did not report how much had filled: it stays open until a query finds its end. */
  isUntold: boolean;
  readonly timers: Record<Awaited | 'doubt', number | null>;
}

/** A query of an order that its venue did not know: it may have arrived since. */
export interface Recheck {
  /** The entry of the calendar. */
  readonly timer: number;
  /** How long it waits, in microseconds: the query after it waits longer. */
  readonly waitUs: number;
}

/** An order that may have been given up, live or released. */
export type GivenUp = Pick<LiveOrder, 'clOrdId' | 'venue' | 'recheck'>;

/** The record of a released order: all that reviving it takes. */
export interface OrderRecord extends OrderIdentity {
  recheck: Recheck | null;
  /** The last snapshot of its actor: persisted only when it is needed. */
  readonly snapshot: OrderSnapshot;
}

/** A snapshot of an order's actor. */
export type OrderSnapshot = AnyMachineSnapshot & {
  readonly context: OrderContext;
};

/** The record of a released order as plain data. */
export type SavedOrderRecord = Omit<OrderRecord, 'snapshot'> & {
  readonly snapshot: unknown;
};

/** A live order as plain data. */
export type SavedLiveOrder = Omit<LiveOrder, 'actor' | 'owner'> & {
  readonly snapshot: unknown;
};

/** Returns whether its chart holds the order for one that its venue never took, or no longer has. */
export const isPresumedDead = ({ value, context }: Pick<OrderSnapshot, 'value' | 'context'>): boolean =>
  orderStatus({ value }) === 'rejected' || context.endReason === 'vanished';

/** Returns whether the order has not left yet. */
export const isQueued = ({ value }: { readonly value: unknown }): boolean =>
  (value as { readonly execution: { readonly pending?: string } }).execution.pending === 'queued';
