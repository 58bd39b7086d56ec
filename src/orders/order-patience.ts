// What orders wait for: answers that may be overdue, fills that the venue has not told, settlements that do not come.
// Each wait is an entry of the calendar; when it ends before it is due, the entry is taken back.
import { isInDoubt, isTerminal, type OrderEvent } from '../../machines/order.ts';
import type { Patience } from './patience.ts';
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

/** Whether a refusal to cancel says that nothing can be live: the other reasons pass, and the cancel is tried again. */
const saysItIsOver = (reason: string): boolean =>
  reason.startsWith('already') || reason === 'marketClosed' || reason === 'notFound';

/** Whether the venue speaks of the order as one that has come to it. A refused cancel may be of what it does not know. */
const isWordOfIt = (event: OrderEvent): boolean =>
  event.type === 'order.reconciled'
    ? event.found
    : event.type.startsWith('venue.') && event.type !== 'venue.cancelRejected';

/** So many visibility windows after an order was given up it is asked for again, and so many times as long after that. */
const RECHECK_GROWTH = 4;

/** The waits of all orders. */
export class OrderPatience {
  private readonly world: OrderWorld;
  private readonly patience: Patience;
  private readonly traffic: OrderTraffic;

  constructor(world: OrderWorld, patience: Patience, traffic: OrderTraffic) {
    this.world = world;
    this.patience = patience;
    this.traffic = traffic;
  }

  /** The submit is out: from now on its ack is awaited. */
  awaitAck(order: LiveOrder): void {
    order.sentAtUs = this.world.nowUs;
    order.timers.ack = this.schedule('ack', order.clOrdId, this.patience.ackUs);
  }

  /** The request is out: from now on its answer is awaited. */
  awaitAnswer(order: LiveOrder, what: 'cancel' | 'replace'): void {
    this.drop(order.timers[what]);
    const patienceUs = what === 'cancel' ? this.patience.cancelUs : this.patience.replaceUs;
    order.timers[what] = this.schedule(what, order.clOrdId, patienceUs);
  }

  /** Some of what it has filled has not settled: if no word of it comes, the venue is asked. */
  awaitSettlement(order: LiveOrder, isUnsettled: boolean): void {
    const { timers, clOrdId } = order;
    if (!isUnsettled) timers.settlement = this.drop(timers.settlement);
    else timers.settlement ??= this.schedule('settlement', clOrdId, this.patience.settlementUs);
  }

  /** The word that is missing has not come: the venue is asked, and waited for again. */
  askAgain(order: LiveOrder, what: 'word' | 'settlement'): void {
    order.timers[what] = this.schedule(what, order.clOrdId, what === 'word' ? this.wordUs : this.patience.settlementUs);
    this.traffic.ask('query', order.clOrdId);
  }

  /**
   * Whether "not found" says anything: it does if the question left when the order had to be visible, however late the
   * answer comes. If not, the venue is asked again.
   */
  isConclusive({ clOrdId, sentAtUs }: LiveOrder, askedAtUs = this.world.nowUs): boolean {
    const visibleAtUs = sentAtUs + this.patience.visibilityUs;
    if (askedAtUs >= visibleAtUs) return true;
    this.world.after(Math.max(visibleAtUs - this.world.nowUs, 0), { kind: 'query', clOrdId });
    return false;
  }

  /** An order that its venue does not know is given up. It may still arrive, and no word of that come: it is asked for. */
  giveUp(order: LiveOrder): void {
    this.dropRecheck(order);
    this.recheckAfter(order, RECHECK_GROWTH * Math.max(this.patience.visibilityUs, this.patience.ackUs));
  }

  /** An order that was given up is asked for now, and after a longer wait once more if it may still come. */
  recheckAgain(order: GivenUp, { waitUs }: Recheck, mayCome: boolean): void {
    order.recheck = null;
    if (mayCome) this.recheckAfter(order, RECHECK_GROWTH * waitUs);
  }

  /** Timers end with what they wait for; the window of unanswered submits is left at the first answer. */
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
    // A fill may overtake its ack, which is still on its way then.
    const isAckDue = isInFlight || (!context.acked && (execution === 'partial' || execution === 'filled'));
    if (!isAckDue) timers.ack = this.drop(timers.ack);
    if (typeof cancellation === 'string') timers.cancel = this.drop(timers.cancel);
    if (replacement === 'none') timers.replace = this.drop(timers.replace);
    if (isInDoubt({ value })) {
      timers.doubt ??= this.world.after(this.patience.doubtUs, { kind: 'doubt', clOrdId: order.clOrdId });
    } else timers.doubt = this.drop(timers.doubt);
  }

  /** Goes after what the venue leaves open: fills that it has not told, a cancel that it refused, what lives unwanted. */
  pursue(order: LiveOrder, event: OrderEvent, anomaly: string | undefined, after: OrderSnapshot): void {
    const { clOrdId, timers } = order;
    if (order.recheck !== null && isWordOfIt(event)) this.dropRecheck(order);
    this.noteZombie(order, event, anomaly, after);
    if (event.type === 'venue.cancelled' && event.cumQty === undefined) order.isUntold = true;
    // A read that lags may still show the order alive: only its end is the last word.
    if (event.type === 'order.reconciled' && isEnd(event.status)) order.isUntold = false;
    const isWordMissing = order.isUntold || order.isZombie || after.context.missingQty > 0n;
    if (isWordMissing) timers.word ??= this.schedule('word', clOrdId, this.wordUs);
    else timers.word = this.drop(timers.word);
    if (event.type !== 'venue.cancelRejected' || (isTerminal(after) && !order.isZombie)) return;
    // The venue has ended it, and the word of that has not come, or is lost.
    if (saysItIsOver(event.reason)) this.world.defer(() => this.traffic.ask('query', clOrdId));
    this.world.after(this.patience.cancelUs, { kind: 'cancel', clOrdId });
  }

  /** Nothing is waited for any more. */
  end({ timers }: LiveOrder): void {
    this.drop(timers.ack);
    this.drop(timers.cancel);
    this.drop(timers.replace);
    this.drop(timers.word);
    this.drop(timers.settlement);
    this.drop(timers.doubt);
  }

  /**
   * The venue has what we hold for dead, or has filled of it what nobody had told of, and may fill more: its end is
   * waited for.
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

  /** How long a word that is missing is waited for: not less than an answer may take. */
  private get wordUs(): number {
    return Math.max(this.patience.visibilityUs, this.patience.cancelUs);
  }

  private schedule(what: Awaited, clOrdId: string, delayUs: number): number {
    return this.world.after(delayUs, { kind: 'overdue', what, clOrdId });
  }

  private drop(timer: number | null): null {
    if (timer !== null) this.world.cancel(timer);
    return null;
  }
}
