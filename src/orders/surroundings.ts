// What orders stand on, as interfaces of their own: a world, the way to their venues, and what brings a released order
// back. An engine's lanes and arbitrages are behind them in a run; anything else may be.
import type { Children } from '../xstate/parent.ts';
import type { World } from '../world/world.ts';
import type { OrderEntry } from './entries.ts';
import type { LiveOrder, OrderRecord } from './live-order.ts';

/** A world that orders can live in: any whose calendar holds their entries, beside others. */
export type OrderWorld = Pick<World<OrderEntry>, 'nowUs' | 'after' | 'cancel' | 'record' | 'defer'>;

/** The way of orders to their venues, and the room that each holds on it. */
export interface OrderTraffic {
  /** Queues a risk-critical message of a live order. */
  ask(kind: 'cancel' | 'replace' | 'query', clOrdId: string): void;
  /** Queues a query of an order that may have been released. */
  askAt(venue: string, clOrdId: string): void;
  /** A submit was answered: its place among those that may be unanswered is free. */
  answered(venue: string): void;
  /** Takes the room of one order's messages, or as much of it as there is. */
  reserveSome(venue: string): number;
  /** Gives room back that will not be needed. */
  release(venue: string, tickets: number): void;
}

/** Receives each answer to a query: a connection that came back waits for those of its orders. */
export interface AnswerListener {
  answered(venue: string, clOrdId: string): void;
}

/** Where released orders are kept for as long as their venue may speak of them. */
export interface OrderArchive {
  /** Brings an order back, with all that belongs to it; undefined where it is forgotten. */
  revive(clOrdId: string): LiveOrder | undefined;
  /** The record of a released order; undefined where there is none. */
  recordOf(clOrdId: string): OrderRecord | undefined;
}

/** The actors under which orders are born: one a venue. */
export type OrderParents = ReadonlyMap<string, Children>;
