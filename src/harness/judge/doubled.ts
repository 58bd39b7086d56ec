// The same order twice: what is left behind by a client that takes silence for a refusal and sends again.
import { printMicros } from '../../money/decimal.ts';
import type { Belief } from '../beliefs.ts';
import type { Finding } from './findings.ts';
import type { TrueCopy, TrueOrder } from '../truth.ts';
import type { UnderWay } from '../under-way.ts';
import { recordsText, termsText } from './words.ts';

/** Judges orders of the same terms of which only some are believed, and client ids that the venue has taken twice. */
export const judgeDoubled = (
  orders: readonly TrueOrder[],
  beliefs: ReadonlyMap<string, Belief>,
  underWay: UnderWay,
): readonly Finding[] => {
  const groups = new Map<string, TrueOrder[]>();
  for (const order of orders) {
    if (order.effective.length === 0) continue;
    const terms = termsText(order.terms);
    const group = groups.get(terms);
    if (group === undefined) groups.set(terms, [order]);
    else group.push(order);
  }
  return [...groups].flatMap(([terms, group]) => judgeGroup(terms, group, beliefs, underWay));
};

const isBelieved = (belief: Belief | undefined): boolean =>
  belief !== undefined && (belief.cumQty > 0n || (belief.status !== 'rejected' && belief.status !== 'cancelled'));

const judgeGroup = (
  terms: string,
  group: readonly TrueOrder[],
  beliefs: ReadonlyMap<string, Belief>,
  underWay: UnderWay,
): readonly Finding[] => {
  const twice = group.filter(({ effective }) => effective.length > 1).map((order) => takenTwice(terms, order));
  const known = group.filter(({ clOrdId }) => isBelieved(beliefs.get(clOrdId)));
  const extra = group.filter(({ clOrdId }) => !isBelieved(beliefs.get(clOrdId)) && !underWay.isTelling(clOrdId));
  return [
    ...twice,
    ...extra.flatMap((order) => {
      const twin = twinOf(order, known);
      return twin === undefined ? [] : [doubled(terms, order, twin)];
    }),
  ];
};

/**
 * The believed order that an unbelieved one was sent again as: the next one of the same terms. Where none was sent after it,
 * it is itself the copy, of the last one before.
 */
const twinOf = ({ createdSeq }: TrueOrder, known: readonly TrueOrder[]): TrueOrder | undefined =>
  known.find((order) => order.createdSeq > createdSeq) ?? known.at(-1);

const doubled = (terms: string, extra: TrueOrder, known: TrueOrder): Finding => {
  const seqs = [extra, known].flatMap(({ effective }) => effective.map(({ seq }) => seq));
  const sentence =
    `${extra.clOrdId} and ${known.clOrdId} are the same order, ${terms}, and the venue has both of them: ` +
    `${amountsText([...extra.effective, ...known.effective])} (${recordsText(seqs)}). ` +
    `The system believes only ${known.clOrdId}.`;
  return { kind: 'doubled', actor: `order:${extra.clOrdId}`, sentence, seq: extra.seq };
};

const takenTwice = (terms: string, order: TrueOrder): Finding => {
  const { clOrdId, effective } = order;
  const sentence =
    `The venue has taken ${clOrdId}, ${terms}, ${effective.length} times: ` +
    `${amountsText(effective)} (${recordsText(effective.map(({ beganSeq }) => beganSeq))}).`;
  return { kind: 'doubled', actor: `order:${clOrdId}`, sentence, seq: effective.at(-1)?.beganSeq ?? order.seq };
};

const amountsText = (copies: readonly TrueCopy[]): string => {
  const filled = copies.reduce((sum, { cumQty }) => sum + cumQty, 0n);
  const open = copies.reduce((sum, { openQty }) => sum + openQty, 0n);
  return `${printMicros(filled)} filled and ${printMicros(open)} open in all`;
};
