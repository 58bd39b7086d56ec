// Invariant 12: when all is quiet, client and venue tell the same of every order.
import { AT_VENUE, atVenueNames, bits, hasBit, STATUS, statusNames } from '../codes.ts';
import type { Findings } from '../findings.ts';
import { isOver, standingAtVenue, type OrderState } from '../state/order.ts';
import type { Invariant } from '../types.ts';

/** Every order has ended or is live at its venue; both sides tell the same end and the same trades. */
export const agreement: Invariant = {
  index: 11,
  name: 'agreement',
  says: 'every order ends as its venue ended it, with the same trades, or is live there',
};

const FILLED = bits(AT_VENUE.filled);
const CANCELED = bits(AT_VENUE.cancelled);
/** An order that was withdrawn before it left is cancelled, and its venue has never known it. */
const WITHDRAWN = bits(AT_VENUE.unknown);
const REJECTED = bits(AT_VENUE.rejected, AT_VENUE.unknown);

/** Where the venue may have an order that the client holds for ended so, with no anomaly that says otherwise. */
const agreeing = (status: number, isSent: boolean): number => {
  if (status === STATUS.filled) return FILLED;
  if (status === STATUS.rejected) return REJECTED;
  return isSent ? CANCELED : WITHDRAWN;
};

const isAgreed = (order: OrderState): boolean => {
  const isLive = order.venueStatus === AT_VENUE.live;
  if (!isOver(order)) return isLive;
  return order.isContested ? !isLive : hasBit(agreeing(order.status, order.sentCount > 0), order.venueStatus);
};

/** Both sides agree about the order: asked when it is forgotten, or when all is over. */
export const judgeAgreement = (order: OrderState, findings: Findings): void => {
  const { clOrdId, status, venueStatus, cumQty, trades } = order;
  if (findings.fails(agreement, isAgreed(order)))
    findings.add(agreement, clOrdId, `${statusNames[status]}, and ${atVenueNames[venueStatus]} at its venue`);
  const standing = standingAtVenue(order);
  if (findings.fails(agreement, cumQty === standing))
    findings.add(agreement, clOrdId, `booked ${cumQty}, filled ${standing}`);
  for (const { tradeId, isMade, isBooked } of trades)
    if (findings.fails(agreement, isMade === isBooked))
      findings.add(agreement, clOrdId, `${tradeId} is ${isMade ? 'made, and not booked' : 'booked, and was not made'}`);
};
