// What became of an order, as the last line of its story.
import { moneyText, sizeText } from '../../text/units.ts';
import { averageText, filledText, type ToldOrder } from './told-order.ts';

/** The end as the client received it, beside what its venue has filled. */
const toldEnd = (order: ToldOrder): string => {
  const { status, cumQty, fees, venueCumQty, venue } = order;
  const word = status === 'canceled' ? 'cancelled' : status;
  const filledThen = status === 'filled' ? '' : status === 'rejected' ? 'yet filled ' : 'filled ';
  const filled =
    cumQty === 0n ? 'nothing filled' : `${filledThen}${filledText(order)} at ${averageText(order)} on average`;
  const paid = fees === 0n ? '' : `, fees ${moneyText(fees)}`;
  const agreed = cumQty === venueCumQty ? `${venue} says the same` : `${venue} has filled ${sizeText(venueCumQty)}`;
  return `${word.toUpperCase()}: ${filled}${paid}; ${agreed}`;
};

/** The end as its venue has it. */
const endThere = ({ venue, venueStatus, venueCumQty, orderQty }: ToldOrder): string => {
  const filled = venueCumQty === 0n ? 'nothing filled' : `filled ${filledText({ cumQty: venueCumQty, orderQty })}`;
  switch (venueStatus) {
    case 'unknown':
      return `it has not come to ${venue}`;
    case 'rejected':
      return `REJECTED by ${venue}`;
    case 'live':
      return `it lives at ${venue}: ${filled}`;
    case 'filled':
    case 'cancelled':
      return `${venueStatus.toUpperCase()} at ${venue}: ${filled}`;
  }
};

/** What became of an order: as its client received it, or as its venue has it where the journal has the venue's side alone. */
export const orderEndText = (order: ToldOrder): string => (order.isTold ? toldEnd(order) : endThere(order));
