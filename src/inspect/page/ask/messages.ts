// A record as a message: from whom, to whom, and in which words. What the venue does for itself goes from it to it.
import type { JournalRecord, RecordOf } from '../../../journal/records.ts';
import { causeText, outcomeText, reasonText } from '../../../report/story/words.ts';
import { moneyText, priceText, sizeText } from '../../../text/units.ts';
import type { Tone } from '../answers.ts';

/** A message between two parties, each as `kind:name`. */
export interface Message {
  readonly from: string;
  readonly to: string;
  readonly label: string;
  readonly detail: string;
  readonly tone: Tone;
}

const details = (...parts: readonly (string | null | undefined | false)[]): string =>
  parts.filter((part): part is string => typeof part === 'string' && part !== '').join(' · ');

const fillText = (qty: bigint | undefined, px: bigint | undefined): string =>
  qty === undefined || px === undefined ? '' : `${sizeText(qty)} at ${priceText(px)}`;

const orderMoved = (record: RecordOf<'order.moved'>, owner: string, venue: string): Message => {
  const { clOrdId, event, from, to, cumQty, leavesQty, lastQty, lastPx, fee, reason, anomaly, missingQty } = record;
  const own = `order:${clOrdId}`;
  const status = from === to ? to : `${from} → ${to}`;
  const detail = details(
    fillText(lastQty, lastPx),
    fee !== undefined && fee !== 0n && `fee ${moneyText(fee)}`,
    reason !== undefined && reasonText(reason),
    record.venueOrderId,
    status,
    `filled ${sizeText(cumQty)}, leaves ${sizeText(leavesQty)}`,
    missingQty !== undefined && `${sizeText(missingQty)} not told of yet`,
    anomaly !== undefined && `ANOMALY ${anomaly}`,
  );
  const tone: Tone = anomaly === undefined ? 'usual' : 'anomaly';
  const label = anomaly === undefined ? event : `${event} — ${anomaly}`;
  const between = (source: string, target: string): Message => ({ from: source, to: target, label, detail, tone });
  switch (event) {
    case 'order.sent':
      return between(`lane:${venue}`, `venue:${venue}`);
    case 'order.refused':
      return between(`lane:${venue}`, own);
    case 'cancel.requested':
    case 'replace.requested':
      return between(owner, own);
    case 'ack.overdue':
    case 'cancel.overdue':
    case 'replace.overdue':
      return between(own, own);
    default:
      return between(`venue:${venue}`, own);
  }
};

const arbitrageMoved = (record: RecordOf<'arbitrage.moved'>, arbitrage: string): Message => {
  const { event, from, to, cause, verdict, residueQty, worstCase, realised } = record;
  const isOpen = to === 'exposed' || to === 'unwinding';
  return {
    from: arbitrage,
    to: arbitrage,
    label: from === to ? `${event}: ${to}` : `${from} → ${to}`,
    detail: details(
      event,
      cause !== undefined && causeText(cause),
      verdict !== undefined && `assessed as ${verdict}`,
      residueQty !== undefined && residueQty !== 0n && `residue ${sizeText(residueQty)}`,
      worstCase !== undefined && isOpen && `worst case ${moneyText(worstCase)}`,
      realised !== undefined && `realised ${moneyText(realised)}`,
    ),
    tone: to === 'exposed' ? 'anomaly' : isOpen || from === to ? 'usual' : 'end',
  };
};

/** The party that an order is of. */
export const partyOf = ({ owner, ownerId }: RecordOf<'order.created'>): string =>
  owner === 'leg' || owner === 'unwind' ? `arbitrage:${ownerId}` : `${owner}:`;

/** The message of a record about an arbitrage or an order, and their owner, a party; null where it is none. */
export const messageOf = (
  record: JournalRecord,
  owner: string,
  venues: ReadonlyMap<string, string>,
): Message | null => {
  const truth = (venue: string, label: string, detail: string): Message => ({
    from: `venue:${venue}`,
    to: `venue:${venue}`,
    label,
    detail,
    tone: 'truth',
  });
  switch (record.type) {
    case 'intent.received': {
      const legs = record.legs.map(
        ({ side, qty, outcome, price, venue }) =>
          `${side} ${sizeText(qty)} ${outcomeText(outcome)} at ${priceText(price)} on ${venue}`,
      );
      const label = `wants ${sizeText(record.sets)} sets of ${record.pair}`;
      const detail = details(legs.join(', '), `edge ${moneyText(record.expectedEdge)} (${record.roiBps} bps)`);
      return { from: 'strategy:', to: owner, label, detail, tone: 'usual' };
    }
    case 'intent.refused':
      return {
        from: owner,
        to: 'strategy:',
        label: `refused by ${record.by}`,
        detail: details(reasonText(record.reason), record.venue),
        tone: 'end',
      };
    case 'arbitrage.moved':
      return arbitrageMoved(record, owner);
    case 'order.created': {
      const { clOrdId, side, orderQty, outcome, price, venue, market, timeInForce } = record;
      return {
        from: owner,
        to: `order:${clOrdId}`,
        label: `${side} ${sizeText(orderQty)} ${outcomeText(outcome)} at ${priceText(price)}`,
        detail: details(
          record.owner,
          `${market} on ${venue}`,
          timeInForce,
          record.owner !== 'client' && 'its room in the lane is taken',
        ),
        tone: 'usual',
      };
    }
    case 'order.moved':
      return orderMoved(record, owner, venues.get(record.clOrdId) ?? '');
    case 'venue.accepted':
      return truth(record.venue, `takes it as ${record.venueOrderId}`, `order ${record.clOrdId}`);
    case 'venue.filled':
      return truth(
        record.venue,
        `fills ${fillText(record.lastQty, record.lastPx)}`,
        details(`order ${record.clOrdId}`, record.tradeId, `fee ${moneyText(record.fee)}`),
      );
    case 'venue.ended':
      return truth(
        record.venue,
        `${record.status} at the venue`,
        details(`order ${record.clOrdId}`, reasonText(record.reason), `filled ${sizeText(record.cumQty)}`),
      );
    case 'venue.replaced':
      return truth(record.venue, 'replaced at the venue', fillText(record.orderQty, record.price));
    case 'venue.settled':
      return truth(record.venue, `trade ${record.status} on chain`, details(`order ${record.clOrdId}`, record.tradeId));
    case 'settlement.moved':
      return {
        from: `venue:${record.venue}`,
        to: `order:${record.clOrdId}`,
        label: `settlement ${record.to}`,
        detail: details(record.tradeId, `${record.from} → ${record.to}`),
        tone: record.to === 'failed' ? 'anomaly' : 'usual',
      };
    case 'fault.injected':
      return { ...truth(record.venue, `FAULT ${record.fault}`, details('injected', record.clOrdId)), tone: 'fault' };
    default:
      return null;
  }
};
