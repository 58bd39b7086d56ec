// What orders wait for: answers that may be overdue, fills that the venue has not told, settlements that do not come.
// Each wait is an entry of the calendar; when it ends before it is due, the entry is taken back.
import { isInDoubt, isTerminal, type OrderEvent } from '../../machines/order.ts';
import type { Patience } from '../lanes/patience.ts';
import type { Core } from './core.ts';
import type { Awaited, LiveOrder, OrderSnapshot } from './live-order.ts';

const isEnd = (status: string | undefined): boolean =>
  status === 'filled' || status === 'cancelled' || status === 'rejected';

/** Whether a refusal to cancel says that nothing can be live: the other reasons pass, and the cancel is tried again. */
const saysItIsOver = (reason: string): boolean =>
  reason.startsWith('already') || reason === 'marketClosed' || reason === 'notFound';

/** So many visibility windows after an order was given up as unknown it is asked for once more. */
const RECHECK_WINDOWS = 4;

/** The waits of all orders. */
export class OrderPatience {
  private readonly core: Core;
  private readonly patience: Patience;

  constructor(core: Core, patience: Patience) {
    this.core = core;
    this.patience = patience;
  }

  /** The submit is out: from now on its ack is awaited. */
  awaitAck(order: LiveOrder): void {
    order.sentAtUs = this.core.nowUs;
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
    const { visibilityUs, settlementUs } = this.patience;
    order.timers[what] = this.schedule(what, order.clOrdId, what === 'word' ? visibilityUs : settlementUs);
    this.core.parts.lanes.ask('query', order.clOrdId);
  }

  /** Whether "not found" says anything yet. If not, the venue is asked again when it will. */
  isConclusive({ clOrdId, sentAtUs }: LiveOrder): boolean {
    const visibleAtUs = sentAtUs + this.patience.visibilityUs;
    if (this.core.nowUs >= visibleAtUs) return true;
    this.core.calendar.schedule(visibleAtUs, { kind: 'query', clOrdId });
    return false;
  }

  /** An order that its venue does not know is given up; once it is asked for again, when any submit must have arrived. */
  recheckLater(clOrdId: string): void {
    const atUs = this.core.nowUs + RECHECK_WINDOWS * this.patience.visibilityUs;
    this.core.calendar.schedule(atUs, { kind: 'recheck', clOrdId });
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
      this.core.parts.lanes.answered(order.venue);
    }
    // A fill may overtake its ack, which is still on its way then.
    const isAckDue = isInFlight || (!context.acked && (execution === 'partial' || execution === 'filled'));
    if (!isAckDue) timers.ack = this.drop(timers.ack);
    if (typeof cancellation === 'string') timers.cancel = this.drop(timers.cancel);
    if (replacement === 'none') timers.replace = this.drop(timers.replace);
    if (isInDoubt({ value })) {
      timers.doubt ??= this.core.calendar.schedule(this.core.nowUs + this.patience.doubtUs, {
        kind: 'doubt',
        arbitrage: order.arbitrage,
        clOrdId: order.clOrdId,
      });
    } else timers.doubt = this.drop(timers.doubt);
  }

  /** Goes after what the venue leaves open: fills that it has not told, and a cancel that it refused. */
  pursue(order: LiveOrder, event: OrderEvent, after: OrderSnapshot): void {
    const { clOrdId, timers } = order;
    if (event.type === 'venue.cancelled' && event.cumQty === undefined) order.isUntold = true;
    // A read that lags may still show the order alive: only its end is the last word.
    if (event.type === 'order.reconciled' && isEnd(event.status)) order.isUntold = false;
    const isWordMissing = order.isUntold || after.context.missingQty > 0n;
    if (isWordMissing) timers.word ??= this.schedule('word', clOrdId, this.patience.visibilityUs);
    else timers.word = this.drop(timers.word);
    if (event.type !== 'venue.cancelRejected' || isTerminal(after)) return;
    // The venue has ended it, and the word of that has not come, or is lost.
    if (saysItIsOver(event.reason)) this.core.defer(() => this.core.parts.lanes.ask('query', clOrdId));
    this.core.calendar.schedule(this.core.nowUs + this.patience.cancelUs, {
      kind: 'cancel',
      clOrdId,
    });
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

  private schedule(what: Awaited, clOrdId: string, delayUs: number): number {
    return this.core.calendar.schedule(this.core.nowUs + delayUs, {
      kind: 'overdue',
      what,
      clOrdId,
    });
  }

  private drop(timer: number | null): null {
    if (timer !== null) this.core.calendar.cancel(timer);
    return null;
  }
}
