// What open orders tie up at a venue, as the venue does it: the money of a buy (price × open quantity, rounded up,
// and the worst fee), the shares of a sell (its fee comes out of what it brings). An order is set to its worst case,
// absolutely, so that saying the same twice changes nothing.
//
// It knows no fills and no statuses: whoever does says what may still fill, and 0 when nothing may.
import { assert } from '../kernel/assert.ts';
import { PassingMap } from '../kernel/passing-map.ts';
import { addMicros, maxMicros, multiplyMicros, subtractMicros } from '../money/micros.ts';
import type { Micros } from '../money/micros.ts';
import type { Side } from '../../machines/order/types.ts';
import { nameOfHolding } from './holdings.ts';
import type { Holding, HoldingName, Holdings, Purse } from './holdings.ts';
import type { Ledger } from './ledger.ts';
import type { OpenOrder } from './open-orders.ts';
import { compareText } from './tables.ts';

/** What one order ties up, at rest: money for a buy, shares for a sell. */
export interface SavedReservation extends HoldingName {
  readonly orderKey: string;
  readonly side: Side;
  readonly amount: Micros;
}

/** The reservations at rest: plain data, by order key. */
export type ReservationsState = readonly SavedReservation[];

interface Reservation {
  readonly holding: Holding;
  readonly side: Side;
  amount: Micros;
}

/** What is tied up, of one ledger's balances. */
export class Reservations {
  private readonly ledger: Ledger;
  private readonly orders = new PassingMap<string, Reservation>();
  /** By purse, and by holding. */
  private readonly cash: Micros[] = [];
  private readonly shares: Micros[] = [];

  constructor(ledger: Ledger) {
    this.ledger = ledger;
  }

  /** The reservations that go on from what was saved. */
  static restore(ledger: Ledger, holdings: Holdings, state: ReservationsState): Reservations {
    const reservations = new Reservations(ledger);
    for (const saved of state) reservations.set(saved.orderKey, holdings.named(saved), saved.side, saved.amount);
    return reservations;
  }

  /** How many orders tie anything up. */
  get orderCount(): number {
    return this.orders.size;
  }

  /** The money tied up in a purse. */
  reservedCash(purse: Purse): Micros {
    return this.cash[purse.id] ?? 0n;
  }

  /** The shares tied up of a holding. */
  reservedShares(holding: Holding): Micros {
    return this.shares[holding.id] ?? 0n;
  }

  /** The money that is free: balance less what is tied up, and never below 0. */
  availableCash(purse: Purse): Micros {
    return maxMicros(0n, subtractMicros(this.ledger.cashOf(purse), this.reservedCash(purse)));
  }

  /** The shares that are free: balance less what is tied up, and never below 0. */
  availableShares(holding: Holding): Micros {
    return maxMicros(0n, subtractMicros(this.ledger.sharesOf(holding), this.reservedShares(holding)));
  }

  /** By how much the money tied up is more than there is: 0, or what a late fill or a bust has torn open. */
  cashShortfall(purse: Purse): Micros {
    return maxMicros(0n, subtractMicros(this.reservedCash(purse), this.ledger.cashOf(purse)));
  }

  /** By how much the shares tied up are more than there are. */
  sharesShortfall(holding: Holding): Micros {
    return maxMicros(0n, subtractMicros(this.reservedShares(holding), this.ledger.sharesOf(holding)));
  }

  /**
   * Sets what an order ties up to its worst case, if what is free (and what the order ties up already) covers it;
   * otherwise changes nothing and returns false.
   */
  tryReserve(orderKey: string, holding: Holding, order: OpenOrder): boolean {
    const amount = tiedUp(holding, order);
    const already = this.orders.get(orderKey)?.amount ?? 0n;
    const free =
      order.side === 'buy'
        ? this.ledger.cashOf(holding.purse) - this.reservedCash(holding.purse)
        : this.ledger.sharesOf(holding) - this.reservedShares(holding);
    if (amount > already && amount > free + already) return false;
    this.set(orderKey, holding, order.side, amount);
    return true;
  }

  /** Sets what an order ties up to its worst case, covered or not: the venue has the order, or may have it. */
  reserve(orderKey: string, holding: Holding, order: OpenOrder): void {
    this.set(orderKey, holding, order.side, tiedUp(holding, order));
  }

  /** Frees what an order ties up, if it ties up anything. */
  release(orderKey: string): void {
    const reservation = this.orders.get(orderKey);
    if (reservation === undefined) return;
    this.shift(reservation, -reservation.amount);
    this.orders.delete(orderKey);
  }

  /** The reservations as plain data. */
  save(): ReservationsState {
    return [...this.orders]
      .map(([orderKey, { holding, side, amount }]) => ({ orderKey, ...nameOfHolding(holding), side, amount }))
      .toSorted((left, right) => compareText(left.orderKey, right.orderKey));
  }

  private set(orderKey: string, holding: Holding, side: Side, amount: Micros): void {
    const reservation = this.orders.get(orderKey);
    if (amount === 0n) return this.release(orderKey);
    if (reservation === undefined) {
      const opened: Reservation = { holding, side, amount };
      this.shift(opened, amount);
      this.orders.set(orderKey, opened);
      return;
    }
    assert(
      reservation.holding === holding && reservation.side === side,
      () => `the order ${orderKey} has changed its side or what it trades`,
    );
    this.shift(reservation, amount - reservation.amount);
    reservation.amount = amount;
  }

  private shift({ holding, side }: Reservation, change: Micros): void {
    const totals = side === 'buy' ? this.cash : this.shares;
    const id = side === 'buy' ? holding.purse.id : holding.id;
    const total = addMicros(totals[id] ?? 0n, change);
    assert(total >= 0n, () => `less than nothing is reserved of ${holding.share}: ${total}`);
    totals[id] = total;
  }
}

const tiedUp = ({ purse, share }: Holding, { side, price, openQty, worstFee }: OpenOrder): Micros => {
  assert(
    openQty >= 0n && price >= 0n && worstFee >= 0n,
    () => `an order for ${openQty} of ${share} at ${price}, fee up to ${worstFee}, reserves nothing that can be`,
  );
  if (purse.terms.escrow === 'none' || openQty === 0n) return 0n;
  return side === 'buy' ? addMicros(multiplyMicros(price, openQty, 'ceil'), worstFee) : openQty;
};
