// The interfaces that orders use: a world, the lanes to their venues, and the archive of released orders. In a run, an
// engine's lanes and arbitrages implement them.
import type { Children } from '../xstate/parent.ts';
import type { World } from '../world/world.ts';
import type { OrderCalendarEntry } from './entries.ts';
import type { LiveOrder, OrderRecord } from './live-order.ts';

/** A world of orders: any whose calendar holds their entries, beside others. */
export type OrderWorld = Pick<World<OrderCalendarEntry>, 'nowUs' | 'after' | 'cancel' | 'record' | 'defer'>;

/** The lanes of orders to their venues, and the places that each order has reserved in them. */
export interface OrderTraffic {
  /** Queues a risk-critical message of a live order. */
  ask(kind: 'cancel' | 'replace' | 'query', clOrdId: string): void;
  /** Queues a query of an order that may have been released. */
  askAt(venue: string, clOrdId: string): void;
  /** A submit was answered: frees its place in the window of unanswered submits. */
  answered(venue: string): void;
  /** Reserves the places of one order's messages, or as many as are free. Returns their number. */
  reserveSome(venue: string): number;
  /** Releases reserved places that are not needed any more. */
  release(venue: string, tickets: number): void;
}

/** Receives each answer to a query: a connection that came back waits for those of its orders. */
export interface AnswerListener {
  answered(venue: string, clOrdId: string): void;
}

/** Keeps released orders for as long as their venues may report on them. */
export interface OrderArchive {
  /** Revives an order with its owner; returns undefined where it is forgotten. */
  revive(clOrdId: string): LiveOrder | undefined;
  /** Returns the record of a released order; undefined where there is none. */
  recordOf(clOrdId: string): OrderRecord | undefined;
}

/** The actors under which orders are born: one a venue. */
export type OrderParents = ReadonlyMap<string, Children>;
