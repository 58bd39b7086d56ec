// What an arbitrage is to the engine besides its actor, and how its exposure is measured from its orders.
import type { AnyActorRef, AnyMachineSnapshot } from 'xstate';
import type { ArbitrageContext } from '../../machines/arbitrage.ts';
import { exposureOf, type Exposure } from '../arbitrage/exposure.ts';
import type { UnwindPolicy } from '../arbitrage/unwinding.ts';
import { divideRounded } from '../money/rounding.ts';
import type { Intent } from '../arbitrage/intent.ts';
import type { LiveOrder, OrderRecord, OrderSnapshot } from './live-order.ts';

/** An arbitrage that lives, and what belongs to it besides its actor. */
export interface LiveArbitrage {
  readonly number: number;
  readonly intent: Intent;
  readonly actor: AnyActorRef;
  /** All its orders, planned and unwinding, by id. */
  readonly orders: Map<string, LiveOrder>;
  readonly timers: number[];
  /** Room in its lanes that was admitted for legs that have not been created. */
  readonly unusedTickets: Map<string, number>;
  unwinds: number;
}

/** An arbitrage that was let go, with its orders: all that is needed to bring it back. */
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
export type ArbitrageSnapshot = AnyMachineSnapshot & { readonly context: ArbitrageContext };

/** How arbitrages are run, beside what their intents say. */
export interface ArbitrageOptions {
  readonly unwinding: UnwindPolicy;
  /** How long an arbitrage that was let go is kept for a venue to speak of its orders again. */
  readonly recordUs: number;
}

/** What the fills of an arbitrage come to: its exposure, what was paid for it with all fees, and how much was filled. */
export interface Measure extends Exposure {
  readonly paid: bigint;
  readonly filledQty: bigint;
}

const MICROS = 1_000_000n;

/** Measures an arbitrage by the trades that stand. What was paid is rounded up: a loss is never understated. */
export const measureOf = (arbitrage: LiveArbitrage, snapshotOf: (order: LiveOrder) => OrderSnapshot): Measure => {
  let paidPicos = 0n;
  let fees = 0n;
  let filledQty = 0n;
  const holdings = [...arbitrage.orders.values()].map((order) => {
    const { cumQty, grossPicos, feesPaid } = snapshotOf(order).context;
    const sign = order.request.side === 'buy' ? 1n : -1n;
    paidPicos += sign * grossPicos;
    fees += feesPaid;
    filledQty += cumQty;
    return { paysIn: order.paysIn, qty: sign * cumQty };
  });
  const paid = divideRounded(paidPicos, MICROS, 'ceil') + fees;
  return { ...exposureOf(holdings, arbitrage.intent.outcomes), paid, filledQty };
};
