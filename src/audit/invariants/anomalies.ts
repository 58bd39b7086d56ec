// Invariant 9: an anomaly is flagged where it belongs, and is never left out where it must be.
import { progressOf, STATUS, statusNames } from '../codes.ts';
import type { Findings } from '../findings.ts';
import type { OrderState } from '../state/order.ts';
import type { BodyOf, Invariant } from '../types.ts';

/** Every flag fits its event; an ack of what was rejected is a zombie, and a second end is an illegal move. */
export const anomalies: Invariant = {
  index: 8,
  name: 'anomalies',
  says: 'an anomaly is flagged where it belongs, and is not left out where it must be',
};

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
const mustFlag = (event: string, statusBefore: number): string | undefined => {
  if (event === 'venue.acked') return statusBefore === STATUS.rejected ? 'zombie' : undefined;
  const isEnd = event === 'venue.rejected' || event === 'venue.cancelled';
  return isEnd && progressOf(statusBefore) === 3 ? 'illegalMove' : undefined;
};

/** The flag of a step fits it. */
export const judgeFlag = (order: OrderState, body: BodyOf<'order.moved'>, findings: Findings): void => {
  const { anomaly, clOrdId, event } = body;
  const isFitting = anomaly === undefined || anomaly === 'illegalMove' || flagsOf[event]?.includes(anomaly) === true;
  if (findings.fails(anomalies, isFitting)) findings.add(anomalies, clOrdId, `${event} is flagged as ${anomaly}`);
  if (anomaly === 'illegalMove' && findings.fails(anomalies, body.from === body.to))
    findings.add(anomalies, clOrdId, `${event} is flagged as ${anomaly}, and leads to ${body.to}`);
  const flag = mustFlag(event, order.statusBefore);
  if (findings.fails(anomalies, flag === undefined || anomaly === flag))
    findings.add(anomalies, clOrdId, `${event} on ${statusNames[order.statusBefore]} is not flagged as ${flag}`);
};
