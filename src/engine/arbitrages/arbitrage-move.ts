// The record of a step of an arbitrage: written where it went somewhere, or was assessed as it had not been before.
import { arbitrageState, type ArbitrageEvent } from '../../../machines/arbitrage.ts';
import type { RecordBody } from '../../journal/records.ts';
import type { ArbitrageSnapshot } from './live-arbitrage.ts';

/** What is written down of an arbitrage's step; null where it stayed as it was. */
export const arbitrageMoveOf = (
  arbitrage: number,
  event: ArbitrageEvent,
  before: ArbitrageSnapshot,
  after: ArbitrageSnapshot,
): Extract<RecordBody, { readonly type: 'arbitrage.moved' }> | null => {
  const from = arbitrageState(before);
  const to = arbitrageState(after);
  const { cause, verdict, residueQty, worstCase } = after.context;
  const known = before.context;
  const isMeasured = verdict !== known.verdict || residueQty !== known.residueQty || worstCase !== known.worstCase;
  if (from === to && !isMeasured) return null;
  return {
    type: 'arbitrage.moved',
    arbitrage,
    event: event.type,
    from,
    to,
    cause: cause ?? undefined,
    verdict: verdict ?? undefined,
    residueQty: verdict === null ? undefined : residueQty,
    worstCase: worstCase ?? undefined,
  };
};
