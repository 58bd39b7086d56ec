// Invariant 9: an anomaly is flagged where it belongs, and is never left out where it must be.
import { progressOfStatus, type OrderView } from '../order-view.ts';
import type { BodyOf, Invariant } from '../types.ts';

/** The anomalies that an event can be flagged as, besides an illegal move. */
const flagsOf: Readonly<Record<string, readonly string[]>> = {
  'venue.acked': ['zombie'],
  'venue.traded': ['lateFill', 'overfill', 'tradeConflict'],
  'venue.cancelled': ['fillsMissing'],
  'venue.replaceRejected': ['overfill'],
  'order.reconciled': ['zombie', 'vanished', 'fillsMissing'],
  'venue.tradeBusted': ['unknownTrade'],
  'venue.tradeCorrected': ['unknownTrade', 'tradeConflict', 'overfill'],
};

/** The anomaly that must be flagged, where the event and the status before it leave no choice. */
const mustFlag = ({ event }: BodyOf<'order.moved'>, { statusBefore }: OrderView): string | undefined => {
  if (event === 'venue.acked') return statusBefore === 'rejected' ? 'zombie' : undefined;
  const isEnd = event === 'venue.rejected' || event === 'venue.cancelled';
  return isEnd && progressOfStatus(statusBefore) === 3 ? 'illegalMove' : undefined;
};

/** Every flag fits its event; an ack of what was rejected is a zombie, and a second end is an illegal move. */
export const createAnomalies = (): Invariant => {
  const invariant: Invariant = {
    name: 'anomalies',
    says: 'an anomaly is flagged where it belongs, and is not left out where it must be',
    hears: ['order.moved'],
    observe({ body, order }, findings) {
      if (body.type !== 'order.moved' || order === undefined) return;
      const { anomaly, clOrdId, event } = body;
      const isFitting =
        anomaly === undefined || anomaly === 'illegalMove' || flagsOf[event]?.includes(anomaly) === true;
      findings.expect(isFitting, invariant, clOrdId, () => `${event} is flagged as ${anomaly}`);
      const flag = mustFlag(body, order);
      const isFlagged = flag === undefined || anomaly === flag;
      findings.expect(
        isFlagged,
        invariant,
        clOrdId,
        () => `${event} on ${order.statusBefore} is not flagged as ${flag}`,
      );
    },
  };
  return invariant;
};
