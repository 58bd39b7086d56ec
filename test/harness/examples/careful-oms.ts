// A careful order management system. Silence is doubt, and it asks before it sends again. Fills are booked by their
// trade ids, once each. What rests for long is cancelled, as often as it must be; and an order is only done with when
// an answer to a query, asked for long after the last news, told nothing new.
import type { OrderStatus } from '../../../machines/order/types.ts';
import type { Beliefs } from '../../../src/harness/beliefs.ts';
import type { OwnVenue } from '../../../src/harness/own-venue.ts';
import type { OrderMessage, VenueMessage } from '../../../src/harness/messages.ts';
import { multiplyMicros } from '../../../src/money/micros.ts';
import type { Oms, Wanted } from './oms.ts';

interface Trade {
  readonly qty: bigint;
  readonly cash: bigint;
  stands: boolean;
}

interface CarefulOrder {
  readonly clOrdId: string;
  readonly wanted: Wanted;
  readonly isSecondTry: boolean;
  readonly sentAtUs: number;
  readonly trades: Map<string, Trade>;
  /** Failures of which the trade is not known yet. */
  readonly failures: Set<string>;
  status: OrderStatus;
  changedAtUs: number;
  askedAtUs: number;
  dueUs: number | null;
}

const ACK_US = 500_000;
const ANSWER_US = 1_000_000;
const VISIBILITY_US = 6_000_000;
const REST_US = 3_000_000;
const QUIET_US = 20_000_000;

const rank = { pending: 0, submitted: 1, partial: 2, filled: 3, cancelled: 3, rejected: 3 } as const;

export class CarefulOms implements Oms {
  private readonly venue: OwnVenue;
  private readonly opening: bigint;
  private readonly orders = new Map<string, CarefulOrder>();

  constructor(venue: OwnVenue, opening: bigint) {
    this.venue = venue;
    this.opening = opening;
  }

  place(wanted: Wanted, isSecondTry = false): void {
    const clOrdId = `c${this.orders.size + 1}`;
    const { nowUs } = this.venue;
    this.orders.set(clOrdId, {
      clOrdId,
      wanted,
      isSecondTry,
      sentAtUs: nowUs,
      trades: new Map(),
      failures: new Set(),
      status: 'pending',
      changedAtUs: nowUs,
      askedAtUs: nowUs,
      dueUs: nowUs + ACK_US,
    });
    this.venue.submit({ clOrdId, ...wanted });
  }

  get wakesAtUs(): number | null {
    const due = [...this.orders.values()].flatMap(({ dueUs }) => (dueUs === null ? [] : [dueUs]));
    return due.length === 0 ? null : Math.min(...due);
  }

  wake(): void {
    const { nowUs } = this.venue;
    for (const order of [...this.orders.values()])
      if (order.dueUs !== null && order.dueUs <= nowUs) this.look(order, nowUs);
  }

  hear(message: VenueMessage): void {
    if (message.type === 'settlement') {
      const order = this.orders.get(message.clOrdId);
      if (order !== undefined && message.status === 'failed') this.fail(order, message.tradeId);
    } else if ('clOrdId' in message) {
      const order = this.orders.get(message.clOrdId);
      if (order !== undefined) this.hearOf(order, message);
    }
  }

  beliefs(): Beliefs {
    let cash = this.opening;
    const positions = new Map<string, { market: string; outcome: string; qty: bigint }>();
    const orders = [...this.orders.values()].map(({ clOrdId, status, wanted, trades }) => {
      const { market, outcome, side } = wanted;
      const asset = `${market}:${outcome}`;
      let cumQty = 0n;
      for (const trade of trades.values()) {
        if (!trade.stands) continue;
        cumQty += trade.qty;
        cash += trade.cash;
      }
      const qty = (positions.get(asset)?.qty ?? 0n) + (side === 'buy' ? cumQty : -cumQty);
      positions.set(asset, { market, outcome, qty });
      return { clOrdId, status, cumQty };
    });
    return { orders, positions: [...positions.values()], cash };
  }

  private hearOf(order: CarefulOrder, message: OrderMessage): void {
    switch (message.type) {
      case 'venue.acked':
        return this.move(order, 'submitted');
      case 'venue.rejected':
        return message.reason === 'duplicate' ? undefined : this.move(order, 'rejected');
      case 'venue.cancelled':
        return this.move(order, 'cancelled');
      case 'venue.traded':
        return this.book(order, message);
      case 'venue.tradeBusted':
        return this.fail(order, message.tradeId);
      case 'order.reconciled':
        return this.answered(order, message);
      case 'venue.cancelRejected':
      case 'venue.replaced':
      case 'venue.replaceRejected':
        return undefined;
    }
  }

  /** A status only goes forward: an answer may be older than what is known. What was given up may come back. */
  private move(order: CarefulOrder, to: OrderStatus): void {
    if (rank[to] <= rank[order.status]) return;
    order.status = to;
    this.changed(order);
  }

  private book(order: CarefulOrder, message: OrderMessage & { readonly type: 'venue.traded' }): void {
    const { tradeId, lastQty: qty, lastPx, fee = 0n } = message;
    const { trades, failures, wanted } = order;
    if (trades.has(tradeId)) return;
    const isBuy = wanted.side === 'buy';
    const value = multiplyMicros(lastPx, qty, isBuy ? 'ceil' : 'floor');
    trades.set(tradeId, { qty, cash: isBuy ? -value - fee : value - fee, stands: !failures.has(tradeId) });
    const matched = [...trades.values()].reduce((sum, trade) => sum + trade.qty, 0n);
    if (rank[order.status] < rank.filled) order.status = matched === wanted.orderQty ? 'filled' : 'partial';
    this.changed(order);
  }

  private fail(order: CarefulOrder, tradeId: string): void {
    if (order.failures.has(tradeId)) return;
    order.failures.add(tradeId);
    const trade = order.trades.get(tradeId);
    if (trade !== undefined) trade.stands = false;
    this.changed(order);
  }

  private changed(order: CarefulOrder): void {
    const { nowUs } = this.venue;
    order.changedAtUs = nowUs;
    order.dueUs = nowUs + (rank[order.status] < rank.filled ? REST_US : QUIET_US);
  }

  private answered(order: CarefulOrder, message: OrderMessage & { readonly type: 'order.reconciled' }): void {
    const { nowUs } = this.venue;
    if (message.found && message.status !== undefined) this.move(order, message.status);
    // "Not found" proves nothing as long as the order may be on its way, or reads lag writes.
    else if (order.status === 'pending' && order.askedAtUs - order.sentAtUs >= VISIBILITY_US) this.giveUp(order);
    const isAtRest = rank[order.status] === rank.filled && order.askedAtUs - order.changedAtUs >= QUIET_US;
    if (isAtRest) order.dueUs = null;
    else if (order.status === 'pending') order.dueUs = nowUs + ANSWER_US;
  }

  private giveUp(order: CarefulOrder): void {
    this.move(order, 'rejected');
    if (!order.isSecondTry) this.place(order.wanted, true);
  }

  private look(order: CarefulOrder, nowUs: number): void {
    order.dueUs = nowUs + ANSWER_US;
    if (order.status === 'submitted' || order.status === 'partial') this.venue.cancel(order.clOrdId);
    order.askedAtUs = nowUs;
    this.venue.query(order.clOrdId);
  }
}
