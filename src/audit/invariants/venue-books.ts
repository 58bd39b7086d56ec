// Invariant 11: the venue's own books are in order.
import { AT_VENUE, atVenueNames } from '../codes.ts';
import type { Findings } from '../findings.ts';
import { tradeOf, type OrderState } from '../state/order.ts';
import type { BodyOf, Invariant } from '../types.ts';

/** A venue takes only what was sent, once, fills only what it has and no more than is open, and ends it with its sum. */
export const venueBooks: Invariant = {
  index: 10,
  name: 'venue-books',
  says: 'a venue takes what was sent, once, fills no more than is open of it, and ends it with the sum of its fills',
};

const at = ({ venueStatus }: OrderState): string => atVenueNames[venueStatus] ?? '';

/** It takes what was sent, and has not had it before. */
export const judgeAccepted = (order: OrderState, findings: Findings): void => {
  const { clOrdId } = order;
  if (findings.fails(venueBooks, order.sentCount > 0))
    findings.add(venueBooks, clOrdId, 'is at its venue, and was never sent');
  if (findings.fails(venueBooks, order.venueStatus === AT_VENUE.unknown))
    findings.add(venueBooks, clOrdId, `is accepted, and was ${at(order)} at its venue`);
};

/** It fills what it has, by a trade that is new, within the limit, and counts what is left. */
export const judgeFilled = (order: OrderState, body: BodyOf<'venue.filled'>, findings: Findings): void => {
  const { clOrdId, lastQty, lastPx, leavesQty, tradeId } = body;
  const { venuePrice, isBuy } = order;
  const isSound = order.venueStatus === AT_VENUE.live && lastQty > 0n && lastPx > 0n && leavesQty >= 0n;
  if (findings.fails(venueBooks, isSound))
    findings.add(venueBooks, clOrdId, `${at(order)} at its venue, and filled ${lastQty} at ${lastPx}`);
  if (findings.fails(venueBooks, lastPx === venuePrice || lastPx < venuePrice === isBuy))
    findings.add(venueBooks, clOrdId, `fills at ${lastPx}, its limit is ${venuePrice}`);
  const openQty = order.venueOpenQty - lastQty;
  if (findings.fails(venueBooks, leavesQty === openQty))
    findings.add(venueBooks, clOrdId, `leaves ${leavesQty}, and ${openQty} are open`);
  if (findings.fails(venueBooks, order.trades.length === 0 || tradeOf(order, tradeId)?.isMade !== true))
    findings.add(venueBooks, clOrdId, `${tradeId} is made a second time`);
};

/** It ends what it has, or refuses what it never had. */
export const judgeEnded = (order: OrderState, body: BodyOf<'venue.ended'>, findings: Findings): void => {
  const { clOrdId, status, cumQty } = body;
  const { venueStatus, venueCumQty } = order;
  if (findings.fails(venueBooks, order.sentCount > 0))
    findings.add(venueBooks, clOrdId, 'ends at its venue, and was never sent');
  const isPossible =
    status === 'rejected' ? venueStatus === AT_VENUE.unknown : status === 'cancelled' && venueStatus === AT_VENUE.live;
  if (findings.fails(venueBooks, isPossible))
    findings.add(venueBooks, clOrdId, `${at(order)} at its venue, and ends ${status}`);
  if (findings.fails(venueBooks, cumQty === venueCumQty))
    findings.add(venueBooks, clOrdId, `ends with ${cumQty}, filled ${venueCumQty}`);
};

/** It changes only what lives there, into something that is an order. */
export const judgeReplaced = (order: OrderState, body: BodyOf<'venue.replaced'>, findings: Findings): void => {
  const { clOrdId, orderQty, price } = body;
  const isSound = order.venueStatus === AT_VENUE.live && orderQty > 0n && price > 0n;
  if (findings.fails(venueBooks, isSound))
    findings.add(venueBooks, clOrdId, `${at(order)} at its venue, and replaced by ${orderQty} at ${price}`);
  if (findings.fails(venueBooks, orderQty !== order.venueOrderQty || price !== order.venuePrice))
    findings.add(venueBooks, clOrdId, `replaced by what it is, ${orderQty} at ${price}`);
};
