// The timeouts of orders: for answers, for fills that the venue has not reported, for settlements. Each is an entry of the
// calendar; where the wait ends before it is due, the entry is cancelled.
import { isInDoubt, isTerminal, type OrderEvent } from '../../machines/order.ts';
import type { Timeouts } from './timeouts.ts';
import {
  isPresumedDead,
  type Awaited,
  type GivenUp,
  type LiveOrder,
  type OrderSnapshot,
  type Recheck,
} from './live-order.ts';
import type { OrderTraffic, OrderWorld } from './surroundings.ts';

const isEnd = (status: string | undefined): boolean =>
  status === 'filled' || status === 'cancelled' || status === 'rejected';

/** Returns whether a refusal to cancel says that the order has ended. Other reasons pass: the cancel is repeated. */
const saysItIsOver = (reason: string): boolean =>
  reason.startsWith('already') || reason === 'marketClosed' || reason === 'notFound';

/** Returns whether the event shows that the order has arrived at its venue. A refused cancel may name an unknown order. */
const isWordOfIt = (event: OrderEvent): boolean =>
  event.type === 'order.reconciled'
    ? event.found
    : event.type.startsWith('venue.') && event.type !== 'venue.cancelRejected';

/** An order that was given up is queried after this many visibility windows, then after this many times as long. */
const RECHECK_GROWTH = 4;

/** The timeouts of all orders. */
export class OrderTimeouts {
  private readonly world: OrderWorld;
  private readonly timeouts: Timeouts;
  private readonly traffic: OrderTraffic;

  constructor(world: OrderWorld, timeouts: Timeouts, traffic: OrderTraffic) {
    this.world = world;
    this.timeouts = timeouts;
    this.traffic = traffic;
  }

  /** The submit has left: its ack is awaited from now on. */
  awaitAck(order: LiveOrder): void {
    order.sentAtUs = this.world.nowUs;
    order.timers.ack = this.schedule('ack', order.clOrdId, this.timeouts.ackUs);
  }

  /** The request has left: its answer is awaited from now on. */
  awaitAnswer(order: LiveOrder, what: 'cancel' | 'replace'): void {
    this.drop(order.timers[what]);
    const timeoutUs = what === 'cancel' ? this.timeouts.cancelUs : this.timeouts.replaceUs;
    order.timers[what] = this.schedule(what, order.clOrdId, timeoutUs);
  }

  /** Awaits a report of the settlement while some of its fills are unsettled; the venue is queried where none arrives. */
  awaitSettlement(order: LiveOrder, isUnsettled: boolean): void {
    const { timers, clOrdId } = order;
    if (!isUnsettled) timers.settlement = this.drop(timers.settlement);
    else timers.settlement ??= this.schedule('settlement', clOrdId, this.timeouts.settlementUs);
  }

  /** The report is overdue: queries the venue, and awaits it again. */
  askAgain(order: LiveOrder, what: 'word' | 'settlement'): void {
    order.timers[what] = this.schedule(what, order.clOrdId, what === 'word' ? this.wordUs : this.timeouts.settlementUs);
    this.traffic.ask('query', order.clOrdId);
  }

  /**
   * Returns whether "not found" is conclusive: it is where the query left after the order had to be visible, however late
   * the answer arrives. Otherwise a second query is scheduled.
   */
  isConclusive({ clOrdId, sentAtUs }: LiveOrder, askedAtUs = this.world.nowUs): boolean {
    const visibleAtUs = sentAtUs + this.timeouts.visibilityUs;
    if (askedAtUs >= visibleAtUs) return true;
    this.world.after(Math.max(visibleAtUs - this.world.nowUs, 0), { kind: 'query', clOrdId });
    return false;
  }

  /** Schedules the first query of an order that is given up: it may still arrive, and the report of that may be lost. */
  giveUp(order: LiveOrder): void {
    this.dropRecheck(order);
    this.recheckAfter(order, RECHECK_GROWTH * Math.max(this.timeouts.visibilityUs, this.timeouts.ackUs));
  }

  /** The order is queried now; schedules the next query, after a longer wait, where it may still arrive. */
  recheckAgain(order: GivenUp, { waitUs }: Recheck, mayCome: boolean): void {
    order.recheck = null;
    if (mayCome) this.recheckAfter(order, RECHECK_GROWTH * waitUs);
  }

  /** Cancels the timers whose answer has arrived, starts the timer of a doubt, and frees the window at the first answer. */
  keep(order: LiveOrder, { value, context }: OrderSnapshot): void {
    const { timers } = order;
    const { execution, cancellation, replacement } = value as unknown as {
      readonly execution: unknown;
      readonly cancellation: unknown;
      readonly replacement: unknown;
    };
    const isInFlight = (execution as { readonly pending?: string }).pending === 'inFlight';
    if (!isInFlight && order.isInWindow) {
      order.isInWindow = false;
      this.traffic.answered(order.venue);
    }
    // A fill may overtake its ack, which is still awaited then.
    const isAckDue = isInFlight || (!context.acked && (execution === 'partial' || execution === 'filled'));
    if (!isAckDue) timers.ack = this.drop(timers.ack);
    if (typeof cancellation === 'string') timers.cancel = this.drop(timers.cancel);
    if (replacement === 'none') timers.replace = this.drop(timers.replace);
    if (isInDoubt({ value })) {
      timers.doubt ??= this.world.after(this.timeouts.doubtUs, { kind: 'doubt', clOrdId: order.clOrdId });
    } else timers.doubt = this.drop(timers.doubt);
  }

  /** Follows up what the venue leaves open: fills that it has not reported, a cancel that it refused, a zombie. */
  pursue(order: LiveOrder, event: OrderEvent, anomaly: string | undefined, after: OrderSnapshot): void {
    const { clOrdId, timers } = order;
    if (order.recheck !== null && isWordOfIt(event)) this.dropRecheck(order);
    this.noteZombie(order, event, anomaly, after);
    if (event.type === 'venue.cancelled' && event.cumQty === undefined) order.isUntold = true;
    // A read that lags may still show the order alive: only the report of its end is conclusive.
    if (event.type === 'order.reconciled' && isEnd(event.status)) order.isUntold = false;
    const isWordMissing = order.isUntold || order.isZombie || after.context.missingQty > 0n;
    if (isWordMissing) timers.word ??= this.schedule('word', clOrdId, this.wordUs);
    else timers.word = this.drop(timers.word);
    if (event.type !== 'venue.cancelRejected' || (isTerminal(after) && !order.isZombie)) return;
    // The venue has ended it, and the report of that is late or lost.
    if (saysItIsOver(event.reason)) this.world.defer(() => this.traffic.ask('query', clOrdId));
    this.world.after(this.timeouts.cancelUs, { kind: 'cancel', clOrdId });
  }

  /** Cancels every timer of the order. The query of an order that was given up stays. */
  end({ timers }: LiveOrder): void {
    this.drop(timers.ack);
    this.drop(timers.cancel);
    this.drop(timers.replace);
    this.drop(timers.word);
    this.drop(timers.settlement);
    this.drop(timers.doubt);
  }

  /**
   * Marks an order as a zombie whose venue has it, or reports a fill of it, although its chart has ended. While more of it
   * may fill, its end is awaited.
   */
  private noteZombie(
    order: LiveOrder,
    event: OrderEvent,
    anomaly: string | undefined,
    { value, context }: OrderSnapshot,
  ): void {
    if (anomaly === 'zombie' || (anomaly === 'lateFill' && isPresumedDead({ value, context })))
      order.isZombie = context.matchedQty < context.orderQty;
    else if (event.type === 'venue.cancelled' || event.type === 'venue.rejected') order.isZombie = false;
    else if (event.type === 'order.reconciled' && isEnd(event.status)) order.isZombie = false;
  }

  private recheckAfter(order: GivenUp, waitUs: number): void {
    const { clOrdId } = order;
    const timer = this.world.after(waitUs, { kind: 'recheck', clOrdId });
    order.recheck = { timer, waitUs };
  }

  private dropRecheck(order: GivenUp): void {
    if (order.recheck !== null) this.world.cancel(order.recheck.timer);
    order.recheck = null;
  }

  /** How long a missing report is awaited, in microseconds: not less than an answer may take. */
  private get wordUs(): number {
    return Math.max(this.timeouts.visibilityUs, this.timeouts.cancelUs);
  }

  private schedule(what: Awaited, clOrdId: string, delayUs: number): number {
    return this.world.after(delayUs, { kind: 'overdue', what, clOrdId });
  }

  private drop(timer: number | null): null {
    if (timer !== null) this.world.cancel(timer);
    return null;
  }
}
