// Invariant 34: what a set was expected to make is what its prices and worst fees leave.
import { divideRounded } from '../../money/rounding.ts';
import type { Findings } from '../findings.ts';
import type { RateOf } from '../holdings.ts';
import { nameOf, type ArbitrageState } from '../state/arbitrage.ts';
import type { Invariant } from '../types.ts';

/** The expected edge of what goes out is what its sets pay less what they cost at worst, and its return is of that cost. */
export const edges: Invariant = {
  index: 33,
  name: 'edges',
  says: 'what is started expects what its sets pay at least, less their prices and worst fees, and more than nothing',
};

const MICROS = 1_000_000n;
const BPS = 10_000n;

/** What the legs cost at worst, in the run's currency, rounded up; and what a unit is worth of the least worth currency. */
const worstOf = ({ legs }: ArbitrageState, rateOf: RateOf): { cost: bigint; leastRate: bigint } => {
  let costPicos = 0n;
  let leastRate: bigint | null = null;
  for (const { venue, price, qty, worstFee } of legs) {
    const rate = rateOf(venue);
    costPicos += (divideRounded(price * qty, MICROS, 'ceil') + worstFee) * rate;
    if (leastRate === null || rate < leastRate) leastRate = rate;
  }
  return { cost: divideRounded(costPicos, MICROS, 'ceil'), leastRate: leastRate ?? 0n };
};

/** The figures with which an arbitrage begins are those of its legs. What is sold as a leg has no such figures. */
export const judgeEdge = (arbitrage: ArbitrageState, rateOf: RateOf, findings: Findings): void => {
  const { sets, legs, expectedEdge, roiBps } = arbitrage;
  for (const { side } of legs) if (side !== 'buy') return;
  const { cost, leastRate } = worstOf(arbitrage, rateOf);
  const edge = divideRounded(leastRate * sets, MICROS, 'floor') - cost;
  const isTrue = expectedEdge > 0n && expectedEdge === edge && cost > 0n && roiBps === Number((edge * BPS) / cost);
  if (findings.fails(edges, isTrue))
    findings.add(
      edges,
      nameOf(arbitrage),
      `expects ${expectedEdge}, ${roiBps} bps, and its legs leave ${edge} of ${cost}`,
    );
};
