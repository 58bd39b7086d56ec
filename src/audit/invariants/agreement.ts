// Invariant 12: when all is quiet, client and venue tell the same of every order.
import { AT_VENUE, atVenueNames, statusNames } from '../codes.ts';
import type { Findings } from '../findings.ts';
import { isAgreedEnd, isOver, standingAtVenue, type OrderState } from '../state/order.ts';
import type { Invariant } from '../types.ts';

/** Every order has ended or is live at its venue; both sides tell the same end and the same trades. */
export const agreement: Invariant = {
  index: 11,
  name: 'agreement',
  says: 'every order ends as its venue ended it, with the same trades, or is live there',
};

/** Both sides agree about the order: asked when it is forgotten, or when all is over. */
export const judgeAgreement = (order: OrderState, findings: Findings): void => {
  const { clOrdId, status, venueStatus, cumQty, trades } = order;
  const isAgreed = isOver(order) ? isAgreedEnd(order) : venueStatus === AT_VENUE.live;
  if (findings.fails(agreement, isAgreed))
    findings.add(agreement, clOrdId, `${statusNames[status]}, and ${atVenueNames[venueStatus]} at its venue`);
  const standing = standingAtVenue(order);
  if (findings.fails(agreement, cumQty === standing))
    findings.add(agreement, clOrdId, `booked ${cumQty}, filled ${standing}`);
  for (const { tradeId, isMade, isBooked } of trades)
    if (findings.fails(agreement, isMade === isBooked))
      findings.add(agreement, clOrdId, `${tradeId} is ${isMade ? 'made, and not booked' : 'booked, and was not made'}`);
};
