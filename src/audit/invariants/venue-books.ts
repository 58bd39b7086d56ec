// Invariant 11: the venue's own books are in order.
import type { OrderView } from '../order-view.ts';
import type { BodyOf, Findings, Invariant } from '../types.ts';

/** A venue takes only what was sent, once, fills only what it has and no more than is open, and ends it with its sum. */
export const createVenueBooks = (): Invariant => {
  const observeFill = (body: BodyOf<'venue.filled'>, order: OrderView, findings: Findings): void => {
    const { clOrdId, lastQty, lastPx, leavesQty } = body;
    const isSound = order.venueStatus === 'live' && lastQty > 0n && lastPx > 0n && leavesQty >= 0n;
    findings.expect(isSound, invariant, clOrdId, () => `${order.venueStatus} at its venue, and filled ${lastQty}`);
    // A replace changes quantity and price at the venue before the client, and the journal, are told.
    if (order.wasReplaced) return;
    const isWithinLimit = order.sign > 0n ? lastPx <= order.price : lastPx >= order.price;
    findings.expect(isWithinLimit, invariant, clOrdId, () => `fills at ${lastPx}, its limit is ${order.price}`);
    const openQty = order.orderQty - order.venueCumQty - lastQty;
    findings.expect(leavesQty === openQty, invariant, clOrdId, () => `leaves ${leavesQty}, and ${openQty} are open`);
  };

  const observeEnd = (body: BodyOf<'venue.ended'>, order: OrderView, findings: Findings): void => {
    const { clOrdId, status, cumQty } = body;
    const { venueStatus, venueCumQty } = order;
    const isEnd = status === 'rejected' ? venueStatus === 'unknown' : status === 'cancelled' && venueStatus === 'live';
    findings.expect(isEnd, invariant, clOrdId, () => `${venueStatus} at its venue, and ends ${status}`);
    findings.expect(cumQty === venueCumQty, invariant, clOrdId, () => `ends with ${cumQty}, filled ${venueCumQty}`);
  };

  const invariant: Invariant = {
    name: 'venue-books',
    says: 'a venue takes what was sent, once, fills no more than is open of it, and ends it with the sum of its fills',
    hears: ['venue.accepted', 'venue.filled', 'venue.ended'],
    observe({ body, order }, findings) {
      if (order === undefined) return;
      const isSent = order.sentCount > 0;
      if (body.type === 'venue.accepted' || body.type === 'venue.ended')
        findings.expect(isSent, invariant, body.clOrdId, () => 'is at its venue, and was never sent');
      if (body.type === 'venue.accepted')
        findings.expect(
          order.venueStatus === 'unknown',
          invariant,
          body.clOrdId,
          () => `is accepted, and was ${order.venueStatus} at its venue`,
        );
      else if (body.type === 'venue.filled') observeFill(body, order, findings);
      else if (body.type === 'venue.ended') observeEnd(body, order, findings);
    },
  };
  return invariant;
};
