// What open orders tie up at a venue, as the venue does it: the money of a buy (price × open quantity, rounded up,
// and the worst fee), the shares of a sell (its fee comes out of what it brings). An order is set to its worst case,
// absolutely, so that saying the same twice changes nothing. It carries what it ties up; here are the sums.
//
// It knows no fills and no statuses: its caller states what may still fill, and 0 when nothing may.
import { assert } from '../kernel/assert.ts';
import { addMicros, maxMicros, multiplyMicros, subtractMicros } from '../money/micros.ts';
import type { Micros } from '../money/micros.ts';
import type { Holding, AccountKey } from './holdings.ts';
import type { Ledger } from './ledger.ts';
import type { OpenOrder } from './open-orders.ts';

/** An order that may tie something up. */
export interface ReservingOrder extends OpenOrder {
  readonly instrument: { readonly holding: Holding };
  /** Money of a buy, shares of a sell: set here, and nowhere else. 0 before its first reservation. */
  reserved: Micros;
}

/** What is tied up, of one ledger's balances. */
export class Reservations {
  private readonly ledger: Ledger;
  /** By account, and by holding. */
  private readonly cash: Micros[] = [];
  private readonly shares: Micros[] = [];

  constructor(ledger: Ledger) {
    this.ledger = ledger;
  }

  /** The money tied up of an account. */
  reservedCash(accountKey: AccountKey): Micros {
    return this.cash[accountKey.id] ?? 0n;
  }

  /** The shares tied up of a holding. */
  reservedShares(holding: Holding): Micros {
    return this.shares[holding.id] ?? 0n;
  }

  /** The money that is free: balance less what is tied up, and never below 0. */
  availableCash(accountKey: AccountKey): Micros {
    return maxMicros(0n, subtractMicros(this.ledger.cashOf(accountKey), this.reservedCash(accountKey)));
  }

  /** Sets what an order ties up to its worst case, covered or not: the venue has the order, or may have it. */
  reserve(order: ReservingOrder): void {
    const amount = tiedUp(order);
    this.shift(order, amount - order.reserved);
    order.reserved = amount;
  }

  /** Counts what a restored order ties up already. */
  recount(order: ReservingOrder): void {
    this.shift(order, order.reserved);
  }

  private shift({ instrument: { holding }, side }: ReservingOrder, change: Micros): void {
    const totals = side === 'buy' ? this.cash : this.shares;
    const id = side === 'buy' ? holding.accountKey.id : holding.id;
    const total = addMicros(totals[id] ?? 0n, change);
    assert(total >= 0n, () => `less than nothing is reserved of ${holding.share}: ${total}`);
    totals[id] = total;
  }
}

const tiedUp = ({ instrument, side, price, openQty, worstFee }: ReservingOrder): Micros => {
  const { accountKey, share } = instrument.holding;
  assert(
    openQty >= 0n && price >= 0n && worstFee >= 0n,
    () => `an order for ${openQty} of ${share} at ${price}, fee up to ${worstFee}, reserves nothing that can be`,
  );
  if (accountKey.terms.escrow === 'none' || openQty === 0n) return 0n;
  return side === 'buy' ? addMicros(multiplyMicros(price, openQty, 'ceil'), worstFee) : openQty;
};
