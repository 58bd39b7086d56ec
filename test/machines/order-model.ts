// The naive twin of the order chart: the table of the design as plain imperative code, written from the design and
// not from the chart. It works its sums out anew whenever it is asked, and knows no states, regions or guards.
import type { OrderEvent, OrderInput } from '../../machines/order.ts';
import { matchedOf } from './order/model-book.ts';
import {
  anomalyOf,
  countIgnored,
  freshMemory,
  hasEnded,
  twinMemory,
  viewOf,
  write,
  type Kind,
  type Memory,
  type OrderView,
} from './order/model-memory.ts';
import { hearBust, hearCorrection, hearTrade } from './order/model-trades.ts';
import { isEventSound } from './order/words.ts';

export type { OrderView } from './order/model-memory.ts';

type EventOf<Type extends OrderEvent['type']> = Extract<OrderEvent, { readonly type: Type }>;

/** A naive order: `send` does what the table says and returns the effects, `fork` is a twin from here on. */
export interface OrderModel {
  readonly send: (event: OrderEvent) => readonly string[];
  readonly view: () => OrderView;
  readonly memory: Readonly<Memory>;
  readonly fork: () => OrderModel;
}

/** A naive order from its intent on. */
export const createOrderModel = (input: OrderInput, memory: Memory = freshMemory(input)): OrderModel => {
  const order = memory;
  let effects: string[] = [];

  const isEnded = (): boolean => hasEnded(order);
  const isLive = (): boolean => order.execution === 'submitted' || order.execution === 'partial';
  const isWaiting = (): boolean => order.execution === 'inFlight' || order.execution === 'inDoubt';
  const record = (kind: Kind, event: OrderEvent): void => write(order, anomalyOf(kind, event));
  const refuse = (event: OrderEvent): void => record('illegalMove', event);
  const ignore = (): void => countIgnored(order);
  const end = (execution: 'cancelled' | 'rejected', reason: string): void => {
    order.execution = execution;
    order.endReason = reason;
  };
  const learnId = (venueOrderId: string | undefined): void => {
    if (order.venueOrderId === null && venueOrderId !== undefined) order.venueOrderId = venueOrderId;
  };

  /** The venue counts so much as filled: what it has not reported is missing, and said once. */
  const hearOfFilled = (qty: bigint | undefined, event: OrderEvent): void => {
    const missing = (qty ?? 0n) - matchedOf(order.trades);
    if (missing <= order.missingQty) return;
    order.missingQty = missing;
    if (!order.anomalies.some(({ kind }) => kind === 'fillsMissing'))
      write(order, { kind: 'fillsMissing', event: event.type, qty: missing });
  };

  const hearAck = (event: EventOf<'venue.acked'>): void => {
    const isPresumedDead =
      order.execution === 'rejected' ||
      (order.execution === 'cancelled' && ['unsent', 'vanished'].includes(String(order.endReason)));
    const isAgreeing = order.venueOrderId === null || order.venueOrderId === event.venueOrderId;
    if (isPresumedDead) {
      record('zombie', event);
      effects.push('cancelZombie');
    } else if (isWaiting()) {
      order.execution = 'submitted';
    } else if (order.execution === 'queued' || !isAgreeing) {
      return refuse(event);
    } else if (order.acked) {
      return order.execution === 'submitted' ? refuse(event) : ignore();
    }
    order.venueOrderId = event.venueOrderId;
    order.acked = true;
  };

  const hearReject = (event: EventOf<'venue.rejected'>): void => {
    if (event.reason !== 'duplicate')
      return isWaiting() || order.execution === 'submitted' ? end('rejected', event.reason) : refuse(event);
    if (isLive()) return ignore();
    if (!isWaiting()) return refuse(event);
    if (order.execution === 'inDoubt') ignore();
    order.execution = 'inDoubt';
    effects.push('queryOrder');
  };

  const hearAnswer = (event: EventOf<'order.reconciled'>): void => {
    const { found, status, venueOrderId } = event;
    const filledQty = event.cumQty ?? (status === 'filled' ? order.orderQty : undefined);
    const saysLive = found && (status === 'pending' || status === 'submitted' || status === 'partial');
    if (order.execution === 'queued') return refuse(event);
    if (isEnded()) {
      const isPresumedDead =
        order.execution === 'rejected' || order.endReason === 'unsent' || order.endReason === 'vanished';
      if (saysLive && isPresumedDead) {
        record('zombie', event);
        learnId(venueOrderId);
        effects.push('cancelZombie');
        return hearOfFilled(filledQty, event);
      }
      if (found) hearOfFilled(filledQty, event);
      return saysLive || !found || status === order.execution ? ignore() : refuse(event);
    }
    if (!found) {
      if (isWaiting()) return end('rejected', 'notFound');
      end('cancelled', 'vanished');
      return record('vanished', event);
    }
    switch (status) {
      case 'filled':
        order.execution = 'filled';
        return hearOfFilled(filledQty, event);
      case 'cancelled':
        end('cancelled', 'venue');
        return hearOfFilled(filledQty, event);
      case 'rejected':
        return order.execution === 'partial' ? refuse(event) : end('rejected', 'venue');
      default: {
        const isNews =
          (status === 'partial' && order.execution !== 'partial') || (status === 'submitted' && isWaiting());
        if (isNews) order.execution = status === 'partial' ? 'partial' : 'submitted';
        else ignore();
        learnId(venueOrderId);
        return hearOfFilled(filledQty, event);
      }
    }
  };

  const hearReplaced = (event: EventOf<'venue.replaced'>): void => {
    if (!isLive()) return refuse(event);
    order.orderQty = event.orderQty ?? order.orderQty;
    order.price = event.price ?? order.price;
    if (order.execution === 'partial' && order.orderQty <= matchedOf(order.trades)) order.execution = 'filled';
    endReplacement();
  };

  const endReplacement = (): void => {
    order.replacement = 'none';
    order.requestedQty = null;
    order.requestedPx = null;
  };

  const hearReplaceRefused = (event: EventOf<'venue.replaceRejected'>): void => {
    if (order.replacement === 'none') return isEnded() ? ignore() : refuse(event);
    const matched = matchedOf(order.trades);
    if (order.execution === 'partial' && matched >= order.orderQty) order.execution = 'filled';
    if (order.requestedQty !== null && matched > order.orderQty && matched <= order.requestedQty)
      write(order, { kind: 'overfill', event: event.type, qty: matched - order.orderQty });
    endReplacement();
  };

  const hear = (event: OrderEvent): void => {
    switch (event.type) {
      case 'order.sent':
        if (order.execution !== 'queued') return refuse(event);
        order.execution = 'inFlight';
        return learnId(event.venueOrderId);
      case 'order.refused':
        return order.execution === 'queued' ? end('rejected', event.reason) : refuse(event);
      case 'venue.acked':
        return hearAck(event);
      case 'venue.rejected':
        return hearReject(event);
      case 'venue.traded':
        return hearTrade(order, event);
      case 'venue.tradeBusted':
        return hearBust(order, event);
      case 'venue.tradeCorrected':
        return hearCorrection(order, event);
      case 'venue.cancelled':
        if (order.execution === 'queued') return refuse(event);
        hearOfFilled(event.cumQty, event);
        return isEnded() ? refuse(event) : end('cancelled', event.reason);
      case 'ack.overdue':
        if (order.execution !== 'inFlight') return ignore();
        order.execution = 'inDoubt';
        effects.push('queryOrder');
        return;
      case 'order.reconciled':
        return hearAnswer(event);
      case 'cancel.requested':
        if (order.execution === 'queued') return end('cancelled', 'unsent');
        if (isEnded() || order.cancellation !== 'none') return ignore();
        order.cancellation = 'held';
        return;
      case 'cancel.overdue':
        if (order.cancellation !== 'held' && order.cancellation !== 'sent') return refuse(event);
        effects.push('queryOrder');
        if (order.cancellation === 'sent') effects.push('sendCancel');
        return;
      case 'venue.cancelRejected':
        if (isEnded()) return ignore();
        if (order.cancellation === 'none') return refuse(event);
        order.cancellation = 'none';
        if (event.reason === 'notFound') effects.push('queryOrder');
        return;
      case 'replace.requested':
        if (!isLive() || order.replacement === 'requested') return refuse(event);
        order.replacement = 'requested';
        order.requestedQty = event.orderQty ?? null;
        order.requestedPx = event.price ?? null;
        effects.push('sendReplace');
        return;
      case 'replace.overdue':
        if (order.replacement === 'none') return refuse(event);
        effects.push('queryOrder', 'sendReplace');
        return;
      case 'venue.replaced':
        return hearReplaced(event);
      case 'venue.replaceRejected':
        return hearReplaceRefused(event);
      default:
        return refuse(event);
    }
  };

  /** What follows from where the order stands now. */
  const settle = (): void => {
    if (isEnded()) {
      endReplacement();
      order.cancellation = order.execution === 'rejected' ? 'none' : 'done';
    } else if (order.cancellation === 'held' && order.venueOrderId !== null) {
      order.cancellation = 'sent';
      effects.push('sendCancel');
    }
  };

  return {
    send: (event) => {
      effects = [];
      if (isEventSound(event as unknown as Readonly<Record<string, unknown>>)) hear(event);
      else refuse(event);
      settle();
      return effects;
    },
    view: () => viewOf(input, order),
    memory: order,
    fork: () => createOrderModel(input, twinMemory(order)),
  };
};
