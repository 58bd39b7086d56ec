// How long venues take, measured at each order from the journal: every duration is the distance of two records. An
// order is held while it lives and while a word about it is still to come; there is a bound to the second.
import { PassingMap } from '../kernel/passing-map.ts';
import type { BodyOf } from '../audit/types.ts';
import { Histogram, type HistogramState, type Percentiles } from './histogram.ts';
import type { OrderFace } from './book-tally.ts';
import { hops, type Hop } from './summary-types.ts';

/** Ended orders of which a word is still awaited, at most: the oldest is given up. */
const ENDED_MAX = 1_024;
const NONE = -1;

const isOver = (status: string): boolean => status === 'filled' || status === 'canceled' || status === 'rejected';

interface TimedOrder extends OrderFace {
  readonly venue: string;
  sentAtUs: number;
  cancelAtUs: number;
  /** The venue's newest fill that has not been reported to the client. */
  tradeId: string;
  tradeAtUs: number;
  isAnswered: boolean;
  isFilled: boolean;
  isEnded: boolean;
}

/** The measurements at rest: plain data. */
export interface OrderHopsState {
  readonly orders: readonly (readonly [clOrdId: string, order: Readonly<TimedOrder>])[];
  readonly venues: readonly (readonly [venue: string, histograms: Readonly<Record<Hop, HistogramState>>])[];
}

type VenueHops = Record<Hop, Histogram>;

/** Durations by venue and hop. */
export class OrderHops {
  private readonly orders = new PassingMap<string, TimedOrder>();
  /** The ended ones among them, oldest first. */
  private readonly ended = new Set<string>();
  private readonly venues = new Map<string, VenueHops>();

  constructor(state?: OrderHopsState) {
    for (const [clOrdId, order] of state?.orders ?? []) {
      this.orders.set(clOrdId, { ...order });
      if (order.isEnded) this.ended.add(clOrdId);
    }
    for (const [venue, saved] of state?.venues ?? [])
      this.venues.set(
        venue,
        byHop((hop) => new Histogram(saved[hop])),
      );
  }

  /** Orders that are held. */
  get held(): number {
    return this.orders.size;
  }

  /** What an order takes from; undefined where it is not held any more. */
  faceOf(clOrdId: string): OrderFace | undefined {
    return this.orders.get(clOrdId);
  }

  /** An order is born. */
  created({ clOrdId, venue, market, outcome, side }: BodyOf<'order.created'>): void {
    this.orders.set(clOrdId, {
      venue,
      market,
      outcome,
      side,
      sentAtUs: NONE,
      cancelAtUs: NONE,
      tradeId: '',
      tradeAtUs: NONE,
      isAnswered: false,
      isFilled: false,
      isEnded: false,
    });
  }

  /** The venue has filled some of an order. */
  filled({ clOrdId, tradeId }: BodyOf<'venue.filled'>, atUs: number): void {
    const order = this.orders.get(clOrdId);
    // Of several fills on their way at once the first is measured: a place of its own for each would cost every order.
    if (order === undefined || order.tradeAtUs !== NONE) return;
    order.tradeId = tradeId;
    order.tradeAtUs = atUs;
  }

  /** An order received an event. */
  moved({ clOrdId, event, to, tradeId }: BodyOf<'order.moved'>, atUs: number): void {
    const order = this.orders.get(clOrdId);
    if (order === undefined) return;
    switch (event) {
      case 'order.sent':
        order.sentAtUs = atUs;
        break;
      case 'venue.acked':
      case 'venue.rejected':
        this.answered(order, atUs);
        break;
      case 'order.reconciled':
        // What was asked for is not what was waited for: nothing is measured.
        order.isAnswered = true;
        if (isOver(to)) order.cancelAtUs = NONE;
        break;
      case 'venue.traded':
        this.told(order, tradeId, atUs);
        break;
      case 'cancel.requested':
        if (order.cancelAtUs === NONE) order.cancelAtUs = atUs;
        break;
      case 'venue.cancelled':
      case 'venue.cancelRejected':
        this.measure(order, 'cancelToAnswer', order.cancelAtUs, atUs);
        order.cancelAtUs = NONE;
        break;
      default:
    }
    if (isOver(to)) this.rest(clOrdId, order);
  }

  /** The percentiles by venue, in the order in which the venues first answered. */
  percentiles(): Record<string, Record<Hop, Percentiles>> {
    return Object.fromEntries(
      [...this.venues].map(([venue, histograms]) => [venue, byHop((hop) => histograms[hop].percentiles())]),
    );
  }

  /** The measurements as plain data. */
  save(): OrderHopsState {
    return {
      orders: [...this.orders].map(([clOrdId, order]) => [clOrdId, { ...order }] as const),
      venues: [...this.venues].map(([venue, histograms]) => [venue, byHop((hop) => histograms[hop].save())] as const),
    };
  }

  private answered(order: TimedOrder, atUs: number): void {
    if (order.isAnswered) return;
    order.isAnswered = true;
    this.measure(order, 'submitToAck', order.sentAtUs, atUs);
  }

  private told(order: TimedOrder, tradeId: string | undefined, atUs: number): void {
    if (!order.isFilled) {
      order.isFilled = true;
      this.measure(order, 'submitToFirstFill', order.sentAtUs, atUs);
    }
    if (tradeId !== order.tradeId) return;
    this.measure(order, 'fillToReport', order.tradeAtUs, atUs);
    order.tradeAtUs = NONE;
    order.tradeId = '';
  }

  private measure({ venue }: TimedOrder, hop: Hop, fromUs: number, toUs: number): void {
    if (fromUs === NONE) return;
    let histograms = this.venues.get(venue);
    if (histograms === undefined) {
      histograms = byHop(() => new Histogram());
      this.venues.set(venue, histograms);
    }
    histograms[hop].record(toUs - fromUs);
  }

  /** An order has ended: releases it, or keeps it for the reports that are still to come. */
  private rest(clOrdId: string, order: TimedOrder): void {
    const isQuiet = order.isAnswered && order.cancelAtUs === NONE && order.tradeAtUs === NONE;
    // What never left is not answered.
    if (isQuiet || order.sentAtUs === NONE) {
      this.orders.delete(clOrdId);
      if (order.isEnded) this.ended.delete(clOrdId);
      return;
    }
    if (order.isEnded) return;
    order.isEnded = true;
    this.ended.add(clOrdId);
    if (this.ended.size <= ENDED_MAX) return;
    for (const oldest of this.ended) {
      this.ended.delete(oldest);
      this.orders.delete(oldest);
      return;
    }
  }
}

const byHop = <T>(of: (hop: Hop) => T): Record<Hop, T> =>
  Object.fromEntries(hops.map((hop) => [hop, of(hop)])) as Record<Hop, T>;
