// What an order is to the engine besides its actor, and what is read from its snapshot.
import type { AnyActorRef, AnyMachineSnapshot } from 'xstate';
import { isInDoubt, leavesQty, orderStatus, type OrderContext } from '../../machines/order.ts';
import type { VenueOrderRequest } from '../venues/simulator/types.ts';
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
  /** The venue ended it without saying how much had filled: it is not over before the venue has been asked. */
  isUntold: boolean;
  readonly timers: Record<Awaited | 'doubt', number | null>;
}

/** An order that was let go: all that is needed to bring it back if its venue speaks of it. */
export interface OrderRecord extends OrderPassport {
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
export const legUpdateOf = (clOrdId: string, snapshot: OrderSnapshot, unsettledQty: bigint) =>
  ({
    type: 'leg.updated',
    clOrdId,
    status: orderStatus(snapshot),
    cumQty: snapshot.context.cumQty,
    leavesQty: leavesQty(snapshot),
    missingQty: snapshot.context.missingQty,
    unsettledQty,
    inDoubt: isInDoubt(snapshot),
    sent: !isQueued(snapshot),
  }) as const;

/** Whether the order has not left yet. */
export const isQueued = ({ value }: { readonly value: unknown }): boolean =>
  (value as { readonly execution: { readonly pending?: string } }).execution.pending === 'queued';
