// One order while its story is written: what was wanted, which reports it received, and what its venue has done meanwhile.
import type { BodyOf } from '../../audit/types.ts';
import { divideMicros } from '../../money/micros.ts';
import { priceText, sizeText } from '../../text/units.ts';
import { outcomeText } from './words.ts';

/** One order of a story. Micros. */
export interface ToldOrder {
  readonly clOrdId: string;
  readonly venue: string;
  readonly owner: string;
  readonly ownerId: number;
  readonly side: string;
  readonly outcome: string;
  readonly orderQty: bigint;
  readonly price: bigint;
  status: string;
  /** Whether the client received a report of it: where its journal has the venue's side alone, never. */
  isTold: boolean;
  isSent: boolean;
  isInDoubt: boolean;
  cumQty: bigint;
  trades: number;
  readonly tradeIds: Set<string>;
  /** Price × quantity of what has filled, in micros, and the fees on it. */
  gross: bigint;
  fees: bigint;
  /** The venue's own truth. */
  venueCumQty: bigint;
  venueStatus: 'unknown' | 'live' | 'filled' | 'cancelled' | 'rejected';
}

/** An order that was born. */
export const toldOrder = (body: BodyOf<'order.created'>): ToldOrder => ({
  clOrdId: body.clOrdId,
  venue: body.venue,
  owner: body.owner,
  ownerId: body.ownerId,
  side: body.side,
  outcome: body.outcome,
  orderQty: body.orderQty,
  price: body.price,
  status: 'pendingNew',
  isTold: false,
  isSent: false,
  isInDoubt: false,
  cumQty: 0n,
  trades: 0,
  tradeIds: new Set(),
  gross: 0n,
  fees: 0n,
  venueCumQty: 0n,
  venueStatus: 'unknown',
});

/** `buy 10 YES at 0.48 on polymarket`. */
export const wantedText = (order: Pick<ToldOrder, 'side' | 'orderQty' | 'outcome' | 'price' | 'venue'>): string =>
  `${order.side} ${sizeText(order.orderQty)} ${outcomeText(order.outcome)} at ${priceText(order.price)} on ${order.venue}`;

/** `4 of 10`; `all 10` where nothing is left. */
export const filledText = ({ cumQty, orderQty }: Pick<ToldOrder, 'cumQty' | 'orderQty'>): string =>
  cumQty === orderQty ? `all ${sizeText(orderQty)}` : `${sizeText(cumQty)} of ${sizeText(orderQty)}`;

/** The average price of what has filled, to the ten-thousandth. */
export const averageText = ({ gross, cumQty }: ToldOrder): string => {
  if (cumQty === 0n) return '0';
  const average = divideMicros(gross, cumQty, 'halfEven');
  return priceText(((average + 50n) / 100n) * 100n);
};

/** What the venue has really done with an order that we are in doubt about. */
export const truthText = ({ venue, venueStatus, venueCumQty, orderQty }: ToldOrder): string => {
  switch (venueStatus) {
    case 'unknown':
      return `in truth ${venue} has not seen it`;
    case 'live':
      return venueCumQty === 0n
        ? `in truth it lives at ${venue}`
        : `in truth it lives at ${venue}, with ${filledText({ cumQty: venueCumQty, orderQty })} filled`;
    case 'filled':
      return `in truth ${venue} has filled it`;
    case 'cancelled':
      return `in truth ${venue} has ended it with ${sizeText(venueCumQty)} filled`;
    case 'rejected':
      return `in truth ${venue} has refused it`;
  }
};
