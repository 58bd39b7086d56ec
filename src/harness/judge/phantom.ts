// Orders that only the client has.
import { printMicros } from '../../money/decimal.ts';
import type { Belief } from '../beliefs.ts';
import type { Finding } from './findings.ts';
import type { VenueTruth } from '../truth.ts';
import type { UnderWay } from '../under-way.ts';
import { heldText } from './words.ts';

/** Judges beliefs in orders that the venue never took: alive, with fills, or waited for when nothing more can come. */
export const judgePhantom = (
  truth: VenueTruth,
  beliefs: ReadonlyMap<string, Belief>,
  { isQuiet }: UnderWay,
): readonly Finding[] =>
  [...beliefs].flatMap(([clOrdId, { status, cumQty }]) => {
    const order = truth.orders.get(clOrdId);
    if (order !== undefined && order.taken.length > 0) return [];
    const isWaitedFor = status === 'pending' && isQuiet;
    const isBelieved =
      isWaitedFor || status === 'submitted' || status === 'partial' || status === 'filled' || cumQty > 0n;
    if (!isBelieved) return [];
    const what = order === undefined ? 'was never sent it' : heldText(order);
    const seq = order === undefined || order.copies.length === 0 ? truth.seq : order.seq;
    const proof =
      order === undefined || order.copies.length === 0 ? `no record up to ${seq} accepts it` : `record ${seq}`;
    const sentence = `The system holds ${clOrdId} for ${status} with ${printMicros(cumQty)} filled, and the venue ${what} (${proof}).`;
    return [{ kind: 'phantomOrder' as const, actor: `order:${clOrdId}`, sentence, seq }];
  });
