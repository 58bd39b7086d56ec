// What an arbitrage is to the engine besides its actor.
import type { AnyActorRef, AnyMachineSnapshot } from 'xstate';
import type { ArbitrageContext, ArbitrageEvent } from '../../../machines/arbitrage.ts';
import type { Intent } from '../../arbitrage/intent.ts';
import { withOne } from '../../kernel/with-one.ts';
import type { UnwindPolicy } from '../../arbitrage/work-off.ts';
import type { LiveOrder, OrderOwner, OrderRecord, OrderSnapshot, SavedOrderRecord } from '../../orders/live-order.ts';
import { legUpdateOf } from './leg-update.ts';

/** Room in the lane of a venue. */
export interface VenueTickets {
  readonly venue: string;
  tickets: number;
}

/** Keeps arbitrages: takes each a step further when something has happened to it. */
export interface ArbitrageKeeper {
  /** One of its orders has moved. */
  legUpdated(arbitrage: LiveArbitrage, update: ReturnType<typeof legUpdateOf>): void;
  /** Something else has happened to it. */
  move(arbitrage: LiveArbitrage, event: ArbitrageEvent): void;
}

/** An arbitrage that lives, and what belongs to it besides its actor. It owns its orders: what they come to is its step. */
export class LiveArbitrage implements OrderOwner {
  readonly number: number;
  readonly intent: Intent;
  readonly actor: AnyActorRef;
  /** All its orders, planned and unwinding, as they were created. A list, because a Map of two is 200 bytes. */
  orders: readonly LiveOrder[] = [];
  readonly timers: number[] = [];
  /** Room in its lanes that was admitted for legs that have not been created. */
  unusedTickets: readonly VenueTickets[] = [];
  unwinds: number;
  /** False once it has been released. If it is revived, it is another. */
  isLive = true;
  private readonly keeper: ArbitrageKeeper;

  constructor(keeper: ArbitrageKeeper, number: number, intent: Intent, actor: AnyActorRef, unwinds: number) {
    this.keeper = keeper;
    this.number = number;
    this.intent = intent;
    this.actor = actor;
    this.unwinds = unwinds;
  }

  orderMoved(order: LiveOrder, snapshot: OrderSnapshot, unsettledQty: bigint): void {
    if (this.isLive) this.keeper.legUpdated(this, legUpdateOf(order, snapshot, unsettledQty));
  }

  orderInDoubt({ clOrdId }: LiveOrder): void {
    if (this.isLive) this.keeper.move(this, { type: 'leg.overdue', clOrdId });
  }

  settlementFailed({ clOrdId }: LiveOrder, qty: bigint): void {
    if (this.isLive) this.keeper.move(this, { type: 'settlement.failed', clOrdId, qty });
  }
}

/** A released arbitrage with its orders: all that is needed to revive it. */
export interface ArbitrageRecord {
  readonly number: number;
  readonly intent: Intent;
  readonly snapshot: ArbitrageSnapshot;
  readonly orders: readonly OrderRecord[];
  readonly unwinds: number;
  /** When the venues are taken to have said their last word. */
  readonly untilUs: number;
}

/** A snapshot of an arbitrage's actor. */
export type ArbitrageSnapshot = AnyMachineSnapshot & {
  readonly context: ArbitrageContext;
};

/** How arbitrages are run, beside what their intents say. */
export interface ArbitrageOptions {
  readonly unwinding: UnwindPolicy;
  /** How long a released arbitrage is kept for late reports of its orders. */
  readonly recordUs: number;
  /** How long to wait for a settlement before what it holds up is tried again. */
  readonly settlementUs: number;
}

/** The arbitrages at rest: plain data. */
export interface ArbitragesState {
  readonly started: number;
  readonly live: readonly (Pick<LiveArbitrage, 'number' | 'intent' | 'unwinds'> & {
    readonly snapshot: unknown;
    readonly orders: readonly string[];
    readonly timers: readonly number[];
    readonly unusedTickets: readonly (readonly [string, number])[];
  })[];
  readonly records: readonly (Omit<ArbitrageRecord, 'snapshot' | 'orders'> & {
    readonly snapshot: unknown;
    readonly orders: readonly SavedOrderRecord[];
  })[];
}

/** An order becomes one of an arbitrage's. */
export const addOrder = (arbitrage: LiveArbitrage, order: LiveOrder): void => {
  order.owner = arbitrage;
  arbitrage.orders = withOne(arbitrage.orders, order);
};

/** Counts room that is kept for an arbitrage in a venue's lane, or that one of its orders has taken over. */
export const addTickets = (arbitrage: LiveArbitrage, venue: string, tickets: number): void => {
  for (const unused of arbitrage.unusedTickets)
    if (unused.venue === venue) {
      unused.tickets += tickets;
      return;
    }
  arbitrage.unusedTickets = withOne(arbitrage.unusedTickets, { venue, tickets });
};

/** The room that is kept for an arbitrage in a venue's lane, and that no order has taken over. */
export const ticketsAt = ({ unusedTickets }: LiveArbitrage, venue: string): number =>
  unusedTickets.find((unused) => unused.venue === venue)?.tickets ?? 0;

/** What its actor remembers. */
export const contextOf = ({ actor }: LiveArbitrage): ArbitrageContext =>
  (actor.getSnapshot() as { readonly context: ArbitrageContext }).context;
