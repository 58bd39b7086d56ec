// What an order is to the engine besides its actor, and what is read from its snapshot.
import type { AnyActorRef, AnyMachineSnapshot } from 'xstate';
import { isInDoubt, leavesQty, orderStatus, type OrderContext } from '../../machines/order.ts';
import type { VenueOrderRequest } from '../venues/simulation/types.ts';
import type { LiveArbitrage } from './live-arbitrage.ts';

/** What an order may wait for: the answer to a request, or word on fills that are untold or unsettled. */
export type Awaited = 'ack' | 'cancel' | 'replace' | 'word' | 'settlement';

/** What an order is to the engine, from its birth to its last record. */
export interface OrderPassport {
  readonly clOrdId: string;
  readonly venue: string;
  readonly arbitrage: number;
  readonly role: 'leg' | 'unwind';
  readonly request: VenueOrderRequest;
  /** The outcomes in which a share of it pays 1, as bits. */
  readonly paysIn: number;
}

/** An order to be created: what it is, and what belongs to it. */
export interface NewOrder {
  readonly venue: string;
  readonly arbitrage: number;
  readonly role: 'leg' | 'unwind';
  readonly request: VenueOrderRequest;
  /** The outcomes in which a share of it pays 1, as bits. */
  readonly paysIn: number;
  /** The most that its fills may cost in fees, in the venue's currency. */
  readonly worstFee: bigint;
  /** Its tickets in the lane, which have been taken by whoever admitted it. */
  readonly tickets: number;
}

/** An order that lives, and what belongs to it besides its actor. */
export interface LiveOrder extends OrderPassport {
  readonly actor: AnyActorRef;
  /** The arbitrage that it is an order of, which is told of its moves; null until that has taken it. */
  owner: LiveArbitrage | null;
  /** Room in the lane that is kept for its risk-critical messages. */
  tickets: number;
  /** Whether it counts against the lane's window of unanswered submits. */
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

/** What an arbitrage is told of one of its orders. */
export const legUpdateOf = (
  { clOrdId, isZombie }: Pick<LiveOrder, 'clOrdId' | 'isZombie'>,
  snapshot: OrderSnapshot,
  unsettledQty: bigint,
) =>
  ({
    type: 'leg.updated',
    clOrdId,
    status: orderStatus(snapshot),
    cumQty: snapshot.context.cumQty,
    leavesQty: leavesQty(snapshot),
    missingQty: snapshot.context.missingQty,
    unsettledQty,
    // What is dead to us and alive at its venue may still fill, as what is in doubt.
    inDoubt: isZombie || isInDoubt(snapshot),
    sent: !isQueued(snapshot),
  }) as const;

/** Whether we take the order for one that its venue never took, or no longer has. */
export const isPresumedDead = ({ value, context }: Pick<OrderSnapshot, 'value' | 'context'>): boolean =>
  orderStatus({ value }) === 'rejected' || context.endReason === 'vanished';

/** Whether the order has not left yet. */
export const isQueued = ({ value }: { readonly value: unknown }): boolean =>
  (value as { readonly execution: { readonly pending?: string } }).execution.pending === 'queued';
