// Positions and money. They are judged where the system states them, and not while news of a trade that would move them
// is under way.
import { compareText } from '../../kernel/compare-text.ts';
import { printMicros } from '../../money/decimal.ts';
import type { ReadBeliefs } from '../beliefs.ts';
import type { Finding } from './findings.ts';
import type { VenueTruth } from '../truth.ts';
import type { UnderWay } from '../under-way.ts';

/** Judges what the system believes to have. */
export const judgeAccount = (
  truth: VenueTruth,
  { positions, cash }: ReadBeliefs,
  underWay: UnderWay,
): readonly Finding[] => {
  if (positions === null && cash === null) return [];
  const moving = movingMarkets(truth, underWay);
  return [
    ...(positions === null ? [] : judgePositions(truth, positions, moving)),
    ...(cash === null || moving.size > 0 ? [] : judgeCash(truth, cash)),
  ];
};

/** The markets in which a trade, or its failure, is news that is under way. */
const movingMarkets = (truth: VenueTruth, underWay: UnderWay): ReadonlySet<string> => {
  const moving = new Set<string>();
  for (const { clOrdId, terms, trades } of truth.orders.values())
    for (const { tradeId, bustedSeq } of trades) {
      const isMoving =
        underWay.isTellingTrade(clOrdId, tradeId) ||
        (bustedSeq !== null && underWay.isTellingFailure(clOrdId, tradeId));
      if (isMoving) moving.add(terms.market);
    }
  return moving;
};

const judgePositions = (
  truth: VenueTruth,
  positions: ReadonlyMap<string, bigint>,
  moving: ReadonlySet<string>,
): readonly Finding[] => {
  const shares = [...truth.balances.keys()].filter((asset) => asset !== truth.currency);
  const assets = [...new Set([...shares, ...positions.keys()])].toSorted(compareText);
  return assets.flatMap((asset) => {
    const believed = positions.get(asset) ?? 0n;
    const { amount, seq } = truth.balances.get(asset) ?? { amount: 0n, seq: truth.seq };
    if (believed === amount || moving.has(asset.slice(0, asset.lastIndexOf(':')))) return [];
    const sentence = `The system believes to have ${printMicros(believed)} of ${asset}, and the venue says ${printMicros(amount)} (record ${seq}).`;
    return [{ kind: 'positionOff' as const, actor: `position:${asset}`, sentence, seq }];
  });
};

const judgeCash = (truth: VenueTruth, cash: bigint): readonly Finding[] => {
  const { currency, account } = truth;
  const { amount, seq } = truth.balances.get(currency) ?? { amount: 0n, seq: truth.seq };
  if (cash === amount) return [];
  const sentence = `The system believes to have ${printMicros(cash)} ${currency}, and the venue says ${printMicros(amount)} (record ${seq}).`;
  return [{ kind: 'cashOff', actor: `account:${account}`, sentence, seq }];
};
