// What happens to an order, in sentences. Each says what the client received; where the venue's truth is another, and it
// matters, that too.
import type { BodyOf } from '../../audit/types.ts';
import { multiplyMicros } from '../../money/micros.ts';
import { priceText, sizeText } from '../../text/units.ts';
import { weights, type Moments } from './moments.ts';
import { filledText, truthText, type ToldOrder } from './told-order.ts';
import { reasonText } from './words.ts';

type Moved = BodyOf<'order.moved'>;

/** A moment of an order: how telling it is, what it repeats, and its sentence. Null where there is nothing to tell. */
interface OrderMoment {
  readonly weight: number;
  readonly key: string;
  readonly text: string;
}

/** What tells that the venue has an order, or that it has not. */
const wordOfIt = new Set([
  'venue.acked',
  'venue.rejected',
  'venue.traded',
  'venue.cancelled',
  'venue.replaced',
  'order.reconciled',
]);

const isOver = (status: string): boolean => status === 'filled' || status === 'canceled' || status === 'rejected';

const acked = (order: ToldOrder, wasInDoubt: boolean): OrderMoment =>
  wasInDoubt
    ? {
        weight: weights.turn,
        key: 'acked',
        text: `${order.venue} answers for ${order.clOrdId} after all: it has the order`,
      }
    : { weight: weights.detail, key: 'acked', text: `${order.venue} says that it has taken ${order.clOrdId}` };

const traded = (order: ToldOrder, body: Moved, isRepeated: boolean, wasOver: boolean): OrderMoment => {
  const { clOrdId, venue } = order;
  const { anomaly, lastQty = 0n, lastPx = 0n } = body;
  const what = `${sizeText(lastQty)} at ${priceText(lastPx)}`;
  if (anomaly === 'lateFill' || (wasOver && anomaly === undefined && !isRepeated))
    return {
      weight: weights.blow,
      key: 'late',
      text: `a fill of ${clOrdId} comes after its end, ${what}: it is booked all the same, and flagged`,
    };
  if (anomaly !== undefined)
    return {
      weight: weights.blow,
      key: anomaly,
      text: `${venue} tells of ${what} for ${clOrdId}, which does not fit (${anomaly}): written down and flagged`,
    };
  if (isRepeated)
    return {
      weight: weights.event,
      key: 'again',
      text: `${venue} tells of the same fill of ${clOrdId} again: it is counted once`,
    };
  const times = order.trades > 1 ? ` in ${order.trades} trades` : '';
  return {
    weight: order.owner === 'leg' ? weights.event + 1 : weights.event,
    key: 'filled',
    text: `${clOrdId} has filled ${filledText(order)} on ${venue}${times}, at ${priceText(lastPx)}`,
  };
};

const reconciled = (order: ToldOrder, { to }: Moved, wasInDoubt: boolean): OrderMoment => {
  const { clOrdId, venue, venueStatus } = order;
  const end = wasInDoubt ? ': out of doubt' : '';
  const answers: Readonly<Record<string, string>> = {
    filled: `it has filled all of ${clOrdId}`,
    canceled: `${clOrdId} has ended there with ${filledText(order)} filled`,
    rejected: venueStatus === 'rejected' ? `it refused ${clOrdId}` : `it does not know ${clOrdId}`,
  };
  const lives = order.cumQty === 0n ? 'with nothing filled' : `with ${filledText(order)} filled`;
  const answer = answers[to] ?? `${clOrdId} lives there ${lives}`;
  return {
    weight: wasInDoubt ? weights.blow : weights.step,
    key: wasInDoubt ? 'reconciled' : 'asked',
    text: `asked, ${venue} says that ${answer}${end}`,
  };
};

const cancelled = (order: ToldOrder, { reason = 'venue' }: Moved): OrderMoment => {
  const why = reason === 'requested' ? '' : `, ${reasonText(reason)}`;
  const filled = order.cumQty === 0n ? 'with nothing filled' : `with ${filledText(order)} filled`;
  return {
    weight: weights.event + 1,
    key: 'cancelled',
    text: `${order.venue} has ended ${order.clOrdId} ${filled}${why}`,
  };
};

const cancelRejected = (order: ToldOrder, { reason = 'unknown', to }: Moved): OrderMoment => ({
  weight: weights.event,
  key: 'cancelRejected',
  text:
    to === 'filled'
      ? `too late to cancel ${order.clOrdId}: it had filled first`
      : `${order.venue} refuses to cancel ${order.clOrdId} (${reasonText(reason)})`,
});

const overdue = (order: ToldOrder): OrderMoment => {
  const { clOrdId, venue } = order;
  if (!order.isInDoubt)
    return { weight: weights.step, key: 'asking', text: `${venue} has not answered for ${clOrdId}, and is asked` };
  return {
    weight: weights.blow,
    key: 'doubt',
    text: `no answer for ${clOrdId}: in doubt, it counts as its worst case, and ${venue} is asked (${truthText(order)})`,
  };
};

const oddText = ({ clOrdId, venue }: ToldOrder, { event, anomaly }: Moved): string => {
  if (anomaly === 'zombie') return `${venue} speaks of ${clOrdId} as alive, which counted as dead: flagged (zombie)`;
  if (anomaly === 'vanished') return `${venue} does not know ${clOrdId} any more: flagged (vanished)`;
  return `${clOrdId} receives ${event}, which does not fit: refused, and flagged (${anomaly})`;
};

const odd = (order: ToldOrder, body: Moved): OrderMoment => ({
  weight: weights.turn,
  key: `odd ${body.event}`,
  text: oddText(order, body),
});

const momentOf = (order: ToldOrder, body: Moved, before: Before): OrderMoment | null => {
  const { clOrdId, venue } = order;
  const { event, anomaly, reason = '' } = body;
  if (event === 'venue.traded') return traded(order, body, before.isRepeated, before.wasOver);
  if (anomaly !== undefined && anomaly !== 'fillsMissing') return odd(order, body);
  switch (event) {
    case 'venue.acked':
      return acked(order, before.wasInDoubt);
    case 'venue.rejected':
      return {
        weight: weights.turn,
        key: 'rejected',
        text: `${venue} refuses ${clOrdId} (${reasonText(reason)})`,
      };
    case 'ack.overdue':
      return overdue(order);
    case 'order.reconciled':
      return reconciled(order, body, before.wasInDoubt);
    case 'cancel.requested':
      return { weight: weights.step, key: 'cancel', text: `${clOrdId} is to be cancelled` };
    case 'cancel.overdue':
      return {
        weight: weights.event,
        key: 'cancel.overdue',
        text: `no answer to the cancel of ${clOrdId}: it is sent again`,
      };
    case 'venue.cancelled':
      return cancelled(order, body);
    case 'venue.cancelRejected':
      return cancelRejected(order, body);
    case 'order.refused':
      return { weight: weights.turn, key: 'refused', text: `${clOrdId} never leaves: ${reasonText(reason)}` };
    case 'venue.tradeBusted':
      return { weight: weights.blow, key: 'busted', text: `${venue} takes a fill of ${clOrdId} back: it never was` };
    case 'venue.tradeCorrected':
      return { weight: weights.turn, key: 'corrected', text: `${venue} corrects a fill of ${clOrdId}` };
    case 'venue.replaced':
      return { weight: weights.event, key: 'replaced', text: `${venue} has changed ${clOrdId} as asked` };
    default:
      return null;
  }
};

interface Before {
  readonly wasInDoubt: boolean;
  readonly wasOver: boolean;
  readonly isRepeated: boolean;
}

const take = (order: ToldOrder, body: Moved): Before => {
  const { event, to, cumQty, tradeId, lastQty, lastPx, fee } = body;
  const wasInDoubt = order.isInDoubt;
  const wasOver = isOver(order.status);
  const isRepeated = event === 'venue.traded' && tradeId !== undefined && order.tradeIds.has(tradeId);
  if (event === 'ack.overdue') order.isInDoubt = order.isSent && (to === 'pendingNew' || to === 'pendingCancel');
  // A cancel that is asked for hides the doubt from the status, and does not end it: only word of the order does.
  if (wordOfIt.has(event)) order.isInDoubt = false;
  if (event === 'order.sent') order.isSent = true;
  if (event === 'venue.traded' && tradeId !== undefined && !isRepeated && cumQty !== order.cumQty) {
    order.tradeIds.add(tradeId);
    order.trades += 1;
    order.gross += multiplyMicros(lastPx ?? 0n, lastQty ?? 0n, 'halfEven');
    order.fees += fee ?? 0n;
  }
  order.status = to;
  order.cumQty = cumQty;
  return { wasInDoubt, wasOver, isRepeated };
};

/** Takes in an event that an order received, and adds the moment that it makes, if it makes one. */
export const narrateMove = (moments: Moments, order: ToldOrder, body: Moved, atUs: number): void => {
  const before = take(order, body);
  const moment = momentOf(order, body, before);
  if (moment !== null) moments.add(atUs, moment.weight, `${moment.key} ${order.clOrdId}`, moment.text);
};
