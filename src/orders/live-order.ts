// What an order is besides its actor, who owns it, and what is read from its snapshot.
import type { AnyActorRef, AnyMachineSnapshot } from 'xstate';
import { orderStatus, type OrderContext } from '../../machines/order.ts';
import type { VenueOrderRequest } from '../venues/simulation/types.ts';

/** What an order may wait for: the answer to a request, or word on fills that are untold or unsettled. */
export type Awaited = 'ack' | 'cancel' | 'replace' | 'word' | 'settlement';

/** Who an order belongs to: it receives what its orders have come to. */
export interface OrderOwner {
  /** The order has moved. Micros of what it has filled have not settled. */
  orderMoved(order: LiveOrder, snapshot: OrderSnapshot, unsettledQty: bigint): void;
  /** The order has been in doubt for longer than its owner is patient. */
  orderInDoubt(order: LiveOrder): void;
  /** A fill of so many micros will not settle: it is busted next. */
  settlementFailed(order: LiveOrder, qty: bigint): void;
}

/** What an order is from its birth to its last record. */
export interface OrderPassport {
  readonly clOrdId: string;
  readonly venue: string;
  /** The number of its owner. */
  readonly ownerId: number;
  readonly role: 'leg' | 'unwind';
  readonly request: VenueOrderRequest;
  /** The outcomes in which a share of it pays 1, as bits. */
  readonly paysIn: number;
}

/** An order to be created: what it is, and what belongs to it. */
export interface NewOrder {
  readonly venue: string;
  /** The number of its owner. */
  readonly ownerId: number;
  readonly role: 'leg' | 'unwind';
  readonly request: VenueOrderRequest;
  /** The outcomes in which a share of it pays 1, as bits. */
  readonly paysIn: number;
  /** The most that its fills may cost in fees, in the venue's currency. */
  readonly worstFee: bigint;
  /** Its room on the way to its venue, which was taken when it was admitted. */
  readonly tickets: number;
}

/** An order that lives, and what belongs to it besides its actor. */
export interface LiveOrder extends OrderPassport {
  readonly actor: AnyActorRef;
  /** Receives its moves; null until an owner has taken it. */
  owner: OrderOwner | null;
  /** Room on the way to its venue that is kept for its risk-critical messages. */
  tickets: number;
  /** Whether it counts among the submits that may be unanswered at once. */
  isInWindow: boolean;
  /** When it left for its venue; 0 before. */
  sentAtUs: number;
  /** Its venue has it, or has filled of it, while we hold it for dead: it is cancelled, and asked for until its end is told. */
  isZombie: boolean;
  /** The next question for it, where it was given up. */
  recheck: Recheck | null;
  /** The venue ended it without saying how much had filled: it is not over before the venue has been asked. */
  isUntold: boolean;
  readonly timers: Record<Awaited | 'doubt', number | null>;
}

/** A question for an order that its venue did not know: it may have come after all. */
export interface Recheck {
  /** The entry of the calendar. */
  readonly timer: number;
  /** How long it waited: the question after it waits longer. */
  readonly waitUs: number;
}

/** An order that may have been given up, live or let go. */
export type GivenUp = Pick<LiveOrder, 'clOrdId' | 'venue' | 'recheck'>;

/** An order that was let go: all that is needed to bring it back if its venue speaks of it. */
export interface OrderRecord extends OrderPassport {
  recheck: Recheck | null;
  /** The last snapshot of its actor: persisted only when it is needed. */
  readonly snapshot: OrderSnapshot;
}

/** A snapshot of an order's actor. */
export type OrderSnapshot = AnyMachineSnapshot & {
  readonly context: OrderContext;
};

/** An order that was let go, at rest: plain data. */
export type SavedOrderRecord = Omit<OrderRecord, 'snapshot'> & {
  readonly snapshot: unknown;
};

/** An order that lives, at rest: plain data. */
export type SavedLiveOrder = Omit<LiveOrder, 'actor' | 'owner'> & {
  readonly snapshot: unknown;
};

/** Whether we take the order for one that its venue never took, or no longer has. */
export const isPresumedDead = ({ value, context }: Pick<OrderSnapshot, 'value' | 'context'>): boolean =>
  orderStatus({ value }) === 'rejected' || context.endReason === 'vanished';

/** Whether the order has not left yet. */
export const isQueued = ({ value }: { readonly value: unknown }): boolean =>
  (value as { readonly execution: { readonly pending?: string } }).execution.pending === 'queued';
