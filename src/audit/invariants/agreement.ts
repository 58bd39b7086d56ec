// Invariant 12: when all is quiet, client and venue tell the same of every order.
import { isEnded, type OrderView, type VenueStatus } from '../order-view.ts';
import type { Invariant } from '../types.ts';

/** Where the venue may have an order that the client holds for ended so, with no anomaly that says otherwise. */
const agreeing: Readonly<Record<string, readonly VenueStatus[]>> = {
  filled: ['filled'],
  canceled: ['cancelled', 'unknown'],
  rejected: ['rejected', 'unknown'],
};

const isAgreed = (order: OrderView): boolean =>
  isEnded(order)
    ? order.isContested
      ? order.venueStatus !== 'live'
      : (agreeing[order.status] ?? []).includes(order.venueStatus)
    : order.venueStatus === 'live';

/** Every order has ended or is live at its venue; both sides tell the same end and the same quantity. */
export const createAgreement = (): Invariant => {
  const invariant: Invariant = {
    name: 'agreement',
    says: 'every order ends as its venue ended it, with the same quantity, or is live there',
    hears: [],
    observe() {},
    close({ orders }, findings) {
      for (const order of orders) {
        const { clOrdId, status, venueStatus, cumQty, venueCumQty } = order;
        findings.expect(isAgreed(order), invariant, clOrdId, () => `${status}, and ${venueStatus} at its venue`);
        const isEqual = cumQty === venueCumQty || order.trades.some(({ isBusted }) => isBusted);
        findings.expect(isEqual, invariant, clOrdId, () => `booked ${cumQty}, filled ${venueCumQty}`);
      }
    },
  };
  return invariant;
};
